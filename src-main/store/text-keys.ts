import { z } from 'zod';
import type { QueryConditions, SheetKey } from '../../src-shared/contract/schemas.ts';
import type { SheetSort } from '../../src-shared/declaration/query-words.ts';
import type { TextSearch } from './free-text-search.ts';
import { entryDates } from './list-conditions.ts';
import { fewKeys, keysOf, orderOf } from './list-keys.ts';
import type { ListPlan } from './list-plan.ts';
import type { ReadableStore } from './store.ts';

/**
 * The sheets of a text that stands anywhere, batch by batch. They come by id, which is the order of
 * entry: it differs from 录入时间 only where the machine's clock was set back in between. By the
 * last 暂存 there is no order for them.
 */

type Match = Extract<TextSearch, { kind: 'match' }>;

const idsSchema = z.array(z.number());

/** How much is read before the other conditions are made use of. */
export interface Pace {
  /** Candidates that are read at once: few first, for the first page. */
  readonly first: number;
  readonly later: number;
  /** So many sheets of the other conditions are held in memory to be found among the text's. */
  readonly mostHeld: number;
  /** So many entries of an index may be read to find them. */
  readonly mostScanned: number;
  /** So few are looked up one by one. */
  readonly fewProbed: number;
}

const usualPace: Pace = {
  first: 512,
  later: 8192,
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

/**
 * Ids that the search table finds, in their order. FTS5 takes a bound only from a whole number, and
 * parameters come as floating-point ones: without the cast it reads everything.
 */
const candidates = (
  store: ReadableStore,
  { expression }: Match,
  { above, below }: Bounds,
  newestFirst: boolean,
  limit: number,
): readonly number[] =>
  idsSchema.parse(
    store
      .prepare(
        `SELECT rowid FROM search WHERE search MATCH ? AND rowid > CAST(? AS INTEGER)
           AND rowid < CAST(? AS INTEGER)
         ORDER BY rowid ${newestFirst ? 'DESC' : 'ASC'} LIMIT ?`,
      )
      .pluck()
      .all(expression, above, below, limit),
  );

const inOrder = (keys: readonly SheetKey[], newestFirst: boolean): readonly SheetKey[] =>
  keys.toSorted((one, other) => (newestFirst ? other.id - one.id : one.id - other.id));

const probe = (
  store: ReadableStore,
  { expression }: Match,
  keys: readonly SheetKey[],
  { above, below }: Bounds,
): readonly SheetKey[] => {
  const find = store
    .prepare('SELECT 1 FROM search WHERE search MATCH ? AND rowid = CAST(? AS INTEGER)')
    .pluck();
  return keys.filter(
    ({ id }) => id > above && id < below && find.get(expression, id) !== undefined,
  );
};

/** Behind `after`, in the order of entry; the caller stops when it has enough. */
export function* textKeys(
  store: ReadableStore,
  search: Match,
  conditions: QueryConditions,
  plan: ListPlan,
  sort: SheetSort,
  after: SheetKey | null,
  pace: Pace = usualPace,
): Generator<readonly SheetKey[], void> {
  const { newestFirst } = orderOf[sort];
  const filters = [...plan.filters, ...search.filters];
  let bounds = boundsOf(store, conditions, newestFirst, after);
  if (plan.kind === 'ids') {
    const keys = keysOf(store, plan.ids, filters, orderOf.newest);
    yield inOrder(probe(store, search, keys, bounds), newestFirst);
    return;
  }
  let held: ReadonlyMap<number, SheetKey> | null = null;
  const narrows = plan.scanned < plan.all && plan.scanned <= pace.mostScanned;

  for (let limit = pace.first; ; limit = pace.later) {
    const ids = candidates(store, search, bounds, newestFirst, limit);
    const last = ids.at(-1);
    if (last === undefined) return;
    yield held === null
      ? inOrder(keysOf(store, ids, filters, orderOf.newest), newestFirst)
      : ids.flatMap((id) => held?.get(id) ?? []);
    if (ids.length < limit) return;
    bounds = newestFirst ? { ...bounds, below: last } : { ...bounds, above: last };
    if (held === null && narrows) {
      const few = fewKeys(store, plan.runs, search.filters, pace.mostHeld);
      if (few !== null && few.length <= pace.fewProbed) {
        yield inOrder(probe(store, search, few, bounds), newestFirst);
        return;
      }
      if (few !== null) held = new Map(few.map((key) => [key.id, key]));
    }
  }
}
