import type Database from 'better-sqlite3';
import { z } from 'zod';
import { sheetTokens } from '../../src-shared/declaration/free-text.ts';
import { sealsOf } from '../../src-shared/declaration/text-formats.ts';
import type { WritableStore } from './store.ts';

/**
 * The search table of free text: one row, by its id, for every sheet that the list can show. Whoever
 * writes a head, items or numbers, hides a sheet or shows it again refreshes it in the same
 * transaction.
 */

const headSchema = z.object({
  id: z.number(),
  trip_no: z.string(),
  earlier_trip_no: z.string().nullable(),
  data_centre_no: z.string(),
  medium_id: z.string(),
  remark: z.string(),
});
type SearchedHead = z.infer<typeof headSchema>;

const itemSchema = z.object({
  object_id: z.string(),
  container_no1: z.string(),
  container_no2: z.string(),
  seal_nos1: z.string(),
  seal_nos2: z.string(),
  vessel_name: z.string(),
  voyage_no: z.string(),
  remark: z.string(),
});
const itemsSchema = z.array(itemSchema);

/** Named one by one: the migration that fills the table meets no newer columns. */
const selectHeads = `SELECT id, trip_no, earlier_trip_no, data_centre_no, medium_id, remark
  FROM declaration`;
const selectItems = `SELECT object_id, container_no1, container_no2, seal_nos1, seal_nos2,
    vessel_name, voyage_no, remark
  FROM item WHERE declaration_id = ?`;

const tokensOf = (head: SearchedHead, items: z.infer<typeof itemsSchema>): string =>
  sheetTokens({
    systemNumbers: [head.trip_no, head.earlier_trip_no ?? '', head.data_centre_no],
    numbers: [
      head.medium_id,
      ...items.flatMap((item) => [
        item.object_id,
        item.container_no1,
        item.container_no2,
        ...sealsOf(item.seal_nos1),
        ...sealsOf(item.seal_nos2),
      ]),
    ],
    texts: [
      head.remark,
      ...items.flatMap((item) => [item.remark, item.vessel_name, item.voyage_no]),
    ],
  });

export const removeFromSearch = (store: WritableStore, id: number): void => {
  store.prepare('DELETE FROM search WHERE rowid = ?').run(id);
};

/** Makes the sheet found by what it holds now. */
export const refreshSearch = (store: WritableStore, id: number): void => {
  const head = headSchema.parse(store.prepare(`${selectHeads} WHERE id = ?`).get(id));
  const items = itemsSchema.parse(store.prepare(selectItems).all(id));
  removeFromSearch(store, id);
  store.prepare('INSERT INTO search (rowid, tokens) VALUES (?, ?)').run(id, tokensOf(head, items));
};

/** Sheets that are read at once while the table is filled. */
const batchSize = 1000;
/** Bytes that FTS5 gathers before it writes; its own 1 MB would make a thousand parts of it. */
const bulkMemory = 64 * 1024 * 1024;
const usualMemory = 1024 * 1024;

/** Fills the empty search table with every shown sheet; part of a migration. */
export const fillSearch = (database: Database.Database): void => {
  const useMemory = (bytes: number): void => {
    database.exec(`INSERT INTO search (search, rank) VALUES ('hashsize', ${bytes})`);
  };
  const heads = database.prepare(`${selectHeads} WHERE id > ? AND hidden = 0
     ORDER BY id LIMIT ${batchSize}`);
  const itemsOf = database.prepare(selectItems);
  const insert = database.prepare('INSERT INTO search (rowid, tokens) VALUES (?, ?)');
  useMemory(bulkMemory);
  for (let after = -1; ;) {
    const batch = z.array(headSchema).parse(heads.all(after));
    for (const head of batch) {
      insert.run(head.id, tokensOf(head, itemsSchema.parse(itemsOf.all(head.id))));
    }
    const last = batch.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  useMemory(usualMemory);
  // One part is read in half the time that seven take.
  database.exec(`INSERT INTO search (search) VALUES ('optimize')`);
};
