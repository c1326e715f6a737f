import type { SavedSheet } from '../../src-shared/contract/schemas.ts';
import type { DeclarationFunction, Sheet } from '../../src-shared/declaration/sheet.ts';
import { saveAmendment } from '../../src-main/declarations/amend.ts';
import { findSheet, lastSequence } from '../../src-main/store/declarations.ts';
import { transaction } from '../../src-main/store/store.ts';
import { applyReceipts } from '../../src-main/sync/apply-receipts.ts';
import type { ReceiptEffect } from '../../src-main/sync/apply-receipts.ts';
import { shippedTables } from '../../src-shared/parameters/shipped-tables.testing.ts';
import { queueSubmission } from './queued.ts';
import { allWarnings, valueOf } from './store-desk.ts';
import type { SaveOptions, StoreDesk } from './store-desk.ts';

/** Sheets that customs has accepted, and what becomes of them, without an endpoint. */

type Desk = Pick<StoreDesk, 'store' | 'clock' | 'chenmin'>;

export const sheetNow = ({ store }: Pick<StoreDesk, 'store'>, id: number): SavedSheet => {
  const found = findSheet(store, id);
  if (found === null) throw new Error(`no sheet ${String(id)}`);
  return found;
};

/** The next receipts of a sheet, in their order. */
export const customsSays = (
  desk: Desk,
  sheet: Pick<SavedSheet, 'id' | 'tripNo'>,
  answered: { readonly submissionId: string; readonly function: DeclarationFunction },
  ...codes: readonly string[]
): ReceiptEffect[] => {
  const last = lastSequence(desk.store, sheet.id);
  return transaction(desk.store, (store) =>
    applyReceipts(
      store,
      '00017',
      codes.map((code, index) => ({
        ...answered,
        feedNumber: sheet.id * 1000 + last + index + 1,
        tripNo: sheet.tripNo,
        sequence: last + index + 1,
        code,
        text: `回执 ${code}`,
        issuedAt: desk.clock.now,
      })),
      desk.clock.now,
    ),
  );
};

export interface Accepted {
  readonly sheet: SavedSheet;
  readonly submissionId: string;
  /** 锁定, 解除锁定, 办结…: what customs does with the accepted sheet. */
  readonly custody: (...codes: readonly string[]) => ReceiptEffect[];
}

/** 海关入库成功. */
export const accepted = (desk: StoreDesk, content: Sheet, options?: SaveOptions): Accepted => {
  const { id, version, ...rest } = desk.saved(content, options);
  const submissionId = queueSubmission(desk, { id, version, ...rest });
  const add = { submissionId, function: 'ADD' } as const;
  customsSays(desk, { id, tripNo: rest.tripNo }, add, '1', '2', '10');
  return {
    sheet: sheetNow(desk, id),
    submissionId,
    custody: (...codes) => customsSays(desk, { id, tripNo: rest.tripNo }, add, ...codes),
  };
};

/** 暂存 of a change, with every warning confirmed. */
export const amend = (
  desk: StoreDesk,
  sheet: SavedSheet,
  draft: Sheet,
  options: Pick<SaveOptions, 'by' | 'workingCopyId' | 'confirmed'> = {},
): ReturnType<typeof saveAmendment> =>
  saveAmendment(
    {
      store: desk.store,
      tables: shippedTables,
      operator: options.by ?? desk.chenmin,
      now: () => desk.clock.now,
    },
    {
      declaration: { id: sheet.id, version: sheet.version },
      draftVersion: sheet.amendment?.version ?? null,
      sheet: { head: draft.head, items: [...draft.items] },
      confirmedWarnings: [...(options.confirmed ?? allWarnings(desk.store, draft, sheet.id))],
      workingCopyId: options.workingCopyId ?? null,
    },
  );

export const amended = (
  desk: StoreDesk,
  sheet: SavedSheet,
  draft: Sheet,
  options?: Parameters<typeof amend>[3],
): SavedSheet => valueOf(amend(desk, sheet, draft, options)).sheet;
