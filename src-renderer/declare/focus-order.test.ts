import { expect, test } from 'vitest';
import { emptyHead, emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import { hintOf, neighbourOf, openFields } from './focus-order.ts';

const newHead = emptyHead();
const newItem = emptyItem(newHead);

test('Enter skips grey fields: without a medium type its value is closed', () => {
  expect(neighbourOf('head:mediumType', 1, newHead, newItem)).toBe('head:businessType');
  const chosen = emptyHead({ mediumType: 'VN' });
  expect(neighbourOf('head:mediumType', 1, chosen, newItem)).toBe('head:mediumId');
});

test('Enter in the last head field goes to the items, and Shift+Enter back', () => {
  expect(neighbourOf('head:remark', 1, newHead, newItem)).toBe('item:direction');
  expect(neighbourOf('item:direction', -1, newHead, newItem)).toBe('head:remark');
});

test('船名 is passed on the road and met at sea', () => {
  const road = emptyHead({ transportMode: '4' });
  expect(neighbourOf('item:objectId', 1, road, newItem)).toBe('item:voyageNo');
  const sea = emptyHead({ transportMode: '2' });
  expect(neighbourOf('item:objectId', 1, sea, newItem)).toBe('item:vesselName');
});

test('behind the last field there is none: Enter saves the item there', () => {
  expect(neighbourOf('item:remark', 1, newHead, newItem)).toBeNull();
  expect(neighbourOf('head:customsCode', -1, newHead, newItem)).toBeNull();
});

test('a field that a change has closed still knows its neighbours', () => {
  expect(neighbourOf('item:billType', 1, newHead, newItem)).toBe('item:containerNo1');
});

test('the first open fields are where the cursor starts', () => {
  expect(openFields(newHead, newItem).slice(0, 3)).toEqual([
    'head:customsCode',
    'head:mediumType',
    'head:businessType',
  ]);
});

test('the red line names the field as it is labelled now', () => {
  const sea = emptyHead({ transportMode: '2' });
  expect(hintOf('item:voyageNo', sea, newItem)).toMatch(/^航次号：/);
});
