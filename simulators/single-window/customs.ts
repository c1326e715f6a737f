import type { Receipt } from '../../src-shared/contract/endpoint-api.ts';
import type { DeclarationFunction } from '../../src-shared/declaration/sheet.ts';
import { isStatusCode, statuses } from '../../src-shared/declaration/status.ts';
import { actsOf, findFault } from './customs-rules.ts';
import type { EndpointDatabase } from './database.ts';
import type { Ledger, SubmissionRecord } from './ledger.ts';
import { payloadSchema } from './payload-schema.ts';
import type { Payload } from './payload-schema.ts';
import { EndpointProblem } from './problems.ts';

/**
 * The customs side. What it will do next lies in the database, so that it goes on after a restart;
 * one step is one transaction.
 */

export interface Pace {
  /** Between two steps; 0 takes them at once, before the submission is answered; null stands still. */
  readonly stepMs: number | null;
  /** From 海关入库成功 to 已办结; null never closes. */
  readonly closeAfterMs: number | null;
}

export interface Customs {
  /** Inside the admitting transaction: notes the first step. */
  readonly receive: (submissionId: string, tripNo: string, at: number) => void;
  /** Does what is due and sets the clock for the rest. */
  readonly wake: () => void;
  readonly setPace: (pace: Pace) => void;
  readonly pace: () => Pace;
  /** What an officer does by hand: any code on any declared trip, also one that does not fit. */
  readonly command: (tripNo: string, code: string, text: string | null) => readonly Receipt[];
  readonly stop: () => void;
}

/** `answer` is customs' next word: first to the submission, then about the sheet it made. */
type Stage = 'send' | 'answer' | 'close';

interface PendingStep {
  readonly id: number;
  readonly submission_id: string;
  readonly trip_no: string;
  readonly stage: Stage;
  readonly since: number;
}

const acceptedTexts: Readonly<Record<DeclarationFunction, string>> = {
  ADD: '海关入库成功',
  MOD: '变更成功，海关入库成功',
  DEL: '删单成功，海关已删除',
};

const textOf = (code: string): string => (isStatusCode(code) ? statuses[code].label : code);

/** Codes that answer a submission; the others are about an accepted sheet. */
const answers: readonly string[] = ['1', '2', 'FF', '10', '20'];
/** Codes after which no answer to a change could count any more. */
const endings: readonly string[] = ['40', '43', '50'];

const standingStill: Pace = { stepMs: null, closeAfterMs: null };

/** setTimeout can't wait longer. */
const longestWait = 2_147_483_647;

export const createCustoms = (
  database: EndpointDatabase,
  ledger: Ledger,
  now: () => number,
  firstPace: Pace,
): Customs => {
  let pace = firstPace;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const insert = database.prepare(
    'INSERT INTO pending_step (submission_id, trip_no, stage, since) VALUES (?, ?, ?, ?)',
  );
  const remove = database.prepare('DELETE FROM pending_step WHERE id = ?');
  const removeOfSubmission = database.prepare('DELETE FROM pending_step WHERE submission_id = ?');
  const removeClosing = database.prepare(
    `DELETE FROM pending_step WHERE trip_no = ? AND stage = 'close'`,
  );
  const earliest = database.prepare<[Pace], PendingStep & { due: number }>(
    `SELECT *, since + iif(stage = 'close', @closeAfterMs, @stepMs) AS due FROM pending_step
     WHERE due IS NOT NULL ORDER BY due, id LIMIT 1`,
  );

  const payloadOf = ({ payload }: SubmissionRecord): Payload =>
    payloadSchema.parse(JSON.parse(payload));

  const openRequest = (tripNo: string): SubmissionRecord | undefined =>
    ledger.submissionsOfTrip(tripNo).findLast(({ state }) => state === 'confirmed');

  /** Issues a receipt that may settle its submission, and starts the wait for 已办结 anew. */
  const issueAnswer = (
    submission: SubmissionRecord,
    code: string,
    text: string,
    at: number,
  ): Receipt => {
    const receipt = ledger.issueReceipt(submission.id, code, text, at);
    const settled = ledger.findSubmission(submission.id)?.state ?? 'confirmed';
    if (settled === 'confirmed' || submission.state !== 'confirmed') return receipt;
    removeOfSubmission.run(submission.id);
    const { trip_no: tripNo } = submission;
    if (settled === 'accepted' && submission.function !== 'DEL') {
      const payload = payloadOf(submission);
      const { BindKeyType, BindKeyInfo } = payload;
      ledger.bindMedium(tripNo, submission.id, { type: BindKeyType, id: BindKeyInfo });
      if (actsOf(payload).length > 0) insert.run(submission.id, tripNo, 'answer', at);
    }
    removeClosing.run(tripNo);
    const trip = ledger.findTrip(tripNo);
    if (trip?.status === '10' && !trip.withdrawn) {
      insert.run(trip.accepted_submission, tripNo, 'close', at);
    }
    return receipt;
  };

  const faultOf = (code: 'FF' | '20', submission: SubmissionRecord): string | null => {
    const payload = payloadOf(submission);
    return findFault(code, payload, {
      status: ledger.findTrip(submission.trip_no)?.status ?? '',
      otherTripOfMedium: () =>
        ledger.otherTripOfMedium(payload.BindKeyType, payload.BindKeyInfo, submission.trip_no),
    });
  };

  const rejectChange = (tripNo: string, reason: string, at: number): readonly Receipt[] => {
    const open = openRequest(tripNo);
    if (open === undefined || open.function === 'ADD') return [];
    return [issueAnswer(open, '20', `退单：${reason}`, at)];
  };

  const custody = (tripNo: string, code: string, text: string, at: number): readonly Receipt[] => {
    const submissions = ledger.submissionsOfTrip(tripNo);
    const accepted = ledger.findTrip(tripNo)?.accepted_submission;
    const answered = accepted ?? submissions.at(-1)?.id;
    if (answered === undefined) throw new EndpointProblem('unknownTrip');
    const before = endings.includes(code) ? rejectChange(tripNo, `单证${text}`, at) : [];
    removeClosing.run(tripNo);
    const issued = ledger.issueReceipt(answered, code, text, at);
    const after = code === '41' ? rejectChange(tripNo, '单证已锁定', at) : [];
    return [...before, issued, ...after];
  };

  /** What the officer does of his own accord, as 备注 asks; only with what is in force. */
  const act = (submission: SubmissionRecord, at: number): void => {
    const { id, trip_no: tripNo } = submission;
    if (ledger.findTrip(tripNo)?.accepted_submission !== id) return;
    const done = ledger.receiptsOfSubmission(id).filter(({ code }) => !answers.includes(code));
    const [next, ...later] = actsOf(payloadOf(submission)).slice(done.length);
    if (next === undefined) return;
    custody(tripNo, next, textOf(next), at);
    if (later.length > 0) insert.run(id, tripNo, 'answer', at);
  };

  const stages: Readonly<Record<Stage, (submission: SubmissionRecord, at: number) => void>> = {
    send: (submission, at) => {
      const fault = faultOf('FF', submission);
      issueAnswer(submission, fault === null ? '2' : 'FF', fault ?? textOf('2'), at);
      if (fault === null) insert.run(submission.id, submission.trip_no, 'answer', at);
    },
    answer: (submission, at) => {
      if (submission.state !== 'confirmed') {
        act(submission, at);
        return;
      }
      const fault = faultOf('20', submission);
      const text = fault ?? acceptedTexts[submission.function];
      issueAnswer(submission, fault === null ? '10' : '20', text, at);
    },
    close: (submission, at) => {
      // A change is answered before its sheet is closed over it; its answer starts the wait anew.
      if (openRequest(submission.trip_no)) return;
      ledger.issueReceipt(submission.id, '40', textOf('40'), at);
    },
  };

  const take = (step: PendingStep): void => {
    ledger.transaction(() => {
      remove.run(step.id);
      const submission = ledger.findSubmission(step.submission_id);
      if (submission !== null) stages[step.stage](submission, now());
    });
  };

  const wake = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (stopped) return;
    for (;;) {
      const next = earliest.get(pace.stepMs === null ? standingStill : pace);
      if (next === undefined) return;
      const wait = next.due - now();
      if (wait > 0) {
        timer = setTimeout(wake, Math.min(wait, longestWait));
        return;
      }
      take(next);
    }
  };

  const answer = (tripNo: string, code: string, text: string, at: number): readonly Receipt[] => {
    const submission = openRequest(tripNo) ?? ledger.submissionsOfTrip(tripNo).at(-1);
    if (submission === undefined) throw new EndpointProblem('unknownTrip');
    return [issueAnswer(submission, code, text, at)];
  };

  return {
    receive: (submissionId, tripNo, at) => {
      insert.run(submissionId, tripNo, 'send', at);
    },
    wake,
    pace: () => pace,
    setPace: (next) => {
      pace = next;
      wake();
    },
    command: (tripNo, code, text) => {
      const issued = ledger.transaction(() => {
        const issue = answers.includes(code) ? answer : custody;
        return issue(tripNo, code, text ?? textOf(code), now());
      });
      wake();
      return issued;
    },
    stop: () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
};
