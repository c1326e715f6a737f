import { z } from 'zod';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { headColumns, itemOf, storedHead } from './columns.ts';
import type { ReadableStore, WritableStore } from './store.ts';

/** What is known again when a file is imported: files, sheets that came from one, sheets like one. */

export interface ImportedFrom {
  readonly fileHash: string;
  readonly fileName: string;
  readonly at: number;
}

/** Belongs into the transaction that saves the sheet. `fingerprint` is that of the file's content. */
export const noteImported = (
  store: WritableStore,
  declarationId: number,
  fingerprint: string,
  { fileHash, fileName, at }: ImportedFrom,
): void => {
  store
    .prepare(
      `INSERT INTO imported_sheet (declaration_id, fingerprint, file_hash, file_name, imported_at)
       VALUES (?, ?, ?, ?, ?)`,
    )
    .run(declarationId, fingerprint, fileHash, fileName, at);
};

const fileSchema = z.object({ count: z.number(), imported_at: z.number().nullable() });

/** How many sheets of this file are still there, and when it was imported last; null where none is. */
export const earlierImportOf = (
  store: ReadableStore,
  fileHash: string,
): { readonly count: number; readonly at: number } | null => {
  const { count, imported_at: at } = fileSchema.parse(
    store
      .prepare(
        `SELECT count(*) AS count, max(imported_at) AS imported_at FROM imported_sheet
         JOIN declaration ON declaration.id = declaration_id AND declaration.hidden = 0
         WHERE file_hash = ?`,
      )
      .get(fileHash),
  );
  return at === null ? null : { count, at };
};

const knownSchema = z.object({
  trip_no: z.string(),
  status: z.string(),
  imported_at: z.number(),
  file_name: z.string(),
});

export interface KnownImport {
  readonly tripNo: string;
  readonly status: string;
  readonly at: number;
  readonly fileName: string;
}

/** The sheet that this content was imported as, whatever became of it since; null where it is gone. */
export const importedAs = (store: ReadableStore, fingerprint: string): KnownImport | null => {
  const found = store
    .prepare(
      `SELECT trip_no, status, imported_at, file_name FROM imported_sheet
       JOIN declaration ON declaration.id = declaration_id AND declaration.hidden = 0
       WHERE fingerprint = ? ORDER BY imported_at DESC LIMIT 1`,
    )
    .get(fingerprint);
  if (found === undefined) return null;
  const {
    trip_no: tripNo,
    imported_at: at,
    file_name: fileName,
    status,
  } = knownSchema.parse(found);
  return { tripNo, status, at, fileName };
};

/** More sheets with one head are not compared item by item. */
const mostCompared = 50;

const twinSchema = z.object({ id: z.number(), trip_no: z.string(), status: z.string() });
const sameHead = headColumns.map(({ name }) => `${name} IS ?`).join(' AND ');

/** A sheet with the head and items of this folded one, the newest; null where there is none. */
export const sheetLike = (
  store: ReadableStore,
  sheet: Sheet,
): { readonly tripNo: string; readonly status: string } | null => {
  if (sheet.head.mediumId === '') return null;
  const twins = z.array(twinSchema).parse(
    store
      .prepare(
        `SELECT id, trip_no, status FROM declaration
         WHERE medium_id = ? AND hidden = 0 AND item_count = ? AND ${sameHead}
         ORDER BY entered_at DESC, id DESC LIMIT ?`,
      )
      .all(sheet.head.mediumId, sheet.items.length, ...storedHead(sheet.head), mostCompared),
  );
  const items = store.prepare('SELECT * FROM item WHERE declaration_id = ? ORDER BY position');
  const wanted = JSON.stringify(sheet.items);
  const twin = twins.find(({ id }) => {
    const found = z.array(z.looseObject({})).parse(items.all(id));
    return JSON.stringify(found.map((row) => itemOf(row))) === wanted;
  });
  return twin === undefined ? null : { tripNo: twin.trip_no, status: twin.status };
};
