import { expect, test } from 'vitest';
import { furtherReaches, reachWords } from './text-reach.ts';

test('a whole number can be looked for further: at beginnings and ends, then anywhere', () => {
  expect(furtherReaches('2026110000000', 'whole')).toEqual(['systemNumber', 'anywhere']);
  expect(furtherReaches('2026110000000', 'systemNumber')).toEqual(['anywhere']);
  expect(furtherReaches('2026110000000', 'anywhere')).toEqual([]);
});

test('what no number of the program can begin or end with is looked for anywhere at once', () => {
  expect(furtherReaches('沪A12345', 'whole')).toEqual(['anywhere']);
});

test('the tag tells a reach that was asked for, and nothing where the program chose', () => {
  expect(reachWords('anywhere')).toBe('（任意位置）');
  expect(reachWords('')).toBe('');
});
