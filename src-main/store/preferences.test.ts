import { expect, it } from 'vitest';
import { lockedFromTheStart } from '../../src-shared/declaration/reuse.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import {
  readEntryDefaults,
  readLockedFields,
  writeEntryDefaults,
  writeLockedFields,
} from './preferences.ts';
import { transaction } from './store.ts';

const defaults = { head: { importExport: 'E', remark: '自提' }, item: { direction: 'I' } };

it('keeps locks and defaults of each operator apart', async () => {
  const { store, chenmin, wangfang } = await storeDesk();
  transaction(store, (writable) => {
    writeLockedFields(writable, chenmin.id, ['remark']);
    writeEntryDefaults(writable, chenmin.id, defaults);
  });
  expect(readLockedFields(store, chenmin.id)).toEqual(['remark']);
  expect(readEntryDefaults(store, chenmin.id)).toEqual(defaults);
  expect(readLockedFields(store, wangfang.id)).toEqual(lockedFromTheStart);
  expect(readEntryDefaults(store, wangfang.id)).toEqual({ head: {}, item: {} });
});

it('leaves out what is no default any more: an emptied field, and one that is unknown', async () => {
  const { store, chenmin } = await storeDesk();
  transaction(store, (writable) => {
    writeEntryDefaults(writable, chenmin.id, { head: { remark: '' }, item: { direction: 'I' } });
  });
  expect(readEntryDefaults(store, chenmin.id)).toEqual({ head: {}, item: { direction: 'I' } });
  store
    .prepare("UPDATE operator_preference SET value = ? WHERE key = 'entryDefaults'")
    .run(JSON.stringify({ head: { colour: 'red', remark: '自提' }, item: {} }));
  expect(readEntryDefaults(store, chenmin.id)).toEqual({ head: { remark: '自提' }, item: {} });
});
