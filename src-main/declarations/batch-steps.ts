import { setImmediate } from 'node:timers/promises';
import type { BatchOutcome } from '../../src-shared/contract/batch.ts';
import type { Failure, Result } from '../../src-shared/errors/result.ts';

/** Batches that run now: how far they are, and which the clerk wants to end. */
export interface RunningBatches {
  /** Ends the batch before its next sheet; one that does not run is no matter. */
  readonly stop: (batchId: string) => void;
  readonly stopAll: () => void;
  /**
   * Does one sheet after the other. `endsBatch` tells failures that would meet every other sheet
   * too (a card that is gone) from those of one sheet. What is thrown (a full disk) ends it as well:
   * what was done before is told all the same.
   */
  readonly run: <Sheet extends { readonly id: number }>(
    batchId: string,
    sheets: readonly Sheet[],
    work: (sheet: Sheet) => Result<unknown> | Promise<Result<unknown>>,
    endsBatch?: (kind: string) => boolean,
  ) => Promise<BatchOutcome>;
}

export const stoppedByClerk = '已按要求停止';

const tried = async <Sheet>(
  work: (sheet: Sheet) => Result<unknown> | Promise<Result<unknown>>,
  sheet: Sheet,
): Promise<Result<unknown> | { readonly thrown: unknown }> => {
  try {
    return await work(sheet);
  } catch (error) {
    return { thrown: error };
  }
};

/** `progress` is told before the first sheet and after each; `explain` finds words for what was thrown. */
export const createRunningBatches = (
  progress: (batchId: string, done: number, total: number) => void,
  explain: (error: unknown) => Failure,
): RunningBatches => {
  const stopping = new Map<string, boolean>();
  return {
    stop: (batchId) => {
      if (stopping.has(batchId)) stopping.set(batchId, true);
    },
    stopAll: () => {
      for (const batchId of stopping.keys()) stopping.set(batchId, true);
    },
    run: async (batchId, sheets, work, endsBatch = () => false) => {
      const done: number[] = [];
      const failed: { id: number; message: string }[] = [];
      let stoppedBy: string | null = null;
      stopping.set(batchId, false);
      try {
        progress(batchId, 0, sheets.length);
        for (const sheet of sheets) {
          // The window's other calls come between two sheets, 停止 among them.
          await setImmediate();
          if (stopping.get(batchId) === true) stoppedBy = stoppedByClerk;
          if (stoppedBy !== null) break;
          const outcome = await tried(work, sheet);
          if ('thrown' in outcome) stoppedBy = explain(outcome.thrown).message;
          else if (outcome.ok) done.push(sheet.id);
          else if (endsBatch(outcome.error.kind)) stoppedBy = outcome.error.message;
          else failed.push({ id: sheet.id, message: outcome.error.message });
          if (stoppedBy !== null) break;
          progress(batchId, done.length + failed.length, sheets.length);
        }
      } finally {
        stopping.delete(batchId);
      }
      const reached = done.length + failed.length;
      return { done, failed, notReached: sheets.slice(reached).map(({ id }) => id), stoppedBy };
    },
  };
};
