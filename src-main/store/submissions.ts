import { z } from 'zod';
import { declarationFunctions } from '../../src-shared/declaration/sheet.ts';
import type { DeclarationFunction } from '../../src-shared/declaration/sheet.ts';
import { submissionStates } from '../../src-shared/declaration/status.ts';
import type { SubmissionState } from '../../src-shared/declaration/status.ts';
import type { Envelope } from '../../src-shared/signature/envelope.ts';
import { signatureAlgorithm } from '../../src-shared/signature/envelope.ts';
import type { ReadableStore, WritableStore } from './store.ts';

/** One signed request to customs. Its content never changes, it is never deleted. */
export interface Submission {
  readonly id: string;
  readonly declarationId: number;
  readonly function: DeclarationFunction;
  /** Of the sheet, or of the draft where it is a MOD. */
  readonly declarationVersion: number;
  /** The desk that signed it; its receipts come in that desk's feed. */
  readonly deskNumber: string;
  readonly state: SubmissionState;
  readonly reason: string | null;
  readonly cardNumber: string;
  readonly signerName: string;
  readonly signedAt: number;
  readonly queuedAt: number;
  readonly attempts: number;
  /** When the clerk said 仍要申报 to one that had waited too long; null else. */
  readonly releasedAt: number | null;
  readonly envelope: Envelope;
}

const rowSchema = z.object({
  id: z.string(),
  declaration_id: z.number(),
  function: z.enum(declarationFunctions),
  declaration_version: z.number(),
  desk_number: z.string(),
  state: z.enum(submissionStates),
  reason: z.string().nullable(),
  card_number: z.string(),
  signer_name: z.string(),
  signed_at: z.number(),
  queued_at: z.number(),
  attempts: z.number(),
  released_at: z.number().nullable(),
  payload: z.string(),
  signature: z.string(),
  certificate: z.string(),
  algorithm: z.literal(signatureAlgorithm),
});

const submissionOf = (found: unknown): Submission => {
  const row = rowSchema.parse(found);
  return {
    id: row.id,
    declarationId: row.declaration_id,
    function: row.function,
    declarationVersion: row.declaration_version,
    deskNumber: row.desk_number,
    state: row.state,
    reason: row.reason,
    cardNumber: row.card_number,
    signerName: row.signer_name,
    signedAt: row.signed_at,
    queuedAt: row.queued_at,
    attempts: row.attempts,
    releasedAt: row.released_at,
    envelope: {
      payload: row.payload,
      signature: row.signature,
      certificate: row.certificate,
      algorithm: row.algorithm,
    },
  };
};

export const insertSubmission = (
  store: WritableStore,
  submission: {
    readonly id: string;
    readonly declarationId: number;
    readonly declarationVersion: number;
    readonly function: DeclarationFunction;
    readonly deskNumber: string;
    readonly envelope: Envelope;
    readonly cardNumber: string;
    readonly signerId: number;
    readonly signerName: string;
    readonly signedAt: number;
    readonly queuedAt: number;
  },
): void => {
  store
    .prepare(
      `INSERT INTO submission (id, declaration_id, function, declaration_version, desk_number,
         payload, signature, certificate, algorithm, card_number, signer_id, signer_name, signed_at,
         queued_at, state, attempts, next_attempt_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', 0, 0)`,
    )
    .run(
      submission.id,
      submission.declarationId,
      submission.function,
      submission.declarationVersion,
      submission.deskNumber,
      submission.envelope.payload,
      submission.envelope.signature,
      submission.envelope.certificate,
      submission.envelope.algorithm,
      submission.cardNumber,
      submission.signerId,
      submission.signerName,
      submission.signedAt,
      submission.queuedAt,
    );
};

export const findSubmission = (store: ReadableStore, id: string): Submission | null => {
  const found = store.prepare('SELECT * FROM submission WHERE id = ?').get(id);
  return found === undefined ? null : submissionOf(found);
};

export const submissionsOf = (store: ReadableStore, declarationId: number): Submission[] =>
  store
    .prepare('SELECT * FROM submission WHERE declaration_id = ? ORDER BY queued_at, rowid')
    .all(declarationId)
    .map((row) => submissionOf(row));

/**
 * The next one to be delivered, the longest due first; null where none is due at `at`. One that the
 * endpoint fails on again and again so never stands in the way of the others.
 */
export const nextToSend = (store: ReadableStore, at: number): Submission | null => {
  const found = store
    .prepare(
      `SELECT * FROM submission WHERE state IN ('queued', 'sending') AND next_attempt_at <= ?
       ORDER BY next_attempt_at, queued_at, rowid LIMIT 1`,
    )
    .get(at);
  return found === undefined ? null : submissionOf(found);
};

/** When the next one is due, in UTC milliseconds; null where nothing waits to be sent. */
export const nextAttemptAt = (store: ReadableStore): number | null => {
  const at: unknown = store
    .prepare(`SELECT min(next_attempt_at) FROM submission WHERE state IN ('queued', 'sending')`)
    .pluck()
    .get();
  return typeof at === 'number' ? at : null;
};

/** How many submissions wait to be delivered, parked ones included. */
export const waitingCount = (store: ReadableStore): number =>
  Number(
    store
      .prepare(`SELECT count(*) FROM submission WHERE state IN ('queued', 'sending', 'parked')`)
      .pluck()
      .get(),
  );

/** How many were delivered and have no final answer of customs. */
export const unansweredCount = (store: ReadableStore): number =>
  Number(store.prepare(`SELECT count(*) FROM submission WHERE state = 'confirmed'`).pluck().get());

/** Written before the send, so that a crash in the middle is known as a try. */
export const noteAttempt = (store: WritableStore, id: string, nextAttempt: number): void => {
  store
    .prepare(
      `UPDATE submission SET state = 'sending', attempts = attempts + 1, next_attempt_at = ?
       WHERE id = ?`,
    )
    .run(nextAttempt, id);
};

/** Puts the next try off, with the reason that the clerk reads. */
export const postpone = (
  store: WritableStore,
  id: string,
  nextAttempt: number,
  reason: string,
): void => {
  store
    .prepare('UPDATE submission SET next_attempt_at = ?, reason = ? WHERE id = ?')
    .run(nextAttempt, reason, id);
};

/** Everything that waits is due now: the network is back, or the clerk said 立即发送. */
export const makeAllDue = (store: WritableStore): void => {
  store
    .prepare(`UPDATE submission SET next_attempt_at = 0 WHERE state IN ('queued', 'sending')`)
    .run();
};

export const writeSubmissionState = (
  store: WritableStore,
  id: string,
  state: SubmissionState,
  reason: string | null,
  at: number,
): void => {
  store
    .prepare('UPDATE submission SET state = ?, reason = ?, answered_at = ? WHERE id = ?')
    .run(state, reason, at, id);
};

/** The endpoint has it, whatever else its answer said; a final answer stays as it is. */
export const confirmSubmission = (store: WritableStore, id: string, at: number): void => {
  store
    .prepare(
      `UPDATE submission SET state = 'confirmed', reason = NULL, answered_at = ?
       WHERE id = ? AND state IN ('queued', 'sending', 'parked')`,
    )
    .run(at, id);
};

/** The clerk said 仍要申报: it goes out, however long it has waited. */
export const releaseParked = (store: WritableStore, id: string, at: number): void => {
  store
    .prepare(
      `UPDATE submission SET state = CASE attempts WHEN 0 THEN 'queued' ELSE 'sending' END,
         reason = NULL, next_attempt_at = 0, released_at = ? WHERE id = ? AND state = 'parked'`,
    )
    .run(at, id);
};
