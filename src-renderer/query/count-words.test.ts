import { expect, test } from 'vitest';
import { countWords, matchingWords } from './count-words.ts';

test('the count is exact up to 10,000 and 超过 beyond', () => {
  expect(countWords(null)).toBe('正在计数…');
  expect(countWords({ count: 0, isMore: false })).toBe('共 0 票');
  expect(countWords({ count: 10_000, isMore: false })).toBe('共 10,000 票');
  expect(countWords({ count: 10_000, isMore: true })).toBe('超过 10,000 票');
});

test('what was unchecked again is taken off where the count is exact, and told where it is not', () => {
  expect(matchingWords({ count: 120, isMore: false }, 2)).toBe('118 票');
  expect(matchingWords({ count: 10_000, isMore: true }, 0)).toBe('超过 10,000 票');
  expect(matchingWords({ count: 10_000, isMore: true }, 2)).toBe('超过 10,000 票（已去掉 2 票）');
  expect(matchingWords(null, 2)).toBe('');
});
