import { z } from 'zod';
import type { ReceiptView } from '../../src-shared/contract/schemas.ts';
import { declarationFunctions } from '../../src-shared/declaration/sheet.ts';
import type { DeclarationFunction } from '../../src-shared/declaration/sheet.ts';
import type { SequencedReceipt } from '../../src-shared/declaration/status.ts';
import type { ReadableStore, WritableStore } from './store.ts';

/** A receipt as the feed gives it. */
export interface IncomingReceipt {
  readonly feedNumber: number;
  readonly tripNo: string;
  readonly submissionId: string;
  readonly function: DeclarationFunction;
  /** Its place among the receipts of the sheet, from 1. */
  readonly sequence: number;
  readonly code: string;
  readonly text: string;
  /** UTC milliseconds. */
  readonly issuedAt: number;
}

const rowSchema = z.object({
  feed_number: z.number(),
  submission_id: z.string(),
  function: z.enum(declarationFunctions),
  sequence: z.number(),
  code: z.string(),
  text: z.string(),
  issued_at: z.number(),
  received_at: z.number(),
  conflict: z.number(),
});

/** The sheet that a receipt is about, by its trip number, old or new. */
export const declarationOfTrip = (store: ReadableStore, tripNo: string): number | null => {
  const id: unknown = store
    .prepare(
      `SELECT id FROM declaration WHERE trip_no = ?
       UNION ALL SELECT id FROM declaration WHERE earlier_trip_no = ?`,
    )
    .pluck()
    .get(tripNo, tripNo);
  return typeof id === 'number' ? id : null;
};

/** Keeps a receipt once; false where it was there already. */
export const insertReceipt = (
  store: WritableStore,
  deskNumber: string,
  declarationId: number | null,
  receipt: IncomingReceipt,
  receivedAt: number,
): boolean =>
  store
    .prepare(
      `INSERT INTO receipt (desk_number, feed_number, trip_no, declaration_id, submission_id,
         function, sequence, code, text, issued_at, received_at, conflict)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING`,
    )
    .run(
      deskNumber,
      receipt.feedNumber,
      receipt.tripNo,
      declarationId,
      receipt.submissionId,
      receipt.function,
      receipt.sequence,
      receipt.code,
      receipt.text,
      receipt.issuedAt,
      receivedAt,
    ).changes > 0;

/** All receipts of a sheet by their place, not by when they came. */
export const receiptsOf = (store: ReadableStore, declarationId: number): ReceiptView[] =>
  z
    .array(rowSchema)
    .parse(
      store
        .prepare(
          `SELECT feed_number, submission_id, function, sequence, code, text, issued_at,
             received_at, conflict
           FROM receipt WHERE declaration_id = ? ORDER BY sequence`,
        )
        .all(declarationId),
    )
    .map((row) => ({
      feedNumber: row.feed_number,
      submissionId: row.submission_id,
      function: row.function,
      sequence: row.sequence,
      code: row.code,
      text: row.text,
      issuedAt: row.issued_at,
      receivedAt: row.received_at,
      conflict: row.conflict === 1,
    }));

/** Marks the receipts that do not fit the status table, and only those. */
export const markConflicts = (
  store: WritableStore,
  declarationId: number,
  receipts: readonly SequencedReceipt[],
  conflicts: readonly number[],
): void => {
  const update = store.prepare(
    'UPDATE receipt SET conflict = ? WHERE declaration_id = ? AND sequence = ?',
  );
  for (const { sequence } of receipts) {
    update.run(conflicts.includes(sequence) ? 1 : 0, declarationId, sequence);
  }
};
