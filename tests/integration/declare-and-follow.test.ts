import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import type { SavedSheet } from '../../src-shared/contract/schemas.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { shippedTables } from '../../src-shared/parameters/shipped-tables.testing.ts';
import { deleteSheet } from '../../src-main/declarations/delete.ts';
import { releaseSubmission, takeBackSubmission } from '../../src-main/declarations/outbox.ts';
import { saveSheet } from '../../src-main/declarations/save.ts';
import { noticeOf } from '../../src-main/notices.ts';
import { findSheet } from '../../src-main/store/declarations.ts';
import { listDesks } from '../../src-main/store/desks.ts';
import { receiptsOf } from '../../src-main/store/receipts.ts';
import { readSetting } from '../../src-main/store/settings.ts';
import { findSubmission, submissionsOf } from '../../src-main/store/submissions.ts';
import { noFeed, receiptCodes, until, useEndpoint } from '../support/following-desk.ts';
import type { FollowingDesk } from '../support/following-desk.ts';
import { emptyContainers, roadExport, seaImport } from '../support/sample-sheets.ts';
import { keepSampleOperator } from '../support/sample-operator.ts';
import { allWarnings, kindOf, valueOf } from '../support/store-desk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { control, misbehave, declaredAtEndpoint, openDesk, stopEndpoint, startEndpointAgain } =
  useEndpoint();

const withRemark = (remark: string): Sheet => ({
  ...seaImport,
  head: { ...seaImport.head, remark },
});

const nothingIsTwice = async (desk: FollowingDesk, sheet: SavedSheet): Promise<void> => {
  const declared = (await declaredAtEndpoint()).filter(
    ({ tripNo }) => tripNo === desk.sheet(sheet.id).tripNo,
  );
  expect(declared).toHaveLength(1);
};

it.each([
  ['sea import', seaImport],
  ['road export', roadExport],
  ['two empty containers', emptyContainers],
])('brings a %s from 暂存 to 海关入库成功', async (_name, content) => {
  const desk = await openDesk();
  desk.start();
  const sheet = desk.save(content);
  const id = await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === '10');
  expect(receiptCodes(desk, sheet.id)).toEqual(['1', '2', '10']);
  expect(findSubmission(desk.store, id)?.state).toBe('accepted');
  expect(desk.sheet(sheet.id).allowed).toEqual(
    expect.arrayContaining(['withdraw', 'amend', 'receipts']),
  );
  expect(desk.effects.map(noticeOf).filter((notice) => notice?.tone === 'good')).toHaveLength(1);
  await nothingIsTwice(desk, sheet);
});

it('enters a sheet by the clock of the endpoint, however wrong the machine’s own is', async () => {
  const desk = await openDesk();
  desk.clock.ahead = 400 * 86_400_000;
  desk.start();
  await until(() => readSetting(desk.store, 'clockOffset') !== null);
  const { enteredAt } = desk.save(roadExport);
  expect(Math.abs(enteredAt - Date.now())).toBeLessThan(60_000);
});

it('shows 申报成功 only when the endpoint has confirmed', async () => {
  await control('pace', { stepMs: null });
  const desk = await openDesk();
  const sheet = desk.save(seaImport);
  const id = await desk.declare(sheet);
  expect(desk.sheet(sheet.id)).toMatchObject({ status: '0', lastSubmission: { state: 'queued' } });
  desk.start();
  await until(() => desk.sheet(sheet.id).status === '1');
  expect(findSubmission(desk.store, id)?.state).toBe('confirmed');
  await control('customs', { tripNo: sheet.tripNo, code: '2' });
  await until(() => desk.sheet(sheet.id).status === '2');
});

it.each([
  ['cut before anything is applied', { action: 'cutBefore' }],
  ['cut after everything is applied', { action: 'cutAfter' }],
  ['answered in broken JSON', { action: 'brokenJson' }],
  ['answered with 500', { action: 'status', status: 500 }],
  ['answered with 503', { action: 'status', status: 503, retryAfter: 1 }],
])('declares exactly once where the sending is %s', async (_name, rule) => {
  await misbehave({ path: '/submissions', method: 'POST', times: 2, ...rule });
  const desk = await openDesk();
  desk.start();
  const sheet = desk.save(seaImport);
  await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === '10');
  await nothingIsTwice(desk, sheet);
  expect(submissionsOf(desk.store, sheet.id)).toHaveLength(1);
});

it.each(['cutAfter', 'brokenJson'])(
  'asks for a submission whose answer was lost (%s) and does not send it again',
  async (action) => {
    await misbehave({ path: '/submissions', method: 'POST', action }, noFeed);
    const desk = await openDesk();
    desk.start();
    const sheet = desk.save(seaImport);
    await desk.declare(sheet);
    await until(() => desk.sheet(sheet.id).status === '10');
    const sent = desk.requests.filter(
      ({ method, path: at }) => method === 'POST' && at === '/submissions',
    );
    expect(sent).toHaveLength(1);
  },
);

it('goes on through an endpoint that fails at everything for a while', async () => {
  const desk = await openDesk();
  await misbehave(
    { path: '/clock', action: 'status', status: 502 },
    { path: '/receipts', action: 'brokenJson', times: 2 },
    { path: '/receipts', action: 'cutAfter', times: 2 },
    { path: '/submissions/*', action: 'brokenJson' },
    { path: '/submissions', method: 'POST', action: 'cutAfter' },
  );
  desk.start();
  const sheet = desk.save(seaImport);
  await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === '10');
  await nothingIsTwice(desk, sheet);
});

it('asks nothing at all of an endpoint that asked to be left alone', async () => {
  const desk = await openDesk();
  const sheet = desk.save(seaImport);
  await desk.declare(sheet);
  await misbehave({ path: '/submissions', action: 'status', status: 429, retryAfter: 2 });
  desk.start();
  await until(() => desk.sheet(sheet.id).status === '10');
  const first = desk.requests.findIndex(({ path: at }) => at === '/submissions');
  const [refused, next] = desk.requests.slice(first);
  expect((next?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1_900);
  expect(desk.requests).not.toHaveLength(0);
});

it('respects Retry-After of the receipt feed for sending as well', async () => {
  const desk = await openDesk();
  await misbehave({ path: '/receipts', action: 'status', status: 429, retryAfter: 2 });
  desk.start();
  await until(() => desk.requests.some(({ path: at }) => at === '/receipts'));
  const asked = Date.now();
  const sheet = desk.save(seaImport);
  await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === '10');
  expect(Date.now() - asked).toBeGreaterThanOrEqual(1_800);
});

it('lets a sheet that the endpoint fails on stand in nobody’s way', async () => {
  const desk = await openDesk();
  const poisoned = desk.save(seaImport);
  await desk.declare(poisoned);
  desk.clock.ahead += 1;
  const other = desk.save(roadExport);
  await desk.declare(other);
  let failures = 0;
  const sending = desk.store
    .prepare(`SELECT id FROM submission WHERE declaration_id = ?`)
    .pluck()
    .get(poisoned.id);
  const original = globalThis.fetch;
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    if (new Headers(init?.headers).get('idempotency-key') !== sending) return original(input, init);
    failures += 1;
    return Promise.resolve(new Response('{}', { status: 500 }));
  });
  try {
    desk.start();
    await until(() => desk.sheet(other.id).status === '10');
    expect(failures).toBeGreaterThan(0);
  } finally {
    spy.mockRestore();
  }
  await until(() => desk.sheet(poisoned.id).status === '10');
});

it('changes nothing by receipts that come twice or in the wrong order', async () => {
  const desk = await openDesk();
  const sheet = desk.save(withRemark('【模拟退单】'));
  await desk.declare(sheet);
  await misbehave(
    { path: '/receipts', action: 'reorderReceipts', times: 2 },
    { path: '/receipts', action: 'duplicateReceipts', times: 2 },
  );
  desk.start();
  await until(() => desk.sheet(sheet.id).status === '20');
  const again = desk.save(seaImport, desk.sheet(sheet.id));
  await desk.declare(again);
  await until(() => desk.sheet(sheet.id).status === '10');
  expect(receiptCodes(desk, sheet.id)).toEqual(['1', '2', '20', '1', '2', '10']);
  expect(receiptsOf(desk.store, sheet.id).some(({ conflict }) => conflict)).toBe(false);
});

it('goes on after a restart in the middle where it was', async () => {
  const desk = await openDesk();
  desk.start();
  const sheets = [seaImport, roadExport, emptyContainers].map((content) => desk.save(content));
  await misbehave({ path: '/submissions', method: 'POST', action: 'cutAfter', times: 2 });
  for (const sheet of sheets) await desk.declare(sheet);
  await until(() => desk.requests.filter(({ method }) => method === 'POST').length > 1);
  await desk.stop();
  const file = desk.store.name;
  desk.store.close();
  const next = await openDesk({ file });
  next.start();
  await until(() => sheets.every(({ id }) => next.sheet(id).status === '10'));
  for (const sheet of sheets) await nothingIsTwice(next, sheet);
});

it('keeps what was signed without a network, and sends it when there is one', async () => {
  const desk = await openDesk();
  desk.network.up = false;
  const synchroniser = desk.start();
  const sheet = desk.save(seaImport);
  await desk.declare(sheet);
  await until(() => synchroniser.state().connection === 'offline');
  expect(synchroniser.state().waitingCount).toBe(1);
  expect(desk.sheet(sheet.id)).toMatchObject({ status: '0', lastSubmission: { state: 'queued' } });
  desk.network.up = true;
  synchroniser.sendNow();
  await until(() => desk.sheet(sheet.id).status === '10');
  expect(synchroniser.state()).toMatchObject({ connection: 'online', waitingCount: 0 });
});

it('finds an endpoint again that was stopped and started', async () => {
  const desk = await openDesk();
  desk.start();
  await stopEndpoint();
  const sheet = desk.save(seaImport);
  await desk.declare(sheet);
  await until(() => desk.problem()?.kind === 'endpoint.unreachable');
  await startEndpointAgain();
  await until(() => desk.sheet(sheet.id).status === '10');
  await nothingIsTwice(desk, sheet);
});

it('asks after twelve hours before it sends, and sends at 仍要申报', async () => {
  const desk = await openDesk();
  const sheet = desk.save(seaImport);
  const id = await desk.declare(sheet);
  desk.clock.ahead = 12 * 3_600_000 + 60_000;
  const synchroniser = desk.start();
  await until(() => desk.parked.length === 1);
  expect(findSubmission(desk.store, id)?.state).toBe('parked');
  expect(synchroniser.state().waitingCount).toBe(1);
  expect(await declaredAtEndpoint()).toEqual([]);
  const parts = {
    store: desk.store,
    operator: keepSampleOperator(desk.store, 'chenmin'),
    now: Date.now,
  };
  valueOf(releaseSubmission(parts, id));
  synchroniser.wake();
  await until(() => desk.sheet(sheet.id).status === '10');
  await nothingIsTwice(desk, sheet);
});

it('parks nothing that has waited for less', async () => {
  const desk = await openDesk();
  const sheet = desk.save(seaImport);
  await desk.declare(sheet);
  desk.clock.ahead = 12 * 3_600_000 - 60_000;
  desk.start();
  await until(() => desk.sheet(sheet.id).status === '10');
  expect(desk.parked).toEqual([]);
});

it('asks first whether one that was tried long ago arrived, instead of asking the clerk', async () => {
  await misbehave({ path: '/submissions', method: 'POST', action: 'cutAfter' }, noFeed);
  const desk = await openDesk();
  desk.start();
  const sheet = desk.save(seaImport);
  await desk.declare(sheet);
  await until(async () => (await declaredAtEndpoint()).length === 1);
  await desk.stop();
  desk.clock.ahead = 13 * 3_600_000;
  desk.start();
  await until(() => desk.sheet(sheet.id).status === '10');
  expect(desk.parked).toEqual([]);
});

it('takes back what was never tried, and nothing that was', async () => {
  const desk = await openDesk();
  const parts = {
    store: desk.store,
    operator: keepSampleOperator(desk.store, 'chenmin'),
    now: Date.now,
  };
  const sheet = desk.save(seaImport);
  const first = await desk.declare(sheet);
  valueOf(takeBackSubmission(parts, first));
  desk.network.up = true;
  await misbehave({ path: '/submissions', method: 'POST', action: 'cutBefore', times: 1 });
  const second = await desk.declare(sheet);
  desk.start();
  await until(() => (findSubmission(desk.store, second)?.attempts ?? 0) > 0);
  expect(kindOf(takeBackSubmission(parts, second))).toBe('outbox.tried');
  await until(() => desk.sheet(sheet.id).status === '10');
  expect((await declaredAtEndpoint()).map(({ submissionId }) => submissionId)).toEqual([second]);
});

it('tells the endpoint’s reason where it refuses, and lets the clerk declare again', async () => {
  const desk = await openDesk();
  const sheet = desk.save(seaImport);
  const id = await desk.declare(sheet);
  // As if somebody had changed the file: the signature no longer fits.
  desk.store.exec(`DROP TRIGGER submission_stays_as_signed;
    UPDATE submission SET signature = '${Buffer.alloc(64, 7).toString('base64')}'`);
  desk.start();
  await until(() => desk.refusals.length === 1);
  expect(desk.refusals[0]).toContain('验签失败');
  expect(findSubmission(desk.store, id)?.state).toBe('refused');
  expect(desk.sheet(sheet.id)).toMatchObject({ status: '0', lastReason: desk.refusals[0] });
  await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === '10');
  expect(desk.sheet(sheet.id).lastReason).toBeNull();
});

it('never declares a sheet twice that was copied to another machine with its store', async () => {
  const desk = await openDesk();
  const sheet = desk.save(seaImport);
  const other = path.join(temporaryFolder(), 'kakou.db');
  await desk.store.backup(other);
  desk.start();
  await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === '10');
  await desk.stop();

  const copy = await openDesk({ file: other, enrolled: false });
  expect(() => copy.save(roadExport)).toThrow('desk.mustEnrolAgain');
  expect(await copy.enrol()).toBe('00002');
  const id = await copy.declare(copy.sheet(sheet.id));
  copy.start();
  await until(() => copy.sheet(sheet.id).status === '10');
  expect(findSubmission(copy.store, id)?.state).toBe('refused');
  expect(copy.refusals[0]).toContain('不能重复申报');
  expect(receiptCodes(copy, sheet.id)).toEqual(['1', '2', '10']);
  await nothingIsTwice(copy, sheet);
});

it('settles a copy’s duplicate also where the line is cut in between', async () => {
  const desk = await openDesk();
  const sheet = desk.save(seaImport);
  const other = path.join(temporaryFolder(), 'kakou.db');
  await desk.store.backup(other);
  desk.start();
  await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === '10');
  const copy = await openDesk({ file: other, enrolled: false });
  await copy.enrol();
  // Without the earlier desk's feed, only the trip can tell.
  copy.store.exec(`UPDATE desk SET token = 'revoked' WHERE number = '00001'`);
  await misbehave({ path: '/trips/*', action: 'cutBefore', times: 2 });
  await copy.declare(copy.sheet(sheet.id));
  copy.start();
  await until(() => copy.sheet(sheet.id).status === '10');
  await nothingIsTwice(copy, sheet);
});

it('still gets the answers to what was declared before the desk enrolled again', async () => {
  await control('pace', { stepMs: null });
  const desk = await openDesk();
  desk.start();
  const before = desk.save(seaImport);
  await desk.declare(before);
  await until(() => desk.sheet(before.id).status === '1');
  expect(await desk.enrol()).toBe('00002');
  const after = desk.save(roadExport);
  await desk.declare(after);
  await until(() => desk.sheet(after.id).status === '1');
  await control('pace', { stepMs: 0 });
  await until(() => desk.sheet(before.id).status === '10' && desk.sheet(after.id).status === '10');
  expect(receiptCodes(desk, before.id)).toEqual(['1', '2', '10']);
  expect(receiptCodes(desk, after.id)).toEqual(['1', '2', '10']);
  expect(listDesks(desk.store).map(({ deskNumber }) => deskNumber)).toEqual(['00001', '00002']);
});

it('asks for a new signature for what was queued before the desk enrolled again', async () => {
  const desk = await openDesk();
  const sheet = desk.save(seaImport);
  await desk.declare(sheet);
  await desk.enrol();
  desk.start();
  await until(() => desk.refusals.length === 1);
  expect(desk.refusals[0]).toContain('请重新申报');
  await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === '10');
});

it('lets a 退单 be corrected and declared again under the same trip number', async () => {
  const desk = await openDesk();
  desk.start();
  const sheet = desk.save(withRemark('【模拟退单】'));
  const first = await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === '20');
  const reason = desk.sheet(sheet.id).lastReason;
  expect(reason).toContain('模拟退单');
  expect(desk.effects.map(noticeOf).some((notice) => notice?.tone === 'bad')).toBe(true);
  const corrected = desk.save(seaImport, desk.sheet(sheet.id));
  expect(corrected).toMatchObject({ status: '0', version: 2, lastReason: reason });
  const second = await desk.declare(corrected);
  await until(() => desk.sheet(sheet.id).status === '10');
  expect(second).not.toBe(first);
  expect(desk.sheet(sheet.id).lastReason).toBeNull();
  expect(await declaredAtEndpoint()).toMatchObject([
    { submissionId: first, tripNo: sheet.tripNo, state: 'rejected' },
    { submissionId: second, tripNo: sheet.tripNo, state: 'accepted' },
  ]);
});

it('tells a second 退单 of a sheet that was declared again unchanged', async () => {
  const desk = await openDesk();
  desk.start();
  const sheet = desk.save(withRemark('【模拟发往内网失败】'));
  const bad = (): number =>
    desk.effects.map(noticeOf).filter((notice) => notice?.tone === 'bad').length;
  await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === 'FF' && bad() === 1);
  // All receipts of the second one come at once.
  await misbehave({ path: '/submissions', method: 'POST', action: 'cutAfter' });
  await desk.declare(desk.sheet(sheet.id));
  await until(() => desk.sheet(sheet.id).receiptCount === 4);
  expect(desk.sheet(sheet.id).status).toBe('FF');
  expect(bad()).toBe(2);
});

it('shows a deleted sheet again when customs answers it late', async () => {
  const desk = await openDesk();
  desk.start();
  const sheet = desk.save(withRemark('【模拟退单】'));
  await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === '20');
  const parts = {
    store: desk.store,
    operator: keepSampleOperator(desk.store, 'chenmin'),
    now: Date.now,
  };
  valueOf(deleteSheet(parts, desk.sheet(sheet.id)));
  expect(findSheet(desk.store, sheet.id)).toBeNull();
  await control('customs', { tripNo: sheet.tripNo, code: '20', text: '退单：补充原因' });
  await until(() => findSheet(desk.store, sheet.id) !== null);
});

it('keeps and shows a receipt that does not fit, and believes the status before it', async () => {
  const desk = await openDesk();
  desk.start();
  const sheet = desk.save(seaImport);
  await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === '10');
  await control('customs', { tripNo: sheet.tripNo, code: '20', text: '退单：不合常理' });
  await until(() => desk.sheet(sheet.id).receiptCount === 4);
  expect(desk.sheet(sheet.id).status).toBe('10');
  expect(receiptsOf(desk.store, sheet.id).at(-1)).toMatchObject({
    code: '20',
    text: '退单：不合常理',
    conflict: true,
  });
});

it('takes a late acceptance of what was rejected for no acceptance of what it says now', async () => {
  const desk = await openDesk();
  desk.start();
  const sheet = desk.save(withRemark('【模拟退单】'));
  await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === '20');
  const corrected = desk.save(seaImport, desk.sheet(sheet.id));
  await control('customs', { tripNo: sheet.tripNo, code: '10' });
  await until(() => desk.sheet(sheet.id).receiptCount === 4);
  expect(desk.sheet(sheet.id).status).toBe('0');
  expect(receiptsOf(desk.store, sheet.id).at(-1)).toMatchObject({ code: '10', conflict: true });
  await desk.declare(corrected);
  await until(() => desk.sheet(sheet.id).status === '10');
});

it('follows locking, unlocking, closing and departure', async () => {
  const desk = await openDesk();
  desk.start();
  const sheet = desk.save(seaImport);
  await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === '10');
  for (const code of ['41', '42', '43', '50']) {
    await control('customs', { tripNo: sheet.tripNo, code });
    await until(() => desk.sheet(sheet.id).status === code);
  }
  expect(desk.sheet(sheet.id).allowed).toEqual(['view', 'copy', 'print', 'receipts']);
});

it('moves the cursor only together with the receipts', async () => {
  const desk = await openDesk();
  const sheet = desk.save(seaImport);
  await desk.declare(sheet);
  // The disk fails at the second receipt of the page.
  desk.store.exec(`CREATE TEMP TRIGGER fails BEFORE INSERT ON receipt WHEN NEW.code = '10'
    BEGIN SELECT RAISE(ABORT, 'disk gone'); END`);
  desk.start();
  await until(() => desk.requests.filter(({ path: at }) => at === '/receipts').length >= 2);
  expect(listDesks(desk.store)[0]?.receiptCursor).toBe(0);
  expect(receiptCodes(desk, sheet.id)).toEqual(['1']);
  desk.store.exec('DROP TRIGGER fails');
  await until(() => desk.sheet(sheet.id).status === '10');
  await until(() => listDesks(desk.store)[0]?.receiptCursor === 3);
});

it('gives a sheet saved without a card its number and follows it under the new one', async () => {
  const desk = await openDesk();
  desk.start();
  const liwei = keepSampleOperator(desk.store, 'liwei');
  const { sheet } = valueOf(
    saveSheet(
      {
        store: desk.store,
        tables: shippedTables,
        operator: liwei,
        desk: 'enrolled',
        now: Date.now,
      },
      {
        declaration: null,
        sheet: { head: seaImport.head, items: [...seaImport.items] },
        confirmedWarnings: allWarnings(desk.store, seaImport, null),
        workingCopyId: null,
      },
    ),
  );
  await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === '10');
  expect(desk.sheet(sheet.id).tripNo).not.toBe(sheet.tripNo);
  await nothingIsTwice(desk, sheet);
});

it('says that the desk must enrol again where the endpoint has forgotten it', async () => {
  const desk = await openDesk();
  desk.store.exec(`UPDATE desk SET token = 'forgotten'`);
  desk.start();
  const sheet = desk.save(seaImport);
  await desk.declare(sheet);
  await until(() => desk.problem()?.kind === 'desk.mustEnrolAgain');
  expect(desk.sheet(sheet.id).lastSubmission?.state).toBe('sending');
});

it('stops at once even while a request hangs', async () => {
  await misbehave({ path: '/receipts', action: 'delay', delayMs: 10_000 });
  const desk = await openDesk();
  desk.start();
  await until(() => desk.requests.some(({ path: at }) => at === '/receipts'));
  const asked = Date.now();
  await desk.stop();
  expect(Date.now() - asked).toBeLessThan(3_000);
});

it('opens a copied file as a copy', async () => {
  const desk = await openDesk();
  desk.save(seaImport);
  desk.store.close();
  const folder = temporaryFolder();
  copyFileSync(desk.store.name, path.join(folder, 'kakou.db'));
  copyFileSync(
    path.join(path.dirname(desk.store.name), 'desk-identity.json'),
    path.join(folder, 'desk-identity.json'),
  );
  const copy = await openDesk({ file: path.join(folder, 'kakou.db'), enrolled: false });
  expect(() => copy.save(roadExport)).toThrow('desk.mustEnrolAgain');
});
