import { z } from 'zod';
import type { SheetRow } from '../../src-shared/contract/schemas.ts';
import { shanghaiDate } from '../../src-shared/declaration/numbers.ts';
import { declarationFunctions } from '../../src-shared/declaration/sheet.ts';
import { allowedActions, submissionStates } from '../../src-shared/declaration/status.ts';
import { headOf } from './columns.ts';

export const sheetRowSchema = z.looseObject({
  id: z.number(),
  version: z.number(),
  data_centre_no: z.string(),
  trip_no: z.string(),
  status: z.string(),
  withdrawn: z.number(),
  change_outcome: z.enum(['amendRejected', 'withdrawRejected']).nullable(),
  last_reason: z.string().nullable(),
  receipt_count: z.number(),
  problem_count: z.number(),
  item_count: z.number(),
  confirmed_warnings: z.string(),
  recalled_weights: z.string(),
  entered_at: z.number(),
  operator_label: z.string(),
  uscc: z.string(),
  organisation_code: z.string(),
  hidden: z.number(),
  submission_id: z.string().nullable(),
  submission_function: z.enum(declarationFunctions).nullable(),
  submission_state: z.enum(submissionStates).nullable(),
  submission_reason: z.string().nullable(),
  submission_queued_at: z.number().nullable(),
  submission_answered_at: z.number().nullable(),
});
export type StoredSheet = z.infer<typeof sheetRowSchema>;

/** The sheet with its last submission. */
export const selectSheetRow = `
  SELECT declaration.*, submission.id AS submission_id, submission.function AS submission_function,
    submission.state AS submission_state, submission.reason AS submission_reason,
    submission.queued_at AS submission_queued_at, submission.answered_at AS submission_answered_at
  FROM declaration LEFT JOIN submission ON submission.id = declaration.last_submission_id`;

const lastSubmissionOf = (row: StoredSheet): SheetRow['lastSubmission'] =>
  row.submission_id === null ||
  row.submission_function === null ||
  row.submission_state === null ||
  row.submission_queued_at === null
    ? null
    : {
        id: row.submission_id,
        function: row.submission_function,
        state: row.submission_state,
        reason: row.submission_reason,
        queuedAt: row.submission_queued_at,
      };

export const sheetRowOf = (row: StoredSheet): SheetRow => {
  const lastSubmission = lastSubmissionOf(row);
  const withdrawn = row.withdrawn === 1;
  return {
    id: row.id,
    version: row.version,
    dataCentreNo: row.data_centre_no,
    tripNo: row.trip_no,
    status: row.status,
    withdrawn,
    changeOutcome: row.change_outcome,
    lastSubmission,
    lastReason: row.last_reason,
    receiptCount: row.receipt_count,
    problemCount: row.problem_count,
    itemCount: row.item_count,
    enteredAt: row.entered_at,
    enteredOn: shanghaiDate(row.entered_at),
    operator: row.operator_label,
    head: headOf(row),
    allowed: [
      ...allowedActions({
        status: row.status,
        withdrawn,
        lastSubmission,
        receiptCount: row.receipt_count,
      }),
    ],
  };
};
