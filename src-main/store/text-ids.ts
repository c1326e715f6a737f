import { z } from 'zod';
import type { QueryConditions, SheetKey } from '../../src-shared/contract/schemas.ts';
import type { SheetSort } from '../../src-shared/declaration/query-words.ts';
import type { TextSearch } from './free-text-search.ts';
import { entryDates } from './list-conditions.ts';
import type { Filter } from './list-conditions.ts';
import { fewKeys, keysOf, orderOf } from './list-keys.ts';
import type { ListPlan } from './list-plan.ts';
import type { ReadableStore } from './store.ts';

/**
 * The sheets of a text, batch by batch. They come by id, which is the order of entry: it differs
 * from 录入时间 only where the machine's clock was set back in between. By the last 暂存 there is
 * no order for them.
 */

const idsSchema = z.array(z.number());

/** How much is read before the other conditions are made use of. */
export interface Pace {
  /** Candidates that are read at once: few for the first page, then more and more. */
  readonly first: number;
  readonly growth: number;
  readonly most: number;
  /** So many sheets of the other conditions are held in memory to be found among the text's. */
  readonly mostHeld: number;
  /** So many entries of an index may be read to find them. */
  readonly mostScanned: number;
  /** So few are looked up one by one. */
  readonly fewProbed: number;
}

const usualPace: Pace = {
  first: 128,
  growth: 4,
  most: 8192,
  mostHeld: 20_000,
  mostScanned: 100_000,
  fewProbed: 64,
};

interface Bounds {
  readonly above: number;
  readonly below: number;
}

const boundsOf = (
  store: ReadableStore,
  conditions: QueryConditions,
  newestFirst: boolean,
  after: SheetKey | null,
): Bounds => {
  const dates = entryDates(store, conditions)?.ids ?? null;
  const first = dates === null ? 0 : dates.first - 1;
  const last = dates === null ? Number.MAX_SAFE_INTEGER : dates.last + 1;
  if (after === null) return { above: first, below: last };
  return newestFirst
    ? { above: first, below: Math.min(last, after.id) }
    : { above: Math.max(first, after.id), below: last };
};

const sorted = (ids: readonly number[], newestFirst: boolean): readonly number[] =>
  ids.toSorted((one, other) => (newestFirst ? other - one : one - other));

/** The next ids between two bounds, in order; at most `limit` of them. */
type Candidates = (bounds: Bounds, limit: number) => readonly number[];

/**
 * FTS5 takes a bound only from a whole number, and parameters come as floating-point ones: without
 * the cast it reads everything.
 */
const candidatesOf = (
  store: ReadableStore,
  search: TextSearch,
  newestFirst: boolean,
): Candidates => {
  if (search.kind === 'ids') {
    const ids = sorted(search.ids, newestFirst);
    return ({ above, below }, limit) =>
      ids.filter((id) => id > above && id < below).slice(0, limit);
  }
  const find = store
    .prepare(
      `SELECT rowid FROM search WHERE search MATCH ? AND rowid > CAST(? AS INTEGER)
         AND rowid < CAST(? AS INTEGER)
       ORDER BY rowid ${newestFirst ? 'DESC' : 'ASC'} LIMIT ?`,
    )
    .pluck();
  return ({ above, below }, limit) =>
    idsSchema.parse(find.all(search.expression, above, below, limit));
};

/** Those of the ids that the text finds, each looked up by itself. */
const probe = (
  store: ReadableStore,
  search: TextSearch,
  ids: readonly number[],
): readonly number[] => {
  if (search.kind === 'ids') {
    const found = new Set(search.ids);
    return ids.filter((id) => found.has(id));
  }
  const find = store
    .prepare('SELECT 1 FROM search WHERE search MATCH ? AND rowid = CAST(? AS INTEGER)')
    .pluck();
  return ids.filter((id) => find.get(search.expression, id) !== undefined);
};

/** What a candidate must fulfil beside the text; the search table holds only sheets that are shown. */
const filtersOf = (search: TextSearch, plan: ListPlan): readonly Filter[] =>
  search.kind === 'ids' ? plan.filters : [...plan.filters.slice(1), ...search.filters];

const idsOf = (keys: readonly SheetKey[]): readonly number[] => keys.map(({ id }) => id);

/** Ids behind `after`, in the order of entry; the caller stops when it has enough. */
export function* textIds(
  store: ReadableStore,
  search: TextSearch,
  question: {
    readonly conditions: QueryConditions;
    readonly plan: ListPlan;
    readonly sort: SheetSort;
    readonly after: SheetKey | null;
  },
  pace: Pace = usualPace,
): Generator<readonly number[], void> {
  const { plan, sort, after } = question;
  const { newestFirst } = orderOf[sort];
  const isBetween =
    ({ above, below }: Bounds) =>
    (id: number): boolean =>
      id > above && id < below;
  let bounds = boundsOf(store, question.conditions, newestFirst, after);
  const filters = filtersOf(search, plan);
  if (plan.kind === 'ids') {
    const ids = idsOf(keysOf(store, plan.ids, [...plan.filters, ...filters], orderOf.newest));
    yield sorted(probe(store, search, ids.filter(isBetween(bounds))), newestFirst);
    return;
  }
  const candidates = candidatesOf(store, search, newestFirst);
  const narrows = plan.scanned < plan.all && plan.scanned <= pace.mostScanned;
  let held: ReadonlySet<number> | null = null;

  for (let limit = pace.first; ; limit = Math.min(limit * pace.growth, pace.most)) {
    const ids = candidates(bounds, limit);
    const last = ids.at(-1);
    if (last === undefined) return;
    if (held !== null) yield ids.filter((id) => held?.has(id));
    else if (filters.length === 0) yield ids;
    else yield sorted(idsOf(keysOf(store, ids, filters, orderOf.newest)), newestFirst);
    if (ids.length < limit) return;
    bounds = newestFirst ? { ...bounds, below: last } : { ...bounds, above: last };
    if (held === null && narrows) {
      const more = search.kind === 'match' ? search.filters : [];
      const few = fewKeys(store, plan.runs, more, pace.mostHeld);
      if (few !== null && few.length <= pace.fewProbed) {
        yield sorted(probe(store, search, idsOf(few).filter(isBetween(bounds))), newestFirst);
        return;
      }
      if (few !== null) held = new Set(idsOf(few));
    }
  }
}
