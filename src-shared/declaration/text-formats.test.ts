import { describe, expect, test } from 'vitest';
import { isUsualSeal, mediumFormats, objectFormats, plateKind } from './text-formats.ts';

const objectRule = (type: string, text: string): string | undefined =>
  objectFormats[type]?.(text)?.rule;
const mediumRule = (type: string, text: string): string | undefined =>
  mediumFormats[type]?.(text)?.rule;

describe('plates (GA 36)', () => {
  test.each([
    ['沪A12345', 'ordinary'],
    ['京AB12C3', 'ordinary'],
    ['鲁B1234挂', 'trailer'],
    ['鲁B1234学', 'trailer'],
    ['粤BD12345', 'newEnergySmall'],
    ['粤BDF1234', 'newEnergySmall'],
    ['粤B12345D', 'newEnergyLarge'],
    ['粤ZAB12港', 'crossBorder'],
    ['粤ZAB12澳', 'crossBorder'],
  ] as const)('%s is %s', (plate, kind) => {
    expect(plateKind(plate)).toBe(kind);
  });
  test.each([
    '',
    '沪A1234',
    '沪A123456',
    '沪I12345',
    '沪A1234O',
    '沪A1234I',
    '东A12345',
    'A12345',
    '粤BL12345',
    '粤B12345L',
    '京ZAB12港',
    '粤Z1234',
    '沪a12345',
    '使014578',
    'WJ粤12345',
  ])('%j is unusual', (plate) => {
    expect(plateKind(plate)).toBeNull();
  });
});

describe('what is bound', () => {
  test('an unusual plate is confirmed, never refused', () => {
    expect(mediumFormats['VN']?.('1234УНЯ')?.severity).toBe('warning');
    expect(objectFormats['VN']?.('1234УНЯ')?.severity).toBe('warning');
  });
  test.each([
    ['T', '1234567890123456', undefined],
    ['T', 'A23456789012345678', undefined],
    ['T', '1234567890123', 'transitNumberShort'],
    ['T', '12345678901234567', 'transitNumberLength'],
    ['T', '12345678', 'transitNumberLength'],
    ['T', '12345678901234', 'transitNumberLength'],
    ['T', 'A-34567890123456', 'transitNumberLength'],
    ['VC', '1234567890123', undefined],
    ['VC', '123456789012', 'vehicleCustomsNumber'],
    ['VC', '123456789012A', 'vehicleCustomsNumber'],
    ['VC', '12345678901234', 'vehicleCustomsNumber'],
    ['C', 'CSQU3054383', undefined],
    ['C', 'CSQU3054384', 'containerCheckDigit'],
    ['C', 'CSQU', 'containerShape'],
    ['B', 'AB*_-/12 3', undefined],
    ['B', '提单1', 'billNumberCharacters'],
    ['B', 'ABC\u0007', 'billNumberCharacters'],
  ])('%s %j: %s', (type, text, rule) => {
    expect(objectRule(type, text)).toBe(rule);
  });
  test.each([
    ['VN', '沪A12345', undefined],
    ['VN', '沪A1234', 'plateUnusual'],
    ['VE', 'E0123456789', undefined],
    ['VE', '电子1', 'electronicPlate'],
    ['VE', 'E电子', 'electronicPlate'],
    ['IC', '0123ABCD', undefined],
    ['IC', '01-23', 'icCardNumber'],
    ['BC', 'aB-12/3', undefined],
    ['BC', '条码', 'barCode'],
    ['BC', '条A', 'barCode'],
    ['BC', 'A条', 'barCode'],
  ])('medium %s %j: %s', (type, text, rule) => {
    expect(mediumRule(type, text)).toBe(rule);
  });
  test.each([
    ['A', true],
    ['A1'.repeat(16), true],
    ['A1'.repeat(16) + 'A', false],
    ['A-1', false],
    ['', false],
  ])('seal %j is usual: %s', (seal, usual) => {
    expect(isUsualSeal(seal)).toBe(usual);
  });
});
