const firstMilliseconds = 1_000;
const mostMilliseconds = 5 * 60_000;

/**
 * How long to wait before the next try: doubling from a second to five minutes, with jitter so that
 * the desks of a yard don't come back all at once. `random` is in [0, 1).
 */
export const backOff = (attempts: number, random: number): number => {
  const full = Math.min(mostMilliseconds, firstMilliseconds * 2 ** Math.min(attempts, 20));
  return Math.round(full / 2 + (full / 2) * random);
};
