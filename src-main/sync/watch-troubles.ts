import type { TroubleSummary } from '../query/troubles.ts';

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
  /** Null where a newer look is under way. */
  readonly read: () => Promise<TroubleSummary | null>;
  readonly failed: (error: unknown) => void;
  readonly tellCount: (count: number) => void;
  readonly tellUnanswered: (declarationId: number) => void;
}): TroubleWatch => {
  const told = new Set<string>();
  let count = -1;
  let stopped = false;
  const tell = (found: TroubleSummary | null): void => {
    if (stopped || found === null) return;
    if (found.count !== count) parts.tellCount(found.count);
    count = found.count;
    for (const { id, submissionId } of found.unanswered) {
      if (told.has(submissionId)) continue;
      told.add(submissionId);
      parts.tellUnanswered(id);
    }
  };
  const look = (): void => {
    parts.read().then(tell, (error: unknown) => {
      if (!stopped) parts.failed(error);
    });
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
      stopped = true;
      clearInterval(regularly);
      clearTimeout(soon);
    },
  };
};
