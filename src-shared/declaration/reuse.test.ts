import { expect, test } from 'vitest';
import { keptFrom, lockedFromTheStart } from './reuse.ts';
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

test('a locked field that another one closes is not filled', () => {
  expect(keptFrom(goodHead, ['mediumId'])).toEqual({});
  expect(keptFrom(goodHead, ['mediumId', 'mediumType'])).toEqual({
    mediumId: '沪A12345',
    mediumType: 'VN',
  });
});
