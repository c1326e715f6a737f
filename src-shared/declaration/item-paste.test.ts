import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '../any-text.testing.ts';
import { shippedTables as tables } from '../parameters/shipped-tables.testing.ts';
import { itemFields } from './fields.ts';
import { normaliseItem } from './folding.ts';
import { checkPaste, mostPastedBytes, mostPastedRows, readItemPaste } from './item-paste.ts';
import type { ItemPaste } from './item-paste.ts';
import { anySheet, goodHead, goodItem } from './sheets.testing.ts';
import { parseTabSeparated, toTabSeparated } from './tab-separated.ts';

const read = (text: string): ItemPaste => {
  const result = readItemPaste(text, goodHead, tables);
  if (!result.ok) throw new Error(result.message);
  return result.paste;
};
const refusal = (text: string): string => {
  const result = readItemPaste(text, goodHead, tables);
  return result.ok ? 'not refused' : result.message;
};
const table = (...rows: readonly (readonly string[])[]): string => toTabSeparated(rows);
const header = ['绑定对象类型', '绑定对象 ID', '货物运输批次号', '提单类型', '本次提货重量'];
const row = ['B', 'COSU1', '2026', '1', '5'];

describe('tab-separated text', () => {
  test('a quoted cell holds tabs, line breaks and marks', () => {
    expect(parseTabSeparated('"a\tb"\t"c\r\nd"\t"e""f"\r\nx\ty\tz\r\n')).toEqual([
      ['a\tb', 'c\r\nd', 'e"f'],
      ['x', 'y', 'z'],
    ]);
  });
  test('a mark without a partner is a character', () => {
    expect(parseTabSeparated('\t"a')).toEqual([['', '"a']]);
    expect(parseTabSeparated('"a\t5" x\n"b"c')).toEqual([['"a', '5" x'], ['"b"c']]);
  });
  test('a line break at the end begins no new row, its absence ends none too early', () => {
    expect(parseTabSeparated('a\tb\n')).toEqual([['a', 'b']]);
    expect(parseTabSeparated('a\tb')).toEqual([['a', 'b']]);
    expect(parseTabSeparated('a\t')).toEqual([['a', '']]);
    expect(parseTabSeparated('a\n\nb\rc')).toEqual([['a'], [''], ['b'], ['c']]);
    expect(parseTabSeparated('')).toEqual([]);
    expect(parseTabSeparated('"a"')).toEqual([['a']]);
  });
  test('only what needs it is written in marks', () => {
    expect(toTabSeparated([['a', 'b"c', 'd\te', 'f\ng', 'h\ri'], ['']])).toBe(
      'a\t"b""c"\t"d\te"\t"f\ng"\t"h\ri"\r\n\r\n',
    );
  });
  test('whatever a spreadsheet writes is read back', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '箱', '"', '\t', '\n', '\r', ' '),
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }),
        (rows) => {
          expect(parseTabSeparated(toTabSeparated(rows))).toEqual(rows);
        },
      ),
    );
  });
});

describe('which column is which field', () => {
  test('by our labels, in any order and however they are decorated', () => {
    const paste = read(
      table(
        ['* 绑定对象ＩＤ：', '序号', '绑定对象类型（必填）', '航次号'],
        ['COSU1', '1', 'B', 'V1'],
      ),
    );
    expect(paste.matchedBy).toBe('header');
    expect(paste.columns).toEqual(['objectId', 'objectType', 'voyageNo']);
    expect(paste.leftOut).toEqual(['序号']);
    expect(paste.rows[0]?.item).toMatchObject({
      objectType: 'B',
      objectId: 'COSU1',
      voyageNo: 'V1',
    });
    expect(paste.rows[0]?.line).toBe(2);
  });
  test('by two labels, which are no values by chance; one alone is none', () => {
    const two = read(table(['绑定对象类型', '绑定对象 ID', ' '], ['C', 'CSQU3054383', '']));
    expect(two).toMatchObject({ matchedBy: 'header', leftOut: [] });
    expect(refusal(table(['绑定对象 ID'], ['CSQU3054383']))).toContain('不是表体的表格');
  });
  test('rows of nothing are passed over, and counted; so are empty cells behind the columns', () => {
    const empty = ['', ' '];
    const paste = read(table(empty, header, ['  '], row, [...row, '', ' '], empty));
    expect(paste.rows.map(({ line }) => line)).toEqual([4, 5]);
  });
  test('with a header a row of a wrong type is a row, without one another row has to be right', () => {
    const wrong = ['X', ...row.slice(1)];
    expect(read(table(header, wrong)).rows).toHaveLength(1);
    const cells = itemFields.map(({ key }) => goodItem[key]);
    const odd = itemFields.map(({ key }) => (key === 'objectType' ? 'X' : goodItem[key]));
    expect(read(table(cells, odd)).rows).toHaveLength(2);
  });
  test('as much as is allowed is read', () => {
    const rows = Array.from({ length: mostPastedRows }, () => row);
    expect(read(table(header, ...rows)).rows).toHaveLength(mostPastedRows);
    expect(refusal('a'.repeat(mostPastedBytes))).toContain('第 1 行有一格超过 5000 个字符');
    expect(refusal('a'.repeat(mostPastedBytes + 1))).toContain('超过 1 MB');
    const [long] = read(table([...header, '备注'], [...row, 'x'.repeat(5000)])).rows;
    expect(long?.item.remark).toHaveLength(5000);
    expect(refusal('""')).toContain('没有数据行');
  });
  test('a row that ends before its columns do has nothing in them', () => {
    const [short] = read(table(header, ['C', 'CSQU3054383'])).rows;
    expect(short?.item).toMatchObject({ objectId: 'CSQU3054383', voyageNo: '', billType: '' });
    expect(short?.faults.size).toBe(0);
  });
  test('without a header by the order of the field table', () => {
    const cells = itemFields.map(({ key }) => goodItem[key]);
    const paste = read(table(cells));
    expect(paste.leftOut).toEqual([]);
    expect(paste.matchedBy).toBe('order');
    expect(paste.rows[0]?.item).toEqual(goodItem);
  });
  test('every row of a sheet that was copied out comes back as it was', () => {
    fc.assert(
      fc.property(anySheet, ({ items }) => {
        const rows = items.map((item) => ({ ...normaliseItem(item, goodHead), objectType: 'C' }));
        const text = table(
          itemFields.map(({ label }) => label),
          ...rows.map((item) => itemFields.map(({ key }) => item[key])),
        );
        const result = readItemPaste(text, goodHead, tables);
        const clean = rows.map((item) => normaliseItem(item, goodHead));
        if (!result.ok) return rows.length === 0;
        expect(result.paste.rows.map(({ item }) => item.remark)).toEqual(
          clean.map(({ remark }) => remark),
        );
        expect(result.paste.rows.map(({ item }) => item.sealNos1)).toEqual(
          clean.map(({ sealNos1 }) => sealNos1),
        );
        return true;
      }),
    );
  });
});

describe('what a cell means', () => {
  const itemFrom = (changes: Readonly<Record<string, string>>) =>
    read(
      table(
        [...header, ...Object.keys(changes)],
        [...row.slice(0, header.length), ...Object.values(changes)],
      ),
    ).rows[0]?.item;

  test.each([
    ['0000100000', '0000100000'],
    ['空箱', '0000100000'],
    ['0000100000 空箱', '0000100000'],
    ['１００００００００００'.slice(0, 10), '1000000000'],
    ['100000', '0000100000'],
    ['无此类型', '无此类型'],
    ['', goodHead.businessType],
    [' ', goodHead.businessType],
    ['0000100000 别的', '0000100000 别的'],
    ['77', '77'],
  ])('业务类型 “%s” is %s', (cell, code) => {
    expect(itemFrom({ 业务类型: cell })?.businessType).toBe(code);
  });
  test('full-width letters and digits are folded, line breaks of a remark are kept', () => {
    expect(itemFrom({ '集装箱号 1': 'ｃｓｑｕ３０５４３８３', 备注: '一\r\n二' })).toMatchObject({
      containerNo1: 'CSQU3054383',
      remark: '一\n二',
    });
  });
  test('a code is meant before a name that looks like one', () => {
    const [first, second] = tables.objectType.rows;
    if (first === undefined || second === undefined) throw new Error('no rows');
    const rows = [
      { ...first, code: 'C', name: 'B' },
      { ...second, code: 'B', name: '提单' },
    ];
    const odd = { ...tables, objectType: { ...tables.objectType, rows } };
    const result = readItemPaste(table(header, row), goodHead, odd);
    expect(result.ok && result.paste.rows[0]?.item.objectType).toBe('B');
  });
  test('a weight grouped by thousands is one', () => {
    const text = table(header, ['B', 'A', 'V', '1', '12,500.50']);
    expect(read(text).rows[0]?.item.pickupWeight).toBe('12500.5');
  });
});

describe('what is refused as a whole, with its reason', () => {
  test.each([
    ['nothing', ' \r\n\t', '没有文字'],
    ['10 MB', 'x\ty\n'.repeat(2_500_000), '内容太多'],
    ['more bytes than characters', '箱'.repeat(mostPastedBytes / 2), '内容太多'],
    ['control characters', 'B\t\u0000\u0001PNG', '控制字符'],
    ['a header alone', table(header), '没有数据行'],
    ['another header', table(['姓名', '电话', '地址'], ['张三', '1', '厦门']), '不是表体的表格'],
    ['too many columns', table(Array.from({ length: 14 }, () => 'B')), '14 列'],
    ['one heading twice', table(['备注', '绑定对象类型', '备注'], ['', 'B', '']), '两列都是“备注”'],
    ['a ragged table', table(header, [...row, 'more']), '列比第一行多'],
    ['one endless cell', table(header, ['B', 'x'.repeat(5001), '', '', '']), '第 2 行有一格超过'],
    [
      'too many rows',
      table(header, ...Array.from({ length: mostPastedRows + 1 }, () => row)),
      '一次最多粘贴 500 行',
    ],
  ])('%s', (_name, text, reason) => {
    expect(refusal(text)).toContain(reason);
  });
  test('nothing that a clipboard may hold is ever thrown at', () => {
    fc.assert(
      fc.property(anyText(300), (text) => {
        const result = readItemPaste(text, goodHead, tables);
        if (result.ok) checkPaste(result.paste, goodHead, [], tables);
      }),
    );
  });
});

describe('the preview', () => {
  const checked = (...rows: readonly (readonly string[])[]) =>
    checkPaste(read(table(header, ...rows)), goodHead, [goodItem], tables);

  test('a row without a fault is valid', () => {
    expect(checked(row)[0]).toMatchObject({ isValid: true, line: 2 });
    expect(checked(row)[0]?.cells.size).toBe(0);
  });
  test('each wrong cell is marked at its own row with the message of the sheet', () => {
    const [good, bad] = checked(row, ['提单', '船', '2026', '9', '0']);
    expect(good?.isValid).toBe(true);
    expect(bad?.isValid).toBe(false);
    expect(bad?.cells.get('objectId')?.message).toContain('只能用字母、数字');
    expect(bad?.cells.get('billType')?.message).toBe('提单类型没有代码“9”');
    expect(bad?.cells.get('pickupWeight')?.message).toBe('本次提货重量应大于 0');
    expect(bad?.cells.get('objectType')).toBeUndefined();
  });
  test('what is wrong with a cell is told before what is only odd about it', () => {
    const container = ['绑定对象类型', '绑定对象 ID', '航次号', '集装箱号 1', '安全智能锁号 1'];
    const rows = read(table(container, ['C', 'CSQU3054383', 'V', 'CSQU3054383', 'A-1|B|C|D']));
    const [seals] = checkPaste(rows, goodHead, [], tables);
    expect(seals?.cells.get('sealNos1')).toEqual({
      tone: 'wrong',
      message: '安全智能锁号 1最多 3 个锁号，现有 4 个',
    });
    const twice = read(table(container, ['C', 'CSQU3054383', 'V', 'CSQU3054383', 'A|A|B|C']));
    const [first] = checkPaste(twice, goodHead, [], tables);
    expect(first?.cells.get('sealNos1')?.tone).toBe('wrong');
    const odd = read(table(container, ['C', 'CSQU3054383', 'V', '', 'A-1']));
    const [warned] = checkPaste(odd, goodHead, [], tables);
    expect(warned?.cells.get('sealNos1')).toEqual({
      tone: 'warned',
      message: '安全智能锁号 1“A-1”通常是 1 至 32 位字母、数字，请核对',
    });
  });
  test('what is wrong with the head or with other items is told at no pasted row', () => {
    const remark = 'x'.repeat(1001);
    const bad = { ...goodHead, customsCode: '', vehicleWeight: '0', remark };
    const [only] = checkPaste(
      read(table(header, row)),
      bad,
      [{ ...goodItem, voyageNo: '' }],
      tables,
    );
    expect(only).toMatchObject({ isValid: true });
    expect(only?.cells.size).toBe(0);
  });
  test('a warning alone leaves the row valid', () => {
    const [odd] = checked(['C', 'CSQU3054384', '2026', '', '']);
    expect(odd?.cells.get('objectId')?.tone).toBe('warned');
    expect(odd?.isValid).toBe(true);
  });
  test.each([
    ['2.22503E+12', '科学计数'],
    ['箱😀', '表情符号'],
    ['#N/A', '错误值'],
    [' #REF! ', '错误值'],
  ])('“%s” is told as what it is', (cell, words) => {
    const [odd] = checked(['B', 'COSU1', cell, '1', '5']);
    expect(odd?.cells.get('voyageNo')?.tone).toBe('wrong');
    expect(odd?.cells.get('voyageNo')?.message).toContain(words);
    expect(odd?.isValid).toBe(false);
  });
});
