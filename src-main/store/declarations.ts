import { z } from 'zod';
import type { SavedSheet } from '../../src-shared/contract/schemas.ts';
import { weightFields } from '../../src-shared/declaration/reuse.ts';
import type { WeightField } from '../../src-shared/declaration/reuse.ts';
import type { Item, Sheet } from '../../src-shared/declaration/sheet.ts';
import type { CustomsState } from '../../src-shared/declaration/status.ts';
import { findAmendment } from './amendments.ts';
import {
  assignments,
  columnNames,
  headColumns,
  itemColumns,
  itemOf,
  placeholders,
  storedHead,
  storedItem,
} from './columns.ts';
import { refreshSearch, removeFromSearch } from './search-index.ts';
import { selectSheetRow, sheetRowOf, sheetRowSchema } from './sheet-row.ts';
import type { ReadableStore, WritableStore } from './store.ts';

const itemsOf = (store: ReadableStore, id: number): Item[] =>
  z
    .array(z.looseObject({}))
    .parse(store.prepare('SELECT * FROM item WHERE declaration_id = ? ORDER BY position').all(id))
    .map((row) => itemOf(row));

const savedSheet = (store: ReadableStore, found: unknown): SavedSheet | null => {
  if (found === undefined) return null;
  const row = sheetRowSchema.parse(found);
  return {
    ...sheetRowOf(row),
    items: itemsOf(store, row.id),
    amendment: row.amendment_version === null ? null : findAmendment(store, row.id),
    confirmedWarnings: z.array(z.string()).parse(JSON.parse(row.confirmed_warnings)),
    recalledWeights: z.array(z.enum(weightFields)).parse(JSON.parse(row.recalled_weights)),
  };
};

/** The whole sheet; null where there is none or it was deleted. */
export const findSheet = (store: ReadableStore, id: number): SavedSheet | null =>
  savedSheet(
    store,
    store.prepare(`${selectSheetRow} WHERE declaration.id = ? AND declaration.hidden = 0`).get(id),
  );

/** The whole sheet, even one that was deleted after it had been submitted. */
export const findSheetEvenHidden = (store: ReadableStore, id: number): SavedSheet | null =>
  savedSheet(store, store.prepare(`${selectSheetRow} WHERE declaration.id = ?`).get(id));

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
  /** Weights that came with a known vehicle and were not typed since. */
  readonly recalledWeights?: readonly WeightField[];
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
           base_sequence, receipt_count, problem_count, item_count, confirmed_warnings,
           recalled_weights, entered_at, changed_at, operator_id, operator_label, uscc, organisation_code, hidden,
           ${columnNames(headColumns)})
         VALUES (?, ?, 1, '0', 0, '0', 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0,
           ${placeholders(headColumns)})`,
      )
      .run(
        numbers.dataCentreNo,
        numbers.tripNo,
        facts.problemCount,
        sheet.items.length,
        JSON.stringify(facts.confirmedWarnings),
        JSON.stringify(facts.recalledWeights ?? []),
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
  refreshSearch(store, id);
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
         problem_count = ?, item_count = ?, confirmed_warnings = ?, recalled_weights = ?,
         changed_at = ?, operator_id = ?, operator_label = ?, uscc = ?, organisation_code = ?, ${assignments(headColumns)}
       WHERE id = ?`,
    )
    .run(
      facts.problemCount,
      sheet.items.length,
      JSON.stringify(facts.confirmedWarnings),
      JSON.stringify(facts.recalledWeights ?? []),
      facts.at,
      facts.operatorId,
      facts.operatorLabel,
      facts.uscc,
      facts.organisationCode,
      ...storedHead(sheet.head),
      id,
    );
  writeItems(store, id, sheet.items);
  refreshSearch(store, id);
};

/** Which submission the accepted content came with, where it was a change; null else. */
export const amendedBy = (store: ReadableStore, id: number): string | null =>
  z
    .string()
    .nullable()
    .parse(store.prepare('SELECT amended_by FROM declaration WHERE id = ?').pluck().get(id));

/**
 * An accepted change becomes the sheet; status, numbers and time of entry stay (rules.md, Life 9).
 * The draft that was signed goes, with its 操作人员 and confirmations taken over; one that was
 * saved since then stays.
 */
export const becomeAmended = (
  store: WritableStore,
  id: number,
  sheet: Sheet,
  change: { readonly submissionId: string; readonly draftVersion: number; readonly at: number },
): void => {
  const ofDraft = (column: string): string =>
    `(SELECT ${column} FROM amendment WHERE declaration_id = declaration.id AND version = @draftVersion)`;
  store
    .prepare(
      `UPDATE declaration SET version = version + 1, amended_by = @submissionId, problem_count = 0,
         item_count = @itemCount, changed_at = @at,
         confirmed_warnings = coalesce(${ofDraft('confirmed_warnings')}, '[]'),
         recalled_weights = coalesce(${ofDraft('recalled_weights')}, '[]'),
         operator_id = coalesce(${ofDraft('operator_id')}, operator_id),
         operator_label = coalesce(${ofDraft('operator_label')}, operator_label),
         ${assignments(headColumns)}
       WHERE id = @id`,
    )
    .run({ ...change, id, itemCount: sheet.items.length }, ...storedHead(sheet.head));
  writeItems(store, id, sheet.items);
  refreshSearch(store, id);
  store
    .prepare('DELETE FROM amendment WHERE declaration_id = ? AND version = ?')
    .run(id, change.draftVersion);
};

/** Gives the sheet its trip number anew; the old one stays searchable (rules.md, Numbers). */
export const renumberSheet = (store: WritableStore, id: number, tripNo: string): void => {
  store
    .prepare('UPDATE declaration SET earlier_trip_no = trip_no, trip_no = ? WHERE id = ?')
    .run(tripNo, id);
  refreshSearch(store, id);
};

/** Erases a sheet that was never submitted, hides one that was (rules.md, Life 11). */
export const removeSheet = (store: WritableStore, id: number): void => {
  store.prepare('DELETE FROM working_copy WHERE declaration_id = ?').run(id);
  removeFromSearch(store, id);
  const submitted = store.prepare('SELECT 1 FROM submission WHERE declaration_id = ?').get(id);
  if (submitted === undefined) {
    store.prepare('DELETE FROM declaration WHERE id = ?').run(id);
  } else store.prepare('UPDATE declaration SET hidden = 1 WHERE id = ?').run(id);
};

/** Keeps why the last request came to nothing; it stays visible until the sheet is declared again. */
export const writeLastReason = (store: WritableStore, id: number, reason: string | null): void => {
  store.prepare('UPDATE declaration SET last_reason = ? WHERE id = ?').run(reason, id);
};

/**
 * Notes that a submission of this sheet is on its way; status, last reason and 变更被退 stay until
 * the endpoint has it (rules.md, Life 4, 8).
 */
export const noteSubmission = (
  store: WritableStore,
  id: number,
  submissionId: string,
  base: { readonly status: string; readonly sequence: number },
): void => {
  store
    .prepare(
      `UPDATE declaration SET last_submission_id = ?, base_status = ?, base_sequence = ?
       WHERE id = ?`,
    )
    .run(submissionId, base.status, base.sequence, id);
};

/** 变更被退 is settled, the change was given up: what receipts said of it counts no longer. */
export const settleChangeOutcome = (store: WritableStore, id: number): void => {
  store
    .prepare(
      `UPDATE declaration SET change_outcome = NULL, last_reason = NULL, base_status = status,
         base_sequence = (SELECT coalesce(max(sequence), 0) FROM receipt WHERE declaration_id = declaration.id)
       WHERE id = ?`,
    )
    .run(id);
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
  const wasHidden = store.prepare('SELECT hidden FROM declaration WHERE id = ?').pluck().get(id);
  store
    .prepare(
      `UPDATE declaration SET status = ?, withdrawn = ?, change_outcome = ?, hidden = 0,
         receipt_count = (SELECT count(*) FROM receipt WHERE declaration_id = declaration.id)
       WHERE id = ?`,
    )
    .run(state.status, state.withdrawn ? 1 : 0, state.changeOutcome, id);
  if (wasHidden === 1) refreshSearch(store, id);
};
