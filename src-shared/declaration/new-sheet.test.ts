import { describe, expect, test } from 'vitest';
import { headFields, itemFields } from './fields.ts';
import { emptyHead, emptyItem, emptySheet, isEmpty, isEmptyItem } from './new-sheet.ts';

describe('a new sheet', () => {
  test('has every field, the three weights 0, and no items', () => {
    const { head, items } = emptySheet();
    expect(Object.keys(head).sort()).toEqual(headFields.map(({ key }) => key).sort());
    expect([head.vehicleWeight, head.trailerWeight, head.containerWeight]).toEqual(['0', '0', '0']);
    expect(head.customsCode).toBe('');
    expect(items).toEqual([]);
    expect(isEmpty(emptySheet())).toBe(true);
  });
  test("starts with the operator's defaults, and is still empty with nothing else", () => {
    const defaults = { customsCode: '2203', vehicleType: '02' };
    expect(emptyHead(defaults)).toMatchObject({ ...defaults, trailerWeight: '0' });
    expect(isEmpty(emptySheet(defaults), defaults)).toBe(true);
    expect(isEmpty(emptySheet(defaults))).toBe(false);
  });
  test('is no longer empty once anything is typed', () => {
    for (const { key } of headFields) {
      expect(isEmpty(emptySheet({ [key]: '1' }))).toBe(false);
    }
    for (const { key } of itemFields) {
      const head = emptyHead();
      expect(isEmpty({ head, items: [{ ...emptyItem(head), [key]: '1' }] })).toBe(false);
    }
  });
  test('is empty where weights are wiped and rows hold nothing', () => {
    const head = emptyHead({ vehicleWeight: '' });
    expect(isEmpty({ head, items: [emptyItem(head)] })).toBe(true);
  });
});

describe('a new item', () => {
  test("starts with the head's 业务类型 and nothing else", () => {
    const head = emptyHead({ businessType: '0000100000' });
    const item = emptyItem(head);
    expect(Object.keys(item).sort()).toEqual(itemFields.map(({ key }) => key).sort());
    expect(Object.entries(item).filter(([, value]) => value !== '')).toEqual([
      ['businessType', '0000100000'],
    ]);
    expect(isEmptyItem(item, head)).toBe(true);
    expect(isEmptyItem({ ...item, businessType: '1000000000' }, head)).toBe(false);
    expect(isEmptyItem({ ...item, businessType: '' }, head)).toBe(true);
  });
  test("starts with the operator's defaults, as far as they are open, and is still empty", () => {
    const defaults = { direction: 'I', objectType: 'B', billType: '1', vesselName: 'COSCO STAR' };
    const road = emptyHead({ transportMode: '4' });
    expect(emptyItem(road, defaults)).toMatchObject({ ...defaults, vesselName: '' });
    expect(emptyItem(emptyHead({ transportMode: '2' }), defaults)).toMatchObject(defaults);
    expect(emptyItem(road, { billType: '1' }).billType).toBe('');
    expect(isEmptyItem(emptyItem(road, defaults), road, defaults)).toBe(true);
    expect(isEmptyItem(emptyItem(road, defaults), road)).toBe(false);
  });
});
