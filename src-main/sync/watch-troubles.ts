import { troubledSheets } from '../store/troubles.ts';
import type { ReadableStore } from '../store/store.ts';

/** A sheet becomes 超时未回执 by time alone. */
const lookEvery = 30_000;
/** Sheets change in bursts; one look is enough for all of them. */
const pauseBeforeLook = 500;

export interface TroubleWatch {
  /** Sheets have changed. */
  readonly lookSoon: () => void;
  readonly stop: () => void;
}

/** Keeps telling how many sheets wait for the clerk, and once a run of each left unanswered. */
export const watchTroubles = (parts: {
  readonly store: ReadableStore;
  /** UTC milliseconds: what has had no word since before then counts as left unanswered. */
  readonly unansweredBefore: () => number;
  readonly tellCount: (count: number) => void;
  readonly tellUnanswered: (declarationId: number) => void;
}): TroubleWatch => {
  const told = new Set<string>();
  let count = -1;
  const look = (): void => {
    const troubles = troubledSheets(parts.store, parts.unansweredBefore());
    if (troubles.length !== count) parts.tellCount(troubles.length);
    count = troubles.length;
    for (const { kind, row } of troubles) {
      const submission = row.lastSubmission;
      if (kind !== 'unanswered' || submission === null || told.has(submission.id)) continue;
      told.add(submission.id);
      parts.tellUnanswered(row.id);
    }
  };
  const regularly = setInterval(look, lookEvery);
  let soon: NodeJS.Timeout | undefined;
  const lookSoon = (): void => {
    clearTimeout(soon);
    soon = setTimeout(look, pauseBeforeLook);
  };
  lookSoon();
  return {
    lookSoon,
    stop: () => {
      clearInterval(regularly);
      clearTimeout(soon);
    },
  };
};
