import { z } from 'zod';
import {
  anywhereExpression,
  foldQuestion,
  isSystemBeginning,
  isSystemEnd,
  isTooShort,
  numberExpression,
  numberSpellings,
  partExpression,
  systemBeginningExpression,
  systemEndExpression,
  textExpression,
  textPartExpression,
} from '../../src-shared/declaration/free-text.ts';
import type { TextReach } from '../../src-shared/declaration/query-words.ts';
import type { Filter } from './list-conditions.ts';
import type { ReadableStore } from './store.ts';

/** Where the sheets of a text are found. */
export type TextSearch = { readonly reach: TextReach } & (
  | {
      readonly kind: 'ids';
      /** In no order, no id twice; hidden ones may be among them, but not alone. */
      readonly ids: readonly number[];
    }
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

/** True where the list can show one of them. */
const areSomeShown = (store: ReadableStore, ids: readonly number[]): boolean =>
  store
    .prepare(
      `SELECT 1 FROM json_each(?) AS found
       CROSS JOIN declaration ON declaration.id = found.value WHERE declaration.hidden = 0`,
    )
    .get(JSON.stringify(ids)) !== undefined;

const distinctIds = (found: readonly unknown[]): readonly number[] => [
  ...new Set(idsSchema.parse(found)),
];

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
  const ids = distinctIds(numberSpellings(typed).flatMap((number) => find.all({ number })));
  return areSomeShown(store, ids) ? ids : [];
};

const systemColumns = ['trip_no', 'earlier_trip_no', 'data_centre_no'] as const;

const eachSystemColumn = (sql: (column: string) => string, values: readonly string[]): Filter => ({
  sql: `(${systemColumns.map((column) => sql(`declaration.${column}`)).join(' OR ')})`,
  values: systemColumns.flatMap(() => values),
});

const systemBeginning = (store: ReadableStore, text: string): TextSearch | null => {
  const values = [text, `${text}\u{10FFFF}`];
  const found = systemColumns.flatMap((column) =>
    store
      .prepare(
        `SELECT id FROM declaration WHERE ${column} >= ? AND ${column} < ? LIMIT ${fewIds + 1}`,
      )
      .pluck()
      .all(...values),
  );
  const ids = distinctIds(found);
  if (ids.length <= fewIds) {
    return areSomeShown(store, ids) ? { kind: 'ids', ids, reach: 'systemNumber' } : null;
  }
  return {
    kind: 'match',
    expression: systemBeginningExpression(text),
    filters: [eachSystemColumn((column) => `(${column} >= ? AND ${column} < ?)`, values)],
    reach: 'systemNumber',
  };
};

const systemEnd = (store: ReadableStore, text: string): TextSearch | null => {
  const same = eachSystemColumn((column) => `substr(${column}, ${-text.length}) = ?`, [text]);
  const ids = distinctIds(
    store
      .prepare(
        `SELECT declaration.id FROM search
         CROSS JOIN declaration ON declaration.id = search.rowid
         WHERE search MATCH ? AND ${same.sql}`,
      )
      .pluck()
      .all(systemEndExpression(text), ...same.values),
  );
  return ids.length === 0 ? null : { kind: 'ids', ids, reach: 'systemNumber' };
};

const systemNumber = (store: ReadableStore, typed: string): TextSearch | null => {
  const text = foldQuestion(typed);
  return (
    (isSystemBeginning(text) ? systemBeginning(store, text) : null) ??
    (isSystemEnd(text) ? systemEnd(store, text) : null)
  );
};

/** So few sheets with a part of a long text are looked at one by one. */
const fewParts = 64;

/** Those of the ids that the expression finds, each looked up by itself. */
export const probe = (
  store: ReadableStore,
  expression: string,
  ids: readonly number[],
): readonly number[] => {
  const find = store
    .prepare('SELECT 1 FROM search WHERE search MATCH ? AND rowid = CAST(? AS INTEGER)')
    .pluck();
  return ids.filter((id) => find.get(expression, id) !== undefined);
};

/** The sheets that the whole finds, by those of its part; null where these are not few. */
const foundByPart = (
  store: ReadableStore,
  part: string | null,
  whole: string,
): readonly number[] | null => {
  if (part === null) return null;
  const ids = idsSchema.parse(
    store
      .prepare(`SELECT rowid FROM search WHERE search MATCH ? LIMIT ${fewParts + 1}`)
      .pluck()
      .all(part),
  );
  return ids.length <= fewParts ? probe(store, whole, ids) : null;
};

const anywhere = (store: ReadableStore, typed: string): TextSearch => {
  const whole = anywhereExpression(typed);
  const ids = foundByPart(store, partExpression(typed), whole);
  if (ids !== null) return { kind: 'ids', ids, reach: 'anywhere' };
  // A number is in no remark, most of the time: its pairs of digits are in very many.
  const texts = foundByPart(store, textPartExpression(typed), textExpression(typed));
  const expression = texts?.length === 0 ? numberExpression(typed) : whole;
  return { kind: 'match', expression, filters: [], reach: 'anywhere' };
};

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
      return anywhere(store, typed);
    case undefined: {
      const ids = whole(store, typed);
      if (ids.length > 0) return { kind: 'ids', ids, reach: 'whole' };
      return systemNumber(store, typed) ?? anywhere(store, typed);
    }
  }
};
