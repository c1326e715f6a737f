import { troubledSheets } from '../store/troubles.ts';
import type { ReadableStore } from '../store/store.ts';

const milliseconds = 30_000;

/**
 * Tells of every submission that customs has left unanswered for too long, once a run of the
 * program. The value ends the watch.
 */
export const watchUnanswered = (
  store: ReadableStore,
  unansweredBefore: () => number,
  tell: (declarationId: number) => void,
): (() => void) => {
  const told = new Set<string>();
  const look = (): void => {
    for (const { kind, row } of troubledSheets(store, unansweredBefore())) {
      const submission = row.lastSubmission;
      if (kind !== 'unanswered' || submission === null || told.has(submission.id)) continue;
      told.add(submission.id);
      tell(row.id);
    }
  };
  const timer = setInterval(look, milliseconds);
  return () => {
    clearInterval(timer);
  };
};
