import type {
  DeskSubmission,
  Receipt,
  SubmissionSummary,
} from '../../src-shared/contract/endpoint-api.ts';
import type { DeclarationFunction } from '../../src-shared/declaration/sheet.ts';
import { applyReceipt, finalAnswer } from '../../src-shared/declaration/status.ts';
import type { EndpointDatabase } from './database.ts';

/** Trips, submissions and receipts: reading them, and the few ways in which they change. */

export type AnswerState = SubmissionSummary['state'];

export interface SubmissionRecord {
  readonly id: string;
  readonly desk: number;
  readonly desk_cursor: number;
  readonly trip_no: string;
  readonly function: DeclarationFunction;
  readonly payload: string;
  readonly envelope_digest: string;
  readonly state: AnswerState;
  readonly received_at: number;
  readonly uscc: string;
}

export interface TripRecord {
  readonly trip_no: string;
  readonly uscc: string;
  readonly status: string;
  readonly withdrawn: number;
  readonly accepted_submission: string | null;
}

interface ReceiptRecord {
  readonly number: number;
  readonly submission_id: string;
  readonly trip_no: string;
  readonly function: DeclarationFunction;
  readonly sequence: number;
  readonly code: string;
  readonly text: string;
  readonly issued_at: number;
}

const receiptOf = (row: ReceiptRecord): Receipt => ({
  number: row.number,
  submissionId: row.submission_id,
  tripNo: row.trip_no,
  function: row.function,
  sequence: row.sequence,
  code: row.code,
  text: row.text,
  issuedAt: new Date(row.issued_at).toISOString(),
});

export const summaryOf = (row: SubmissionRecord): SubmissionSummary => ({
  submissionId: row.id,
  tripNo: row.trip_no,
  function: row.function,
  state: row.state,
  receivedAt: new Date(row.received_at).toISOString(),
});

export const deskSubmissionOf = (row: SubmissionRecord): DeskSubmission => ({
  ...summaryOf(row),
  payload: row.payload,
});

export interface NewSubmission {
  readonly id: string;
  readonly desk: number;
  readonly tripNo: string;
  readonly function: DeclarationFunction;
  readonly payload: string;
  readonly signature: string;
  readonly certificate: string;
  readonly envelopeDigest: string;
}

export interface Page {
  readonly after: number;
  readonly limit: number;
}

export interface Ledger {
  readonly transaction: <Value>(work: () => Value) => Value;
  readonly findSubmission: (id: string) => SubmissionRecord | null;
  readonly findTrip: (tripNo: string) => TripRecord | null;
  readonly submissionsOfTrip: (tripNo: string) => readonly SubmissionRecord[];
  readonly submissionsOfDesk: (desk: number, page: Page) => readonly SubmissionRecord[];
  readonly allSubmissions: () => readonly SubmissionRecord[];
  readonly receiptsOfTrip: (tripNo: string) => readonly Receipt[];
  readonly receiptsOfSubmission: (id: string) => readonly Receipt[];
  readonly receiptsOfDesk: (desk: number, page: Page) => readonly Receipt[];
  /** A trip as an ADD finds it: new, or sent back and declared again. */
  readonly beginTrip: (tripNo: string, uscc: string) => void;
  readonly addSubmission: (submission: NewSubmission, at: number) => void;
  /**
   * Writes a receipt that answers the submission, and moves trip and submission on with it. A code
   * that the status table does not allow is written too, and moves nothing.
   */
  readonly issueReceipt: (submissionId: string, code: string, text: string, at: number) => Receipt;
  /** Another unfinished accepted trip that binds the medium. */
  readonly otherTripOfMedium: (type: string, id: string, tripNo: string) => string | null;
  readonly bindMedium: (
    tripNo: string,
    submissionId: string,
    medium: { readonly type: string; readonly id: string },
  ) => void;
}

export const createLedger = (database: EndpointDatabase): Ledger => {
  const selectSubmission =
    'SELECT submission.*, trip.uscc FROM submission JOIN trip USING (trip_no)';
  const submissionById = database.prepare<[string], SubmissionRecord>(
    `${selectSubmission} WHERE submission.id = ?`,
  );
  const submissionsOfTrip = database.prepare<[string], SubmissionRecord>(
    `${selectSubmission} WHERE submission.trip_no = ? ORDER BY submission.rowid`,
  );
  const submissionsOfDesk = database.prepare<[number, number, number], SubmissionRecord>(
    `${selectSubmission} WHERE desk = ? AND desk_cursor > ? ORDER BY desk_cursor LIMIT ?`,
  );
  const allSubmissions = database.prepare<[], SubmissionRecord>(
    `${selectSubmission} ORDER BY submission.rowid`,
  );
  const tripByNumber = database.prepare<[string], TripRecord>(
    'SELECT * FROM trip WHERE trip_no = ?',
  );
  const receiptsOfTrip = database.prepare<[string], ReceiptRecord>(
    'SELECT * FROM receipt WHERE trip_no = ? ORDER BY sequence',
  );
  const receiptsOfSubmission = database.prepare<[string], ReceiptRecord>(
    'SELECT * FROM receipt WHERE submission_id = ? ORDER BY sequence',
  );
  const receiptsOfDesk = database.prepare<[number, number, number], ReceiptRecord>(
    'SELECT * FROM receipt WHERE desk = ? AND number > ? ORDER BY number LIMIT ?',
  );
  const beginTrip = database.prepare(
    `INSERT INTO trip (trip_no, uscc, status) VALUES (?, ?, '0')
     ON CONFLICT (trip_no) DO UPDATE SET status = '0'`,
  );
  const nextCursor = database.prepare<[number], { last_submission: number }>(
    `UPDATE desk SET last_submission = last_submission + 1 WHERE number = ?
     RETURNING last_submission`,
  );
  const nextReceiptNumber = database.prepare<[number], { last_receipt: number }>(
    'UPDATE desk SET last_receipt = last_receipt + 1 WHERE number = ? RETURNING last_receipt',
  );
  const nextSequence = database.prepare<[string], { last_sequence: number }>(
    'UPDATE trip SET last_sequence = last_sequence + 1 WHERE trip_no = ? RETURNING last_sequence',
  );
  const insertSubmission = database.prepare(
    `INSERT INTO submission (id, desk, desk_cursor, trip_no, function, payload, signature,
       certificate, envelope_digest, state, received_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'confirmed', ?)`,
  );
  const insertReceipt = database.prepare(
    `INSERT INTO receipt (desk, number, submission_id, trip_no, function, sequence, code, text,
       issued_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setTripState = database.prepare(
    'UPDATE trip SET status = ?, withdrawn = ? WHERE trip_no = ?',
  );
  const setSubmissionState = database.prepare(
    `UPDATE submission SET state = ? WHERE id = ? AND state = 'confirmed'`,
  );
  const otherTripOfMedium = database.prepare<[string, string, string], { trip_no: string }>(
    `SELECT trip_no FROM trip
     WHERE medium_type = ? AND medium_id = ? AND trip_no <> ? AND status IN ('10', '41', '42')
       AND withdrawn = 0
     ORDER BY trip_no LIMIT 1`,
  );
  const bindMedium = database.prepare(
    'UPDATE trip SET accepted_submission = ?, medium_type = ?, medium_id = ? WHERE trip_no = ?',
  );

  const existing = <Row>(row: Row | undefined, what: string): Row => {
    if (row === undefined) throw new Error(`No such ${what}`);
    return row;
  };

  return {
    transaction: (work) => database.transaction(work).immediate(),
    findSubmission: (id) => submissionById.get(id) ?? null,
    findTrip: (tripNo) => tripByNumber.get(tripNo) ?? null,
    submissionsOfTrip: (tripNo) => submissionsOfTrip.all(tripNo),
    submissionsOfDesk: (desk, { after, limit }) => submissionsOfDesk.all(desk, after, limit),
    allSubmissions: () => allSubmissions.all(),
    receiptsOfTrip: (tripNo) => receiptsOfTrip.all(tripNo).map(receiptOf),
    receiptsOfSubmission: (id) => receiptsOfSubmission.all(id).map(receiptOf),
    receiptsOfDesk: (desk, { after, limit }) =>
      receiptsOfDesk.all(desk, after, limit).map(receiptOf),
    beginTrip: (tripNo, uscc) => {
      beginTrip.run(tripNo, uscc);
    },
    addSubmission: (submission, at) => {
      const cursor = existing(nextCursor.get(submission.desk), 'desk').last_submission;
      insertSubmission.run(
        submission.id,
        submission.desk,
        cursor,
        submission.tripNo,
        submission.function,
        submission.payload,
        submission.signature,
        submission.certificate,
        submission.envelopeDigest,
        at,
      );
    },
    issueReceipt: (submissionId, code, text, at) => {
      const submission = existing(submissionById.get(submissionId), 'submission');
      const trip = existing(tripByNumber.get(submission.trip_no), 'trip');
      const next = applyReceipt(
        { status: trip.status, withdrawn: trip.withdrawn === 1, changeOutcome: null },
        { function: submission.function, code },
      );
      if (next !== null) {
        setTripState.run(next.status, next.withdrawn ? 1 : 0, trip.trip_no);
        const answer = finalAnswer(code);
        if (answer !== null) setSubmissionState.run(answer, submissionId);
      }
      const row: ReceiptRecord = {
        number: existing(nextReceiptNumber.get(submission.desk), 'desk').last_receipt,
        submission_id: submissionId,
        trip_no: trip.trip_no,
        function: submission.function,
        sequence: existing(nextSequence.get(trip.trip_no), 'trip').last_sequence,
        code,
        text,
        issued_at: at,
      };
      insertReceipt.run(
        submission.desk,
        row.number,
        row.submission_id,
        row.trip_no,
        row.function,
        row.sequence,
        row.code,
        row.text,
        row.issued_at,
      );
      return receiptOf(row);
    },
    otherTripOfMedium: (type, id, tripNo) =>
      otherTripOfMedium.get(type, id, tripNo)?.trip_no ?? null,
    bindMedium: (tripNo, submissionId, { type, id }) => {
      bindMedium.run(submissionId, type, id, tripNo);
    },
  };
};
