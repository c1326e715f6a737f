import { z } from 'zod';
import type { SheetKey } from '../../src-shared/contract/schemas.ts';
import type { SheetSort } from '../../src-shared/declaration/query-words.ts';
import type { Filter } from './list-conditions.ts';
import type { IndexRun, ListPlan } from './list-plan.ts';
import type { ReadableStore } from './store.ts';

/** Reading the list's keys: which sheets it shows, in its order, without the sheets themselves. */

interface Order {
  readonly column: 'entered_at' | 'changed_at';
  readonly newestFirst: boolean;
}

export const orderOf: Readonly<Record<SheetSort, Order>> = {
  newest: { column: 'entered_at', newestFirst: true },
  oldest: { column: 'entered_at', newestFirst: false },
  lastSaved: { column: 'changed_at', newestFirst: true },
  firstSaved: { column: 'changed_at', newestFirst: false },
};

const keysSchema = z.array(z.object({ at: z.number(), id: z.number() }));

/** Which of two sheets stands first; 0 for the same one. */
const compareKeys = (newestFirst: boolean) => (one: SheetKey, other: SheetKey) =>
  (newestFirst ? -1 : 1) * (one.at - other.at || one.id - other.id);

/** In the list's order, from behind `after` on. */
export const sortKeys = (
  keys: readonly SheetKey[],
  { newestFirst }: Order,
  after: SheetKey | null,
): readonly SheetKey[] => {
  const compare = compareKeys(newestFirst);
  return keys.filter((key) => after === null || compare(after, key) < 0).toSorted(compare);
};

const textOf = (filters: readonly Filter[]): string => filters.map(({ sql }) => sql).join(' AND ');
const valuesOf = (filters: readonly Filter[]) => filters.flatMap(({ values }) => values);

const ordered = ({ column, newestFirst }: Order): string => {
  const direction = newestFirst ? 'DESC' : 'ASC';
  return `ORDER BY declaration.${column} ${direction}, declaration.id ${direction}`;
};

/** The keys along one index, which must keep `order`; at most `limit`, all without one. */
export const keysAlong = (
  store: ReadableStore,
  { index, filters }: IndexRun,
  order: Order,
  after: SheetKey | null = null,
  limit = -1,
): readonly SheetKey[] => {
  const { column, newestFirst } = order;
  const behind: Filter[] =
    after === null
      ? []
      : [
          {
            sql: `(declaration.${column}, declaration.id) ${newestFirst ? '<' : '>'} (?, ?)`,
            values: [after.at, after.id],
          },
        ];
  const turn = newestFirst ? 'newestFirst' : 'oldestFirst';
  const isBehind = after !== null && column === 'entered_at';
  const all = [
    ...filters.map((one) => ({ ...one, sql: (isBehind ? one.behind?.[turn] : null) ?? one.sql })),
    ...behind,
  ];
  return keysSchema.parse(
    store
      .prepare(
        `SELECT declaration.id, declaration.${column} AS at FROM declaration INDEXED BY ${index}
         WHERE ${textOf(all)} ${ordered(order)} LIMIT ?`,
      )
      .all(...valuesOf(all), limit),
  );
};

/** All keys of one index's stretch, in no order that could be relied on. */
const keysWithin = (
  store: ReadableStore,
  { index, filters }: IndexRun,
  { column }: Order,
  limit = -1,
): readonly SheetKey[] =>
  keysSchema.parse(
    store
      .prepare(
        `SELECT declaration.id, declaration.${column} AS at FROM declaration INDEXED BY ${index}
         WHERE ${textOf(filters)} LIMIT ?`,
      )
      .all(...valuesOf(filters), limit),
  );

/** The keys of those of the sheets that fulfil the filters, in no order. */
export const keysOf = (
  store: ReadableStore,
  ids: readonly number[],
  filters: readonly Filter[],
  { column }: Order,
): readonly SheetKey[] =>
  keysSchema.parse(
    store
      .prepare(
        `SELECT declaration.id, declaration.${column} AS at FROM json_each(?) AS found
         CROSS JOIN declaration ON declaration.id = found.value WHERE ${textOf(filters)}`,
      )
      .all(JSON.stringify(ids), ...valuesOf(filters)),
  );

/** How many the run holds, up to `most`. */
export const countAlong = (
  store: ReadableStore,
  { index, filters }: IndexRun,
  most: number,
): number =>
  Number(
    store
      .prepare(
        `SELECT count(*) FROM (SELECT 1 FROM declaration INDEXED BY ${index}
         WHERE ${textOf(filters)} LIMIT ?)`,
      )
      .pluck()
      .get(...valuesOf(filters), most),
  );

const cut = <Value>(values: readonly Value[], limit: number | null): readonly Value[] =>
  limit === null ? values : values.slice(0, limit);

/** True where the one index of an order comes upon enough sheets before the plan's own is read. */
const isOrderQuicker = (plan: Extract<ListPlan, { kind: 'index' }>, limit: number): boolean => {
  const alongOrder = (limit * plan.all) / Math.max(1, plan.matching);
  return plan.scanned > 0 && alongOrder < plan.scanned + plan.matching;
};

/**
 * The keys of a plan in the list's order, from behind `after` on; at most `limit`, all where it is
 * null. By the last 暂存 there is one index for all: it is followed where it comes upon enough
 * sheets soon, else those of the rarest condition are read and put in order.
 */
export const planKeys = (
  store: ReadableStore,
  plan: ListPlan,
  sort: SheetSort,
  after: SheetKey | null,
  limit: number | null,
): readonly SheetKey[] => {
  const order = orderOf[sort];
  const most = limit ?? -1;
  if (plan.kind === 'ids') {
    return cut(sortKeys(keysOf(store, plan.ids, plan.filters, order), order, after), limit);
  }
  if (order.column === 'entered_at') {
    const runs = plan.runs.map((run) => keysAlong(store, run, order, after, most));
    return runs.length === 1 ? (runs[0] ?? []) : cut(sortKeys(runs.flat(), order, after), limit);
  }
  if (isOrderQuicker(plan, limit ?? plan.all)) {
    return keysAlong(
      store,
      { index: 'list_last_saved', filters: plan.filters },
      order,
      after,
      most,
    );
  }
  const found = plan.runs.flatMap((run) => keysWithin(store, run, order));
  return cut(sortKeys(found, order, after), limit);
};

/** The keys of the runs that fulfil the filters too, in no order; at most `limit` of each run. */
export const keysOfRuns = (
  store: ReadableStore,
  runs: readonly IndexRun[],
  filters: readonly Filter[],
  limit = -1,
): readonly SheetKey[] =>
  runs.flatMap((run) =>
    keysWithin(store, { ...run, filters: [...run.filters, ...filters] }, orderOf.newest, limit),
  );

/** The same where there are at most `most`; null where there are more. */
export const fewKeys = (
  store: ReadableStore,
  runs: readonly IndexRun[],
  filters: readonly Filter[],
  most: number,
): readonly SheetKey[] | null => {
  const found = keysOfRuns(store, runs, filters, most + 1);
  return found.length > most ? null : found;
};
