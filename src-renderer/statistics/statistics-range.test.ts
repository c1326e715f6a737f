import { expect, it } from 'vitest';
import {
  firstChoice,
  fittingUnit,
  inputOf,
  isSameQuestion,
  rangeFault,
  rangeOf,
} from './statistics-range.ts';
import type { Preset } from './statistics-range.ts';

/** 2026-11-22 23:30 in Beijing. */
const lateEvening = Date.UTC(2026, 10, 22, 15, 30);
const range = (preset: Preset, now: number): readonly string[] =>
  rangeOf({ ...firstChoice, preset, from: '2026-01-05', to: '2026-02-06' }, now);

it('means by 今天, 近 7 天, 本月 and 近一年 the days of Beijing’s calendar', () => {
  expect(range('today', lateEvening)).toEqual(['2026-11-22', '2026-11-22']);
  expect(range('today', lateEvening + 3_600_000)).toEqual(['2026-11-23', '2026-11-23']);
  expect(range('week', lateEvening)).toEqual(['2026-11-16', '2026-11-22']);
  expect(range('month', lateEvening)).toEqual(['2026-11-01', '2026-11-22']);
  expect(range('year', lateEvening)).toEqual(['2025-11-23', '2026-11-22']);
  expect(range('custom', lateEvening)).toEqual(['2026-01-05', '2026-02-06']);
});

it('asks for both dates, in their order, and for no more than ten years', () => {
  expect(rangeFault(['', '2026-01-01'])).toBe('起始日期和结束日期都要填。');
  expect(rangeFault(['2026-01-01', ''])).toBe('起始日期和结束日期都要填。');
  expect(rangeFault(['2026-01-02', '2026-01-01'])).toBe('起始日期不能晚于结束日期。');
  expect(rangeFault(['2010-01-01', '2026-01-01'])).toBe('一次最多统计十年。');
  expect(rangeFault(['2026-01-01', '2026-01-01'])).toBeNull();
});

it('groups a month by day, half a year by week and a year by month, unless the clerk chose', () => {
  expect(fittingUnit(['2026-10-01', '2026-10-31'])).toBe('day');
  expect(fittingUnit(['2026-10-01', '2026-11-01'])).toBe('week');
  expect(fittingUnit(['2025-11-23', '2026-11-22'])).toBe('month');
  expect(inputOf({ ...firstChoice, preset: 'year', unit: 'week' }, lateEvening)).toEqual({
    from: '2025-11-23',
    to: '2026-11-22',
    unit: 'week',
    filters: {},
  });
});

it('is the same question when it is read anew, and another after midnight or with another filter', () => {
  const today = { ...firstChoice, preset: 'today' as const };
  const asked = inputOf(today, lateEvening);
  expect(isSameQuestion(asked, inputOf(today, lateEvening + 60_000))).toBe(true);
  expect(isSameQuestion(asked, inputOf(today, lateEvening + 3_600_000))).toBe(false);
  const filtered = { ...today, filters: { customsCode: '5202' } };
  expect(isSameQuestion(asked, inputOf(filtered, lateEvening))).toBe(false);
});
