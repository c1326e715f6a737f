import { expect, test } from 'vitest';
import { emptyHead } from '../../src-shared/declaration/new-sheet.ts';
import type { WeightField } from '../../src-shared/declaration/reuse.ts';
import { recallWeights } from './recalled-weights.ts';

const last = emptyHead({ vehicleWeight: '9000', trailerWeight: '7100' });
const start = { head: emptyHead(), recalled: new Set<WeightField>() };
const none = new Set<string>();

test('untouched weights come from the last sheet and are marked; a zero needs no mark', () => {
  const { head, recalled } = recallWeights(start, none, last);
  expect(head).toEqual(last);
  expect([...recalled]).toEqual(['vehicleWeight', 'trailerWeight']);
});

test('what was typed stays, and so does a zero that the clerk has passed', () => {
  const typed = { ...start, head: emptyHead({ vehicleWeight: '8000' }) };
  const { head, recalled } = recallWeights(typed, new Set(['head:trailerWeight']), last);
  expect([head.vehicleWeight, head.trailerWeight]).toEqual(['8000', '0']);
  expect(recalled.size).toBe(0);
});

test('unconfirmed weights of another vehicle are replaced, or go where this one is unknown', () => {
  const before = recallWeights(start, none, last);
  const left = new Set(['head:vehicleWeight', 'head:trailerWeight']);
  const heavier = emptyHead({ vehicleWeight: '9500' });
  expect(recallWeights(before, left, heavier)).toEqual({
    head: heavier,
    recalled: new Set(['vehicleWeight']),
  });
  expect(recallWeights(before, left, null)).toEqual(start);
  const confirmed = { ...before, recalled: new Set<WeightField>() };
  expect(recallWeights(confirmed, left, null).head).toEqual(last);
});
