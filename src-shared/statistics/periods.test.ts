import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dateOfDay, dayNumber, isoWeek, periodLabel, periodsOf, periodUnits } from './periods.ts';

it('calls weeks as ISO 8601 does, also around New Year', () => {
  const weeks = {
    '2024-12-29': '2024-W52',
    '2024-12-30': '2025-W01',
    '2026-01-01': '2026-W01',
    '2026-01-04': '2026-W01',
    '2026-01-05': '2026-W02',
    '2026-11-22': '2026-W47',
    '2026-12-31': '2026-W53',
    '2027-01-03': '2026-W53',
    '2027-01-04': '2027-W01',
  };
  for (const [date, week] of Object.entries(weeks)) expect(isoWeek(date)).toBe(week);
});

it('cuts the first and the last period where the range does', () => {
  const range = { from: '2026-11-04', to: '2026-12-02' };
  expect(periodsOf('month', range)).toEqual([
    { from: '2026-11-04', to: '2026-11-30' },
    { from: '2026-12-01', to: '2026-12-02' },
  ]);
  const weeks = periodsOf('week', range);
  expect(weeks[0]).toEqual({ from: '2026-11-04', to: '2026-11-08' });
  expect(weeks.at(-1)).toEqual({ from: '2026-11-30', to: '2026-12-02' });
  expect(weeks.map((week) => periodLabel('week', week))).toEqual([
    '2026-W45',
    '2026-W46',
    '2026-W47',
    '2026-W48',
    '2026-W49',
  ]);
  expect(periodsOf('day', { from: '2026-11-22', to: '2026-11-22' })).toHaveLength(1);
});

it('leaves no day of a range out and none in two periods', () => {
  const day = fc.integer({ min: dayNumber('2020-01-01'), max: dayNumber('2030-12-31') });
  fc.assert(
    fc.property(day, fc.nat(900), fc.constantFrom(...periodUnits), (first, length, unit) => {
      const range = { from: dateOfDay(first), to: dateOfDay(first + length) };
      const days = periodsOf(unit, range).flatMap(({ from, to }) =>
        Array.from(
          { length: dayNumber(to) - dayNumber(from) + 1 },
          (_, at) => dayNumber(from) + at,
        ),
      );
      expect(days).toEqual(Array.from({ length: length + 1 }, (_, at) => first + at));
    }),
    { seed: 1 },
  );
});
