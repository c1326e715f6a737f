import { expect, test } from 'vitest';
import { isDate, normaliseDate } from './typed-date.ts';

test.each([
  ['20260131', '2026-01-31'],
  ['2026/1/31', '2026-01-31'],
  ['2026.01.31', '2026-01-31'],
  ['2026年1月31日', '2026-01-31'],
  [' 2026-01-31 ', '2026-01-31'],
])('%j is read as %s', (typed, date) => {
  expect(normaliseDate(typed)).toBe(date);
  expect(isDate(normaliseDate(typed))).toBe(true);
});

test.each(['2026-13-45', '2026-02-30', '2025-02-29', '20261345', '明天', '2026-1', ''])(
  '%j is no date, and not turned into one',
  (typed) => {
    expect(isDate(normaliseDate(typed))).toBe(false);
  },
);

test('29 February is a date in a leap year', () => {
  expect(isDate('2028-02-29')).toBe(true);
});
