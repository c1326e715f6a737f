import Database from 'better-sqlite3';
import path from 'node:path';
import { expect, it } from 'vitest';
import { insertFirstVersionSheet } from '../../../tests/support/first-version-rows.ts';
import { roadExport, seaImport } from '../../../tests/support/sample-sheets.ts';
import { keepSampleOperator } from '../../../tests/support/sample-operator.ts';
import { morning, openTestStore } from '../../../tests/support/store-desk.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { findSheet } from '../declarations.ts';
import { earlierValues, lastHeadOf } from '../earlier-values.ts';
import { openStore } from '../store.ts';
import { migrations } from './index.ts';

it('keeps the sheets of version 1 and offers their values, the newest first', async () => {
  const file = path.join(temporaryFolder(), 'kakou.db');
  const old = await openStore(file, migrations.slice(0, 1));
  expect(old.pragma('user_version', { simple: true })).toBe(1);
  const { id: operatorId } = keepSampleOperator(old, 'chenmin');
  const ids = [seaImport, roadExport].map((sheet, index) =>
    insertFirstVersionSheet(old, sheet, {
      operatorId,
      at: morning + index,
      number: String(index),
    }),
  );
  old.close();

  const store = await openTestStore(file);
  expect(store.pragma('user_version', { simple: true })).toBe(migrations.length);
  expect(ids.map((id) => findSheet(store, id))).toMatchObject([
    { tripNo: 'T0', enteredAt: morning, head: seaImport.head, items: seaImport.items },
    { tripNo: 'T1', enteredAt: morning + 1, head: roadExport.head, items: roadExport.items },
  ]);
  expect(earlierValues(store, 'mediumId', '')).toEqual(['粤BD12345', '沪A12345']);
  expect(earlierValues(store, 'vesselName', '')).toEqual(['COSCO SHIPPING ARIES']);
  expect(earlierValues(store, 'objectId', 'COSU')).toHaveLength(2);
  expect(lastHeadOf(store, operatorId)).toEqual(roadExport.head);
  const copy = new Database(`${file}.before-migration-1`, { readonly: true });
  expect(copy.pragma('user_version', { simple: true })).toBe(1);
  copy.close();
});
