import { withSummaryRebuilt } from '../../src-main/store/daily-summary.ts';
import type { WritableStore } from '../../src-main/store/store.ts';

const columnsOf = (
  store: WritableStore,
  table: string,
  except: readonly string[],
): readonly string[] =>
  store
    .prepare('SELECT name FROM pragma_table_info(?)')
    .pluck()
    .all(table)
    .map(String)
    .filter((name) => !except.includes(name));

/**
 * Very many sheets at once: copies of a saved one with its items, each entered a second after the
 * one before it. Nothing finds them by a text.
 */
export const copySheet = (store: WritableStore, id: number, copies: number): void => {
  const own = columnsOf(store, 'declaration', [
    'id',
    'trip_no',
    'data_centre_no',
    'entered_at',
  ]).join(', ');
  const ofItem = columnsOf(store, 'item', ['declaration_id']);
  withSummaryRebuilt(store, (writable) => {
    writable
      .prepare(
        `WITH RECURSIVE number(at) AS
           (SELECT 1 UNION ALL SELECT at + 1 FROM number WHERE at < @copies)
         INSERT INTO declaration (trip_no, data_centre_no, entered_at, ${own})
         SELECT printf('T%031d', at), printf('D%017d', at), entered_at + at * 1000, ${own}
         FROM number, declaration WHERE id = @id`,
      )
      .run({ copies, id });
    writable
      .prepare(
        `INSERT INTO item (declaration_id, ${ofItem.join(', ')})
         SELECT copy.id, ${ofItem.map((name) => `item.${name}`).join(', ')} FROM declaration AS copy JOIN item ON item.declaration_id = @id
         WHERE copy.trip_no LIKE 'T%'`,
      )
      .run({ id });
  });
};
