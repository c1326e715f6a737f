import { describe, expect, test } from 'vitest';
import { findCode } from './search.ts';
import { shippedTables } from './shipped-tables.testing.ts';
import { codeWidths, tableNames } from './table-names.ts';

const names = (table: keyof typeof shippedTables): Record<string, string> =>
  Object.fromEntries(shippedTables[table].rows.map(({ code, name }) => [code, name]));

describe('the shipped code tables', () => {
  test('every table carries its own name and the day of its lists', () => {
    for (const name of tableNames) {
      expect(shippedTables[name].name).toBe(name);
      expect(shippedTables[name].version).toBe('2026-11-22');
    }
  });
  test('no code stands twice in a table, none is longer than its column, none is in lower case', () => {
    for (const name of tableNames) {
      const codes = shippedTables[name].rows.map(({ code }) => code);
      expect(new Set(codes).size).toBe(codes.length);
      expect(codes.filter((code) => !/^[0-9A-Z]+$/.test(code))).toEqual([]);
      expect(Math.max(...codes.map((code) => code.length))).toBe(codeWidths[name]);
    }
  });
  test('运输方式 offers 2 海运, 4 公路, 5 航空 and nothing else', () => {
    expect(names('transportMode')).toEqual({ '2': '海运', '4': '公路', '5': '航空' });
  });
  test('the small tables have the names of the manual', () => {
    expect(names('mediumType')).toEqual({
      VN: '车牌号',
      VE: '电子车牌号',
      IC: 'IC卡',
      BC: '条形码',
    });
    expect(names('importExport')).toEqual({ I: '进口', E: '出口' });
    expect(names('direction')).toEqual({ I: '进厂', E: '出厂' });
    expect(names('vehicleType')).toEqual({
      '01': '重进空出',
      '02': '空进重出',
      '03': '重进重出',
      '04': '空进空出',
    });
    expect(names('objectType')).toEqual({
      C: '集装箱号',
      B: '提单',
      T: '转关单号',
      VC: '车辆海关编号',
      VN: '车辆车牌',
    });
    expect(names('billType')).toEqual({ '1': '一程舱单', '2': '二程舱单' });
    expect(shippedTables.businessType.rows.map(({ name }) => name)).toEqual([
      '报关',
      '转关',
      '查验分流',
      '分拨分流',
      '空箱',
      '集中查验',
      '多式联运',
      '空车',
      '报关+查验分流',
      '多式联运+报关',
    ]);
  });
  test('the two combined business types, whose codes are inferred, say 名称未核实', () => {
    expect(
      shippedTables.businessType.rows.filter((row) => row.unverified).map(({ name }) => name),
    ).toEqual(['报关+查验分流', '多式联运+报关']);
  });
  test('739 districts, 175 of them with a source; internal offices, 0000 and 5000 can not be chosen', () => {
    const { rows } = shippedTables.customsDistrict;
    expect(rows).toHaveLength(739);
    expect(rows.filter(({ unverified }) => !unverified)).toHaveLength(175);
    expect(rows.filter(({ unverified, source }) => unverified !== (source === ''))).toEqual([]);
    expect(findCode(shippedTables.customsDistrict, '0000')?.selectable).toBe(false);
    expect(findCode(shippedTables.customsDistrict, '5000')?.selectable).toBe(false);
    expect(rows.filter(({ note, selectable }) => note === '内部机构' && selectable)).toEqual([]);
    expect(rows.filter(({ selectable }) => !selectable)).toHaveLength(25);
  });
  test('every subordinate district has its directorate in the table', () => {
    const { rows } = shippedTables.customsDistrict;
    const orphans = rows.filter(
      ({ parentCode }) =>
        parentCode !== undefined &&
        findCode(shippedTables.customsDistrict, parentCode) === undefined,
    );
    expect(orphans).toEqual([]);
    expect(rows.filter(({ parentCode }) => parentCode !== undefined)).toHaveLength(695);
  });
});
