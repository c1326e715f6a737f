import Database from 'better-sqlite3';
import path from 'node:path';
import { expect, it } from 'vitest';
import { roadExport, seaImport } from '../../../tests/support/sample-sheets.ts';
import { keepSampleOperator, morning, openTestStore } from '../../../tests/support/store-desk.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { findSheet, insertSheet } from '../declarations.ts';
import { earlierValues, lastHeadOf } from '../earlier-values.ts';
import { openStore } from '../store.ts';
import { migrations } from './index.ts';

it('keeps the sheets of version 1 and offers their values, the newest first', async () => {
  const file = path.join(temporaryFolder(), 'kakou.db');
  const old = await openStore(file, migrations.slice(0, 1));
  expect(old.pragma('user_version', { simple: true })).toBe(1);
  const operator = keepSampleOperator(old, 'chenmin');
  const [first, second] = [seaImport, roadExport].map((sheet, index) =>
    insertSheet(
      old,
      sheet,
      {
        at: morning + index,
        operatorId: operator.id,
        operatorLabel: 'chenmin',
        uscc: '',
        organisationCode: '',
        problemCount: 0,
        confirmedWarnings: [],
      },
      { dataCentreNo: `D${String(index)}`, tripNo: `T${String(index)}` },
    ),
  );
  const rows = 'SELECT * FROM declaration ORDER BY id';
  const before = old.prepare(rows).all();
  expect(before).toHaveLength(2);
  old.close();

  const store = await openTestStore(file);
  expect(store.pragma('user_version', { simple: true })).toBe(migrations.length);
  expect(store.prepare(rows).all()).toMatchObject(before);
  expect(findSheet(store, first ?? 0)).toMatchObject(seaImport);
  expect(findSheet(store, second ?? 0)).toMatchObject(roadExport);
  expect(earlierValues(store, 'mediumId', '')).toEqual(['粤BD12345', '沪A12345']);
  expect(earlierValues(store, 'vesselName', '')).toEqual(['COSCO SHIPPING ARIES']);
  expect(earlierValues(store, 'objectId', 'COSU')).toHaveLength(2);
  expect(lastHeadOf(store, operator.id)).toEqual(roadExport.head);
  const copy = new Database(`${file}.before-migration-1`, { readonly: true });
  expect(copy.pragma('user_version', { simple: true })).toBe(1);
  copy.close();
});
