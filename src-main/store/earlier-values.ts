import { z } from 'zod';
import { mostEarlierValues, recalledFields } from '../../src-shared/declaration/reuse.ts';
import type { RecalledField } from '../../src-shared/declaration/reuse.ts';
import type { Head, Sheet } from '../../src-shared/declaration/sheet.ts';
import { headColumns, columnNames, headOf } from './columns.ts';
import type { ReadableStore, WritableStore } from './store.ts';

/** What was saved before, to be offered again. */

const valuesOf = ({ head, items }: Sheet, field: RecalledField): readonly string[] =>
  field === 'mediumId' ? [head.mediumId] : items.map((item) => item[field]);

/** Notes the values of a saved sheet as the newest. */
export const noteValues = (store: WritableStore, sheet: Sheet, at: number): void => {
  const note = store.prepare(
    `INSERT INTO earlier_value (field, value, used_at) VALUES (?, ?, ?)
     ON CONFLICT (field, value) DO UPDATE SET used_at = excluded.used_at`,
  );
  for (const field of recalledFields) {
    for (const value of new Set(valuesOf(sheet, field))) {
      if (value !== '') note.run(field, value, at);
    }
  }
};

/** The newest distinct values that begin with what is typed; each query runs along an index. */
export const earlierValues = (
  store: ReadableStore,
  field: RecalledField,
  beginning: string,
): string[] =>
  z.array(z.string()).parse(
    beginning === ''
      ? store
          .prepare(
            'SELECT value FROM earlier_value WHERE field = ? ORDER BY used_at DESC, value LIMIT ?',
          )
          .pluck()
          .all(field, mostEarlierValues)
      : store
          .prepare(
            `SELECT value FROM earlier_value WHERE field = ? AND value >= ? AND value < ?
               ORDER BY used_at DESC, value LIMIT ?`,
          )
          .pluck()
          .all(field, beginning, `${beginning}\u{10FFFF}`, mostEarlierValues),
  );

const firstHead = (found: unknown): Head | null =>
  found === undefined ? null : headOf(z.looseObject({}).parse(found));

/** The head that this operator saved last. */
export const lastHeadOf = (store: ReadableStore, operatorId: number): Head | null =>
  firstHead(
    store
      .prepare(
        `SELECT ${columnNames(headColumns)} FROM declaration WHERE operator_id = ? AND hidden = 0
         ORDER BY changed_at DESC, id DESC LIMIT 1`,
      )
      .get(operatorId),
  );

/** The newest other sheet of this medium, whoever saved it. */
export const lastHeadWith = (
  store: ReadableStore,
  mediumType: string,
  mediumId: string,
  exceptId: number,
): Head | null =>
  firstHead(
    store
      .prepare(
        `SELECT ${columnNames(headColumns)} FROM declaration
         WHERE medium_id = ? AND hidden = 0 AND medium_type = ? AND id <> ?
         ORDER BY entered_at DESC, id DESC LIMIT 1`,
      )
      .get(mediumId, mediumType, exceptId),
  );
