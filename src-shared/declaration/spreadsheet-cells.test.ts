import { expect, test } from 'vitest';
import { shippedTables } from '../parameters/shipped-tables.testing.ts';
import { itemFields } from './fields.ts';
import type { FieldDefinition, ItemFieldKey } from './fields.ts';
import { cellFault, headingOf, meantValue, nameFault } from './spreadsheet-cells.ts';

const field = (key: ItemFieldKey): FieldDefinition =>
  itemFields.find((one) => one.key === key) as FieldDefinition;

const withTypes = (...types: readonly { code: string; name: string }[]) => {
  const { objectType } = shippedTables;
  const [first] = objectType.rows;
  if (first === undefined) throw new Error('the table has rows');
  const rows = types.map((type) => ({ ...first, ...type }));
  return { ...shippedTables, objectType: { ...objectType, rows } };
};

test('a heading is known without what stands around it', () => {
  expect(headingOf(' *【必填】航次号[a]（b）： ')).toBe('航次号');
  expect(headingOf('[1]绑定对象 ID【x】')).toBe('绑定对象ID');
});

test('a weight is read without its grouping, and nothing else is taken for one', () => {
  const meant = (cell: string): string => meantValue(field('pickupWeight'), cell, shippedTables);
  expect(['1,234', '1,234,567.5', '12,345'].map(meant)).toEqual(['1234', '1234567.5', '12345']);
  expect(['12,34', 'x1,234', '1,234x', '1,2345'].map(meant)).toEqual([
    ...['12,34', 'x1,234', '1,234x', '1,2345'],
  ]);
});

test('what only a spreadsheet brings is told, and what merely holds it is not', () => {
  expect(['1E+5', '2.2e+12', '#N/A', '#####'].map(cellFault)).not.toContain(null);
  expect(['x1E+5', '1E+5x', '货#N/A', '1E5'].map(cellFault)).toEqual([null, null, null, null]);
});

test('an empty cell means nothing, whatever the table is', () => {
  const tables = withTypes({ code: 'A', name: '甲' });
  expect(meantValue(field('objectType'), '', tables)).toBe('');
});

test('code and name together are the code, also where the name has a space', () => {
  const tables = withTypes({ code: 'A', name: '甲 乙' }, { code: 'B', name: '丙' });
  const meant = (cell: string): string => meantValue(field('objectType'), cell, tables);
  expect(meant('A 甲 乙')).toBe('A');
  expect(meant('A 丙')).toBe('A 丙');
});

test('zeros are put back before digits alone', () => {
  const { businessType } = shippedTables;
  const [first] = businessType.rows;
  if (first === undefined) throw new Error('the table has rows');
  const rows = ['00000000A1', '000000001A', '0000000012'].map((code) => ({ ...first, code }));
  const tables = { ...shippedTables, businessType: { ...businessType, rows } };
  const meant = (cell: string): string => meantValue(field('businessType'), cell, tables);
  expect(['A1', '1A', '12', '13'].map(meant)).toEqual(['A1', '1A', '0000000012', '13']);
});

test('a name that means no code is told, a code and what is no name are not', () => {
  const fault = (key: ItemFieldKey, cell: string) => nameFault(field(key), cell, shippedTables);
  expect(fault('businessType', ' 无此类型 ')).toBe('没有名为“无此类型”的业务类型，请填代码');
  expect(fault('businessType', '空箱')).toBeNull();
  expect(fault('businessType', '0000100000 空箱')).toBeNull();
  expect(fault('businessType', '9999999999')).toBeNull();
  expect(fault('vesselName', '远洋之星')).toBeNull();
  expect(fault('pickupWeight', '十吨')).toBeNull();
});

test('a name that two rows share is told with the codes of both', () => {
  const { objectType } = shippedTables;
  const rows = objectType.rows.map((row) =>
    row.code === 'VC' ? { ...row, name: '车辆' } : { ...row, alternativeName: '车辆' },
  );
  const shared = rows.filter(({ code }) => code === 'VC' || code === 'VN');
  const tables = { ...shippedTables, objectType: { ...objectType, rows: shared } };
  expect(nameFault(field('objectType'), '车辆', tables)).toBe(
    '有几个绑定对象类型都叫“车辆”：VC、VN，请填代码',
  );
});
