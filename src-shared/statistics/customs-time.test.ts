import fc from 'fast-check';
import { expect, it } from 'vitest';
import { estimatedCustomsTime, exactCustomsTime } from './customs-time.ts';

/** Where each time falls: the bounds grow as those of the store do. */
const bounds: number[] = [0];
while ((bounds.at(-1) ?? 0) < 1e11) {
  const last = bounds.at(-1) ?? 0;
  bounds.push(Math.max(last + 1, Math.floor((last * 11) / 10)));
}
const bucketOf = (time: number): number => bounds.findLast((bound) => bound <= time) ?? 0;

it('says p50 and p95 within 5 % of the exact ones, whatever the times are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 25, noNaN: true }), { minLength: 1, maxLength: 300 }),
      (exponents) => {
        const times = exponents.map((exponent) => Math.floor(Math.exp(exponent)));
        const histogram = new Map<number, number>();
        for (const time of times) {
          const bucket = bucketOf(time);
          histogram.set(bucket, (histogram.get(bucket) ?? 0) + 1);
        }
        const said = estimatedCustomsTime(histogram);
        const exact = exactCustomsTime(times);
        expect(said?.sheets).toBe(exact?.sheets);
        for (const share of ['p50', 'p95'] as const) {
          const [near, truth] = [said?.[share] ?? NaN, exact?.[share] ?? NaN];
          expect(Math.abs(near - truth)).toBeLessThanOrEqual(truth * 0.05);
        }
      },
    ),
    { seed: 2, numRuns: 500 },
  );
});

it('takes a time that occurred: of one sheet its own, of twenty the tenth and the nineteenth', () => {
  expect(exactCustomsTime([4200])).toEqual({ sheets: 1, p50: 4200, p95: 4200 });
  const twenty = Array.from({ length: 20 }, (_, index) => (20 - index) * 1000);
  expect(exactCustomsTime(twenty)).toEqual({ sheets: 20, p50: 10_000, p95: 19_000 });
});

it('says nothing where no sheet was accepted', () => {
  expect(exactCustomsTime([])).toBeNull();
  expect(estimatedCustomsTime(new Map())).toBeNull();
});
