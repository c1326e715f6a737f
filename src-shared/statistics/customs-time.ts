/**
 * How long customs took, as p50 and p95. A percentile is a time that really occurred: the smallest
 * one that at least that share of the sheets stayed within (nearest rank).
 */

export interface CustomsTime {
  /** Accepted sheets that it is about. */
  readonly sheets: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
}

const rankOf = (share: number, count: number): number => Math.max(1, Math.ceil(share * count));

/** From every single time; sorts them in place. Null where there is none. */
export const exactCustomsTime = (milliseconds: number[]): CustomsTime | null => {
  if (milliseconds.length === 0) return null;
  milliseconds.sort((a, b) => a - b);
  const at = (share: number): number => milliseconds[rankOf(share, milliseconds.length) - 1] ?? 0;
  return { sheets: milliseconds.length, p50: at(0.5), p95: at(0.95) };
};

/** The upper bound (not within) of the bucket that begins at `lower`: see 0005-daily-summary.ts. */
const nextBucket = (lower: number): number => Math.max(lower + 1, Math.floor((lower * 11) / 10));

/** Off by less than 5 % whichever whole number of the bucket it stands for. */
const middleOf = (lower: number): number => Math.round(Math.sqrt(lower * (nextBucket(lower) - 1)));

/**
 * From counts by bucket. What it says lies in the bucket of the exact percentile, and so within 5 %
 * of it. Null where there is none.
 */
export const estimatedCustomsTime = (
  sheetsByBucket: ReadonlyMap<number, number>,
): CustomsTime | null => {
  const buckets = [...sheetsByBucket].sort(([a], [b]) => a - b);
  const count = buckets.reduce((sum, [, sheets]) => sum + sheets, 0);
  if (count === 0) return null;
  const at = (share: number): number => {
    let left = rankOf(share, count);
    for (const [lower, sheets] of buckets) {
      left -= sheets;
      if (left <= 0) return middleOf(lower);
    }
    return 0;
  };
  return { sheets: count, p50: at(0.5), p95: at(0.95) };
};
