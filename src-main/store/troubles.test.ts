import path from 'node:path';
import { expect, it } from 'vitest';
import { explaining } from '../../tests/support/explaining-store.ts';
import { insertFirstVersionSheet } from '../../tests/support/first-version-rows.ts';
import { roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { keepSampleOperator } from '../../tests/support/sample-operator.ts';
import { morning, openTestStore, storeDesk } from '../../tests/support/store-desk.ts';
import type { StoreDesk } from '../../tests/support/store-desk.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { trouble } from './migrations/0003-trouble.ts';
import { migrations } from './migrations/index.ts';
import { finish } from './query.ts';
import { openStore } from './store.ts';
import { troubleKeysInSteps, troubleRows } from './troubles.ts';

/** Writes a submission of the sheet as one that came so far. */
const submit = (
  desk: StoreDesk,
  id: number,
  state: string,
  answeredAt: number | null,
  queuedAt = 0,
): void => {
  desk.store
    .prepare(
      `INSERT INTO submission (id, declaration_id, function, declaration_version, desk_number,
         payload, signature, certificate, algorithm, card_number, signer_id, signer_name, signed_at,
         queued_at, state, attempts, next_attempt_at, answered_at)
       VALUES (?, ?, 'ADD', 1, '00017', '', '', '', 'sm2-sm3', '', ?, '', 0, ?, ?, 1, 0, ?)`,
    )
    .run(`${String(id)} ${state}`, id, desk.chenmin.id, queuedAt, state, answeredAt);
  desk.store
    .prepare('UPDATE declaration SET last_submission_id = ? WHERE id = ?')
    .run(`${String(id)} ${state}`, id);
};

const kinds = (desk: StoreDesk, before = 0) =>
  finish(troubleKeysInSteps(desk.store, before)).map(({ id, kind }) => [id, kind]);

it('finds what was sent back, refused, parked or not answered, the newest first', async () => {
  const desk = await storeDesk();
  const [rejected, refused, parked, slow, quick, fine] = Array.from({ length: 6 }, () =>
    desk.saved(roadExport, { confirmed: [] }),
  ).map(({ id }) => id) as [number, number, number, number, number, number];
  submit(desk, rejected, 'rejected', 10);
  desk.store.exec(
    `UPDATE declaration SET status = '20', last_reason = '重量不符' WHERE id = ${String(rejected)}`,
  );
  submit(desk, refused, 'refused', 40);
  submit(desk, parked, 'parked', 30);
  submit(desk, slow, 'confirmed', 20);
  submit(desk, quick, 'confirmed', 50);
  expect(kinds(desk, 25)).toEqual([
    [refused, 'refused'],
    [parked, 'parked'],
    [slow, 'unanswered'],
    [rejected, 'rejected'],
  ]);
  expect(kinds(desk, 60)).toContainEqual([quick, 'unanswered']);
  expect(kinds(desk).map(([id]) => id)).not.toContain(fine);
});

it('keeps a 退单 that was saved again until it is declared again', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(seaImport);
  submit(desk, sheet.id, 'rejected', 10);
  desk.store.exec(`UPDATE declaration SET status = '20', last_reason = '重量不符'`);
  const again = desk.saved(seaImport, { existing: sheet });
  expect(again.status).toBe('0');
  expect(kinds(desk)).toEqual([[sheet.id, 'rejected']]);
  submit(desk, sheet.id, 'queued', null);
  expect(kinds(desk)).toEqual([]);
});

it('calls what came last by its name, wherever the machine’s clock stood then', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(seaImport);
  submit(desk, sheet.id, 'sendFailed', 10, 90_000_000);
  submit(desk, sheet.id, 'rejected', 20, 20);
  desk.store.exec(`UPDATE declaration SET status = '20', last_reason = '重量不符'`);
  desk.saved(seaImport, { existing: sheet });
  expect(kinds(desk)).toEqual([[sheet.id, 'rejected']]);
});

it('still calls 发往内网失败 what was saved, declared and taken back since', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(seaImport);
  submit(desk, sheet.id, 'rejected', 10, 10);
  submit(desk, sheet.id, 'sendFailed', 20, 20);
  desk.store.exec(`UPDATE declaration SET status = 'FF', last_reason = '内网通道中断'`);
  desk.saved(seaImport, { existing: sheet });
  submit(desk, sheet.id, 'takenBack', null, 30);
  expect(kinds(desk)).toEqual([[sheet.id, 'sendFailed']]);
});

it('leaves out what was deleted, and what an older submission was refused for', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(seaImport);
  submit(desk, sheet.id, 'refused', 10);
  submit(desk, sheet.id, 'accepted', 20);
  desk.store.exec(`UPDATE declaration SET status = '10'`);
  expect(kinds(desk)).toEqual([]);
  desk.store.exec(`UPDATE declaration SET status = '20', hidden = 1`);
  expect(kinds(desk)).toEqual([]);
});

it('reads no more of the store than what may be in trouble', async () => {
  const desk = await storeDesk();
  submit(desk, desk.saved(seaImport).id, 'rejected', 10);
  desk.store.exec(`UPDATE declaration SET status = '20', last_reason = '重量不符'`);
  const { store, taken } = explaining(desk.store);
  troubleRows(store, finish(troubleKeysInSteps(store, 1)));
  const steps = taken().flatMap((plan) => plan.steps.filter((step) => /^(SCAN|SEARCH)/.test(step)));
  expect(steps.filter((step) => step.includes('submission_by_declaration'))).toHaveLength(1);
  for (const step of steps) {
    expect(step).toMatch(
      /declaration_with_(reason|outcome)|submission_(stopped|without_answer|by_declaration)|PRIMARY KEY|submission_1 \(id=|SCAN json_each/,
    );
  }
});

it('finds the 退单 of a store from before there was a list of them', async () => {
  const file = path.join(temporaryFolder(), 'kakou.db');
  const before = migrations.indexOf(trouble);
  const old = await openStore(file, migrations.slice(0, before));
  const { id: operatorId } = keepSampleOperator(old, 'chenmin');
  insertFirstVersionSheet(old, seaImport, { operatorId, at: morning, number: '0' });
  old.exec(`UPDATE declaration SET status = '20', last_reason = '重量不符'`);
  old.close();
  const store = await openTestStore(file);
  const keys = finish(troubleKeysInSteps(store, 0));
  expect(keys.map(({ kind }) => kind)).toEqual(['rejected']);
});
