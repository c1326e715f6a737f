import { z } from 'zod';
import type { SheetRow } from '../../src-shared/contract/schemas.ts';
import { shanghaiDate } from '../../src-shared/declaration/numbers.ts';
import { declarationFunctions } from '../../src-shared/declaration/sheet.ts';
import { allowedActions, submissionStates } from '../../src-shared/declaration/status.ts';
import { headOf, headShape } from './columns.ts';
import type { ReadableStore } from './store.ts';

const ownShape = {
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
  changed_at: z.number(),
  amended: z.number(),
  operator_label: z.string(),
  uscc: z.string(),
  organisation_code: z.string(),
};

export const sheetRowSchema = z.object({
  ...headShape,
  ...ownShape,
  submission_id: z.string().nullable(),
  submission_function: z.enum(declarationFunctions).nullable(),
  submission_state: z.enum(submissionStates).nullable(),
  submission_reason: z.string().nullable(),
  submission_queued_at: z.number().nullable(),
  submission_answered_at: z.number().nullable(),
  amendment_version: z.number().nullable(),
  amendment_problem_count: z.number().nullable(),
  amendment_changed_at: z.number().nullable(),
  amendment_operator: z.string().nullable(),
});
export type StoredSheet = z.infer<typeof sheetRowSchema>;

const ownColumns = Object.keys({ ...headShape, ...ownShape })
  .map((name) => `declaration.${name}`)
  .join(', ');

/** The sheet with its last submission and the draft of a change, where there is one. */
export const selectSheetRow = `
  SELECT ${ownColumns}, submission.id AS submission_id, submission.function AS submission_function,
    submission.state AS submission_state, submission.reason AS submission_reason,
    submission.queued_at AS submission_queued_at, submission.answered_at AS submission_answered_at,
    amendment.version AS amendment_version, amendment.problem_count AS amendment_problem_count,
    amendment.changed_at AS amendment_changed_at, amendment.operator_label AS amendment_operator
  FROM declaration LEFT JOIN submission ON submission.id = declaration.last_submission_id
    LEFT JOIN amendment ON amendment.declaration_id = declaration.id`;

/** In the order of `ids`; those that are gone left out. */
export const storedSheets = (store: ReadableStore, ids: readonly number[]): StoredSheet[] => {
  const found = z
    .array(sheetRowSchema)
    .parse(
      store
        .prepare(`${selectSheetRow} WHERE declaration.id IN (SELECT value FROM json_each(?))`)
        .all(JSON.stringify(ids)),
    );
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
};

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

const amendmentOf = (row: StoredSheet): SheetRow['amendment'] =>
  row.amendment_version === null ||
  row.amendment_problem_count === null ||
  row.amendment_changed_at === null ||
  row.amendment_operator === null
    ? null
    : {
        version: row.amendment_version,
        problemCount: row.amendment_problem_count,
        changedAt: row.amendment_changed_at,
        operator: row.amendment_operator,
      };

/** A row without what the window alone asks: cheap, for those who read very many. */
export type PlainSheetRow = Omit<SheetRow, 'allowed' | 'enteredOn'>;

export const plainSheetRowOf = (row: StoredSheet): PlainSheetRow => ({
  id: row.id,
  version: row.version,
  dataCentreNo: row.data_centre_no,
  tripNo: row.trip_no,
  status: row.status,
  withdrawn: row.withdrawn === 1,
  changeOutcome: row.change_outcome,
  lastSubmission: lastSubmissionOf(row),
  lastReason: row.last_reason,
  amendment: amendmentOf(row),
  receiptCount: row.receipt_count,
  problemCount: row.problem_count,
  itemCount: row.item_count,
  enteredAt: row.entered_at,
  changedAt: row.changed_at,
  amended: row.amended === 1,
  operator: row.operator_label,
  uscc: row.uscc,
  organisationCode: row.organisation_code,
  head: headOf(row),
});

export const sheetRowOf = (stored: StoredSheet): SheetRow => {
  const row = plainSheetRowOf(stored);
  return { ...row, enteredOn: shanghaiDate(row.enteredAt), allowed: [...allowedActions(row)] };
};
