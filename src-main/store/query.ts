import { z } from 'zod';
import type {
  QueryConditions,
  SheetChoice,
  SheetKey,
  SheetRow,
} from '../../src-shared/contract/schemas.ts';
import { foldQuestion } from '../../src-shared/declaration/free-text.ts';
import type { SheetSort, TextReach } from '../../src-shared/declaration/query-words.ts';
import { mostCounted } from '../../src-shared/declaration/query-words.ts';
import { searchText } from './free-text-search.ts';
import type { TextSearch } from './free-text-search.ts';
import { countAlong, keysOf, orderOf, planKeys, sortKeys } from './list-keys.ts';
import { planList } from './list-plan.ts';
import type { ListPlan } from './list-plan.ts';
import { selectSheetRow, sheetRowOf, sheetRowSchema } from './sheet-row.ts';
import type { ReadableStore } from './store.ts';
import { textKeys } from './text-keys.ts';

/**
 * The query's list: a page, how many there are, and the sheets that a choice stands for. What may
 * take longer goes in steps, so that a reader in a thread of its own can stop between them.
 */

export interface ListQuestion {
  readonly conditions: QueryConditions;
  readonly sort: SheetSort;
  readonly after: SheetKey | null;
  readonly limit: number;
}

export interface SheetPage {
  readonly rows: SheetRow[];
  readonly next: SheetKey | null;
  readonly textReach: TextReach | null;
}

export interface SheetCount {
  readonly count: number;
  readonly isMore: boolean;
}

/** Runs to its end without a pause. */
const finish = <Value>(steps: Generator<void, Value>): Value => {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
};

const textOf = (store: ReadableStore, conditions: QueryConditions): TextSearch | null => {
  const { text, textReach } = conditions;
  return text === undefined || foldQuestion(text) === ''
    ? null
    : searchText(store, text, textReach);
};

/** The list's keys from behind `after` on, at most `limit` of them, all where it is null. */
function* keysInSteps(
  store: ReadableStore,
  conditions: QueryConditions,
  plan: ListPlan,
  search: TextSearch | null,
  sort: SheetSort,
  after: SheetKey | null,
  limit: number | null,
): Generator<void, readonly SheetKey[]> {
  const most = limit ?? Infinity;
  if (search === null) return planKeys(store, plan, sort, after, limit);
  if (search.kind === 'ids') {
    const ids = plan.kind === 'ids' ? search.ids.filter((id) => plan.ids.includes(id)) : search.ids;
    const order = orderOf[sort];
    return sortKeys(keysOf(store, ids, plan.filters, order), order, after).slice(0, most);
  }
  const found: SheetKey[] = [];
  for (const keys of textKeys(store, search, conditions, plan, sort, after)) {
    found.push(...keys);
    if (found.length >= most) break;
    yield;
  }
  return found.slice(0, most);
}

const rowsSchema = z.array(sheetRowSchema);

const rowsOf = (store: ReadableStore, keys: readonly SheetKey[]): SheetRow[] => {
  const found = rowsSchema.parse(
    store
      .prepare(`${selectSheetRow} WHERE declaration.id IN (SELECT value FROM json_each(?))`)
      .all(JSON.stringify(keys.map(({ id }) => id))),
  );
  const rows = new Map(found.map((row) => [row.id, sheetRowOf(row)]));
  return keys.flatMap(({ id }) => rows.get(id) ?? []);
};

/** One page by key and not by offset. */
export function* pageInSteps(
  store: ReadableStore,
  { conditions, sort, after, limit }: ListQuestion,
): Generator<void, SheetPage> {
  const plan = planList(store, conditions);
  const search = textOf(store, conditions);
  const keys = yield* keysInSteps(store, conditions, plan, search, sort, after, limit + 1);
  const page = keys.slice(0, limit);
  return {
    rows: rowsOf(store, page),
    next: keys.length > limit ? (page.at(-1) ?? null) : null,
    textReach: search?.reach ?? null,
  };
}

export const querySheets = (
  store: ReadableStore,
  conditions: QueryConditions,
  after: SheetKey | null,
  limit: number,
  sort: SheetSort = 'newest',
): SheetPage => finish(pageInSteps(store, { conditions, after, limit, sort }));

/** How many match, exact up to {@link mostCounted}. */
export function* countInSteps(
  store: ReadableStore,
  conditions: QueryConditions,
): Generator<void, SheetCount> {
  const most = mostCounted + 1;
  const plan = planList(store, conditions);
  const search = textOf(store, conditions);
  const count =
    search === null && plan.kind === 'index'
      ? plan.runs.reduce((sum, run) => sum + countAlong(store, run, most), 0)
      : (yield* keysInSteps(store, conditions, plan, search, 'newest', null, most)).length;
  return { count: Math.min(count, mostCounted), isMore: count > mostCounted };
}

export const countSheets = (store: ReadableStore, conditions: QueryConditions): SheetCount =>
  finish(countInSteps(store, conditions));

const idsSchema = z.array(z.number());

/** The ids that a choice stands for now, in the order of the list; checked ones that are gone left out. */
export const chosenIds = (store: ReadableStore, choice: SheetChoice): readonly number[] => {
  if (choice.kind === 'checked') {
    return idsSchema.parse(
      store
        .prepare(
          `SELECT declaration.id FROM json_each(?) AS checked
           JOIN declaration ON declaration.id = checked.value WHERE declaration.hidden = 0
           ORDER BY checked.key`,
        )
        .pluck()
        .all(JSON.stringify(choice.ids)),
    );
  }
  const { conditions, sort = 'newest' } = choice;
  const except = new Set(choice.except);
  const plan = planList(store, conditions);
  const search = textOf(store, conditions);
  const keys = finish(keysInSteps(store, conditions, plan, search, sort, null, null));
  return keys.map(({ id }) => id).filter((id) => !except.has(id));
};
