import { expect, it } from 'vitest';
import type { SavedSheet } from '../../src-shared/contract/schemas.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { isUnanswered, statusCodes, statuses } from '../../src-shared/declaration/status.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import { sheetOfPayload } from '../../src-shared/signature/payload.ts';
import { accepted, amended, customsSays, sheetNow as nowOf } from '../../tests/support/accepted.ts';
import { declaringDesk } from '../../tests/support/declaring-desk.ts';
import type { DeclaringDesk } from '../../tests/support/declaring-desk.ts';
import { roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { kindOf, valueOf } from '../../tests/support/store-desk.ts';
import { transaction } from '../store/store.ts';
import { findSubmission, writeSubmissionState } from '../store/submissions.ts';
import { discardAmendment } from './amend.ts';
import type { DeclareRequest } from './declarable.ts';
import { takeBackSubmission } from './outbox.ts';

/** 变更 and 删单: what is signed, and what is refused even if the window asks. */

const withHead = (changes: Partial<Sheet['head']>): Sheet => ({
  ...roadExport,
  head: { ...roadExport.head, ...changes },
});
const heavier = withHead({ vehicleWeight: '9500' });

const change = ({ id, version, amendment }: SavedSheet): DeclareRequest => ({
  id,
  version,
  function: 'MOD',
  draftVersion: amendment?.version ?? 0,
});
const withdrawal = ({ id, version }: SavedSheet): DeclareRequest => ({
  id,
  version,
  function: 'DEL',
});

const sign = async (
  desk: DeclaringDesk,
  request: DeclareRequest,
): Promise<ReturnType<typeof desk.declaring.sign>> => {
  const begun = await desk.declaring.begin({ declarations: [request] });
  return begun.ok ? desk.declaring.sign({ sessionId: begun.value.sessionId }) : begun;
};

const payloadOf = (desk: DeclaringDesk, answer: Awaited<ReturnType<typeof sign>>): string => {
  const [queued] = valueOf(answer).queued;
  const submission = findSubmission(desk.store, queued?.submissionId ?? '');
  if (submission === null) throw new Error('nothing was queued');
  return submission.envelope.payload;
};

it('signs the draft as MOD, and leaves the accepted version in force', async () => {
  const desk = await declaringDesk();
  const { sheet } = accepted(desk, roadExport);
  const saved = amended(desk, sheet, heavier, { by: desk.wangfang });
  const payload = payloadOf(desk, await sign(desk, change(saved)));
  expect(JSON.parse(payload)).toMatchObject({
    FunctionCode: 'MOD',
    SureId: sheet.tripNo,
    dataId: sheet.dataCentreNo,
    VehicleWeight: '9500',
    OpUserId: '2100000000025',
    cardNumber: '2100000000017',
  });
  expect(sheetOfPayload(payload)).toEqual(heavier);
  expect(nowOf(desk, sheet.id)).toMatchObject({
    ...roadExport,
    status: '10',
    version: sheet.version,
    amendment: saved.amendment,
    lastSubmission: { function: 'MOD', state: 'queued' },
    allowed: ['view', 'copy', 'print', 'receipts'],
  });
  expect(desk.queued).toEqual([[sheet.id]]);
  expect(desk.card.openSessions.size).toBe(0);
});

it('signs the whole accepted version as DEL, whatever a draft says', async () => {
  const desk = await declaringDesk();
  const { sheet } = accepted(desk, seaImport);
  const saved = amended(desk, sheet, heavier);
  const payload = payloadOf(desk, await sign(desk, withdrawal(saved)));
  expect(JSON.parse(payload)).toMatchObject({ FunctionCode: 'DEL', SureId: sheet.tripNo });
  expect(sheetOfPayload(payload)).toEqual(seaImport);
  expect(nowOf(desk, sheet.id)).toMatchObject({
    status: '10',
    withdrawn: false,
    lastSubmission: { function: 'DEL', state: 'queued' },
  });
});

it('asks for no confirmation of what customs has accepted when it is withdrawn', async () => {
  const desk = await declaringDesk();
  const { sheet } = accepted(desk, withHead({ vehicleWeight: '0' }));
  desk.store.exec(`UPDATE declaration SET confirmed_warnings = '[]'`);
  expect(kindOf(await sign(desk, withdrawal(sheet)))).toBe('no failure');
});

it('refuses, before any card is touched, every function that the status table forbids', async () => {
  const desk = await declaringDesk();
  const { sheet } = accepted(desk, roadExport);
  const saved = amended(desk, sheet, heavier);
  desk.card.whileOpening = () => {
    throw new Error('the card was touched');
  };
  const begin = async (request: DeclareRequest): Promise<string> => {
    try {
      return kindOf(await desk.declaring.begin({ declarations: [request] }));
    } catch {
      return 'allowed';
    }
  };
  for (const status of [...statusCodes, 'ZZ']) {
    desk.store.prepare('UPDATE declaration SET status = ?').run(status);
    const allows: readonly string[] =
      status === 'ZZ' ? [] : statuses[status as (typeof statusCodes)[number]].allows;
    const expected = (action: string): string =>
      allows.includes(action) ? 'allowed' : 'sheet.actionNotAllowed';
    expect([status, await begin(change(saved))]).toEqual([status, expected('amend')]);
    expect([status, await begin(withdrawal(saved))]).toEqual([status, expected('withdraw')]);
    const { id, version } = saved;
    expect([status, await begin({ id, version })]).toEqual([status, expected('declare')]);
  }
  desk.store.exec(`UPDATE declaration SET status = '10', withdrawn = 1`);
  expect(await begin(change(saved))).toBe('sheet.actionNotAllowed');
  expect(await begin(withdrawal(saved))).toBe('sheet.actionNotAllowed');
});

it('refuses a second request while the first one is unanswered, of any function', async () => {
  const desk = await declaringDesk();
  const { sheet } = accepted(desk, roadExport);
  const saved = amended(desk, sheet, heavier);
  const [queued] = valueOf(await sign(desk, change(saved))).queued;
  for (const state of ['queued', 'sending', 'parked', 'confirmed', 'rejected'] as const) {
    transaction(desk.store, (store) => {
      writeSubmissionState(store, queued?.submissionId ?? '', state, null, 1);
    });
    for (const request of [change(saved), withdrawal(saved)]) {
      const begun = await desk.declaring.begin({ declarations: [request] });
      expect(kindOf(begun)).toBe(isUnanswered(state) ? 'sheet.actionNotAllowed' : 'no failure');
    }
  }
});

it('signs no change without a draft, of an older draft, without a difference or with problems', async () => {
  const desk = await declaringDesk();
  const { sheet } = accepted(desk, roadExport);
  const refused = async (request: DeclareRequest): Promise<string> =>
    kindOf(await desk.declaring.begin({ declarations: [request] }));
  expect(await refused(change(sheet))).toBe('sheet.changedMeanwhile');
  const first = amended(desk, sheet, heavier);
  const second = amended(desk, first, withHead({ vehicleWeight: '9600' }));
  expect(await refused(change(first))).toBe('sheet.changedMeanwhile');
  expect(await refused(change({ ...second, version: 9 }))).toBe('sheet.changedMeanwhile');
  expect(await refused(withdrawal({ ...second, version: 9 }))).toBe('sheet.changedMeanwhile');
  const same = amended(desk, second, roadExport);
  expect(await refused(change(same))).toBe('amendment.noDifference');
  const wrong = amended(desk, same, withHead({ customsCode: '' }));
  expect(await refused(change(wrong))).toBe('sheet.hasProblems');
  const empty = amended(desk, wrong, { ...heavier, items: [] });
  expect(await refused(change(empty))).toBe('sheet.noItems');
  const warned = amended(desk, empty, withHead({ vehicleWeight: '0' }), { confirmed: [] });
  expect(await refused(change(warned))).toBe('sheet.unconfirmedWarnings');
  const confirmed = amended(desk, warned, withHead({ vehicleWeight: '0' }));
  expect(await refused(change(confirmed))).toBe('no failure');
});

it('asks for a signer with a card, for 变更 and 删单 as for 申报', async () => {
  const desk = await declaringDesk();
  const { sheet } = accepted(desk, roadExport);
  const saved = amended(desk, sheet, heavier);
  for (const request of [change(saved), withdrawal(saved)]) {
    const declarations = { declarations: [request] };
    desk.operator = desk.liwei;
    expect(kindOf(await desk.declaring.begin(declarations))).toBe('session.notAllowed');
    desk.operator = { ...desk.chenmin, cardNumber: null };
    expect(kindOf(await desk.declaring.begin(declarations))).toBe('session.noCardBound');
    desk.operator = null;
    expect(kindOf(await desk.declaring.begin(declarations))).toBe('session.signedOut');
    desk.operator = desk.chenmin;
  }
});

it.each<[string, (desk: DeclaringDesk, saved: SavedSheet) => unknown, string]>([
  [
    'the draft was saved anew',
    (desk, saved) => amended(desk, saved, withHead({ vehicleWeight: '9900' })),
    'sheet.changedMeanwhile',
  ],
  [
    'the change was given up',
    (desk, { id, version, amendment }) =>
      discardAmendment(
        { store: desk.store, operator: desk.chenmin, now: () => 1 },
        { id, version, draftVersion: amendment?.version ?? 0 },
      ),
    'sheet.changedMeanwhile',
  ],
  [
    'the sheet was locked',
    (desk, saved) => customsSays(desk, saved, { submissionId: 'any', function: 'ADD' }, '41'),
    'sheet.actionNotAllowed',
  ],
  [
    'the sheet was locked and unlocked',
    (desk, saved) => customsSays(desk, saved, { submissionId: 'any', function: 'ADD' }, '41', '42'),
    'sheet.changedMeanwhile',
  ],
])('queues no change where %s while the card signed', async (_what, meanwhile, kind) => {
  const desk = await declaringDesk();
  const { sheet } = accepted(desk, roadExport);
  const saved = amended(desk, sheet, heavier);
  const before = desk.submissionCount();
  desk.card.whileSigning = () => {
    meanwhile(desk, saved);
  };
  expect(kindOf(await sign(desk, change(saved)))).toBe(kind);
  expect(desk.submissionCount()).toBe(before);
  expect(desk.card.openSessions.size).toBe(0);
});

it('queues one request where two are signed at the same time', async () => {
  const desk = await declaringDesk();
  const { sheet } = accepted(desk, roadExport);
  const saved = amended(desk, sheet, heavier);
  const before = Number(desk.submissionCount());
  const answers: Result<unknown>[] = await Promise.all([
    sign(desk, change(saved)),
    sign(desk, withdrawal(saved)),
  ]);
  expect(answers.map(kindOf).toSorted()).toEqual(['no failure', 'sheet.actionNotAllowed']);
  expect(desk.submissionCount()).toBe(before + 1);
});

it('keeps draft and 变更被退 where a change is taken back before it was sent', async () => {
  const desk = await declaringDesk();
  const { sheet } = accepted(desk, roadExport);
  const saved = amended(desk, sheet, heavier);
  const [first] = valueOf(await sign(desk, change(saved))).queued;
  const submissionId = first?.submissionId ?? '';
  customsSays(desk, sheet, { submissionId, function: 'MOD' }, '1', '20');
  const mended = amended(desk, nowOf(desk, sheet.id), withHead({ vehicleWeight: '9600' }));
  const [second] = valueOf(await sign(desk, change(mended))).queued;
  const parts = { store: desk.store, operator: desk.chenmin, now: () => 1 };
  valueOf(takeBackSubmission(parts, second?.submissionId ?? ''));
  expect(nowOf(desk, sheet.id)).toMatchObject({
    status: '10',
    changeOutcome: 'amendRejected',
    lastReason: '回执 20',
    amendment: { version: 2 },
    lastSubmission: { function: 'MOD', state: 'takenBack' },
  });
  expect(kindOf(await sign(desk, change(mended)))).toBe('no failure');
});
