import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import {
  columnNames,
  headColumns,
  itemColumns,
  placeholders,
  storedHead,
  storedItem,
} from '../../src-main/store/columns.ts';
import type { WritableStore } from '../../src-main/store/store.ts';

/** A sheet as versions 1 and 2 of the store kept it, written without today's code. */
export const insertOldSheet = (
  store: WritableStore,
  sheet: Sheet,
  facts: {
    readonly at: number;
    readonly operatorId: number;
    readonly dataCentreNo: string;
    readonly tripNo: string;
  },
): number => {
  const id = Number(
    store
      .prepare(
        `INSERT INTO declaration (data_centre_no, trip_no, version, status, withdrawn, base_status,
           base_sequence, receipt_count, problem_count, item_count, confirmed_warnings, entered_at,
           changed_at, operator_id, operator_label, uscc, organisation_code, hidden,
           ${columnNames(headColumns)})
         VALUES (?, ?, 1, '0', 0, '0', 0, 0, 0, ?, '[]', ?, ?, ?, 'chenmin', '', '', 0,
           ${placeholders(headColumns)})`,
      )
      .run(
        facts.dataCentreNo,
        facts.tripNo,
        sheet.items.length,
        facts.at,
        facts.at,
        facts.operatorId,
        ...storedHead(sheet.head),
      ).lastInsertRowid,
  );
  const insertItem = store.prepare(
    `INSERT INTO item (declaration_id, position, ${columnNames(itemColumns)})
     VALUES (?, ?, ${placeholders(itemColumns)})`,
  );
  sheet.items.forEach((item, position) => insertItem.run(id, position, ...storedItem(item)));
  return id;
};
