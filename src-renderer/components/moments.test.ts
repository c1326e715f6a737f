import { expect, test } from 'vitest';
import { beijingDate, beijingTime, lastDays } from './moments.ts';

const beforeMidnightInLondon = Date.UTC(2026, 0, 31, 16, 30, 5);

test('the clerk reads Beijing time wherever the machine stands', () => {
  expect(beijingDate(beforeMidnightInLondon)).toBe('2026-02-01');
  expect(beijingTime(beforeMidnightInLondon)).toBe('2026-02-01 00:30:05');
});

test('近 7 天 is today and the six days before it', () => {
  expect(lastDays(7, beforeMidnightInLondon)).toEqual(['2026-01-26', '2026-02-01']);
  expect(lastDays(1, beforeMidnightInLondon)).toEqual(['2026-02-01', '2026-02-01']);
});
