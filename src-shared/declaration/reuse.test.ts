import { expect, test } from 'vitest';
import { keptFrom, lockedFromTheStart, recalledFields, weightFields } from './reuse.ts';
import { goodHead } from './sheets.testing.ts';

test('a new sheet takes the locked fields of the last one and nothing else', () => {
  expect(keptFrom(goodHead, lockedFromTheStart)).toEqual({
    customsCode: '2203',
    mediumType: 'VN',
    transportMode: '4',
    importExport: 'I',
  });
  expect(keptFrom(goodHead, [])).toEqual({});
  expect(keptFrom(null, lockedFromTheStart)).toEqual({});
});

test('earlier values are offered of what differs from truck to truck and comes again', () => {
  expect(recalledFields).toEqual(['mediumId', 'objectId', 'vesselName', 'voyageNo']);
  expect(weightFields).toEqual(['vehicleWeight', 'trailerWeight', 'containerWeight']);
});

test('a locked field that another one closes is not filled', () => {
  expect(keptFrom(goodHead, ['mediumId'])).toEqual({});
  expect(keptFrom(goodHead, ['mediumId', 'mediumType'])).toEqual({
    mediumId: '沪A12345',
    mediumType: 'VN',
  });
});
