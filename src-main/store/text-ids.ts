import { z } from 'zod';
import type { QueryConditions, SheetKey } from '../../src-shared/contract/schemas.ts';
import type { SheetSort } from '../../src-shared/declaration/query-words.ts';
import { probe } from './free-text-search.ts';
import type { TextSearch } from './free-text-search.ts';
import { daysOf, entryDates, newestId } from './list-conditions.ts';
import type { Filter } from './list-conditions.ts';
import { fewKeys, keysOf, keysOfRuns, orderOf } from './list-keys.ts';
import type { ListPlan } from './list-plan.ts';
import type { ReadableStore } from './store.ts';

/**
 * The sheets of a text, batch by batch. They come by id, which is the order of entry: it differs
 * from 录入时间 only where the machine's clock was set back in between. By the last 暂存 there is
 * no order for them.
 */

const idsSchema = z.array(z.number());

/** How much is read at once, and what reading costs. */
export interface Pace {
  /** Candidates that are read at once: as many as are expected to be enough, between these. */
  readonly least: number;
  readonly most: number;
  /** So many sheets of the other conditions are held in memory to be found among the text's. */
  readonly mostHeld: number;
  /** So many entries of an index may be read to find them. */
  readonly mostScanned: number;
  /** So many of them are looked up in one step. */
  readonly probesAtOnce: number;
  readonly costs: Costs;
}

/** In microseconds, about, at a million sheets; only how they compare matters. */
export interface Costs {
  /** The next sheet of the text. */
  readonly candidate: number;
  /** The next entry of a list index. */
  readonly entry: number;
  /** A sheet by its id. */
  readonly row: number;
  /** Whether one sheet holds the text. */
  readonly probe: number;
}

export const usualPace: Pace = {
  least: 128,
  most: 4096,
  mostHeld: 20_000,
  mostScanned: 100_000,
  probesAtOnce: 64,
  costs: { candidate: 0.2, entry: 0.8, row: 4, probe: 150 },
};

interface Bounds {
  readonly above: number;
  readonly below: number;
}

const idsBetween = ({ above, below }: Bounds): number => Math.max(0, below - above - 1);

/** What is left of the bounds once `last` was come to. */
const beyond = (bounds: Bounds, last: number, newestFirst: boolean): Bounds =>
  newestFirst ? { ...bounds, below: last } : { ...bounds, above: last };

/** From the first of the ids, which are in order, to the last. */
const boundsAround = (ordered: readonly number[]): Bounds => {
  const [one = 0, other = 0] = [ordered[0], ordered.at(-1)];
  return { above: Math.min(one, other) - 1, below: Math.max(one, other) + 1 };
};

const isWithin =
  ({ above, below }: Bounds) =>
  (id: number): boolean =>
    id > above && id < below;

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
    return (bounds, limit) => ids.filter(isWithin(bounds)).slice(0, limit);
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

/** Those of the ids that the text finds. */
const holding = (
  store: ReadableStore,
  text: TextSearch,
  ids: readonly number[],
): readonly number[] => {
  if (text.kind === 'match') return probe(store, text.expression, ids);
  const found = new Set(text.ids);
  return ids.filter((id) => found.has(id));
};

/** What a candidate must fulfil beside the text; the search table holds only sheets that are shown. */
const filtersOf = (search: TextSearch, plan: ListPlan): readonly Filter[] =>
  search.kind === 'ids' ? plan.filters : [...plan.filters.slice(1), ...search.filters];

const ownFiltersOf = (search: TextSearch): readonly Filter[] =>
  search.kind === 'match' ? search.filters : [];

const idsOf = (keys: readonly SheetKey[]): readonly number[] => keys.map(({ id }) => id);

type IndexPlan = Extract<ListPlan, { kind: 'index' }>;

/** A text with its other conditions on the way through the store. */
interface Search {
  readonly store: ReadableStore;
  readonly text: TextSearch;
  readonly plan: IndexPlan;
  readonly newestFirst: boolean;
  readonly pace: Pace;
  /** The caller takes no more than these. */
  readonly wanted: number;
  readonly candidates: Candidates;
}

/**
 * Those of the candidates that fulfil the other conditions: by their entries in the index of the
 * rarest one where those of the same days are few, else sheet by sheet.
 */
const fulfilling = (
  { store, text, plan, newestFirst, pace: { costs } }: Search,
  ids: readonly number[],
): readonly number[] => {
  const filters = filtersOf(text, plan);
  if (filters.length === 0) return ids;
  const [one = 0, other = 0] = [ids[0], ids.at(-1)];
  const days = daysOf(store, Math.min(one, other), Math.max(one, other));
  const entries = (plan.scanned * days.sheets) / Math.max(1, plan.all);
  if (ownFiltersOf(text).length > 0 || entries * costs.entry >= ids.length * costs.row) {
    return sorted(idsOf(keysOf(store, ids, filters, orderOf.newest)), newestFirst);
  }
  const found = new Set(idsOf(keysOfRuns(store, plan.runs, [days.filter])));
  return ids.filter((id) => found.has(id));
};

/** How far the way along the text has come. */
interface Progress {
  readonly seen: number;
  readonly found: number;
  /** Candidates among so many ids, about. */
  readonly density: number;
  /** Ids that have not been come to. */
  readonly idsLeft: number;
}

/**
 * About how many candidates it takes until enough fulfil the other conditions: as many as these are
 * expected to let through, corrected by what was seen so far.
 */
const stillToRead = (
  { matching, all }: IndexPlan,
  wanted: number,
  { seen, found }: Pick<Progress, 'seen' | 'found'>,
): number => {
  const expected = Math.max(matching, 1) / all;
  const share = (found + 1) / (seen + 1 / expected);
  return (wanted - found) / share;
};

/** True where the sheets of the other conditions, each looked for in the text, are quicker found. */
const isHeldQuicker = (
  { plan, pace: { costs, mostScanned }, wanted }: Search,
  { seen, found, density, idsLeft }: Progress,
): boolean => {
  if (plan.scanned > mostScanned || plan.scanned >= plan.all) return false;
  const left = density * idsLeft;
  const toRead = Math.min(left, stillToRead(plan, wanted, { seen, found }));
  const entries = plan.scanned / Math.max(1, density * plan.all);
  const along = toRead * (costs.candidate + Math.min(costs.row, entries * costs.entry));
  // Once they are held, the way among them is never longer than the way along the text.
  return (plan.scanned + plan.matching) * costs.entry < along;
};

/** Rather a few candidates too many than one batch more. */
const margin = 1.2;

const batchOf = ({ least, most }: Pace, enough: number): number =>
  Math.min(Math.max(least, Math.ceil(enough)), most);

/** Those of the sheets that hold the text. */
function* amongHeld(
  search: Search,
  ids: readonly number[],
  progress: Progress,
): Generator<readonly number[], void> {
  const { store, text, newestFirst, pace, wanted } = search;
  const { found, density } = progress;
  const { costs, probesAtOnce } = pace;
  let left = sorted(ids, newestFirst);
  if (left.length === 0) return;
  const probes = Math.min(left.length, (wanted - found) / density);
  const within = density * idsBetween(boundsAround(left));
  if (probes * costs.probe <= within * costs.candidate) {
    // Sheets that never hold the text would be probed to the end: as long as the other way takes.
    const most = (within * costs.candidate) / costs.probe;
    for (let probed = 0; probed <= most; probed += probesAtOnce) {
      yield holding(store, text, left.slice(0, probesAtOnce));
      left = left.slice(probesAtOnce);
      if (left.length === 0) return;
    }
  }
  yield* amongCandidates(search, left, progress);
}

/** Those of the ids that are among the candidates, all of which lie between the first and the last. */
function* amongCandidates(
  { newestFirst, pace, wanted, candidates }: Search,
  ordered: readonly number[],
  { found, density }: Progress,
): Generator<readonly number[], void> {
  const held = new Set(ordered);
  let bounds = boundsAround(ordered);
  const within = density * idsBetween(bounds);
  const limit = batchOf(pace, (margin * (wanted - found) * within) / ordered.length);
  for (;;) {
    const next = candidates(bounds, limit);
    const last = next.at(-1);
    if (last === undefined) return;
    yield next.filter((id) => held.has(id));
    bounds = beyond(bounds, last, newestFirst);
  }
}

/** The sheets of the text one after another, until those of the other conditions are quicker. */
function* alongText(search: Search, start: Bounds): Generator<readonly number[], void> {
  const { store, text, plan, newestFirst, pace, wanted, candidates } = search;
  const from = { ...start, below: Math.min(start.below, newestId(store) + 1) };
  let bounds = from;
  let seen = 0;
  let found = 0;
  let mayHold = true;
  for (;;) {
    const enough = margin * stillToRead(plan, wanted, { seen, found });
    // Before the text has shown how common it is, very many are not read on an estimate.
    const limit = seen === 0 && enough > pace.most ? pace.least : batchOf(pace, enough);
    const ids = candidates(bounds, limit);
    const last = ids.at(-1);
    if (last === undefined) return;
    const fulfilled = fulfilling(search, ids);
    yield fulfilled;
    if (ids.length < limit) return;
    bounds = beyond(bounds, last, newestFirst);
    seen += ids.length;
    found += fulfilled.length;
    const idsLeft = idsBetween(bounds);
    const density = seen / Math.max(1, idsBetween(from) - idsLeft);
    const progress = { seen, found, density, idsLeft };
    if (!mayHold || !isHeldQuicker(search, progress)) continue;
    mayHold = false;
    const few = fewKeys(store, plan.runs, ownFiltersOf(text), pace.mostHeld);
    if (few === null) continue;
    yield* amongHeld(search, idsOf(few).filter(isWithin(bounds)), progress);
    return;
  }
}

/** Ids behind `after`, in the order of entry; the caller stops when it has `wanted` of them. */
export function* textIds(
  store: ReadableStore,
  text: TextSearch,
  question: {
    readonly conditions: QueryConditions;
    readonly plan: ListPlan;
    readonly sort: SheetSort;
    readonly after: SheetKey | null;
    readonly wanted: number;
  },
  pace: Pace = usualPace,
): Generator<readonly number[], void> {
  const { plan, sort, after, wanted } = question;
  const { newestFirst } = orderOf[sort];
  const bounds = boundsOf(store, question.conditions, newestFirst, after);
  if (plan.kind === 'ids') {
    const filters = [...plan.filters, ...ownFiltersOf(text)];
    const ids = idsOf(keysOf(store, plan.ids, filters, orderOf.newest));
    yield sorted(holding(store, text, ids.filter(isWithin(bounds))), newestFirst);
    return;
  }
  const candidates = candidatesOf(store, text, newestFirst);
  yield* alongText({ store, text, plan, newestFirst, pace, wanted, candidates }, bounds);
}
