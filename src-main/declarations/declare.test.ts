import { expect, it } from 'vitest';
import type { SavedSheet } from '../../src-shared/contract/schemas.ts';
import { readCertificate } from '../../src-shared/signature/certificate.ts';
import { sm2Verify } from '../../src-shared/signature/sm2.ts';
import { declaringDesk } from '../../tests/support/declaring-desk.ts';
import type { DeclaringDesk } from '../../tests/support/declaring-desk.ts';
import { fakeCard } from '../../tests/support/fake-card.ts';
import { roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { kindOf, morning, valueOf } from '../../tests/support/store-desk.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { findSheet } from '../store/declarations.ts';
import { querySheets } from '../store/query.ts';
import { findSubmission, submissionsOf } from '../store/submissions.ts';
import { releaseSubmission, takeBackSubmission } from './outbox.ts';

const declarationsOf = (sheet: SavedSheet) => ({
  declarations: [{ id: sheet.id, version: sheet.version }],
});

it('signs the saved sheet, queues it once and leaves its status as it is', async () => {
  const desk = await declaringDesk();
  const sheet = desk.saved(seaImport);
  const { queued, failed } = valueOf(await desk.declare(sheet));
  expect(failed).toEqual([]);
  const submission = findSubmission(desk.store, queued[0]?.submissionId ?? '');
  if (submission === null) throw new Error('nothing was queued');
  const { envelope } = submission;
  const { publicKey } = readCertificate(Buffer.from(envelope.certificate, 'base64'));
  const message = new TextEncoder().encode(envelope.payload);
  expect(sm2Verify(publicKey, message, Buffer.from(envelope.signature, 'base64'))).toBe(true);
  expect(JSON.parse(envelope.payload)).toMatchObject({
    submissionId: submission.id,
    FunctionCode: 'ADD',
    deskNumber: '00017',
    SureId: sheet.tripNo,
    dataId: sheet.dataCentreNo,
    OpTime: '2026-11-22 10:00:00',
    cardNumber: '2100000000017',
  });
  expect(findSheet(desk.store, sheet.id)).toMatchObject({
    status: '0',
    lastSubmission: { id: submission.id, function: 'ADD', state: 'queued' },
    allowed: ['view', 'copy', 'print'],
  });
  expect(desk.queued).toEqual([[sheet.id]]);
  expect(desk.card.openSessions.size).toBe(0);
});

it('says before any card is touched why a sheet can’t be declared', async () => {
  const desk = await declaringDesk();
  const refused = async (sheet: SavedSheet): Promise<string> =>
    kindOf(await desk.declaring.begin(declarationsOf(sheet)));
  desk.card.whileOpening = () => {
    throw new Error('the card was touched');
  };
  expect(await refused(desk.saved({ head: roadExport.head, items: [] }))).toBe('sheet.noItems');
  expect(
    await refused(desk.saved({ ...roadExport, head: { ...roadExport.head, customsCode: '' } })),
  ).toBe('sheet.hasProblems');
  const warned = {
    ...roadExport,
    head: { ...roadExport.head, vehicleWeight: '0', mediumId: '粤B99999' },
  };
  expect(await refused(desk.saved(warned, { confirmed: [] }))).toBe('sheet.unconfirmedWarnings');
  expect(
    await refused(desk.saved(seaImport, { confirmed: [], recalledWeights: ['vehicleWeight'] })),
  ).toBe('sheet.unconfirmedWarnings');
  const sheet = desk.saved(seaImport);
  expect(await refused({ ...sheet, version: 7 })).toBe('sheet.changedMeanwhile');
  expect(await refused({ ...sheet, id: 999 })).toBe('sheet.notFound');
  desk.operator = desk.liwei;
  expect(await refused(sheet)).toBe('session.notAllowed');
  desk.operator = { ...desk.chenmin, cardNumber: null };
  expect(await refused(sheet)).toBe('session.noCardBound');
  desk.operator = null;
  expect(await refused(sheet)).toBe('session.signedOut');
  expect(desk.submissionCount()).toBe(0);
});

it('asks anew about a medium that another sheet has taken since the save', async () => {
  const desk = await declaringDesk();
  const first = desk.saved(roadExport);
  const second = desk.saved(roadExport);
  // The draft was confirmed; that it is on its way now was not.
  expect(kindOf(await desk.declare(first))).toBe('sheet.unconfirmedWarnings');
  const confirmed = desk.saved(roadExport, { existing: first });
  expect(kindOf(await desk.declare(confirmed))).toBe('no failure');
  expect(kindOf(await desk.declare(second))).toBe('sheet.unconfirmedWarnings');
});

it('queues nothing where the sheet was changed while the card signed', async () => {
  const desk = await declaringDesk();
  const sheet = desk.saved(seaImport);
  desk.card.whileSigning = () => {
    desk.saved(roadExport, { existing: sheet });
  };
  expect(kindOf(await desk.declare(sheet))).toBe('sheet.changedMeanwhile');
  expect(desk.submissionCount()).toBe(0);
  expect(findSheet(desk.store, sheet.id)).toMatchObject({ version: 2, lastSubmission: null });
  expect(desk.card.openSessions.size).toBe(0);
});

it('queues a sheet once where two sessions sign it at the same time', async () => {
  const desk = await declaringDesk();
  const sheet = desk.saved(seaImport);
  const begin = async (): Promise<string> =>
    valueOf(await desk.declaring.begin(declarationsOf(sheet))).sessionId;
  const sessions = [await begin(), await begin()];
  const answers = await Promise.all(
    sessions.map((sessionId) => desk.declaring.sign({ sessionId })),
  );
  expect(answers.map(kindOf).toSorted()).toEqual(['no failure', 'sheet.actionNotAllowed']);
  expect(desk.submissionCount()).toBe(1);
});

it('leaves no trace of a signing that failed, and gives the card back', async () => {
  const desk = await declaringDesk();
  const sheet = desk.saved(seaImport, { by: desk.liwei });
  desk.card.failNext = { at: 'sign', kind: 'card.removed' };
  expect(kindOf(await desk.declare(sheet))).toBe('card.removed');
  expect(findSheet(desk.store, sheet.id)).toEqual(sheet);
  expect(desk.submissionCount()).toBe(0);
  expect(desk.queued).toEqual([]);
  expect(desk.card.openSessions.size).toBe(0);
  desk.card.failNext = { at: 'open', kind: 'card.noCard' };
  expect(kindOf(await desk.declare(sheet))).toBe('card.noCard');
});

it('gives the card back where the store fails while the submission is written', async () => {
  const desk = await declaringDesk();
  const sheet = desk.saved(seaImport, { by: desk.liwei });
  desk.store.exec(`CREATE TEMP TRIGGER fails BEFORE INSERT ON audit
    BEGIN SELECT RAISE(ABORT, 'disk gone'); END`);
  await expect(desk.declare(sheet)).rejects.toThrow('disk gone');
  expect(desk.card.openSessions.size).toBe(0);
  expect(findSheet(desk.store, sheet.id)).toEqual(sheet);
  expect(desk.submissionCount()).toBe(0);
});

it('signs for the operator who began, and for nobody who came after', async () => {
  const desk = await declaringDesk();
  const sheet = desk.saved(seaImport);
  const { sessionId } = valueOf(await desk.declaring.begin(declarationsOf(sheet)));
  desk.operator = desk.wangfang;
  expect(kindOf(await desk.declaring.sign({ sessionId }))).toBe('card.sessionEnded');
  expect(desk.card.openSessions.size).toBe(0);
  desk.operator = desk.chenmin;
  expect(kindOf(await desk.declaring.sign({ sessionId }))).toBe('card.sessionEnded');
  expect(desk.submissionCount()).toBe(0);
});

it('opens no session for an operator who signed out while the card was read', async () => {
  const desk = await declaringDesk();
  const sheet = desk.saved(seaImport);
  desk.card.whileOpening = async () => {
    await desk.declaring.cancelAll();
    desk.operator = null;
  };
  expect(kindOf(await desk.declaring.begin(declarationsOf(sheet)))).toBe('card.sessionEnded');
  expect(desk.card.openSessions.size).toBe(0);
});

it('gives the card back on 取消 and at sign-out', async () => {
  const desk = await declaringDesk();
  const sheet = desk.saved(seaImport);
  const first = valueOf(await desk.declaring.begin(declarationsOf(sheet)));
  await desk.declaring.cancel(first.sessionId);
  expect(desk.card.openSessions.size).toBe(0);
  expect(kindOf(await desk.declaring.sign(first))).toBe('card.sessionEnded');
  await desk.declaring.begin(declarationsOf(sheet));
  await desk.declaring.begin(declarationsOf(sheet));
  await desk.declaring.cancelAll();
  expect(desk.card.openSessions.size).toBe(0);
});

it('warns of a certificate that ends within 30 days, and refuses one that has ended', async () => {
  const day = 86_400_000;
  const daysLeft = async (days: number): Promise<number | null | string> => {
    const desk = await declaringDesk(
      fakeCard({ notBefore: morning - 400 * day, notAfter: morning + days * day }),
    );
    const begun = await desk.declaring.begin(declarationsOf(desk.saved(seaImport)));
    if (begun.ok) return begun.value.certificateDaysLeft;
    expect(desk.card.openSessions.size).toBe(0);
    return begun.error.kind;
  };
  expect(await daysLeft(31)).toBeNull();
  expect(await daysLeft(30)).toBe(30);
  expect(await daysLeft(0.5)).toBe(0);
  expect(await daysLeft(-1)).toBe('card.certificateExpired');
});

it('gives a sheet of a saver without a card its trip number anew, once', async () => {
  const desk = await declaringDesk();
  const sheet = desk.saved(seaImport, { by: desk.liwei });
  valueOf(await desk.declare(sheet));
  const declared = findSheet(desk.store, sheet.id);
  expect(declared?.tripNo).toBe(sheet.tripNo.replace('0'.repeat(13), '2100000000017'));
  const [submission] = submissionsOf(desk.store, sheet.id);
  expect(JSON.parse(submission?.envelope.payload ?? '{}')).toMatchObject({
    SureId: declared?.tripNo,
  });
  const found = querySheets(desk.store, { tripNo: sheet.tripNo }, null, 5).rows;
  expect(found.map(({ id }) => id)).toEqual([sheet.id]);

  const parts = { store: desk.store, operator: desk.chenmin, now: () => 1 };
  valueOf(takeBackSubmission(parts, submission?.id ?? ''));
  desk.operator = desk.wangfang;
  valueOf(await desk.declare(sheet));
  expect(findSheet(desk.store, sheet.id)?.tripNo).toBe(declared?.tripNo);
});

const trucks = (desk: DeclaringDesk, count: number): SavedSheet[] =>
  Array.from({ length: count }, (_, index) =>
    desk.saved({
      ...roadExport,
      head: { ...roadExport.head, mediumId: `粤B0000${String(index + 1)}` },
    }),
  );
it('lets whoever has a bound card declare any sheet of the desk, and keeps who signed', async () => {
  const desk = await declaringDesk();
  const sheet = desk.saved(seaImport, { by: desk.chenmin });
  desk.operator = desk.wangfang;
  valueOf(await desk.declare(sheet));
  const [submission] = submissionsOf(desk.store, sheet.id);
  expect(JSON.parse(submission?.envelope.payload ?? '{}')).toMatchObject({
    cardNumber: '2100000000025',
    OpUserId: '2100000000017',
  });
  const signer = desk.store
    .prepare('SELECT signer_id AS id, card_number AS cardNumber FROM submission')
    .get();
  expect(signer).toEqual({ id: desk.wangfang.id, cardNumber: '2100000000025' });
  expect(findSheet(desk.store, sheet.id)).toMatchObject({
    tripNo: sheet.tripNo,
    operator: '2100000000017',
  });
});

it('signs a batch with one session and goes on past a sheet that can’t be declared', async () => {
  const desk = await declaringDesk();
  const sheets = trucks(desk, 3);
  let signed = 0;
  desk.card.whileSigning = () => {
    signed += 1;
    const third = sheets[2];
    if (signed === 1 && third) desk.saved(seaImport, { existing: third });
  };
  const outcome = valueOf(await desk.declare(...sheets));
  expect(outcome.queued.map(({ id }) => id)).toEqual([1, 2]);
  expect(outcome).toMatchObject({
    failed: [{ id: 3, message: '这票单证在此期间已变化，没有执行本次操作。' }],
    notReached: [],
    stoppedBy: null,
  });
  expect(desk.queued).toEqual([[1], [2]]);
  expect(desk.progress).toEqual(['0/3', '1/3', '2/3', '3/3']);
});

it('ends a batch between two sheets when the clerk says so, and gives the card back', async () => {
  const desk = await declaringDesk();
  desk.stopAfter = 2;
  const outcome = valueOf(await desk.declare(...trucks(desk, 4)));
  expect(outcome.queued.map(({ id }) => id)).toEqual([1, 2]);
  expect(outcome).toMatchObject({ failed: [], notReached: [3, 4], stoppedBy: '已按要求停止' });
  expect(desk.card.openSessions.size).toBe(0);
  expect(desk.submissionCount()).toBe(2);
});

it('ends a batch when the card is gone, and says which sheets it never came to', async () => {
  const desk = await declaringDesk();
  desk.card.whileSigning = () => {
    if (desk.card.payloads.length === 1) desk.card.failNext = { at: 'sign', kind: 'card.removed' };
  };
  const outcome = valueOf(await desk.declare(...trucks(desk, 3)));
  expect(outcome.queued.map(({ id }) => id)).toEqual([1]);
  expect(outcome.notReached).toEqual([2, 3]);
  expect(outcome.stoppedBy).toBe(failureOf('card.removed').message);
  expect(desk.submissionCount()).toBe(1);
});

it('ends a batch when another operator takes the desk', async () => {
  const desk = await declaringDesk();
  desk.card.whileSigning = () => {
    if (desk.card.payloads.length === 1) desk.operator = desk.wangfang;
  };
  const outcome = valueOf(await desk.declare(...trucks(desk, 3)));
  expect(outcome.notReached).not.toEqual([]);
  expect(outcome.stoppedBy).not.toBe(null);
});

it('asks for no PIN where none of the sheets can be declared', async () => {
  const desk = await declaringDesk();
  const sheets = trucks(desk, 2).map((sheet) => ({ ...sheet, version: 9 }));
  expect(kindOf(await desk.declare(...sheets))).toBe('sheet.changedMeanwhile');
  expect(desk.card.openSessions.size).toBe(0);
});

it('takes back only what was never tried to be sent', async () => {
  const desk = await declaringDesk();
  const sheet = desk.saved(seaImport);
  desk.store.exec(`UPDATE declaration SET status = '20', last_reason = '退单：重量不符'`);
  const [queued] = valueOf(await desk.declare(sheet)).queued;
  const id = queued?.submissionId ?? '';
  const parts = { store: desk.store, operator: desk.chenmin, now: () => 1 };
  expect(kindOf(takeBackSubmission({ ...parts, operator: desk.liwei }, id))).toBe(
    'session.notAllowed',
  );
  desk.store.exec('UPDATE submission SET attempts = 1');
  expect(kindOf(takeBackSubmission(parts, id))).toBe('outbox.tried');
  desk.store.exec('UPDATE submission SET attempts = 0');
  expect(kindOf(releaseSubmission(parts, id))).toBe('sheet.changedMeanwhile');
  expect(kindOf(takeBackSubmission(parts, id))).toBe('no failure');
  // It was never declared: the reason of the rejection is still what the clerk has to mend.
  expect(findSheet(desk.store, sheet.id)).toMatchObject({
    status: '20',
    lastReason: '退单：重量不符',
    lastSubmission: { state: 'takenBack' },
  });
  expect(findSheet(desk.store, sheet.id)?.allowed).toContain('declare');
  expect(kindOf(takeBackSubmission(parts, id))).toBe('outbox.tried');
});
