import type { StatisticsFilters, StatisticsInput } from '../../src-shared/contract/statistics.ts';
import { dayNumber } from '../../src-shared/statistics/periods.ts';
import type { PeriodUnit } from '../../src-shared/statistics/periods.ts';
import { beijingDate, lastDays } from '../components/moments.ts';

/** Which days the clerk looks at; the relative ones move on with the calendar. */
export const presets = ['today', 'week', 'month', 'year', 'custom'] as const;
export type Preset = (typeof presets)[number];
export const presetWords: Readonly<Record<Preset, string>> = {
  today: '今天',
  week: '近 7 天',
  month: '本月',
  year: '近一年',
  custom: '自选',
};

export interface Choice {
  readonly preset: Preset;
  /** Calendar dates in Beijing, as the clerk set them for 自选; may be empty. */
  readonly from: string;
  readonly to: string;
  /** Null: as fits the range. */
  readonly unit: PeriodUnit | null;
  readonly filters: StatisticsFilters;
}

export const firstChoice: Choice = {
  preset: 'month',
  from: '',
  to: '',
  unit: null,
  filters: {},
};

/** The dates that a choice means today, both within. */
export const rangeOf = (choice: Choice, now: number): readonly [string, string] => {
  const today = beijingDate(now);
  switch (choice.preset) {
    case 'today':
      return [today, today];
    case 'week':
      return lastDays(7, now);
    case 'month':
      return [`${today.slice(0, 7)}-01`, today];
    case 'year':
      return lastDays(365, now);
    case 'custom':
      return [choice.from, choice.to];
  }
};

const mostDays = 3700;

/** Why these dates can't be looked at, as the clerk reads it; null where they can. */
export const rangeFault = ([from, to]: readonly [string, string]): string | null => {
  if (from === '' || to === '') return '起始日期和结束日期都要填。';
  if (from > to) return '起始日期不能晚于结束日期。';
  return dayNumber(to) - dayNumber(from) >= mostDays ? '一次最多统计十年。' : null;
};

/** So that the trend has neither a single bar nor hundreds. */
export const fittingUnit = ([from, to]: readonly [string, string]): PeriodUnit => {
  const days = dayNumber(to) - dayNumber(from) + 1;
  if (days <= 31) return 'day';
  return days <= 190 ? 'week' : 'month';
};

/** What is asked of main; the range must be without fault. */
export const inputOf = (choice: Choice, now: number): StatisticsInput => {
  const range = rangeOf(choice, now);
  const [from, to] = range;
  return { from, to, unit: choice.unit ?? fittingUnit(range), filters: choice.filters };
};

/** Read anew after something has changed it is the same question still. */
export const isSameQuestion = (one: StatisticsInput, other: StatisticsInput): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
