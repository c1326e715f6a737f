import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCode, searchCodes } from './search.ts';
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

const table: CodeTable = {
  name: 'customsDistrict',
  version: '2026-11-22',
  rows: [
    row('3500', '福州关区', { unverified: true }),
    row('3501', '马尾海关'),
    row('3502', '福清海关', { alternativeName: '榕福清办' }),
    row('3503', '内部处', { selectable: false }),
    row('4703', '襄阳海关', { alternativeName: '襄樊海关' }),
  ],
};

const codes = (typed: string, limit?: number): string[] =>
  searchCodes(table, typed, limit).map(({ code }) => code);

describe('what a clerk types into a code field', () => {
  test('digits find codes by their beginning, unverified names after the others', () => {
    expect(codes('35')).toEqual(['3501', '3502', '3500']);
  });
  test('a whole code comes first even when its name is unverified', () => {
    const longer: CodeTable = {
      ...table,
      rows: [row('10', '甲'), row('1', '乙', { unverified: true })],
    };
    expect(searchCodes(longer, '1').map(({ code }) => code)).toEqual(['1', '10']);
  });
  test('full-width digits and lower case letters find the same rows', () => {
    expect(codes('３５０１')).toEqual(['3501']);
    expect(codes(' 3501 ')).toEqual(['3501']);
    expect(searchCodes(shippedTables.mediumType, 'vn').map(({ code }) => code)).toEqual(['VN']);
    expect(searchCodes(shippedTables.mediumType, 'ic').map(({ code }) => code)).toEqual(['IC']);
  });
  test('a part of the name finds the row, the beginning of a name before its middle', () => {
    expect(codes('海关')).toEqual(['3501', '3502', '4703']);
    expect(codes('福')).toEqual(['3502', '3500']);
    const both: CodeTable = { ...table, rows: [row('1', '新福'), row('2', '福新')] };
    expect(searchCodes(both, '福').map(({ code }) => code)).toEqual(['2', '1']);
  });
  test('a whole name comes before names that begin with it', () => {
    const both: CodeTable = { ...table, rows: [row('1', '福清海关'), row('2', '福清')] };
    expect(searchCodes(both, '福清').map(({ code }) => code)).toEqual(['2', '1']);
  });
  test('letters find names that hold some, between others or alone', () => {
    const both: CodeTable = { ...table, rows: [row('1', '电子标签RFID'), row('2', 'RFID')] };
    expect(searchCodes(both, 'rfid').map(({ code }) => code)).toEqual(['2', '1']);
  });
  test('an older name finds the row', () => {
    expect(codes('襄樊')).toEqual(['4703']);
  });
  test('what can not be chosen is never offered, but still has its name', () => {
    expect(codes('3503')).toEqual([]);
    expect(findCode(table, '3503')?.name).toBe('内部处');
  });
  test('nothing typed offers the whole table, at most as many rows as asked for', () => {
    expect(codes('')).toEqual(['3501', '3502', '4703', '3500']);
    expect(codes('', 2)).toEqual(['3501', '3502']);
    expect(codes('', 0)).toEqual([]);
  });
  test('what matches nothing offers nothing', () => {
    expect(codes('黄埔')).toEqual([]);
    expect(codes('here')).toEqual([]);
    expect(findCode(table, '35')).toBeUndefined();
  });
  test('every selectable district is offered first for its own code, and only selectable ones', () => {
    const { customsDistrict } = shippedTables;
    fc.assert(
      fc.property(fc.constantFrom(...customsDistrict.rows), ({ code, selectable }) => {
        const [first] = searchCodes(customsDistrict, code, 5);
        return selectable ? first?.code === code : first === undefined;
      }),
      { numRuns: 300 },
    );
  });
});
