import { setImmediate } from 'node:timers/promises';
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
import { countAlong, planKeys } from './list-keys.ts';
import { planList } from './list-plan.ts';
import { sheetRowOf, storedSheets } from './sheet-row.ts';
import type { ReadableStore } from './store.ts';
import { textIds } from './text-ids.ts';

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
export const finish = <Value>(steps: Generator<void, Value>): Value => {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
};

/** Runs to its end and lets whatever else waits go first between two steps. */
export const inTurns = async <Value>(steps: Generator<void, Value>): Promise<Value> => {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await setImmediate();
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
  { conditions, sort, after, limit }: Omit<ListQuestion, 'limit'> & { limit: number | null },
  search: TextSearch | null,
): Generator<void, readonly SheetKey[]> {
  const plan = planList(store, conditions);
  if (search === null) return planKeys(store, plan, sort, after, limit);
  const most = limit ?? Infinity;
  const found: number[] = [];
  for (const ids of textIds(store, search, { conditions, plan, sort, after, wanted: most })) {
    for (const id of ids) found.push(id);
    if (found.length >= most) break;
    yield;
  }
  // Text is listed in the order of entry: nothing but the id says where a page begins.
  return found.slice(0, most).map((id) => ({ at: id, id }));
}

/** One page by key and not by offset. */
export function* pageInSteps(
  store: ReadableStore,
  { conditions, sort, after, limit }: ListQuestion,
): Generator<void, SheetPage> {
  const search = textOf(store, conditions);
  const question = { conditions, sort, after, limit: limit + 1 };
  const keys = yield* keysInSteps(store, question, search);
  const page = keys.slice(0, limit);
  return {
    rows: storedSheets(
      store,
      page.map(({ id }) => id),
    ).map(sheetRowOf),
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
  const search = textOf(store, conditions);
  let count = 0;
  const plan = planList(store, conditions);
  if (search === null && plan.kind === 'index') {
    for (const run of plan.runs) count += countAlong(store, run, most);
  } else {
    const question = { conditions, sort: 'newest', after: null, limit: most } as const;
    count = (yield* keysInSteps(store, question, search)).length;
  }
  return { count: Math.min(count, mostCounted), isMore: count > mostCounted };
}

export const countSheets = (store: ReadableStore, conditions: QueryConditions): SheetCount =>
  finish(countInSteps(store, conditions));

const idsSchema = z.array(z.number());

/**
 * The ids that a choice stands for now, in the order of the list, at most `most` of them, all where
 * it is null; checked ones that are gone left out.
 */
export function* chosenIdsInSteps(
  store: ReadableStore,
  choice: SheetChoice,
  most: number | null,
): Generator<void, readonly number[]> {
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
  const limit = most === null ? null : most + except.size;
  const question = { conditions, sort, after: null, limit };
  const keys = yield* keysInSteps(store, question, textOf(store, conditions));
  const ids = keys.map(({ id }) => id).filter((id) => !except.has(id));
  return most === null ? ids : ids.slice(0, most);
}

export const chosenIds = (store: ReadableStore, choice: SheetChoice): readonly number[] =>
  finish(chosenIdsInSteps(store, choice, null));
