import path from 'node:path';
import { expect, it } from 'vitest';
import { insertFirstVersionSheet } from '../../../tests/support/first-version-rows.ts';
import { roadExport, seaImport } from '../../../tests/support/sample-sheets.ts';
import { keepSampleOperator } from '../../../tests/support/sample-operator.ts';
import { morning, openTestStore } from '../../../tests/support/store-desk.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { findAmendment, writeAmendment } from '../amendments.ts';
import { amendedBy, findSheet } from '../declarations.ts';
import { openStore, transaction } from '../store.ts';
import { amend } from './0007-amend.ts';
import { migrations } from './index.ts';

it('keeps the sheets of the version before, none of them changed, and takes drafts of changes', async () => {
  const file = path.join(temporaryFolder(), 'kakou.db');
  const old = await openStore(file, migrations.slice(0, migrations.indexOf(amend)));
  const { id: operatorId } = keepSampleOperator(old, 'chenmin');
  const id = insertFirstVersionSheet(old, seaImport, { operatorId, at: morning, number: '1' });
  old.exec(`UPDATE declaration SET status = '10', base_status = '10'`);
  const rows = 'SELECT * FROM declaration ORDER BY id';
  const before = old.prepare(rows).all();
  old.close();

  const store = await openTestStore(file);
  expect(store.prepare(rows).all()).toMatchObject(before);
  expect(amendedBy(store, id)).toBeNull();
  const sheet = findSheet(store, id);
  expect(sheet).toMatchObject({ ...seaImport, amendment: null });
  expect(sheet?.allowed).toContain('amend');
  transaction(store, (writable) => {
    writeAmendment(writable, id, roadExport, {
      at: morning,
      operatorId,
      operatorLabel: 'chenmin',
      problemCount: 2,
      confirmedWarnings: ['known'],
      recalledWeights: ['vehicleWeight'],
    });
  });
  expect(findAmendment(store, id)).toEqual({
    ...roadExport,
    version: 1,
    problemCount: 2,
    changedAt: morning,
    operator: 'chenmin',
    confirmedWarnings: ['known'],
    recalledWeights: ['vehicleWeight'],
  });
  expect(findSheet(store, id)).toMatchObject(seaImport);
});
