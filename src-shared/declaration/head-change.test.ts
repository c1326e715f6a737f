import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChange, clearClosed, closedValues, valuesLostBy } from './head-change.ts';
import { anySheet, goodItem, goodSheet, sheetWith } from './sheets.testing.ts';

const seaSheet = {
  head: { ...goodSheet.head, transportMode: '2' },
  items: [
    { ...goodItem, vesselName: 'EVER GIVEN' },
    { ...goodItem, vesselName: '' },
    { ...goodItem, vesselName: 'COSCO STAR' },
  ],
};

describe('a change that closes filled fields', () => {
  test('lists the 船名 of every saved item when 运输方式 leaves sea', () => {
    for (const transportMode of ['4', '5', '']) {
      expect(valuesLostBy({ head: { transportMode } }, seaSheet)).toEqual([
        { part: 'item', itemIndex: 0, field: 'vesselName', label: '船名', value: 'EVER GIVEN' },
        { part: 'item', itemIndex: 2, field: 'vesselName', label: '船名', value: 'COSCO STAR' },
      ]);
    }
  });
  test('lists 提单类型 and 本次提货重量 when 绑定对象类型 is no longer a bill', () => {
    for (const objectType of ['C', 'T', 'VC', 'VN', '']) {
      const lost = valuesLostBy({ item: { index: 0, values: { objectType } } }, goodSheet);
      expect(lost.map(({ field, value }) => [field, value])).toEqual([
        ['billType', '1'],
        ['pickupWeight', '20000.5'],
      ]);
    }
  });
  test('lists 绑定介质关键信息 when 绑定介质类型 is cleared', () => {
    expect(valuesLostBy({ head: { mediumType: '' } }, goodSheet)).toEqual([
      {
        part: 'head',
        itemIndex: null,
        field: 'mediumId',
        label: '绑定介质关键信息',
        value: '沪A12345',
      },
    ]);
  });
  test('lists nothing where nothing is lost', () => {
    expect(valuesLostBy({ head: { transportMode: '5' } }, goodSheet)).toEqual([]);
    expect(valuesLostBy({ head: { mediumType: 'IC' } }, goodSheet)).toEqual([]);
    expect(valuesLostBy({ head: { importExport: 'E' } }, seaSheet)).toEqual([]);
    expect(valuesLostBy({}, seaSheet)).toEqual([]);
  });
  test('lists what it closes beside what stood in a closed field before', () => {
    const already = sheetWith({}, { vesselName: 'EVER GIVEN' });
    const lost = valuesLostBy({ head: { mediumType: '' } }, already);
    expect(lost.map(({ field }) => field)).toEqual(['mediumId']);
  });
  test('does not list again what stood in a closed field before', () => {
    const already = sheetWith({}, { vesselName: 'EVER GIVEN' });
    expect(valuesLostBy({ head: { transportMode: '5' } }, already)).toEqual([]);
    expect(closedValues(already)).toHaveLength(1);
  });
  test('clears exactly what was listed, and the sheet before it is what undo brings back', () => {
    const change = { head: { transportMode: '4' } };
    const before = structuredClone(seaSheet);
    const after = clearClosed(applyChange(seaSheet, change));
    expect(seaSheet).toEqual(before);
    expect(after).toEqual({
      head: { ...seaSheet.head, transportMode: '4' },
      items: seaSheet.items.map((item) => ({ ...item, vesselName: '' })),
    });
  });
  test('nothing closed stays filled, whatever was typed, and clearing twice is clearing once', () => {
    fc.assert(
      fc.property(anySheet, (sheet) => {
        const cleared = clearClosed(sheet);
        expect(closedValues(cleared)).toEqual([]);
        expect(clearClosed(cleared)).toEqual(cleared);
        if (closedValues(sheet).length === 0) expect(cleared).toEqual(sheet);
      }),
    );
  });
});
