import path from 'node:path';
import { expect, it } from 'vitest';
import { roadExport, seaImport } from '../../../tests/support/sample-sheets.ts';
import { keepSampleOperator, morning, openTestStore } from '../../../tests/support/store-desk.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { findAmendment, writeAmendment } from '../amendments.ts';
import { amendedBy, findSheet, insertSheet } from '../declarations.ts';
import { openStore, transaction } from '../store.ts';
import { amend } from './0004-amend.ts';
import { migrations } from './index.ts';

it('keeps the sheets of the version before, none of them changed, and takes drafts of changes', async () => {
  const file = path.join(temporaryFolder(), 'kakou.db');
  const old = await openStore(file, migrations.slice(0, migrations.indexOf(amend)));
  const operator = keepSampleOperator(old, 'chenmin');
  const facts = {
    at: morning,
    operatorId: operator.id,
    operatorLabel: 'chenmin',
    uscc: '',
    organisationCode: '',
    problemCount: 0,
    confirmedWarnings: ['known'],
  };
  const id = insertSheet(old, seaImport, facts, { dataCentreNo: 'D1', tripNo: 'T1' });
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
    writeAmendment(writable, id, roadExport, { ...facts, problemCount: 2 });
  });
  expect(findAmendment(store, id)).toEqual({
    ...roadExport,
    version: 1,
    problemCount: 2,
    changedAt: morning,
    operator: 'chenmin',
    confirmedWarnings: ['known'],
  });
  expect(findSheet(store, id)).toMatchObject(seaImport);
});
