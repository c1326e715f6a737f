/** Chance that is the same in every run: mulberry32. */
export interface Chance {
  /** From 0 up to, not with, 1. */
  readonly next: () => number;
  readonly below: (count: number) => number;
  readonly of: <Value>(values: readonly Value[]) => Value;
  /** One of the values, each as often as its weight says. */
  readonly weighted: <Value>(values: readonly (readonly [Value, number])[]) => Value;
  /** A place among `count`, the first ones much more often (Zipf). */
  readonly rank: (count: number) => number;
}

export const chance = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    next,
    below,
    of: (values) => values[below(values.length)]!,
    weighted: (values) => {
      let left = next() * values.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of values) {
        left -= weight;
        if (left < 0) return value;
      }
      return values[0]![0];
    },
    rank: (count) => Math.min(count - 1, Math.floor(Math.exp(next() * Math.log(count + 1)) - 1)),
  };
};
