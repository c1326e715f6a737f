import { expect, test } from 'vitest';
import type { SavedSheet } from '../../src-shared/contract/schemas.ts';
import { emptyHead, emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import { recalledWeightFinding } from '../../src-shared/declaration/rules.ts';
import type { Item } from '../../src-shared/declaration/sheet.ts';
import {
  appendItems,
  changeHead,
  changeItem,
  copyItem,
  copyOf,
  isChanged,
  isItemOpen,
  loadItem,
  lostByHead,
  newSheet,
  openSaved,
  removeItems,
  restoreCopy,
  takeItem,
  undoAppend,
  undoChange,
  undoRemoval,
  wholeSheet,
  workingCopyOf,
} from './open-sheet.ts';
import type { Typed } from './open-sheet.ts';
import { showSaved } from './saved-content.ts';

const id = '00000000-0000-4000-8000-000000000001';

const head = emptyHead({ transportMode: '2', businessType: '1000000000' });
const bill = (objectId: string): Item => ({
  ...emptyItem(head),
  objectType: 'B',
  objectId,
  vesselName: 'COSCO',
  billType: '1',
  pickupWeight: '5',
});
const typed = (...items: readonly Item[]): Typed => ({
  head,
  items,
  openItem: emptyItem(head),
  openItemIndex: null,
  confirmedWarnings: [],
  itemDefaults: {},
});

test('a new sheet holds nothing that could be lost', () => {
  expect(isChanged(newSheet(id))).toBe(false);
  const sheet = newSheet(id);
  sheet.typed = changeHead(sheet.typed, 'customsCode', '3501');
  expect(isChanged(sheet)).toBe(true);
});

test('half an item in the form counts as unsaved and as part of the sheet', () => {
  const half = changeItem(typed(bill('A')), 'objectType', 'C');
  expect(isItemOpen(half)).toBe(true);
  expect(wholeSheet(half).items).toHaveLength(2);
  expect(wholeSheet(typed(bill('A'))).items).toHaveLength(1);
});

test('保存 adds a new item to the list and puts a changed one back to its row', () => {
  const added = takeItem({ ...typed(bill('A')), openItem: bill('B') });
  expect(added.items.map(({ objectId }) => objectId)).toEqual(['A', 'B']);
  const changed = takeItem(changeItem(loadItem(added, 0), 'objectId', 'C'));
  expect(changed.items.map(({ objectId }) => objectId)).toEqual(['C', 'B']);
  expect(changed.openItemIndex).toBeNull();
});

test('a pristine item form follows the head’s 业务类型, a typed one does not', () => {
  expect(changeHead(typed(), 'businessType', '0100000000').openItem.businessType).toBe(
    '0100000000',
  );
  const half = changeItem(typed(), 'objectId', 'X');
  expect(changeHead(half, 'businessType', '0100000000').openItem.businessType).toBe('1000000000');
});

test('a head change names what it closes in rows and form, then empties it', () => {
  const before = { ...typed(bill('A')), openItem: bill('B') };
  expect(lostByHead(before, 'transportMode', '4')).toEqual([
    '第 1 条表体 · 船名：COSCO',
    '正在录入的表体 · 船名：COSCO',
  ]);
  const after = changeHead(before, 'transportMode', '4');
  expect([after.items[0]?.vesselName, after.openItem.vesselName]).toEqual(['', '']);
});

test('undo brings cleared values back and leaves what was typed since', () => {
  const before = typed(bill('A'));
  const after = changeHead(before, 'transportMode', '4');
  const since = changeHead(after, 'customsCode', '3501');
  const undone = undoChange(since, before, after);
  expect(undone.head.transportMode).toBe('2');
  expect(undone.items[0]?.vesselName).toBe('COSCO');
  expect(undone.head.customsCode).toBe('3501');
});

test('another object type empties bill type and pickup weight in the form', () => {
  const { openItem } = changeItem({ ...typed(), openItem: bill('A') }, 'objectType', 'C');
  expect([openItem.billType, openItem.pickupWeight]).toEqual(['', '']);
});

test('deleted rows leave the item in the form at its own row', () => {
  const three = loadItem(typed(bill('A'), bill('B'), bill('C')), 2);
  const removed = removeItems(three, new Set([0]));
  expect(removed.openItemIndex).toBe(1);
  expect(removed.openItem.objectId).toBe('C');
  expect(removeItems(three, new Set([2])).openItemIndex).toBeNull();
});

test('deleted rows come back, even after the list has changed', () => {
  const before = typed(bill('A'), bill('B'));
  const after = removeItems(before, new Set([0]));
  expect(undoRemoval(after, before, after).items).toEqual(before.items);
  const more = takeItem({ ...after, openItem: bill('C') });
  expect(undoRemoval(more, before, after).items.map(({ objectId }) => objectId)).toEqual([
    'B',
    'C',
    'A',
  ]);
});

test('a working copy comes back as it was typed, with the item in the form', () => {
  const sheet = newSheet(id);
  sheet.typed = loadItem({ ...typed(bill('A')), confirmedWarnings: ['w'] }, 0);
  sheet.typed = changeItem(sheet.typed, 'objectId', 'half');
  expect(restoreCopy(workingCopyOf(sheet), null).typed).toEqual(sheet.typed);
});

test('a copy carries no confirmations', () => {
  const sheet = copyOf(id, { head, items: [bill('A')] });
  expect(sheet.saved).toBeNull();
  expect(sheet.typed.confirmedWarnings).toEqual([]);
  expect(isChanged(sheet)).toBe(true);
});

test('pasted rows go behind the list and are taken out again, wherever they stand by then', () => {
  const added = [bill('P'), bill('Q')];
  const form = { ...typed(bill('A')), openItem: bill('HALF') };
  const pasted = appendItems(form, added);
  expect(pasted.items.map(({ objectId }) => objectId)).toEqual(['A', 'P', 'Q']);
  expect(pasted.openItem.objectId).toBe('HALF');
  const since = removeItems(takeItem(pasted), new Set([0]));
  expect(undoAppend(since, added).items.map(({ objectId }) => objectId)).toEqual(['HALF']);
});

test('a copied row is a new item in the form and leaves its row alone', () => {
  const copied = copyItem(typed(bill('A'), bill('B')), 1);
  expect([copied.openItem.objectId, copied.openItemIndex]).toEqual(['B', null]);
  const changed = copyItem(changeItem(loadItem(typed(bill('A')), 0), 'objectId', 'C'), null);
  expect(takeItem(changed).items.map(({ objectId }) => objectId)).toEqual(['A', 'C']);
});

const saved = (values: Partial<SavedSheet>): SavedSheet => ({
  id: 3,
  version: 1,
  dataCentreNo: '',
  tripNo: '',
  status: '0',
  withdrawn: false,
  changeOutcome: null,
  lastSubmission: null,
  lastReason: null,
  amendment: null,
  receiptCount: 0,
  problemCount: 0,
  itemCount: 0,
  enteredAt: 0,
  changedAt: 0,
  amended: false,
  enteredOn: '',
  operator: '',
  head,
  allowed: ['edit'],
  items: [],
  uscc: '',
  organisationCode: '',
  confirmedWarnings: [],
  recalledWeights: [],
  ...values,
});

test('a confirmation and a recalled weight are part of what is stored, and come back with it', () => {
  const stored = saved({ confirmedWarnings: ['a'], recalledWeights: ['vehicleWeight'] });
  const sheet = openSaved(id, stored, 'edit');
  expect(isChanged(sheet)).toBe(false);
  expect([...sheet.recalledWeights]).toEqual(['vehicleWeight']);
  sheet.recalledWeights = new Set();
  expect(isChanged(sheet)).toBe(true);
  const back = restoreCopy(workingCopyOf(sheet), stored);
  expect(back.recalledWeights.size).toBe(0);
  showSaved(sheet, stored);
  expect(isChanged(sheet)).toBe(false);
  sheet.typed = { ...sheet.typed, confirmedWarnings: ['b'] };
  expect(isChanged(sheet)).toBe(true);
});

test('a copy marks the recalled weights that nobody has confirmed', () => {
  const known = { ...head, mediumId: '粤BD12345', vehicleWeight: '9000', trailerWeight: '7100' };
  const confirmed = recalledWeightFinding(known, 'trailerWeight').key;
  const copy = copyOf(id, {
    head: known,
    items: [],
    recalledWeights: ['vehicleWeight', 'trailerWeight'],
    confirmedWarnings: [confirmed],
  });
  expect([...copy.recalledWeights]).toEqual(['vehicleWeight']);
  expect(copy.typed.confirmedWarnings).toEqual([]);
});

test('each new item starts with its defaults, and is still none', () => {
  const sheet = newSheet(id, {
    head: { transportMode: '2' },
    item: { direction: 'I', objectType: 'B', billType: '1' },
  });
  const start = { direction: 'I', objectType: 'B', billType: '1' };
  expect(sheet.typed.openItem).toMatchObject(start);
  expect(isChanged(sheet)).toBe(false);
  const taken = takeItem(changeItem(sheet.typed, 'objectId', 'COSU1'));
  expect(taken.items).toMatchObject([{ ...start, objectId: 'COSU1' }]);
  expect(taken.openItem).toMatchObject({ ...start, objectId: '' });
  expect(restoreCopy(workingCopyOf({ ...sheet, typed: taken }), null).typed).toEqual(taken);
  expect(changeHead(sheet.typed, 'businessType', '0000100000').openItem).toMatchObject({
    ...start,
    businessType: '0000100000',
  });
});

test('a field that opens starts with its default, one that closes is emptied', () => {
  const start = { ...typed(), itemDefaults: { billType: '1' } };
  const bound = changeItem(start, 'objectType', 'B');
  expect(bound.openItem.billType).toBe('1');
  expect(changeItem(bound, 'billType', '').openItem.billType).toBe('');
  expect(changeItem(changeItem(bound, 'billType', '2'), 'objectId', 'X').openItem.billType).toBe(
    '2',
  );
  expect(changeItem(bound, 'objectType', 'C').openItem.billType).toBe('');
});

test('what locks and defaults brought is nothing that could be lost', () => {
  const sheet = newSheet(id, {
    head: { customsCode: '3501', businessType: '1000000000' },
    item: {},
  });
  expect(sheet.typed.openItem.businessType).toBe('1000000000');
  expect(isChanged(sheet)).toBe(false);
  sheet.typed = changeHead(sheet.typed, 'customsCode', '');
  expect(isChanged(sheet)).toBe(true);
});
