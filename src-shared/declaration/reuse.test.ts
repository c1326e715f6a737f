import { expect, test } from 'vitest';
import { keptFrom, lockedFromTheStart, recalledFields, startOf, weightFields } from './reuse.ts';
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

test('a new sheet starts with what is kept, then with the default, then with the initial value', () => {
  const defaults = {
    head: { importExport: 'E', businessType: '0000100000' },
    item: { direction: 'I' },
  };
  const start = startOf(goodHead, ['importExport', 'customsCode'], defaults);
  expect(start).toEqual({
    head: { importExport: 'I', businessType: '0000100000', customsCode: '2203' },
    item: { direction: 'I' },
  });
  expect(startOf(goodHead, [], defaults).head).toEqual(defaults.head);
  expect(startOf(null, ['importExport'], defaults).head).toEqual(defaults.head);
});
