import { z } from 'zod';
import type { QueryConditions, SavedSheet, SheetRow } from '../../src-shared/contract/schemas.ts';
import { normaliseHead } from '../../src-shared/declaration/folding.ts';
import { emptyHead } from '../../src-shared/declaration/new-sheet.ts';
import { shanghaiDate } from '../../src-shared/declaration/numbers.ts';
import type { Item, Sheet } from '../../src-shared/declaration/sheet.ts';
import { declarationFunctions } from '../../src-shared/declaration/sheet.ts';
import {
  allowedActions,
  statusCodes,
  statuses,
  submissionStates,
} from '../../src-shared/declaration/status.ts';
import type { CustomsState } from '../../src-shared/declaration/status.ts';
import {
  assignments,
  columnNames,
  headColumns,
  headOf,
  itemColumns,
  itemOf,
  placeholders,
  storedHead,
  storedItem,
} from './columns.ts';
import type { ReadableStore, WritableStore } from './store.ts';

const rowSchema = z.looseObject({
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
});
type Row = z.infer<typeof rowSchema>;

const selectRow = `
  SELECT declaration.*, submission.id AS submission_id, submission.function AS submission_function,
    submission.state AS submission_state, submission.reason AS submission_reason,
    submission.queued_at AS submission_queued_at
  FROM declaration LEFT JOIN submission ON submission.id = declaration.last_submission_id`;

const lastSubmissionOf = (row: Row): SheetRow['lastSubmission'] =>
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

const sheetRow = (row: Row): SheetRow => {
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

const itemsOf = (store: ReadableStore, id: number): Item[] =>
  z
    .array(z.looseObject({}))
    .parse(store.prepare('SELECT * FROM item WHERE declaration_id = ? ORDER BY position').all(id))
    .map((row) => itemOf(row));

const savedSheet = (store: ReadableStore, found: unknown): SavedSheet | null => {
  if (found === undefined) return null;
  const row = rowSchema.parse(found);
  return {
    ...sheetRow(row),
    items: itemsOf(store, row.id),
    uscc: row.uscc,
    organisationCode: row.organisation_code,
    confirmedWarnings: z.array(z.string()).parse(JSON.parse(row.confirmed_warnings)),
  };
};

/** The whole sheet; null where there is none or it was deleted. */
export const findSheet = (store: ReadableStore, id: number): SavedSheet | null =>
  savedSheet(
    store,
    store.prepare(`${selectRow} WHERE declaration.id = ? AND declaration.hidden = 0`).get(id),
  );

/** The whole sheet, even one that was deleted after it had been submitted. */
export const findSheetEvenHidden = (store: ReadableStore, id: number): SavedSheet | null =>
  savedSheet(store, store.prepare(`${selectRow} WHERE declaration.id = ?`).get(id));

const writeItems = (store: WritableStore, id: number, items: readonly Item[]): void => {
  store.prepare('DELETE FROM item WHERE declaration_id = ?').run(id);
  const insert = store.prepare(
    `INSERT INTO item (declaration_id, position, ${columnNames(itemColumns)})
     VALUES (?, ?, ${placeholders(itemColumns)})`,
  );
  items.forEach((item, position) => insert.run(id, position, ...storedItem(item)));
};

/** What a save writes beside the sheet itself. */
export interface SaveFacts {
  readonly at: number;
  readonly operatorId: number;
  /** 操作人员: the bound card's number, else the user name. */
  readonly operatorLabel: string;
  readonly uscc: string;
  readonly organisationCode: string;
  readonly problemCount: number;
  readonly confirmedWarnings: readonly string[];
}

/** The first 暂存: the sheet appears with both numbers and becomes 暂存成功 (rules.md, Life 1). */
export const insertSheet = (
  store: WritableStore,
  sheet: Sheet,
  facts: SaveFacts,
  numbers: { readonly dataCentreNo: string; readonly tripNo: string },
): number => {
  const id = Number(
    store
      .prepare(
        `INSERT INTO declaration (data_centre_no, trip_no, version, status, withdrawn, base_status,
           base_sequence, receipt_count, problem_count, item_count, confirmed_warnings, entered_at,
           changed_at, operator_id, operator_label, uscc, organisation_code, hidden,
           ${columnNames(headColumns)})
         VALUES (?, ?, 1, '0', 0, '0', 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0,
           ${placeholders(headColumns)})`,
      )
      .run(
        numbers.dataCentreNo,
        numbers.tripNo,
        facts.problemCount,
        sheet.items.length,
        JSON.stringify(facts.confirmedWarnings),
        facts.at,
        facts.at,
        facts.operatorId,
        facts.operatorLabel,
        facts.uscc,
        facts.organisationCode,
        ...storedHead(sheet.head),
      ).lastInsertRowid,
  );
  writeItems(store, id, sheet.items);
  return id;
};

/**
 * A later 暂存. The sheet becomes 暂存成功 again; receipts so far are settled, so that a late or
 * repeated one can't bring the rejection back (rules.md, Life 8).
 */
export const updateSheet = (
  store: WritableStore,
  id: number,
  sheet: Sheet,
  facts: SaveFacts,
): void => {
  store
    .prepare(
      `UPDATE declaration SET version = version + 1, status = '0', base_status = '0',
         base_sequence = (SELECT coalesce(max(sequence), 0) FROM receipt WHERE declaration_id = declaration.id),
         problem_count = ?, item_count = ?, confirmed_warnings = ?, changed_at = ?, operator_id = ?,
         operator_label = ?, uscc = ?, organisation_code = ?, ${assignments(headColumns)}
       WHERE id = ?`,
    )
    .run(
      facts.problemCount,
      sheet.items.length,
      JSON.stringify(facts.confirmedWarnings),
      facts.at,
      facts.operatorId,
      facts.operatorLabel,
      facts.uscc,
      facts.organisationCode,
      ...storedHead(sheet.head),
      id,
    );
  writeItems(store, id, sheet.items);
};

/** Gives the sheet its trip number anew; the old one stays searchable (rules.md, Numbers). */
export const renumberSheet = (store: WritableStore, id: number, tripNo: string): void => {
  store
    .prepare('UPDATE declaration SET earlier_trip_no = trip_no, trip_no = ? WHERE id = ?')
    .run(tripNo, id);
};

/** Erases a sheet that was never submitted, hides one that was (rules.md, Life 11). */
export const removeSheet = (store: WritableStore, id: number): void => {
  store.prepare('DELETE FROM working_copy WHERE declaration_id = ?').run(id);
  const submitted = store.prepare('SELECT 1 FROM submission WHERE declaration_id = ?').get(id);
  if (submitted === undefined) store.prepare('DELETE FROM declaration WHERE id = ?').run(id);
  else store.prepare('UPDATE declaration SET hidden = 1 WHERE id = ?').run(id);
};

/** Keeps why the last request came to nothing; it stays visible until the sheet is declared again. */
export const writeLastReason = (store: WritableStore, id: number, reason: string | null): void => {
  store.prepare('UPDATE declaration SET last_reason = ? WHERE id = ?').run(reason, id);
};

/**
 * Notes that a submission of this sheet is on its way; status and last reason stay until the
 * endpoint has it (rules.md, Life 4, 8).
 */
export const noteSubmission = (
  store: WritableStore,
  id: number,
  submissionId: string,
  base: { readonly status: string; readonly sequence: number },
): void => {
  store
    .prepare(
      `UPDATE declaration SET last_submission_id = ?, change_outcome = NULL,
         base_status = ?, base_sequence = ? WHERE id = ?`,
    )
    .run(submissionId, base.status, base.sequence, id);
};

export const lastSequence = (store: ReadableStore, id: number): number =>
  Number(
    store
      .prepare('SELECT coalesce(max(sequence), 0) FROM receipt WHERE declaration_id = ?')
      .pluck()
      .get(id),
  );

const customsBase = z.object({
  base_status: z.string(),
  base_sequence: z.number(),
});

/** From where receipts are folded, see {@link updateSheet} and {@link noteSubmission}. */
export const customsBaseOf = (
  store: ReadableStore,
  id: number,
): { readonly state: CustomsState; readonly sequence: number } => {
  const row = customsBase.parse(
    store.prepare('SELECT base_status, base_sequence FROM declaration WHERE id = ?').get(id),
  );
  return {
    state: { status: row.base_status, withdrawn: false, changeOutcome: null },
    sequence: row.base_sequence,
  };
};

/**
 * Writes what the receipts make of the sheet; a hidden one is shown again (rules.md, Life 11).
 * `lastReason` is left as it is where it is undefined.
 */
export const writeCustomsState = (
  store: WritableStore,
  id: number,
  state: CustomsState,
  lastReason: string | null | undefined,
): void => {
  if (lastReason !== undefined) writeLastReason(store, id, lastReason);
  store
    .prepare(
      `UPDATE declaration SET status = ?, withdrawn = ?, change_outcome = ?, hidden = 0,
         receipt_count = (SELECT count(*) FROM receipt WHERE declaration_id = declaration.id)
       WHERE id = ?`,
    )
    .run(state.status, state.withdrawn ? 1 : 0, state.changeOutcome, id);
};

/** When a calendar date begins in Beijing; a clerk may ask for dates that no sheet can have. */
const dayStart = (date: string): number => Date.parse(`${date}T00:00:00.000+08:00`);

/** How a medium may lie in the store: a plate folds otherwise than a bar code does. */
const mediumSpellings = (mediumId: string): readonly string[] => [
  ...new Set(
    ['VN', 'BC', ''].map(
      (mediumType) => normaliseHead(emptyHead({ mediumType, mediumId })).mediumId,
    ),
  ),
];

/** What the query screen asks for, condition by condition: SQL and its values. */
const conditionSql = (
  conditions: QueryConditions,
): { readonly sql: readonly string[]; readonly values: readonly (string | number)[] } => {
  const parts: { readonly sql: string; readonly values: readonly (string | number)[] }[] = [
    { sql: 'declaration.hidden = 0', values: [] },
  ];
  const equals = (column: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') {
      parts.push({ sql: `declaration.${column} = ?`, values: [value] });
    }
  };
  const tripNo = conditions.tripNo?.trim().toUpperCase();
  if (tripNo) {
    parts.push({
      sql: 'declaration.id IN (SELECT id FROM declaration WHERE trip_no = ? UNION ALL SELECT id FROM declaration WHERE earlier_trip_no = ?)',
      values: [tripNo, tripNo],
    });
  }
  equals('status', conditions.status);
  equals('medium_type', conditions.mediumType);
  if (conditions.mediumId?.trim()) {
    const values = mediumSpellings(conditions.mediumId);
    parts.push({
      sql: `declaration.medium_id IN (${values.map(() => '?').join(', ')})`,
      values,
    });
  }
  equals('business_type', conditions.businessType);
  equals('customs_code', conditions.customsCode);
  equals('import_export', conditions.importExport);
  if (conditions.enteredFrom !== undefined) {
    parts.push({
      sql: 'declaration.entered_at >= ?',
      values: [dayStart(conditions.enteredFrom)],
    });
  }
  if (conditions.enteredTo !== undefined) {
    const day = 86_400_000;
    parts.push({
      sql: 'declaration.entered_at < ?',
      values: [dayStart(conditions.enteredTo) + day],
    });
  }
  return { sql: parts.map(({ sql }) => sql), values: parts.flatMap(({ values }) => values) };
};

/** One page, newest first, by key and not by offset. */
export const querySheets = (
  store: ReadableStore,
  conditions: QueryConditions,
  after: { readonly enteredAt: number; readonly id: number } | null,
  limit: number,
): { rows: SheetRow[]; hasMore: boolean } => {
  const { sql, values } = conditionSql(conditions);
  const paging = after === null ? [] : ['(declaration.entered_at, declaration.id) < (?, ?)'];
  const found = store
    .prepare(
      `${selectRow} WHERE ${[...sql, ...paging].join(' AND ')}
       ORDER BY declaration.entered_at DESC, declaration.id DESC LIMIT ?`,
    )
    .all(...values, ...(after === null ? [] : [after.enteredAt, after.id]), limit + 1);
  const rows = z
    .array(rowSchema)
    .parse(found)
    .map((row) => sheetRow(row));
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
};

const unfinishedStatuses = statusCodes.filter((code) => statuses[code].unfinished);

const otherSheetSchema = z.object({
  id: z.number(),
  trip_no: z.string(),
  status: z.string(),
  entered_at: z.number(),
  waiting: z.number(),
});

/** Another sheet that has to do with the one at hand. */
export interface OtherSheet {
  readonly id: number;
  readonly tripNo: string;
  readonly status: string;
  readonly enteredOn: string;
  /** A submission of it has no answer yet. */
  readonly waiting: boolean;
}

const otherSheets = (found: unknown[]): OtherSheet[] =>
  z
    .array(otherSheetSchema)
    .parse(found)
    .map((row) => ({
      id: row.id,
      tripNo: row.trip_no,
      status: row.status,
      enteredOn: shanghaiDate(row.entered_at),
      waiting: row.waiting === 1,
    }));

const selectOther = `
  SELECT declaration.id, declaration.trip_no, declaration.status, declaration.entered_at,
    coalesce(submission.state IN ('queued', 'sending', 'parked', 'confirmed'), 0) AS waiting
  FROM declaration LEFT JOIN submission ON submission.id = declaration.last_submission_id
  WHERE declaration.hidden = 0 AND declaration.withdrawn = 0 AND declaration.id <> ?`;

/** Sheets of the same medium that are unfinished, drafts or rejected, newest first. */
export const sheetsWithMedium = (
  store: ReadableStore,
  mediumType: string,
  mediumId: string,
  exceptId: number,
): OtherSheet[] =>
  otherSheets(
    store
      .prepare(
        `${selectOther} AND declaration.medium_id = ? AND declaration.medium_type = ?
           AND (declaration.status IN (${[...unfinishedStatuses, '0', '20', 'FF']
             .map((code) => `'${code}'`)
             .join(', ')}) OR waiting = 1)
         ORDER BY declaration.entered_at DESC, declaration.id DESC LIMIT 5`,
      )
      .all(exceptId, mediumId, mediumType),
  );

/** Unfinished sheets that carry this container. */
export const sheetsWithContainer = (
  store: ReadableStore,
  containerNo: string,
  exceptId: number,
): OtherSheet[] =>
  otherSheets(
    store
      .prepare(
        `${selectOther} AND (declaration.status IN (${unfinishedStatuses
          .map((code) => `'${code}'`)
          .join(', ')}) OR waiting = 1)
         AND declaration.id IN (
           SELECT declaration_id FROM item WHERE container_no1 = ? AND container_no1 <> ''
           UNION SELECT declaration_id FROM item WHERE container_no2 = ? AND container_no2 <> ''
           UNION SELECT declaration_id FROM item
             WHERE object_id = ? AND object_id <> '' AND object_type = 'C')
         ORDER BY declaration.entered_at DESC, declaration.id DESC LIMIT 5`,
      )
      .all(exceptId, containerNo, containerNo, containerNo),
  );
