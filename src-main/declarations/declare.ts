import { randomUUID } from 'node:crypto';
import type { ChannelInput, ChannelValue } from '../../src-shared/contract/channels.ts';
import type { OperatorProfile } from '../../src-shared/contract/schemas.ts';
import { parseTripNo, shanghaiDate, tripNoOf } from '../../src-shared/declaration/numbers.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import type { CodeTables } from '../../src-shared/parameters/table-names.ts';
import { signatureAlgorithm } from '../../src-shared/signature/envelope.ts';
import { buildPayload } from '../../src-shared/signature/payload.ts';
import type { CardClient, OpenedCard } from '../card/card-client.ts';
import { enrolmentOf } from '../desk/desk-identity.ts';
import type { DeskStatus } from '../desk/desk.ts';
import { appendAudit } from '../store/audit.ts';
import { lastSequence, noteSubmission, renumberSheet } from '../store/declarations.ts';
import { transaction } from '../store/store.ts';
import type { WritableStore } from '../store/store.ts';
import { insertSubmission } from '../store/submissions.ts';
import type { RunningBatches } from './batch-steps.ts';
import { actionOf, checkDeclarable, checkUnchanged, functionOf } from './declarable.ts';
import type { Declarable, DeclareRequest } from './declarable.ts';
import { checkRight } from './sheet-guard.ts';

export interface DeclaringParts {
  readonly store: WritableStore;
  readonly tables: CodeTables;
  readonly card: CardClient;
  readonly operator: () => OperatorProfile | null;
  readonly desk: () => DeskStatus;
  /** UTC milliseconds, corrected by the endpoint's clock. */
  readonly now: () => number;
  readonly batches: RunningBatches;
  /** Sheets were queued: send them, and show their new state. */
  readonly queued: (declarationIds: readonly number[]) => void;
}

/** One signing session: a card, the operator it belongs to, and the sheets that will be signed. */
interface Session {
  readonly operator: OperatorProfile;
  readonly cardNumber: string;
  readonly card: OpenedCard;
  readonly sheets: readonly DeclareRequest[];
}

const millisecondsADay = 86_400_000;
const warnDaysBeforeEnd = 30;

/**
 * The trip number that is signed. One that was given without a card is given anew, once: known
 * before the signing, written with the submission; the counter stays the sheet's own (rules.md,
 * Numbers).
 */
const tripNoForSigning = (
  { function: asked, saved: sheet }: Declarable,
  cardNumber: string,
): string => {
  const parsed = asked === 'ADD' ? parseTripNo(sheet.tripNo) : null;
  if (parsed === null || parsed.cardNumber !== null) return sheet.tripNo;
  return tripNoOf({
    enteredAt: sheet.enteredAt,
    cardNumber,
    deskNumber: parsed.deskNumber,
    counter: parsed.counter,
  });
};

/** Signs one sheet of the session and queues it, in one transaction. */
const signAndQueue = async (
  parts: DeclaringParts,
  session: Session,
  request: DeclareRequest,
): Promise<Result<{ id: number; submissionId: string }>> => {
  const checked = checkDeclarable(parts, request);
  if (!checked.ok) return checked;
  const declarable = checked.value;
  const { saved: sheet } = declarable;
  const enrolment = enrolmentOf(parts.store);
  if (enrolment === null || parts.desk() !== 'enrolled') {
    return failure(failureOf('desk.mustEnrolAgain'));
  }
  const submissionId = randomUUID();
  const signedAt = parts.now();
  const tripNo = tripNoForSigning(declarable, session.cardNumber);
  const payload = buildPayload({
    submissionId,
    function: declarable.function,
    deskNumber: enrolment.deskNumber,
    cardNumber: session.cardNumber,
    certificateSerial: session.card.certificateSerial,
    signedAt,
    numbers: {
      tripNo,
      dataCentreNo: sheet.dataCentreNo,
    },
    enteredAt: sheet.enteredAt,
    enterprise: { uscc: sheet.uscc, organisationCode: sheet.organisationCode },
    operator: declarable.operator,
    sheet: declarable.content,
  });
  const signature = await parts.card.sign(session.card.sessionId, payload);
  if (!signature.ok) return signature;

  return transaction(parts.store, (store) => {
    // The card takes its time.
    const unchanged = checkUnchanged(store, request, declarable);
    if (!unchanged.ok) return unchanged;
    if (tripNo !== sheet.tripNo) renumberSheet(store, sheet.id, tripNo);
    const queuedAt = Date.now();
    insertSubmission(store, {
      id: submissionId,
      declarationId: sheet.id,
      declarationVersion: declarable.version,
      function: declarable.function,
      deskNumber: enrolment.deskNumber,
      envelope: {
        payload,
        signature: signature.value,
        certificate: session.card.certificate,
        algorithm: signatureAlgorithm,
      },
      cardNumber: session.cardNumber,
      signerId: session.operator.id,
      signerName: session.operator.displayName,
      signedAt,
      queuedAt,
    });
    noteSubmission(store, sheet.id, submissionId, {
      // A MOD or DEL leaves the status that customs has given.
      status: declarable.function === 'ADD' ? '0' : sheet.status,
      sequence: lastSequence(store, sheet.id),
    });
    appendAudit(store, {
      at: parts.now(),
      action: 'queue',
      operatorId: session.operator.id,
      declarationId: sheet.id,
      detail: submissionId,
    });
    return success({ id: sheet.id, submissionId });
  });
};

/** What would refuse every other sheet of the session too: the card, the desk, a full disk. */
const isOfTheSession = (kind: string): boolean => /^(card|desk|store)\./.test(kind);

/** One sheet is refused before its card is touched; many as soon as none of them can be declared. */
const firstObstacle = (
  parts: DeclaringParts,
  sheets: readonly DeclareRequest[],
): Result<unknown> => {
  let first: Result<unknown> = success(null);
  for (const request of sheets) {
    const declarable = checkDeclarable(parts, request);
    if (declarable.ok) return declarable;
    if (first.ok) first = declarable;
  }
  return first;
};

export interface Declaring {
  readonly begin: (
    input: ChannelInput<'declaring.begin'>,
  ) => Promise<Result<ChannelValue<'declaring.begin'>>>;
  readonly sign: (
    input: ChannelInput<'declaring.sign'>,
  ) => Promise<Result<ChannelValue<'declaring.sign'>>>;
  readonly cancel: (sessionId: string) => Promise<void>;
  /** Ends whatever session is open: sign-out, quit. */
  readonly cancelAll: () => Promise<void>;
}

/**
 * 申报, 变更 and 删单: takes the operator's card, and after the PIN was verified between window and card signs and
 * queues the sheets. One session, one PIN, however many sheets; the card is reset at its end.
 */
export const createDeclaring = (parts: DeclaringParts): Declaring => {
  const sessions = new Map<string, Session>();

  const end = async (sessionId: string): Promise<void> => {
    if (sessions.delete(sessionId)) await parts.card.closeSession(sessionId);
  };

  return {
    begin: async ({ declarations }) => {
      const operator = parts.operator();
      if (operator === null) return failure(failureOf('session.signedOut'));
      for (const request of declarations) {
        const right = checkRight(operator, actionOf[functionOf(request)]);
        if (!right.ok) return right;
      }
      if (operator.cardNumber === null) return failure(failureOf('session.noCardBound'));
      const obstacle = firstObstacle(parts, declarations);
      if (!obstacle.ok) return obstacle;
      const opened = await parts.card.openSession(operator.cardNumber);
      if (!opened.ok) return opened;
      const card = opened.value;
      // Whoever signed out, or changed places, while the card was read takes no session along.
      if (parts.operator()?.id !== operator.id) {
        await parts.card.closeSession(card.sessionId);
        return failure(failureOf('card.sessionEnded'));
      }
      const remaining = card.certificateNotAfter - parts.now();
      if (remaining <= 0) {
        await parts.card.closeSession(card.sessionId);
        return failure(
          failureOf('card.certificateExpired', { date: shanghaiDate(card.certificateNotAfter) }),
        );
      }
      const daysLeft = Math.floor(remaining / millisecondsADay);
      sessions.set(card.sessionId, {
        operator,
        cardNumber: operator.cardNumber,
        card,
        sheets: declarations,
      });
      return success({
        sessionId: card.sessionId,
        readerName: card.readerName,
        cardNumber: card.cardNumber,
        holder: card.holder,
        triesLeft: card.triesLeft,
        pinLength: card.pinLength,
        certificateDaysLeft: daysLeft <= warnDaysBeforeEnd ? daysLeft : null,
      });
    },

    sign: async ({ sessionId }) => {
      const session = sessions.get(sessionId);
      if (session === undefined) return failure(failureOf('card.sessionEnded'));
      const { sheets } = session;
      const queued: { id: number; submissionId: string }[] = [];
      const signOne = async (request: DeclareRequest): Promise<Result<unknown>> => {
        // Whoever signs out, or changes places, in the middle of a batch ends it there.
        if (parts.operator()?.id !== session.operator.id) {
          return failure(failureOf('card.sessionEnded'));
        }
        const outcome = await signAndQueue(parts, session, request);
        if (outcome.ok) {
          queued.push(outcome.value);
          parts.queued([outcome.value.id]);
        }
        return outcome;
      };
      try {
        const [only] = sheets;
        if (sheets.length === 1 && only !== undefined) {
          const outcome = await signOne(only);
          return outcome.ok
            ? success({ queued, failed: [], notReached: [], stoppedBy: null })
            : outcome;
        }
        const outcome = await parts.batches.run(sessionId, sheets, signOne, isOfTheSession);
        const { failed, notReached, stoppedBy } = outcome;
        return success({ queued, failed, notReached, stoppedBy });
      } finally {
        await end(sessionId);
      }
    },

    cancel: end,
    cancelAll: async () => {
      await Promise.all([...sessions.keys()].map((sessionId) => end(sessionId)));
    },
  };
};
