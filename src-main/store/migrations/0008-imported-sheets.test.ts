import path from 'node:path';
import { expect, it } from 'vitest';
import { roadExport } from '../../../tests/support/sample-sheets.ts';
import { keepSampleOperator } from '../../../tests/support/sample-operator.ts';
import { morning, openTestStore } from '../../../tests/support/store-desk.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { findSheet, insertSheet, removeSheet } from '../declarations.ts';
import { importedAs, noteImported } from '../imported-sheets.ts';
import { openStore } from '../store.ts';
import { importedSheets } from './0008-imported-sheets.ts';
import { migrations } from './index.ts';

it('keeps the sheets of before, and knows from then on which file one came from', async () => {
  const file = path.join(temporaryFolder(), 'kakou.db');
  const before = migrations.slice(0, migrations.indexOf(importedSheets));
  const old = await openStore(file, before);
  const operator = keepSampleOperator(old, 'chenmin');
  const id = insertSheet(
    old,
    roadExport,
    {
      at: morning,
      operatorId: operator.id,
      operatorLabel: 'chenmin',
      uscc: '',
      organisationCode: '',
      problemCount: 0,
      confirmedWarnings: [],
    },
    { dataCentreNo: 'D1', tripNo: 'T1' },
  );
  const sheet = findSheet(old, id);
  old.close();

  const store = await openTestStore(file);
  expect(store.pragma('user_version', { simple: true })).toBe(migrations.length);
  expect(findSheet(store, id)).toEqual(sheet);
  expect(importedAs(store, 'print')).toBeNull();
  noteImported(store, id, 'print', { fileHash: 'hash', fileName: 'a.xlsx', at: morning });
  expect(importedAs(store, 'print')).toEqual({
    tripNo: 'T1',
    status: '0',
    at: morning,
    fileName: 'a.xlsx',
  });
  removeSheet(store, id);
  expect(importedAs(store, 'print')).toBeNull();
  expect(store.prepare('SELECT count(*) FROM imported_sheet').pluck().get()).toBe(0);
});
