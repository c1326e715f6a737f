import { z } from 'zod';
import type { QueryConditions } from '../../src-shared/contract/schemas.ts';
import { normaliseHead } from '../../src-shared/declaration/folding.ts';
import { emptyHead } from '../../src-shared/declaration/new-sheet.ts';
import type { ReadableStore } from './store.ts';

/** What the query screen asks for, condition by condition: SQL, its values, and its index. */

export interface Filter {
  readonly sql: string;
  readonly values: readonly (string | number)[];
  /**
   * The same for a page behind another, by the order of 录入时间: where that page ends is a bound of
   * its own, and SQLite must not begin at this one instead.
   */
  readonly behind?: { readonly newestFirst: string; readonly oldestFirst: string };
}

const filter = (sql: string, ...values: readonly (string | number)[]): Filter => ({ sql, values });

/** The conditions that have a list index of their own or are held by every one (migration 0003). */
const listed: readonly {
  readonly key: keyof QueryConditions;
  readonly column: string;
  /** Null where values are so common that the list's own order finds them. */
  readonly index: string | null;
}[] = [
  { key: 'status', column: 'status', index: 'list_by_status' },
  { key: 'mediumType', column: 'medium_type', index: 'list_by_medium_type' },
  { key: 'businessType', column: 'business_type', index: 'list_by_business_type' },
  { key: 'customsCode', column: 'customs_code', index: 'list_by_customs_code' },
  { key: 'importExport', column: 'import_export', index: null },
  { key: 'operatorId', column: 'operator_id', index: 'list_by_operator' },
  { key: 'sending', column: 'sending', index: 'list_by_sending' },
  { key: 'toSign', column: 'to_sign', index: 'list_to_sign' },
  { key: 'withdrawn', column: 'withdrawn', index: 'list_withdrawn' },
  { key: 'amended', column: 'amended', index: 'list_amended' },
];

export interface ListedCondition {
  readonly index: string | null;
  readonly filter: Filter;
  /** How many sheets have this value; hidden ones don't count. */
  readonly sheets: number;
}

const sheetsWith = (store: ReadableStore, condition: string, value: string): number => {
  const sheets: unknown = store
    .prepare('SELECT sheets FROM condition_count WHERE condition = ? AND value = ?')
    .pluck()
    .get(condition, value);
  return typeof sheets === 'number' ? sheets : 0;
};

/** All sheets that the list can show. */
export const allSheets = (store: ReadableStore): number => sheetsWith(store, 'all', '1');

/** The active ones among the conditions that compare one value; an empty text is no condition. */
export const listedConditions = (
  store: ReadableStore,
  conditions: QueryConditions,
): readonly ListedCondition[] =>
  listed.flatMap(({ key, column, index }) => {
    const value = conditions[key];
    if (value === undefined || value === '') return [];
    return [
      {
        index,
        // The marks' indexes hold only the marked sheets: a parameter would not be seen as one.
        filter:
          value === true
            ? filter(`declaration.${column} = 1`)
            : filter(`declaration.${column} = ?`, value),
        sheets: sheetsWith(store, column, value === true ? '1' : String(value)),
      },
    ];
  });

const dayLength = 86_400_000;
const beijingOffset = 8 * 3_600_000;

/** When a calendar date begins in Beijing; a clerk may ask for dates that no sheet can have. */
const dayStart = (date: string): number => Date.parse(`${date}T00:00:00.000+08:00`);
const dayNumber = (instant: number): number => Math.floor((instant + beijingOffset) / dayLength);

export interface EntryDates {
  readonly filter: Filter;
  /** The ids of these days lie between them; null where nothing was entered then. */
  readonly ids: { readonly first: number; readonly last: number } | null;
}

const boundsSchema = z.object({ first: z.number().nullable(), last: z.number().nullable() });

/** 录入时间; null where it is not asked for. */
export const entryDates = (
  store: ReadableStore,
  { enteredFrom, enteredTo }: QueryConditions,
): EntryDates | null => {
  if (enteredFrom === undefined && enteredTo === undefined) return null;
  const from = enteredFrom === undefined ? null : dayStart(enteredFrom);
  const to = enteredTo === undefined ? null : dayStart(enteredTo) + dayLength;
  const bounds = boundsSchema.parse(
    store
      .prepare(
        `SELECT min(first_id) AS first, max(last_id) AS last FROM entry_day
         WHERE day >= ? AND day < ?`,
      )
      .get(
        from === null ? Number.MIN_SAFE_INTEGER : dayNumber(from),
        to === null ? Number.MAX_SAFE_INTEGER : dayNumber(to),
      ),
  );
  /** The unary plus keeps a comparison from being a bound. */
  const between = (fromPlus: '' | '+', toPlus: '' | '+'): string =>
    [
      ...(from === null ? [] : [`${fromPlus}declaration.entered_at >= ?`]),
      ...(to === null ? [] : [`${toPlus}declaration.entered_at < ?`]),
    ].join(' AND ');
  return {
    filter: {
      sql: between('', ''),
      values: [from, to].filter((value) => value !== null),
      behind: { newestFirst: between('', '+'), oldestFirst: between('+', '') },
    },
    ids:
      bounds.first === null || bounds.last === null
        ? null
        : { first: bounds.first, last: bounds.last },
  };
};

export const newestId = (store: ReadableStore): number =>
  Number(store.prepare('SELECT coalesce(max(id), 0) FROM declaration').pluck().get());

const daysSchema = z.object({
  first_day: z.number().nullable(),
  last_day: z.number().nullable(),
  sheets: z.number().nullable(),
});

/** The days on which the sheets of these ids were entered, whole, and about how many sheets they hold. */
export const daysOf = (
  store: ReadableStore,
  firstId: number,
  lastId: number,
): { readonly filter: Filter; readonly sheets: number } => {
  const found = daysSchema.parse(
    store
      .prepare(
        `SELECT min(day) AS first_day, max(day) AS last_day,
           max(last_id) - min(first_id) + 1 AS sheets
         FROM entry_day WHERE last_id >= ? AND first_id <= ?`,
      )
      .get(firstId, lastId),
  );
  const start = (found.first_day ?? 0) * dayLength - beijingOffset;
  const end = ((found.last_day ?? 0) + 1) * dayLength - beijingOffset;
  return {
    filter: filter('declaration.entered_at >= ? AND declaration.entered_at < ?', start, end),
    sheets: found.sheets ?? 0,
  };
};

/** How a medium may lie in the store: a plate folds otherwise than a bar code does. */
export const mediumSpellings = (mediumId: string): readonly string[] => [
  ...new Set(
    ['VN', 'BC', ''].map(
      (mediumType) => normaliseHead(emptyHead({ mediumType, mediumId })).mediumId,
    ),
  ),
];

/** The sheet of a trip number, old or new. */
export const idsOfTrip = (store: ReadableStore, tripNo: string): readonly number[] =>
  z.array(z.number()).parse(
    store
      .prepare(
        `SELECT id FROM declaration WHERE trip_no = ?
           UNION ALL SELECT id FROM declaration WHERE earlier_trip_no = ?`,
      )
      .pluck()
      .all(tripNo, tripNo),
  );
