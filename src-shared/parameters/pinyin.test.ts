import fc from 'fast-check';
import { pinyin } from 'pinyin-pro';
import { describe, expect, test } from 'vitest';
import { anyText } from '../any-text.testing.ts';
import { indexPinyin, pinyinIndexOf } from './pinyin-index.ts';
import { searchCodes } from './search.ts';
import { shippedTables } from './shipped-tables.testing.ts';
import type { CodeRow, CodeTable } from './table-names.ts';

const row = (code: string, name: string, more: Partial<CodeRow> = {}): CodeRow => ({
  code,
  name,
  source: '',
  confidence: 'high',
  selectable: true,
  unverified: false,
  ...more,
});

const tableOf = (...rows: readonly CodeRow[]): CodeTable => ({
  name: 'customsDistrict',
  version: '1',
  rows,
});

const codesIn = (table: CodeTable, typed: string, limit?: number): string[] =>
  searchCodes(table, typed, limit, pinyinIndexOf(table)).map(({ code }) => code);

const districts = tableOf(
  row('4704', '黄冈海关'),
  row('5201', '黄埔海关'),
  row('8001', '重庆海关'),
  row('2225', '绿洲（一期）'),
  row('6001', '新黄冈', { unverified: true }),
  row('4703', '襄阳海关', { alternativeName: '襄樊海关' }),
  row('0001', '黄冈内部', { selectable: false }),
);
const codes = (typed: string, limit?: number): string[] => codesIn(districts, typed, limit);

describe('a code is found by the pinyin of its name', () => {
  test.each(['hghg', 'HGHG', 'ｈｇｈｇ', 'huangganghg', 'huangghaiguan', "huang'gang'hai"])(
    '%s is 黄冈海关',
    (typed) => {
      expect(codes(typed)).toEqual(['4704']);
    },
  );
  test('a syllable that is still being typed', () => {
    for (const typed of ['huanggan', 'huangga', 'huangg']) {
      expect(codes(typed), typed).toEqual(['4704', '6001']);
    }
    expect(codes('huang')).toEqual(['4704', '5201', '6001']);
  });
  test('Chinese and letters mixed', () => {
    expect(codes('黄p')).toEqual(['5201']);
    expect(codes('黄puhg')).toEqual(['5201']);
  });
  test('from the middle of a name too, behind names that begin so', () => {
    const table = tableOf(row('1', '新黄冈'), row('2', '黄冈东'), row('3', '黄冈'));
    expect(codesIn(table, 'hg')).toEqual(['3', '2', '1']);
  });
  test('ü is typed as v or as u', () => {
    expect(codes('lvzhou')).toEqual(['2225']);
    expect(codes('luzhou')).toEqual(['2225']);
    const women = tableOf(row('1', '女山'));
    expect(['nvshan', 'nushan', 'nshan'].map((typed) => codesIn(women, typed))).toEqual([
      ...[['1'], ['1'], ['1']],
    ]);
  });
  test('nobody types brackets', () => {
    expect(codes('lzyq')).toEqual(['2225']);
  });
  test('a character is read as in its name; another reading of it comes last', () => {
    const table = tableOf(row('1', '重庆'), row('2', '中青'));
    expect(codesIn(table, 'chongqing')).toEqual(['1']);
    expect(codesIn(table, 'zhongqing')).toEqual(['2', '1']);
    const alone = tableOf(row('1', '重'));
    expect(['zhong', 'chong'].map((typed) => codesIn(alone, typed))).toEqual([['1'], ['1']]);
  });
  test('an older name, behind the others', () => {
    expect(codes('xfhg')).toEqual(['4703']);
    expect(codes('fanhg')).toEqual(['4703']);
  });
  test('code, then name, then pinyin', () => {
    const table = tableOf(
      row('3', '乙丙'),
      row('2', 'YB 站'),
      row('YB1', '甲'),
      row('YB', '丁', { unverified: true }),
    );
    expect(codesIn(table, 'yb')).toEqual(['YB', 'YB1', '2', '3']);
  });
  test('what can not be chosen is not found by pinyin either', () => {
    expect(codes('hgnb')).toEqual([]);
  });
  test('without an index nothing is found by pinyin, everything else is', () => {
    expect(searchCodes(districts, 'hghg')).toEqual([]);
    expect(searchCodes(districts, '黄冈海').map(({ code }) => code)).toEqual(['4704']);
  });
});

const { customsDistrict } = shippedTables;
const selectable = customsDistrict.rows.filter((one) => one.selectable);
const syllablesOf = ({ name }: CodeRow): readonly string[] =>
  pinyin(name, { toneType: 'none', type: 'array' })
    .map((syllable) => syllable.replace('ü', 'v').toLowerCase())
    .filter((syllable) => /^[a-z]+$/.test(syllable));

describe('every shipped district', () => {
  test('is found by any mixture of initials and syllables of its name', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...selectable).filter(({ name }) => /^\p{Script=Han}+$/u.test(name)),
        fc.infiniteStream(fc.boolean()),
        (district, wholes) => {
          const typed = syllablesOf(district)
            .map((syllable) => {
              const whole: unknown = wholes.next().value;
              return whole === true ? syllable : syllable.slice(0, 1);
            })
            .join('');
          expect(codesIn(customsDistrict, typed)).toContain(district.code);
        },
      ),
    );
  });
  test('that is found by a text is found by every beginning of it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...selectable),
        fc.nat(12),
        fc.nat(6),
        (district, length, shorter) => {
          const typed = syllablesOf(district)
            .join('')
            .slice(0, length + 1);
          const found = codesIn(customsDistrict, typed);
          const before = new Set(codesIn(customsDistrict, typed.slice(0, shorter + 1)));
          if (shorter <= length) expect(found.filter((code) => !before.has(code))).toEqual([]);
        },
      ),
    );
  });
  test('a limit gives the beginning of the whole answer', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{0,6}$/), fc.nat(30), (typed, limit) => {
        expect(codesIn(customsDistrict, typed, limit)).toEqual(
          codesIn(customsDistrict, typed).slice(0, limit),
        );
      }),
    );
  });
  test('is searched for anything at all without a fault', () => {
    fc.assert(
      fc.property(anyText(60), fc.string(), (typed, name) => {
        codesIn(customsDistrict, typed);
        codesIn(tableOf(row('1', name)), typed);
      }),
    );
  });
});

test('an index is built in small steps, once', () => {
  const steps = indexPinyin(customsDistrict);
  let count = 0;
  while (steps.next().done !== true) count += 1;
  expect(pinyinIndexOf(customsDistrict)).toBe(pinyinIndexOf(customsDistrict));
  const large = tableOf(...Array.from({ length: 500 }, (_, at) => row(String(at), '黄冈')));
  const largeSteps = indexPinyin(large);
  count = 0;
  while (largeSteps.next().done !== true) count += 1;
  expect(count).toBeGreaterThanOrEqual(10);
});

test('a long text that fits nearly everywhere ends soon', () => {
  const name = '安额恩安额恩昂'.repeat(6);
  const started = performance.now();
  codesIn(tableOf(row('1', name)), `${'anean'.repeat(12)}z`);
  codesIn(tableOf(row('1', '哈汉杭'.repeat(14))), `${'hahanhang'.repeat(14)}z`);
  codesIn(tableOf(row('1', '石市'.repeat(14))), `${'shi'.repeat(20)}z`);
  expect(performance.now() - started).toBeLessThan(500);
});
