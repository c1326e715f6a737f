import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type ExcelJS from '@protobi/exceljs';
import { describe, expect, it } from 'vitest';
import {
  headListFields,
  itemHeading,
  itemListFields,
} from '../../../src-shared/excel/list-headings.ts';
import { shippedTables } from '../../../src-shared/parameters/shipped-tables.testing.ts';
import { writeSpreadsheet } from '../../../tests/support/spreadsheets.ts';
import { storeDesk } from '../../../tests/support/store-desk.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { checkImport } from './check-import.ts';
import type { CheckedImport } from './check-import.ts';
import { readImportList } from './import-list.ts';
import type { ImportList } from './import-list.ts';
import { mostFileBytes, readTableFile } from './read-table-file.ts';
import { RefusedFile } from './table-file.ts';
import { writeWorkbook } from '../workbook-writer.ts';

/** Files as they really come: each is refused, or told row by row, and nothing is guessed. */

const headings = [
  '序号',
  ...headListFields.map(({ label }) => label),
  ...itemListFields.map(itemHeading),
];

const goodRow: Readonly<Record<string, ExcelJS.CellValue>> = {
  关区代码: '5301',
  绑定介质类型: 'VN',
  绑定介质关键信息: '粤B12345',
  业务类型: '1000000000',
  运输方式: '4',
  进出口标志: 'E',
  车辆重量: 9000,
  绑定对象类型: 'VN',
  '绑定对象 ID': '粤B1234挂',
  '航次/货物运输批次号': '5301026112201',
};

const rowOf = (values: Readonly<Record<string, ExcelJS.CellValue>>): ExcelJS.CellValue[] => {
  for (const heading of Object.keys(values)) {
    if (!headings.includes(heading)) throw new Error(`no column ${heading}`);
  }
  return headings.map((heading) => values[heading] ?? null);
};

const columnOf = (heading: string): number => headings.indexOf(heading) + 1;

const refusalOf = async (file: string): Promise<string> => {
  try {
    readImportList(await readTableFile(file), shippedTables);
    return 'not refused';
  } catch (error) {
    if (error instanceof RefusedFile) return error.message;
    throw error;
  }
};

const listOf = async (
  rows: readonly Readonly<Record<string, ExcelJS.CellValue>>[],
  change: (worksheet: ExcelJS.Worksheet) => void = () => undefined,
): Promise<ImportList> => {
  const file = path.join(temporaryFolder(), 'list.xlsx');
  await writeSpreadsheet(file, { 单证: [headings, ...rows.map(rowOf)] }, (workbook) => {
    const [worksheet] = workbook.worksheets;
    if (worksheet !== undefined) change(worksheet);
  });
  return readImportList(await readTableFile(file), shippedTables);
};

const check = async (list: ImportList): Promise<readonly CheckedImport[]> => {
  const { store } = await storeDesk();
  return checkImport(list.sheets, store, shippedTables);
};

const told = (sheet: CheckedImport | undefined, line = 0): string[] =>
  (sheet?.lines[line]?.told ?? []).map(({ message }) => message);

/** What is told of one row with one cell of its own. */
const toldOfCell = async (
  heading: string,
  value: ExcelJS.CellValue,
  format?: string,
): Promise<{ readonly verdict: string | undefined; readonly messages: readonly string[] }> => {
  const list = await listOf([{ ...goodRow, [heading]: value }], (worksheet) => {
    if (format !== undefined) worksheet.getRow(2).getCell(columnOf(heading)).numFmt = format;
  });
  const [sheet] = await check(list);
  return { verdict: sheet?.verdict, messages: told(sheet) };
};

it('takes a good row as it is', async () => {
  const [sheet, ...more] = await check(await listOf([goodRow]));
  expect(more).toEqual([]);
  expect(sheet?.verdict).toBe('good');
  expect(told(sheet)).toEqual([]);
});

describe('files that are no list of sheets', () => {
  const fileWith = (name: string, content: string | Buffer): string => {
    const file = path.join(temporaryFolder(), name);
    writeFileSync(file, content);
    return file;
  };
  it.each([
    ['an empty file', 'a.xlsx', '', '文件是空的'],
    [
      'an .xls of before 2007',
      'a.xls',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      '旧版 .xls 或加了密码',
    ],
    ['a web page called .xls', 'a.xls', '<html><table><tr><td>1', '这是网页或 XML'],
    [
      'a picture',
      'a.xlsx',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]),
      '这不是 CSV 文字文件',
    ],
    [
      'a cut-off workbook',
      'a.xlsx',
      Buffer.from('PK\u0003\u0004 and then nothing', 'latin1'),
      '文件已损坏',
    ],
    [
      'a CSV with a mark that is never closed',
      'a.csv',
      '关区代码,绑定介质类型\n"5301,VN\n',
      '引号不成对',
    ],
    ['a CSV of something else', 'a.csv', '姓名,电话\n张三,110\n', '没有找到清单'],
  ])('%s is refused with the reason', async (_what, name, content, reason) => {
    expect(await refusalOf(fileWith(name, content))).toContain(reason);
  });

  it('a file larger than any list is not even opened', async () => {
    const file = fileWith('a.csv', Buffer.alloc(mostFileBytes + 1, 'x'));
    expect(await refusalOf(file)).toBe('文件有 30 MB，超过 30 MB，请分成几个文件导入');
  });

  it('a workbook with another list is refused, naming its worksheets', async () => {
    const file = path.join(temporaryFolder(), 'a.xlsx');
    await writeSpreadsheet(file, {
      工资: [
        ['姓名', '金额'],
        ['张三', 1],
      ],
      考勤: [['日期']],
    });
    const reason = await refusalOf(file);
    expect(reason).toContain('工作表“工资”“考勤”里都没有“关区代码”');
  });

  it('a workbook with only the items, or with nothing under the headings, is refused', async () => {
    const file = path.join(temporaryFolder(), 'a.xlsx');
    await writeSpreadsheet(file, { 表体: [itemListFields.map(({ label }) => label), ['I', 'VN']] });
    expect(await refusalOf(file)).toContain('只有表体的列');
    await writeSpreadsheet(file, { 单证: [headings] });
    expect(await refusalOf(file)).toBe('只有表头行，没有数据行');
    await writeSpreadsheet(file, { 单证: [[...headings, '关区代码'], rowOf(goodRow)] });
    expect(await refusalOf(file)).toBe('有两列都是“关区代码”，请只留一列');
  });

  it('a workbook whose parts were cut or altered is refused as damaged', async () => {
    const file = path.join(temporaryFolder(), 'a.xlsx');
    await writeSpreadsheet(file, { 单证: [headings, rowOf(goodRow)] });
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, whole.length - 30));
    expect(await refusalOf(file)).toContain('文件已损坏');
    const altered = Buffer.from(whole);
    // Inside the compressed worksheet.
    const sheet = altered.indexOf('xl/worksheets/sheet1.xml');
    altered.fill(0xff, sheet + 40, sheet + 120);
    writeFileSync(file, altered);
    expect(await refusalOf(file)).toContain('文件已损坏');
  });

  it('a small file that inflates to gigabytes is refused before it is inflated', async () => {
    const file = path.join(temporaryFolder(), 'a.xlsx');
    await writeSpreadsheet(file, { 单证: [headings, rowOf(goodRow)] });
    const bomb = readFileSync(file);
    // The directory says how large the texts get.
    const name = bomb.lastIndexOf('xl/sharedStrings.xml');
    bomb.writeUInt32LE(3_000_000_000, name - 46 + 24);
    writeFileSync(file, bomb);
    expect(await refusalOf(file)).toBe('文件解压后超过 600 MB，不像是一份清单');
  });

  it('a part that is longer than it says is not read to its end', async () => {
    const file = path.join(temporaryFolder(), 'a.xlsx');
    await writeSpreadsheet(file, { 单证: [headings, rowOf(goodRow)] });
    const lying = readFileSync(file);
    const name = lying.lastIndexOf('xl/sharedStrings.xml');
    lying.writeUInt32LE(10, name - 46 + 24);
    writeFileSync(file, lying);
    expect(await refusalOf(file)).toContain('文件已损坏');
  });
});

it('an Excel of 200,000 rows is refused with the limit, long before it is read', async () => {
  const file = path.join(temporaryFolder(), 'a.xlsx');
  const workbook = writeWorkbook(file);
  const columns = ['关区代码', '绑定介质类型', '绑定对象类型', '绑定对象 ID'];
  const sheet = workbook.sheet(
    '单证',
    columns.map((heading) => ({ heading, width: 10 })),
  );
  for (let row = 0; row < 200_000; row += 1) {
    sheet.row(['5301', 'VN', 'VN', `粤B${String(row)}`]);
    if (row % 500 === 0) await sheet.settled();
  }
  await sheet.end();
  await workbook.finish();
  let seen = 0;
  await expect(readTableFile(file, (rows) => (seen = rows))).rejects.toThrow(
    '超过 20000 行，一次最多导入 20000 行，请分成几个文件导入',
  );
  expect(seen).toBe(20_000);
}, 120_000);

it('more sheets than one import takes are refused with their number', async () => {
  const rows = Array.from({ length: 2001 }, (_, index) => ({
    关区代码: '5301',
    绑定介质类型: 'VN',
    绑定介质关键信息: `粤B${String(10_000 + index)}`,
  }));
  const list = await listOf(rows);
  await expect(check(list)).rejects.toThrow('共 2001 票，一次最多导入 2000 票');
}, 60_000);

describe('cells that Excel has changed', () => {
  it.each([
    [
      '绑定对象 ID',
      1.234567890123456e18,
      undefined,
      '绑定对象 ID：Excel 把长号码存成了数字，第 16 位起已丢失',
    ],
    ['绑定对象 ID', 1e31, undefined, 'Excel 把长号码存成了数字'],
    ['绑定对象 ID', '1.23457E+18', undefined, '“1.23457E+18”是科学计数'],
    [
      '航次/货物运输批次号',
      new Date(Date.UTC(2026, 2, 5)),
      'yyyy/m/d',
      '航次/货物运输批次号：Excel 把它存成了日期（2026-03-05）',
    ],
    ['航次/货物运输批次号', 46086, 'm"月"d"日"', 'Excel 把它存成了日期（2026-03-05）'],
    ['车辆重量', new Date(Date.UTC(2026, 2, 5)), 'yyyy/m/d', '车辆重量：Excel 把它存成了日期'],
    ['关区代码', { error: '#N/A' }, undefined, '关区代码：“#N/A”是 Excel 的错误值'],
    ['备注', '#REF!', undefined, '备注：“#REF!”是 Excel 的错误值'],
    ['绑定对象 ID', { formula: 'A1&B1' }, undefined, '绑定对象 ID：“公式”没有结果'],
    ['备注', '好😀', undefined, '备注：含有表情符号'],
    ['备注', 'x'.repeat(6000), undefined, '超过 5000 个字符'],
  ])('%s %j is told at its row and never imported', async (heading, value, format, message) => {
    const { verdict, messages } = await toldOfCell(heading, value as ExcelJS.CellValue, format);
    expect(verdict).toBe('blocked');
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(message);
  });

  it.each([
    ['关区代码', 5301, '5301'],
    ['关区代码', '皇岗海关', '5301'],
    ['关区代码', '5301 皇岗海关', '5301'],
    ['关区代码', '５３０１', '5301'],
    ['业务类型', 1000000000, '1000000000'],
    ['业务类型', 100000000, '0100000000'],
    ['业务类型', '转关', '0100000000'],
    ['运输方式', '公路', '4'],
    ['绑定介质关键信息', '粤Ｂ·１２３４５', '粤B12345'],
    ['车辆重量', 0.1 + 0.2, '0.3'],
    ['车辆重量', '9,000.5', '9000.5'],
    ['车辆重量', { formula: 'A1+1', result: 8600.25 }, '8600.25'],
    ['备注', { formula: 'A1&"x"', result: '提货' }, '提货'],
    ['备注', { richText: [{ text: '提' }, { font: { bold: true }, text: '货' }] }, '提货'],
    ['备注', { text: '提货', hyperlink: 'http://example.com' }, '提货'],
    ['备注', '第一行_x000D_\n第二行', '第一行\n第二行'],
    ['备注', new Date(Date.UTC(2026, 10, 22)), '2026-11-22'],
  ])('%s %j is read as %j', async (heading, value, expected) => {
    const list = await listOf([{ ...goodRow, [heading]: value }]);
    const [sheet] = await check(list);
    const field = headListFields.find(({ label }) => label === heading);
    expect(sheet?.head[field?.key ?? 'remark']).toBe(expected);
    expect(sheet?.verdict).toBe('good');
  });

  it.each([
    ['关区代码', '无此海关', '没有名为“无此海关”的关区代码，请填代码'],
    ['运输方式', '铁路', '没有名为“铁路”的运输方式'],
    ['绑定介质类型', '车牌', '没有名为“车牌”的绑定介质类型'],
  ])('an unknown name %s “%s” is refused with the reason', async (heading, value, message) => {
    const { verdict, messages } = await toldOfCell(heading, value);
    expect(verdict).toBe('blocked');
    expect(messages.join('\n')).toContain(message);
  });

  it('the results of a formula that was filled down are read in every row', async () => {
    const list = await listOf([goodRow, { ...goodRow, 绑定介质关键信息: '粤B22222' }], (sheet) => {
      const weight = columnOf('车辆重量');
      const master: ExcelJS.CellFormulaValue = { formula: 'ROW()*100', result: 200 };
      sheet.getRow(2).getCell(weight).value = master;
      const filled: ExcelJS.CellSharedFormulaValue = {
        sharedFormula: sheet.getRow(2).getCell(weight).address,
        result: 300,
        date1904: false,
      };
      sheet.getRow(3).getCell(weight).value = filled;
    });
    const sheets = await check(list);
    expect(sheets.map(({ head }) => head.vehicleWeight)).toEqual(['200', '300']);
  });
});

describe('worksheets as people lay them out', () => {
  it('a cell merged over several rows of items is told at each of them', async () => {
    const vessel = columnOf('备注');
    const item = columnOf('航次/货物运输批次号');
    const list = await listOf(
      [
        goodRow,
        { ...goodRow, '绑定对象 ID': '粤B2222挂' },
        { ...goodRow, 绑定介质关键信息: '粤B3' },
      ],
      (sheet) => {
        sheet.mergeCells(2, item, 3, item);
        sheet.mergeCells(2, vessel, 3, vessel);
      },
    );
    const [first, second] = await check(list);
    expect(first?.verdict).toBe('blocked');
    for (const line of [0, 1]) {
      expect(told(first, line).join('\n')).toMatch(
        /单元格 \w+2:\w+3 是合并单元格：请取消合并，每行都填写/,
      );
    }
    expect(told(first).join('\n')).toContain('按同一票处理');
    expect(second?.verdict).toBe('good');
  });

  it('a plate merged over the rows of its items is one sheet, and says so', async () => {
    const plate = columnOf('绑定介质关键信息');
    const { 绑定对象类型, '绑定对象 ID': objectId, '航次/货物运输批次号': voyage } = goodRow;
    const item = { 绑定对象类型, '绑定对象 ID': objectId, '航次/货物运输批次号': voyage };
    const list = await listOf([goodRow, { ...item, '绑定对象 ID': '粤B2222挂' }], (sheet) => {
      sheet.mergeCells(2, plate, 3, plate);
    });
    const [sheet, ...more] = await check(list);
    expect(more).toEqual([]);
    expect(sheet?.verdict).toBe('good');
    expect(sheet?.sheet.items).toHaveLength(2);
    expect(told(sheet, 1).join('\n')).toContain('这几行按同一票处理');
  });

  it('hidden rows are told and their sheets marked', async () => {
    const list = await listOf([goodRow, { ...goodRow, 绑定介质关键信息: '粤B2' }], (sheet) => {
      sheet.getRow(3).hidden = true;
    });
    const sheets = await check(list);
    expect(sheets.map(({ hidden }) => hidden)).toEqual([false, true]);
    expect(told(sheets[1])).toContain('这一行在 Excel 里是隐藏的');
    expect(list.notices).toEqual(['有 1 行在 Excel 里是隐藏的，默认不选']);
  });

  it('a title above, empty rows between and columns of the customer are passed over', async () => {
    const file = path.join(temporaryFolder(), 'a.xlsx');
    await writeSpreadsheet(file, {
      说明: [['请查收']],
      派车单: [
        ['某某公司派车单'],
        [],
        [...headings, '司机'],
        [...rowOf(goodRow), '张三'],
        [],
        [...rowOf({ ...goodRow, 绑定介质关键信息: '粤B2' }), '李四'],
      ],
    });
    const list = readImportList(await readTableFile(file), shippedTables);
    expect(list.notices).toEqual(['不认识的列已略去：司机', '没有读取的工作表：说明']);
    const sheets = await check(list);
    expect(sheets.map(({ verdict, lines }) => [verdict, lines[0]?.place])).toEqual([
      ['good', '第 4 行'],
      ['good', '第 6 行'],
    ]);
  });

  it('worksheets that are hidden are not read', async () => {
    const file = path.join(temporaryFolder(), 'a.xlsx');
    await writeSpreadsheet(
      file,
      { 旧单: [headings, rowOf(goodRow)], 说明: [['x']] },
      (workbook) => {
        const [first] = workbook.worksheets;
        if (first !== undefined) first.state = 'hidden';
      },
    );
    expect(await refusalOf(file)).toContain('没有找到清单：工作表“说明”');
  });

  it('rows of one 序号 that contradict each other are told and not imported', async () => {
    const list = await listOf([
      { ...goodRow, 序号: 1 },
      { ...goodRow, 序号: 1, 车辆重量: 8700, '绑定对象 ID': '粤B2222挂' },
    ]);
    const [sheet] = await check(list);
    expect(sheet?.verdict).toBe('blocked');
    expect(told(sheet, 1)).toEqual(['车辆重量与第 2 行不同（“9000”、“8700”），但两行是同一票']);
  });

  it('an item that stands twice in its sheet is told, and left to the clerk', async () => {
    const list = await listOf([
      { ...goodRow, 序号: 1 },
      { ...goodRow, 序号: 1 },
    ]);
    const [sheet] = await check(list);
    expect(sheet?.verdict).toBe('good');
    expect(told(sheet, 1)).toEqual(['与第 2 行的表体内容相同，请核对']);
  });

  it('items without their head, and heads twice, are told and not imported', async () => {
    const file = path.join(temporaryFolder(), 'a.xlsx');
    const heads = ['序号', ...headListFields.map(({ label }) => label)];
    const items = ['序号', ...itemListFields.map(({ label }) => label)];
    const headRow = (key: number): ExcelJS.CellValue[] => [key, ...rowOf(goodRow).slice(1, 12)];
    const itemRow = (key: number | null): ExcelJS.CellValue[] => [
      key,
      ...itemListFields.map((field) => goodRow[itemHeading(field)] ?? null),
    ];
    await writeSpreadsheet(file, {
      表头: [heads, headRow(1), headRow(1), headRow(2)],
      表体: [items, itemRow(1), itemRow(null), itemRow(7)],
    });
    const sheets = await check(readImportList(await readTableFile(file), shippedTables));
    expect(sheets.map(({ verdict }) => verdict)).toEqual([
      'good',
      'blocked',
      'problems',
      'blocked',
    ]);
    expect(sheets[0]?.sheet.items).toHaveLength(2);
    expect(told(sheets[1])[0]).toBe('序号“1”在表头第 2 行已有');
    expect(told(sheets[2])).toContain('申报失败，该数据没有表体信息！');
    expect(told(sheets[3])[0]).toBe('没有序号为“7”的表头，这一行表体不知道属于哪一票');
  });

  it.each([
    ['numbers', 2.02611210000001e31, '第 16 位起已丢失'],
    ['their text', '2.02611E+31', '是科学计数'],
  ])(
    'trip numbers that Excel has turned into %s join no items of different trucks',
    async (_name, key, fault) => {
      const file = path.join(temporaryFolder(), 'a.xlsx');
      const heads = ['车次确认编号', ...headListFields.map(({ label }) => label)];
      const items = ['车次确认编号', ...itemListFields.map(({ label }) => label)];
      const headRow = [key, ...rowOf(goodRow).slice(1, 12)];
      const itemRow = [key, ...itemListFields.map((field) => goodRow[itemHeading(field)] ?? null)];
      await writeSpreadsheet(file, {
        表头: [heads, headRow, headRow],
        表体: [items, itemRow, itemRow],
      });
      const sheets = await check(readImportList(await readTableFile(file), shippedTables));
      expect(sheets.map(({ verdict }) => verdict)).toEqual(Array(4).fill('blocked'));
      for (const sheet of sheets) {
        expect(sheet.sheet.items.length).toBeLessThanOrEqual(1);
        expect(told(sheet).join()).toContain('车次确认编号：');
        expect(told(sheet).join()).toContain(fault);
      }
    },
  );

  it('missing required columns are told once for the file', async () => {
    const file = path.join(temporaryFolder(), 'a.csv');
    writeFileSync(file, '关区代码,绑定介质类型,绑定对象类型,绑定对象 ID\n5301,VN,VN,粤B1234挂\n');
    const list = readImportList(await readTableFile(file), shippedTables);
    expect(list.notices[0]).toContain('没有这些必填的列：绑定介质关键信息、业务类型、运输方式');
    const [sheet] = await check(list);
    expect(sheet?.verdict).toBe('problems');
  });
});

describe('a CSV', () => {
  const rows = [headings, rowOf(goodRow)].map((row) =>
    row.map((cell) => (cell as string | null) ?? '').join(','),
  );
  it.each([
    ['UTF-8', Buffer.from(rows.join('\r\n'))],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${rows.join('\n')}`)],
    ['UTF-16', Buffer.from(`\uFEFF${rows.join('\n')}`, 'utf16le')],
    ['UTF-8, semicolons', Buffer.from(rows.join('\n').replaceAll(',', ';'))],
    ['UTF-8, tabs', Buffer.from(rows.join('\n').replaceAll(',', '\t'))],
  ])('in %s is read', async (_encoding, content) => {
    const file = path.join(temporaryFolder(), 'a.csv');
    writeFileSync(file, content);
    const [sheet] = await check(readImportList(await readTableFile(file), shippedTables));
    expect(sheet?.verdict).toBe('good');
    expect(sheet?.head.mediumId).toBe('粤B12345');
  });

  it('in GB 18030, as Excel in China saves it, is read', async () => {
    const file = path.join(temporaryFolder(), 'a.csv');
    // 关区代码,绑定介质类型,绑定对象类型,绑定对象 ID / 5301,车牌号,C,皖
    const gbk = Buffer.from(
      'b9d8c7f8b4fac2eb2cb0f3b6a8bde9d6cac0e0d0cd2cb0f3b6a8b6d4cff3c0e0d0cd2cb0f3b6a8b6d4cff320494' +
        '40a353330312cb3b5c5c6bac52c432ccdee0a',
      'hex',
    );
    writeFileSync(file, gbk);
    const [sheet] = await check(readImportList(await readTableFile(file), shippedTables));
    expect(sheet?.head).toMatchObject({ customsCode: '5301', mediumType: 'VN' });
    expect(sheet?.sheet.items[0]?.objectId).toBe('皖');
  });

  it('of 200,000 rows is refused with the limit', async () => {
    const file = path.join(temporaryFolder(), 'a.csv');
    writeFileSync(file, `${rows[0] ?? ''}\n${`${rows[1] ?? ''}\n`.repeat(200_000)}`);
    expect(await refusalOf(file)).toContain('超过 20000 行');
  });
});
