import { fillSummary } from './migrations/0005-daily-summary.ts';
import { createSummaryTriggers, dropSummaryTriggers } from './migrations/0005-summary-triggers.ts';
import { transaction } from './store.ts';
import type { WritableStore } from './store.ts';

/**
 * Does `work` while nothing keeps the daily summary, and then computes it anew, all in one
 * transaction: for writing very many sheets at once.
 */
export const withSummaryRebuilt = (
  store: WritableStore,
  work: (writable: WritableStore) => void,
): void => {
  transaction(store, (writable) => {
    writable.exec(dropSummaryTriggers);
    work(writable);
    writable.exec(fillSummary);
    writable.exec(createSummaryTriggers);
  });
};

/** The daily summary anew, from sheets, items and receipts. */
export const rebuildSummary = (store: WritableStore): void => {
  withSummaryRebuilt(store, () => undefined);
};
