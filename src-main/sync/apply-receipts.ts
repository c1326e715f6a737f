import type { ReceiptView } from '../../src-shared/contract/schemas.ts';
import { finalAnswer, foldReceipts } from '../../src-shared/declaration/status.ts';
import type { CustomsState } from '../../src-shared/declaration/status.ts';
import { sheetOfPayload } from '../../src-shared/signature/payload.ts';
import {
  amendedBy,
  becomeAmended,
  customsBaseOf,
  findSheetEvenHidden,
  writeCustomsState,
} from '../store/declarations.ts';
import { appendAudit } from '../store/audit.ts';
import { declarationOfTrip, insertReceipt, markConflicts, receiptsOf } from '../store/receipts.ts';
import type { IncomingReceipt } from '../store/receipts.ts';
import { findSubmission, writeSubmissionState } from '../store/submissions.ts';
import type { WritableStore } from '../store/store.ts';
import type { ReceiptAnswer } from './endpoint-answers.ts';

/** What receipts changed, for the window and for the clerk's notices. */
export interface ReceiptEffect {
  readonly declarationId: number;
  readonly tripNo: string;
  readonly mediumId: string;
  readonly before: CustomsState;
  readonly after: CustomsState;
  /** A change that customs has accepted became the sheet. */
  readonly amended: boolean;
  /** Why the sheet was sent back, where it was. */
  readonly reason: string | null;
  /** Codes of the receipts that came now and fit the status table, in their order. */
  readonly codes: readonly string[];
}

export const incomingReceipt = (receipt: ReceiptAnswer): IncomingReceipt => ({
  feedNumber: receipt.number,
  tripNo: receipt.tripNo,
  submissionId: receipt.submissionId,
  function: receipt.function,
  sequence: receipt.sequence,
  code: receipt.code,
  text: receipt.text,
  issuedAt: Date.parse(receipt.issuedAt),
});

/** A receipt moves the submission that it answers, whatever the sheet's status does. */
const moveSubmission = (store: WritableStore, receipt: IncomingReceipt, at: number): void => {
  const submission = findSubmission(store, receipt.submissionId);
  if (submission === null) return;
  const answer = finalAnswer(receipt.code);
  const answered = ['accepted', 'rejected', 'sendFailed', 'takenBack'].includes(submission.state);
  if (answered) return;
  if (answer === null) writeSubmissionState(store, submission.id, 'confirmed', null, at);
  else {
    const reason = answer === 'accepted' ? null : receipt.text;
    writeSubmissionState(store, submission.id, answer, reason, at);
  }
};

const customsStateOf = ({ status, withdrawn, changeOutcome }: CustomsState): CustomsState => ({
  status,
  withdrawn,
  changeOutcome,
});

/**
 * Submissions that customs sent back before the last save or submission. They are settled: a later
 * receipt for one must not pass for the answer to what the sheet says now (rules.md, Life 6).
 */
const sentBackBefore = (
  receipts: readonly ReceiptView[],
  baseSequence: number,
): ReadonlySet<string> =>
  new Set(
    receipts
      .filter(({ sequence, code }) => sequence <= baseSequence && (code === '20' || code === 'FF'))
      .map(({ submissionId }) => submissionId),
  );

/** Codes that answer a submission; the others are about an accepted sheet. */
const answerCodes: ReadonlySet<string> = new Set(['1', '2', 'FF', '10', '20']);

/**
 * Answers to a MOD or DEL that was finally answered before, by sequence: a change that was sent
 * back may be typed on since then, and one that was accepted is in force. The status table alone
 * can't tell, since such an answer leaves the status as it is.
 */
const answersAfterTheEnd = (receipts: readonly ReceiptView[]): ReadonlySet<ReceiptView> => {
  const ended = new Set<string>();
  const late = new Set<ReceiptView>();
  for (const receipt of receipts) {
    if (receipt.function === 'ADD' || !answerCodes.has(receipt.code)) continue;
    if (ended.has(receipt.submissionId)) late.add(receipt);
    const isAlone = receipts.every(
      (other) => other === receipt || other.sequence !== receipt.sequence,
    );
    // Two receipts under one sequence contradict each other: neither ends anything.
    if (isAlone && finalAnswer(receipt.code) !== null) ended.add(receipt.submissionId);
  }
  return late;
};

/** What the clerk reads where this store never had the change: it was declared somewhere else. */
const strangeChange = '海关接受了不是本机申报的变更，本机没有变更后的内容，请向申报的电脑核对';

/** An accepted change becomes the sheet, once, as it was signed. */
const takeChange = (
  store: WritableStore,
  declarationId: number,
  submissionId: string,
  at: number,
): 'taken' | 'known' | 'strange' => {
  if (amendedBy(store, declarationId) === submissionId) return 'known';
  const submission = findSubmission(store, submissionId);
  if (submission === null) return 'strange';
  const sheet = sheetOfPayload(submission.envelope.payload);
  const { declarationVersion: draftVersion } = submission;
  becomeAmended(store, declarationId, sheet, { submissionId, draftVersion, at });
  appendAudit(store, { at, action: 'amended', declarationId, detail: submissionId });
  return 'taken';
};

const refold = (
  store: WritableStore,
  declarationId: number,
  arrived: ReadonlySet<number>,
  at: number,
): ReceiptEffect | null => {
  const sheet = findSheetEvenHidden(store, declarationId);
  if (sheet === null) return null;
  const before = customsStateOf(sheet);
  const base = customsBaseOf(store, declarationId);
  const receipts = receiptsOf(store, declarationId);
  const sentBack = sentBackBefore(receipts, base.sequence);
  const fresh = receipts.filter(({ sequence }) => sequence > base.sequence);
  const afterTheEnd = answersAfterTheEnd(fresh);
  const isLate = (receipt: ReceiptView): boolean =>
    sentBack.has(receipt.submissionId) || afterTheEnd.has(receipt);
  const folded = foldReceipts(
    base,
    fresh.filter((receipt) => !isLate(receipt)),
  );
  const { state } = folded;
  const conflicts = [...folded.conflicts, ...fresh.filter(isLate).map(({ sequence }) => sequence)];
  markConflicts(store, declarationId, fresh, conflicts);
  const fitting = fresh.filter(({ sequence }) => !conflicts.includes(sequence));
  // Without a fitting receipt since the last save or submission the status stands as it was.
  const after = fitting.length === 0 ? before : state;
  const refusal = fitting.findLast(({ code }) => code === '20' || code === 'FF');
  const change = fitting.findLast((one) => one.function === 'MOD' && one.code === '10');
  const taken =
    change === undefined ? 'known' : takeChange(store, declarationId, change.submissionId, at);
  const reason = refusal?.text ?? (taken === 'strange' ? strangeChange : null);
  writeCustomsState(store, declarationId, after, fitting.length === 0 ? undefined : reason);
  const codes = fitting.filter(({ sequence }) => arrived.has(sequence)).map(({ code }) => code);
  return {
    declarationId,
    tripNo: sheet.tripNo,
    mediumId: sheet.head.mediumId,
    before,
    after,
    amended: taken === 'taken',
    reason,
    codes,
  };
};

/**
 * Keeps the receipts, each once, and brings their sheets and submissions to where they lead.
 * Twice the same, or in any order, they lead to the same. Belongs into the transaction that moves
 * the cursor.
 */
export const applyReceipts = (
  store: WritableStore,
  deskNumber: string,
  receipts: readonly IncomingReceipt[],
  at: number,
): ReceiptEffect[] => {
  const touched = new Map<number, Set<number>>();
  for (const receipt of receipts) {
    const declarationId = declarationOfTrip(store, receipt.tripNo);
    const isNew = insertReceipt(store, deskNumber, declarationId, receipt, at);
    moveSubmission(store, receipt, at);
    if (declarationId === null || !isNew) continue;
    const arrived = touched.get(declarationId) ?? new Set();
    touched.set(declarationId, arrived.add(receipt.sequence));
  }
  return [...touched].flatMap(([id, arrived]) => refold(store, id, arrived, at) ?? []);
};
