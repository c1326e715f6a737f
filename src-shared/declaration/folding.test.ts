import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldField, normaliseSheet } from './folding.ts';
import { headFields, itemFields } from './fields.ts';
import type { HeadFieldKey, ItemFieldKey } from './fields.ts';
import type { Head, Item } from './sheet.ts';
import { anySheet, goodSheet, sheetWith } from './sheets.testing.ts';

const foldedHead = (key: HeadFieldKey, typed: string, more: Partial<Head> = {}): string =>
  normaliseSheet(sheetWith({ ...more, [key]: typed })).head[key];
const foldedItem = (key: ItemFieldKey, typed: string, more: Partial<Item> = {}): string =>
  normaliseSheet(sheetWith({}, { ...more, [key]: typed })).items[0]?.[key] ?? 'no item';

describe('what was typed, as it is kept', () => {
  test.each([
    ['customsCode', '２２０３', '2203'],
    ['customsCode', ' 2203\t', '2203'],
    ['mediumType', 'ｖｎ', 'VN'],
    ['importExport', 'i', 'I'],
    ['vehicleWeight', '１５０００．５０', '15000.5'],
    ['vehicleWeight', '12。5', '12.5'],
    ['vehicleWeight', '0012', '12'],
    ['vehicleWeight', '１２吨', '12吨'],
    ['mediumId', '沪ａ·12345', '沪A12345'],
    ['mediumId', '沪A 1234挂', '沪A1234挂'],
    ['remark', '第一行\r\n第二行\u0007 \r第三行  ', '第一行\n第二行\n第三行'],
    ['remark', '一\t二\u2028三\u0085四\r\n五', '一 二\n三\n四\n五'],
    ['remark', 'ａｂｃ，。', 'ａｂｃ，。'],
  ] as const)('head %s: %j is kept as %j', (key, typed, kept) => {
    expect(foldedHead(key, typed)).toBe(kept);
  });
  test('an IC card number is upper case, a bar code stays as it is', () => {
    expect(foldedHead('mediumId', ' ab-1２ ', { mediumType: 'IC' })).toBe('AB-12');
    expect(foldedHead('mediumId', ' aB-1２ ', { mediumType: 'ｂｃ' })).toBe('aB-12');
  });
  test.each([
    ['objectId', 'B', ' cosu*12_３-a/b ', 'COSU*12_3-A/B'],
    ['objectId', 'B', 'a\u3000b', 'A B'],
    ['objectId', 'C', 'csqu 305438-3', 'CSQU3054383'],
    ['objectId', 'T', '1234 5678 9012 3456', '1234567890123456'],
    ['objectId', 'VC', '１２３４５６７８９０１２３', '1234567890123'],
    ['objectId', 'VN', '粤b·d12345', '粤BD12345'],
    ['objectId', 'c', 'csqu-3054383', 'CSQU3054383'],
    ['containerNo1', 'B', 'ｍｓｋｕ９０７０３２３', 'MSKU9070323'],
    ['containerNo2', 'B', 'msku 907032-3', 'MSKU9070323'],
    ['voyageNo', 'B', ' 0123ｅ ', '0123E'],
    ['vesselName', 'B', '\u200BEver Given\u0000 ', 'Ever Given'],
    ['vesselName', 'B', '长江１号', '长江１号'],
    ['sealNos1', 'B', 'a1｜b2，c3', 'A1|B2|C3'],
    ['sealNos2', 'B', '|a1 | | b2、', 'A1|B2'],
    ['pickupWeight', 'B', '20000.500', '20000.5'],
  ] as const)('item %s with object %s: %j is kept as %j', (key, objectType, typed, kept) => {
    expect(foldedItem(key, typed, { objectType })).toBe(kept);
  });
  test('a field is folded alone as well, by what its context says, or by nothing', () => {
    const [objectId] = itemFields.filter(({ key }) => key === 'objectId');
    const [mediumId] = headFields.filter(({ key }) => key === 'mediumId');
    if (objectId === undefined || mediumId === undefined) throw new Error('no such fields');
    expect(foldField(objectId, { head: {} }, ' csqu 1')).toBe('CSQU 1');
    expect(foldField(objectId, { head: {}, item: { objectType: 'C' } }, ' csqu 1')).toBe('CSQU1');
    expect(foldField(mediumId, { head: { mediumType: 'constructor' } }, ' a·1 ')).toBe('A·1');
    expect(foldField(mediumId, { head: {} }, ' a·1 ')).toBe('A·1');
  });
  test('a line break pasted into a one-line field becomes a space', () => {
    expect(foldedItem('vesselName', 'EVER\r\nGIVEN')).toBe('EVER GIVEN');
  });
  test('halves of surrogate pairs, which canonical JSON refuses, are removed', () => {
    expect(foldedHead('remark', 'a\uD83Db😀')).toBe('ab😀');
  });
  test('a good sheet stays as it is', () => {
    expect(normaliseSheet(goodSheet)).toEqual(goodSheet);
  });
  test('folding twice is folding once', () => {
    fc.assert(
      fc.property(anySheet, (sheet) => {
        const once = normaliseSheet(sheet);
        expect(normaliseSheet(once)).toEqual(once);
      }),
      { numRuns: 1000 },
    );
  });
  test('whatever was typed, no control character is kept, and line breaks only in 备注', () => {
    fc.assert(
      fc.property(anySheet, (sheet) => {
        const folded = normaliseSheet(sheet);
        for (const { key } of headFields) {
          expect(folded.head[key]).not.toMatch(key === 'remark' ? /[^\P{Cc}\n]/u : /\p{Cc}/u);
          expect(folded.head[key]).toBe(folded.head[key].trim());
          expect(folded.head[key].isWellFormed()).toBe(true);
        }
        for (const item of folded.items) {
          for (const { key } of itemFields) {
            expect(item[key]).not.toMatch(key === 'remark' ? /[^\P{Cc}\n]/u : /\p{Cc}/u);
          }
        }
      }),
    );
  });
});
