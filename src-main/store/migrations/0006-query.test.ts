import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { expect, it } from 'vitest';
import { sendingConditionOf } from '../../../src-shared/declaration/query-words.ts';
import { submissionStates } from '../../../src-shared/declaration/status.ts';
import { insertFirstVersionSheet } from '../../../tests/support/first-version-rows.ts';
import { roadExport, seaImport } from '../../../tests/support/sample-sheets.ts';
import { keepSampleOperator } from '../../../tests/support/sample-operator.ts';
import { morning, openTestStore } from '../../../tests/support/store-desk.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { insertSheet } from '../declarations.ts';
import { querySheets } from '../query.ts';
import { openStore } from '../store.ts';
import type { WritableStore } from '../store.ts';
import { insertSubmission } from '../submissions.ts';
import { migrations } from './index.ts';

const submissionOf = (
  store: WritableStore,
  id: number,
  signerId: number,
  state: string,
  of: 'ADD' | 'MOD',
): void => {
  const submissionId = randomUUID();
  insertSubmission(store, {
    id: submissionId,
    declarationId: id,
    declarationVersion: 1,
    function: of,
    deskNumber: '00017',
    envelope: {
      payload: '{}',
      signature: '',
      certificate: '',
      algorithm: 'SM2-SM3',
    },
    cardNumber: '',
    signerId,
    signerName: '',
    signedAt: 0,
    queuedAt: 0,
  });
  store.prepare('UPDATE submission SET state = ? WHERE id = ?').run(state, submissionId);
  store.prepare('UPDATE declaration SET last_submission_id = ? WHERE id = ?').run(submissionId, id);
};

/** Rows of version 2: one sheet for each state of a submission, a hidden one, one without. */
const oldStore = async (file: string): Promise<void> => {
  const old = await openStore(file, migrations.slice(0, 2));
  expect(old.pragma('user_version', { simple: true })).toBe(2);
  const operator = keepSampleOperator(old, 'chenmin');
  [...submissionStates, 'hidden', 'untouched'].forEach((state, index) => {
    const id = insertFirstVersionSheet(old, index % 2 === 0 ? seaImport : roadExport, {
      at: morning + index * 86_400_000,
      operatorId: operator.id,
      number: `2026112100000000017000170000${String(1000 + index)}`,
    });
    if (state === 'hidden') old.prepare('UPDATE declaration SET hidden = 1 WHERE id = ?').run(id);
    else if (state !== 'untouched') {
      submissionOf(old, id, operator.id, state, index === 2 ? 'MOD' : 'ADD');
    }
  });
  old.close();
};

it('finds the sheets of version 2 by every new condition', async () => {
  const file = path.join(temporaryFolder(), 'kakou.db');
  await oldStore(file);
  const store = await openTestStore(file);
  const found = (conditions: Parameters<typeof querySheets>[1]): number[] =>
    querySheets(store, conditions, null, 50).rows.map(({ id }) => id);
  const all = [...submissionStates.map((_state, index) => index + 1), submissionStates.length + 2];
  expect(found({})).toEqual(all.toReversed());
  submissionStates.forEach((state, index) => {
    const sending = sendingConditionOf[state];
    if (sending !== null) expect(found({ sending })).toContain(index + 1);
  });
  expect(found({ sending: 'none' })).toEqual([submissionStates.length + 2]);
  expect(found({ amended: true })).toEqual([3]);
  expect(found({ toSign: true })).toHaveLength(6);
  expect(found({ text: 'CSQU3054383' })).toEqual(
    all.filter((id) => id % 2 === 1 && id !== submissionStates.length + 1).toReversed(),
  );
  expect(found({ text: '00001008' })).toEqual([9]);
  expect(found({ text: '靠泊' })).toContain(1);
  expect(found({ enteredFrom: '2026-11-23', enteredTo: '2026-11-23' })).toEqual([2]);
});

const counts = (store: WritableStore): unknown =>
  store.prepare('SELECT * FROM condition_count WHERE sheets <> 0 ORDER BY condition, value').all();

it('counts old sheets as it counts new ones', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'old.db');
  await oldStore(file);
  const migrated = await openTestStore(file);
  const fresh = await openTestStore(path.join(folder, 'fresh.db'));
  const operator = keepSampleOperator(fresh, 'chenmin');
  [...submissionStates, 'hidden', 'untouched'].forEach((state, index) => {
    const at = morning + index * 86_400_000;
    const id = insertSheet(
      fresh,
      index % 2 === 0 ? seaImport : roadExport,
      {
        at,
        operatorId: operator.id,
        operatorLabel: '',
        uscc: '',
        organisationCode: '',
        problemCount: 0,
        confirmedWarnings: [],
      },
      { dataCentreNo: `D${String(index)}`, tripNo: `T${String(index)}` },
    );
    if (state === 'hidden') fresh.prepare('UPDATE declaration SET hidden = 1 WHERE id = ?').run(id);
    else if (state !== 'untouched') {
      submissionOf(fresh, id, operator.id, state, index === 2 ? 'MOD' : 'ADD');
    }
  });
  expect(counts(migrated)).toEqual(counts(fresh));
  const days = 'SELECT * FROM entry_day ORDER BY day';
  expect(migrated.prepare(days).all()).toEqual(fresh.prepare(days).all());
});
