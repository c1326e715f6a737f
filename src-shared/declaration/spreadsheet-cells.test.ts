import { expect, test } from 'vitest';
import { shippedTables } from '../parameters/shipped-tables.testing.ts';
import { itemFields } from './fields.ts';
import type { FieldDefinition, ItemFieldKey } from './fields.ts';
import { nameFault } from './spreadsheet-cells.ts';

const field = (key: ItemFieldKey): FieldDefinition =>
  itemFields.find((one) => one.key === key) as FieldDefinition;

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
