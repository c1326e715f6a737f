import { z } from 'zod';
import {
  anywhereExpression,
  foldQuestion,
  isSystemBeginning,
  isSystemEnd,
  isTooShort,
  numberSpellings,
  systemBeginningExpression,
  systemEndExpression,
} from '../../src-shared/declaration/free-text.ts';
import type { TextReach } from '../../src-shared/declaration/query-words.ts';
import type { Filter } from './list-conditions.ts';
import type { ReadableStore } from './store.ts';

/** What a typed text comes down to: its sheets, where they are few, or where to look for them. */
export type TextSearch = { readonly reach: TextReach } & (
  | { readonly kind: 'ids'; readonly ids: readonly number[] }
  | {
      readonly kind: 'match';
      /** For the search table. */
      readonly expression: string;
      /** What a sheet that it finds must also fulfil. */
      readonly filters: readonly Filter[];
    }
);

/** So many system numbers with one beginning are read at once; more are found along the months. */
const fewIds = 2000;

const idsSchema = z.array(z.number());

const visible = (store: ReadableStore, ids: readonly number[], filters: readonly Filter[] = []) =>
  idsSchema.parse(
    store
      .prepare(
        `SELECT declaration.id FROM json_each(?) AS found
         CROSS JOIN declaration ON declaration.id = found.value
         WHERE ${['hidden = 0', ...filters.map(({ sql }) => sql)].join(' AND ')}`,
      )
      .pluck()
      .all(JSON.stringify(ids), ...filters.flatMap(({ values }) => values)),
  );

const wholeNumbers = `
  SELECT id FROM declaration WHERE trip_no = @number
  UNION ALL SELECT id FROM declaration WHERE earlier_trip_no = @number
  UNION ALL SELECT id FROM declaration WHERE data_centre_no = @number
  UNION ALL SELECT id FROM declaration WHERE medium_id = @number AND hidden = 0
  UNION ALL SELECT declaration_id FROM item WHERE object_id = @number AND object_id <> ''
  UNION ALL SELECT declaration_id FROM item WHERE container_no1 = @number AND container_no1 <> ''
  UNION ALL SELECT declaration_id FROM item WHERE container_no2 = @number AND container_no2 <> ''`;

const whole = (store: ReadableStore, typed: string): readonly number[] => {
  const find = store.prepare(wholeNumbers).pluck();
  const ids = numberSpellings(typed).flatMap((number) => idsSchema.parse(find.all({ number })));
  return visible(store, [...new Set(ids)]);
};

const systemColumns = ['trip_no', 'earlier_trip_no', 'data_centre_no'] as const;

const systemBeginning = (store: ReadableStore, text: string): TextSearch | null => {
  const values = [text, `${text}\u{10FFFF}`];
  const ids = systemColumns.flatMap((column) =>
    idsSchema.parse(
      store
        .prepare(
          `SELECT id FROM declaration WHERE ${column} >= ? AND ${column} < ? LIMIT ${fewIds + 1}`,
        )
        .pluck()
        .all(...values),
    ),
  );
  const found = visible(store, ids);
  if (found.length === 0) return null;
  if (ids.length <= fewIds) return { kind: 'ids', ids: found, reach: 'systemNumber' };
  return {
    kind: 'match',
    expression: systemBeginningExpression(text),
    filters: [
      {
        sql: `(${systemColumns.map((column) => `(declaration.${column} >= ? AND declaration.${column} < ?)`).join(' OR ')})`,
        values: systemColumns.flatMap(() => values),
      },
    ],
    reach: 'systemNumber',
  };
};

const systemEnd = (store: ReadableStore, text: string): TextSearch | null => {
  const candidates = idsSchema.parse(
    store
      .prepare('SELECT rowid FROM search WHERE search MATCH ?')
      .pluck()
      .all(systemEndExpression(text)),
  );
  const ids = visible(store, candidates, [
    {
      sql: `(${systemColumns.map((column) => `substr(declaration.${column}, ${-text.length}) = ?`).join(' OR ')})`,
      values: systemColumns.map(() => text),
    },
  ]);
  return ids.length === 0 ? null : { kind: 'ids', ids, reach: 'systemNumber' };
};

const systemNumber = (store: ReadableStore, typed: string): TextSearch | null => {
  const text = foldQuestion(typed);
  return (
    (isSystemBeginning(text) ? systemBeginning(store, text) : null) ??
    (isSystemEnd(text) ? systemEnd(store, text) : null)
  );
};

const anywhere = (typed: string): TextSearch => ({
  kind: 'match',
  expression: anywhereExpression(typed),
  filters: [],
  reach: 'anywhere',
});

const nothing = (reach: TextReach): TextSearch => ({ kind: 'ids', ids: [], reach });

/**
 * How the sheets of a text are found: as far as `reach` says, else by the first reach that finds a
 * sheet. One that is too short finds nothing, so that no batch ever takes it for no condition.
 */
export const searchText = (
  store: ReadableStore,
  typed: string,
  reach: TextReach | undefined,
): TextSearch => {
  if (isTooShort(typed)) return nothing(reach ?? 'anywhere');
  switch (reach) {
    case 'whole':
      return { kind: 'ids', ids: whole(store, typed), reach };
    case 'systemNumber':
      return systemNumber(store, typed) ?? nothing(reach);
    case 'anywhere':
      return anywhere(typed);
    case undefined: {
      const ids = whole(store, typed);
      if (ids.length > 0) return { kind: 'ids', ids, reach: 'whole' };
      return systemNumber(store, typed) ?? anywhere(typed);
    }
  }
};
