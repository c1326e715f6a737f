import { troublesPerPage } from '../../src-shared/contract/troubles.ts';
import type { TroublePage, TroubleQuestion } from '../../src-shared/contract/troubles.ts';
import { fieldOfReason } from '../../src-shared/declaration/reason-field.ts';
import { troubleKinds } from '../../src-shared/declaration/trouble.ts';
import { findSheet } from '../store/declarations.ts';
import type { ReadableStore } from '../store/store.ts';
import { troubleKeysInSteps, troubleRows } from '../store/troubles.ts';
import type { Trouble } from '../store/troubles.ts';

/** 异常单证, page by page, and what main tells of them without being asked. */

const placeOf = (store: ReadableStore, row: Trouble['row']): ReturnType<typeof fieldOfReason> => {
  if (row.lastReason === null) return null;
  const sheet = findSheet(store, row.id);
  // What was said of a change is about its draft.
  const said = row.lastSubmission?.function === 'MOD' ? (sheet?.amendment ?? sheet) : sheet;
  return said === null ? null : fieldOfReason(row.lastReason, said);
};

/** One page, each sheet with the field that its reason is about; the last page where it is past it. */
export function* troublesInSteps(
  store: ReadableStore,
  { kind, page }: TroubleQuestion,
  unansweredBefore: number,
): Generator<void, TroublePage> {
  const keys = yield* troubleKeysInSteps(store, unansweredBefore);
  const asked = kind === null ? keys : keys.filter((key) => key.kind === kind);
  const pageCount = Math.max(1, Math.ceil(asked.length / troublesPerPage));
  const shownPage = Math.min(page, pageCount - 1);
  const first = shownPage * troublesPerPage;
  const rows = troubleRows(store, asked.slice(first, first + troublesPerPage));
  return {
    counts: troubleKinds.flatMap((one) => {
      const count = keys.filter((key) => key.kind === one).length;
      return count === 0 ? [] : [{ kind: one, count }];
    }),
    page: shownPage,
    pageCount,
    troubles: rows.map((trouble) => ({ ...trouble, place: placeOf(store, trouble.row) })),
  };
}

export interface TroubleSummary {
  readonly count: number;
  /** 超时未回执. */
  readonly unanswered: readonly { readonly id: number; readonly submissionId: string }[];
}

export function* troubleSummaryInSteps(
  store: ReadableStore,
  unansweredBefore: number,
): Generator<void, TroubleSummary> {
  const keys = yield* troubleKeysInSteps(store, unansweredBefore);
  return {
    count: keys.length,
    unanswered: keys.flatMap(({ id, kind, submissionId }) =>
      kind === 'unanswered' && submissionId !== null ? [{ id, submissionId }] : [],
    ),
  };
}
