import { describe, expect, test } from 'vitest';
import { findingSchema } from '../contract/schemas.ts';
import {
  containerElsewhereFinding,
  containersOf,
  mediumInUseFinding,
} from './findings-elsewhere.ts';
import { findingKey, headPlace, itemPlace, placeLabel, sheetPlace } from './findings.ts';
import { goodItem, goodSheet, sheetWith } from './sheets.testing.ts';

const other = {
  id: 7,
  tripNo: '20261121000000000170001700000042',
  statusLabel: '海关入库成功',
  enteredOn: '2026-11-22',
};

describe('a medium that another sheet has', () => {
  const medium = { ...other, mediumId: '沪A12345' };
  test('is a warning whose confirmation stands alone, with number, status and time', () => {
    const finding = mediumInUseFinding({ ...medium, kind: 'unfinished' });
    expect(findingSchema.parse(finding)).toEqual(finding);
    expect(finding).toMatchObject({
      severity: 'warning',
      rule: 'mediumInUse',
      alone: true,
      place: { part: 'head', itemIndex: null, field: 'mediumId' },
      other: { id: 7, tripNo: other.tripNo },
    });
    for (const part of ['沪A12345', other.tripNo, other.statusLabel, other.enteredOn, '未办结']) {
      expect(finding.message).toContain(part);
    }
  });
  test('an own draft and a rejected sheet are named as that', () => {
    expect(mediumInUseFinding({ ...medium, kind: 'ownDraft' }).message).toContain('自己暂存');
    expect(mediumInUseFinding({ ...medium, kind: 'rejected' }).message).toContain('被退');
  });
  test('another sheet, or another kind of it, needs a new confirmation', () => {
    const keys = [
      mediumInUseFinding({ ...medium, kind: 'unfinished' }),
      mediumInUseFinding({ ...medium, kind: 'rejected' }),
      mediumInUseFinding({ ...medium, kind: 'unfinished', tripNo: '1' }),
      mediumInUseFinding({ ...medium, kind: 'unfinished', mediumId: '沪A12346' }),
    ].map(({ key }) => key);
    expect(new Set(keys).size).toBe(4);
  });
});

describe('a container that another open sheet has', () => {
  const sheet = sheetWith({}, { containerNo1: 'CSQU3054383', containerNo2: 'MSKU9070323' });
  test('is looked for in every container field, and in the object of type C', () => {
    expect(containersOf(goodSheet)).toEqual([]);
    expect(containersOf(sheet)).toEqual([
      { itemIndex: 0, field: 'containerNo1', containerNo: 'CSQU3054383' },
      { itemIndex: 0, field: 'containerNo2', containerNo: 'MSKU9070323' },
    ]);
    const bound = { ...goodItem, objectType: 'C', objectId: 'CSQU3054383' };
    expect(containersOf({ head: sheet.head, items: [goodItem, bound] })).toEqual([
      { itemIndex: 1, field: 'objectId', containerNo: 'CSQU3054383' },
    ]);
  });
  test('is a warning at its field', () => {
    const [first] = containersOf(sheet);
    if (first === undefined) throw new Error('no container');
    const finding = containerElsewhereFinding(first, other);
    expect(findingSchema.parse(finding)).toEqual(finding);
    expect(finding).toMatchObject({
      severity: 'warning',
      rule: 'containerElsewhere',
      alone: false,
      place: { part: 'item', itemIndex: 0, field: 'containerNo1' },
      other: { id: 7, tripNo: other.tripNo },
    });
    const another = containerElsewhereFinding(first, { ...other, tripNo: '1' });
    expect(another.key).not.toBe(finding.key);
    expect(finding.message).toContain('CSQU3054383');
    expect(finding.message).toContain(other.tripNo);
  });
});

describe('places', () => {
  test('are said as the clerk sees them', () => {
    expect(placeLabel(sheetPlace, goodSheet)).toBe('整票');
    expect(placeLabel(headPlace('customsCode'), goodSheet)).toBe('表头 · 关区代码');
    expect(placeLabel(itemPlace(0, 'voyageNo'), goodSheet)).toBe('第 1 条表体 · 货物运输批次号');
    expect(placeLabel(itemPlace(4, 'businessType'), goodSheet)).toBe('第 5 条表体 · 业务类型');
    expect(placeLabel({ part: 'head', itemIndex: null, field: 'gone' }, goodSheet)).toBe('表头');
  });
  test('values can not be shifted from one part of a key to the next', () => {
    const place = headPlace('mediumId');
    expect(findingKey('r', place, ['a', 'b'])).not.toBe(findingKey('r', place, ['a","b']));
    expect(findingKey('r', place, ['ab', ''])).not.toBe(findingKey('r', place, ['a', 'b']));
    expect(findingKey('r', itemPlace(0, 'remark'), [])).not.toBe(
      findingKey('r', headPlace('remark'), []),
    );
  });
});
