import { expect, test } from 'vitest';
import { headFields, itemFields } from '../../src-shared/declaration/fields.ts';
import type { FieldDefinition } from '../../src-shared/declaration/fields.ts';
import { checkSheet } from '../../src-shared/declaration/rules.ts';
import { goodHead, sheetWith } from '../../src-shared/declaration/sheets.testing.ts';
import { shippedTables } from '../../src-shared/parameters/shipped-tables.testing.ts';
import { countOf, isTight, mostOf } from './field-length.ts';

const fields: readonly FieldDefinition[] = [...headFields, ...itemFields];
const field = (key: string): FieldDefinition => {
  const found = fields.find((one) => one.key === key);
  if (found === undefined) throw new Error(`no field ${key}`);
  return found;
};
const count = (key: string, typed: string) => countOf(field(key), { head: goodHead }, typed);

test('text and remarks are counted, codes, weights and seals are not', () => {
  expect([count('mediumId', '沪A12345'), mostOf(field('mediumId'))]).toEqual([7, 32]);
  expect([count('remark', ''), mostOf(field('remark'))]).toEqual([0, 1000]);
  for (const key of ['customsCode', 'vehicleWeight', 'sealNos1'])
    expect(count(key, 'x')).toBeNull();
});

test('characters are counted as the rule counts them: folded, and one for each emoji', () => {
  expect(count('mediumId', ' 沪Ａ·１２ ３４５ ')).toBe(7);
  expect(count('remark', '😀\r\n二')).toBe(3);
  const full = '😀'.repeat(1000);
  const told = (remark: string) => checkSheet(sheetWith({ remark }), shippedTables).length;
  expect([count('remark', full), told(full)]).toEqual([1000, 0]);
  expect([count('remark', `${full}字`), told(`${full}字`)]).toEqual([1001, 1]);
});

test('a field tells by itself that it is nearly full or too full, not that a number is whole', () => {
  expect([isTight(28, 32), isTight(29, 32), isTight(32, 32), isTight(33, 32)]).toEqual([
    false,
    true,
    true,
    true,
  ]);
  expect([isTight(11, 11), isTight(12, 11)]).toEqual([false, true]);
});
