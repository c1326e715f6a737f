import type { ProblemCode } from '../../src-shared/contract/endpoint-api.ts';
import { appendAudit } from '../store/audit.ts';
import { writeLastReason } from '../store/declarations.ts';
import { transaction } from '../store/store.ts';
import type { WritableStore } from '../store/store.ts';
import {
  confirmSubmission,
  noteAttempt,
  postpone,
  writeSubmissionState,
} from '../store/submissions.ts';
import type { Submission } from '../store/submissions.ts';
import { applyReceipts, incomingReceipt } from './apply-receipts.ts';
import type { ReceiptEffect } from './apply-receipts.ts';
import { backOff } from './back-off.ts';
import type { ReceiptAnswer } from './endpoint-answers.ts';
import type { Answer, EndpointClient } from './endpoint-client.ts';

/** What one try to deliver a submission came to. */
export type Delivery =
  | { readonly type: 'delivered'; readonly effects: readonly ReceiptEffect[] }
  | {
      readonly type: 'refused';
      readonly reason: string;
      readonly effects: readonly ReceiptEffect[];
    }
  | { readonly type: 'parked' }
  | { readonly type: 'offline' }
  /** The endpoint can't now: nothing else is sent before then, or nothing at all is asked of it. */
  | { readonly type: 'later'; readonly notBefore: number; readonly askNothing: boolean }
  /** The endpoint does not know this desk: everything waits for a new enrolment. */
  | { readonly type: 'unknownDesk' };

export interface DeliveryParts {
  readonly store: WritableStore;
  readonly endpoint: EndpointClient;
  readonly token: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly parkAfterMilliseconds: number;
}

const unknownDeskStatus = 401;

/**
 * Refusals that say that customs knows more of the sheet than this store does: from a copy of it,
 * or before the receipts came. The trip's receipts settle what the sheet is (rules.md, Life 13).
 */
const settledByReceipts: ReadonlySet<string> = new Set([
  'alreadyDeclared',
  'nothingAccepted',
  'locked',
  'closed',
  'requestUnderWay',
] satisfies ProblemCode[]);

const wait = (
  parts: DeliveryParts,
  submission: Submission,
  reason: string,
  atLeast = 0,
): number => {
  const pause = Math.max(atLeast, backOff(submission.attempts, parts.random()));
  const next = parts.now() + pause;
  transaction(parts.store, (store) => {
    postpone(store, submission.id, next, reason);
  });
  return next;
};

/** The answers that mean "not now", the same for asking and for sending. */
const notNow = (
  parts: DeliveryParts,
  submission: Submission,
  answer: Exclude<Answer<unknown>, { type: 'answer' }>,
): Delivery | null => {
  switch (answer.type) {
    case 'unreachable':
      wait(parts, submission, '单一窗口连接不上，将自动重试');
      return { type: 'offline' };
    case 'badAnswer':
      return {
        type: 'later',
        notBefore: wait(parts, submission, '单一窗口的应答不符合约定，将自动重试'),
        askNothing: false,
      };
    case 'later': {
      const pause = answer.retryAfterMilliseconds;
      return {
        type: 'later',
        notBefore: wait(parts, submission, '单一窗口繁忙，将自动重试', pause ?? 0),
        askNothing: pause !== null,
      };
    }
    case 'refused':
      if (answer.status !== unknownDeskStatus) return null;
      wait(parts, submission, '单一窗口不认识本机，请重新登记');
      return { type: 'unknownDesk' };
  }
};

const park = (parts: DeliveryParts, submission: Submission): Delivery => {
  transaction(parts.store, (store) => {
    writeSubmissionState(
      store,
      submission.id,
      'parked',
      '等待时间过长，请确认是否仍要申报',
      parts.now(),
    );
  });
  return { type: 'parked' };
};

/** The endpoint has the submission; these are its receipts so far. */
const delivered = (
  parts: DeliveryParts,
  submission: Submission,
  receipts: readonly ReceiptAnswer[],
): Delivery => {
  const at = parts.now();
  const effects = transaction(parts.store, (store) => {
    confirmSubmission(store, submission.id, at);
    return applyReceipts(store, submission.deskNumber, receipts.map(incomingReceipt), at);
  });
  return { type: 'delivered', effects };
};

/** The endpoint's own no, in one transaction with the receipts that explain it. */
const refused = (
  parts: DeliveryParts,
  submission: Submission,
  { code, reason }: { readonly code: string; readonly reason: string },
  tripReceipts: readonly ReceiptAnswer[],
): Delivery => {
  const at = parts.now();
  const effects = transaction(parts.store, (store) => {
    writeSubmissionState(store, submission.id, 'refused', reason, at);
    writeLastReason(store, submission.declarationId, reason);
    appendAudit(store, {
      at,
      action: 'refused',
      declarationId: submission.declarationId,
      detail: code,
    });
    // They may come from another desk's feed, whose numbers are not this one's.
    const feed = `${submission.deskNumber}/${submission.id}`;
    return applyReceipts(store, feed, tripReceipts.map(incomingReceipt), at);
  });
  return { type: 'refused', reason, effects };
};

const send = async (
  parts: DeliveryParts,
  submission: Submission,
  tripNo: string,
): Promise<Delivery> => {
  const { store, now } = parts;
  transaction(store, (writable) => {
    noteAttempt(writable, submission.id, now() + backOff(submission.attempts, parts.random()));
  });
  const answer = await parts.endpoint.submit(parts.token, submission.id, submission.envelope);
  if (answer.type === 'answer') return delivered(parts, submission, [answer.value.receipt]);
  const later = notNow(parts, submission, answer);
  if (later !== null) return later;
  if (answer.type !== 'refused') throw new Error('every answer but a refusal is handled');
  if (!settledByReceipts.has(answer.code)) return refused(parts, submission, answer, []);
  const trip = await parts.endpoint.trip(parts.token, tripNo);
  if (trip.type === 'answer') return refused(parts, submission, answer, trip.value.receipts);
  return notNow(parts, submission, trip) ?? refused(parts, submission, answer, []);
};

/**
 * One try to bring a submission to the endpoint. After a try whose reply was lost it asks first and
 * sends again only what the endpoint does not have; its id makes even a second send harmless.
 * What has waited too long is parked before it goes (rules.md, Life 12).
 */
export const deliver = async (
  parts: DeliveryParts,
  submission: Submission,
  tripNo: string,
): Promise<Delivery> => {
  const tooOld =
    submission.releasedAt === null &&
    parts.now() - submission.queuedAt > parts.parkAfterMilliseconds;
  if (submission.attempts > 0) {
    const answer = await parts.endpoint.lookUp(parts.token, submission.id);
    if (answer.type === 'answer') return delivered(parts, submission, answer.value.receipts);
    const later = notNow(parts, submission, answer);
    if (later !== null) return later;
  }
  return tooOld ? park(parts, submission) : send(parts, submission, tripNo);
};
