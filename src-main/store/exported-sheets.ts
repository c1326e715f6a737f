import { z } from 'zod';
import type { Item } from '../../src-shared/declaration/sheet.ts';
import { itemOf, itemShape } from './columns.ts';
import { plainSheetRowOf, storedSheets } from './sheet-row.ts';
import type { PlainSheetRow } from './sheet-row.ts';
import type { ReadableStore } from './store.ts';

/** Sheets by the hundred, as an export takes them. */

const itemRows = z.array(
  z.object({
    ...itemShape,
    declaration_id: z.number(),
    trip_no: z.string(),
    medium_id: z.string(),
  }),
);

/** In the order of `ids`; those that are gone are left out. */
export const exportedSheets = (store: ReadableStore, ids: readonly number[]): PlainSheetRow[] =>
  storedSheets(store, ids).map(plainSheetRowOf);

/** The items of a sheet, with what links them to it. */
export interface ItemsOfSheet {
  readonly tripNo: string;
  readonly mediumId: string;
  /** In the order of the form. */
  readonly items: readonly Item[];
}

/** Of those sheets that have any. */
export const itemsOfSheets = (
  store: ReadableStore,
  ids: readonly number[],
): ReadonlyMap<number, ItemsOfSheet> => {
  const found = itemRows.parse(
    store
      .prepare(
        `SELECT item.*, declaration.trip_no, declaration.medium_id
         FROM item JOIN declaration ON declaration.id = item.declaration_id
         WHERE item.declaration_id IN (SELECT value FROM json_each(?))
         ORDER BY item.declaration_id, item.position`,
      )
      .all(JSON.stringify(ids)),
  );
  const sheets = new Map<number, ItemsOfSheet & { readonly items: Item[] }>();
  for (const row of found) {
    const known = sheets.get(row.declaration_id);
    if (known !== undefined) known.items.push(itemOf(row));
    else {
      const { trip_no: tripNo, medium_id: mediumId } = row;
      sheets.set(row.declaration_id, { tripNo, mediumId, items: [itemOf(row)] });
    }
  }
  return sheets;
};
