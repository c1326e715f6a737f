import { beijingDate, lastDays } from '../components/moments.ts';

/** Dates that move on with the calendar (rules.md, What must be seen). */
export const dateRanges = ['today', 'last7', 'last30', 'thisMonth'] as const;
export type DateRange = (typeof dateRanges)[number];

export const rangeWords: Readonly<Record<DateRange, string>> = {
  today: '今天',
  last7: '近 7 天',
  last30: '近 30 天',
  thisMonth: '本月',
};

export const isDateRange = (text: string): text is DateRange => text in rangeWords;

/** First and last day, both within, in Beijing. */
const rangeDates: Readonly<Record<DateRange, (now: number) => readonly [string, string]>> = {
  today: (now) => lastDays(1, now),
  last7: (now) => lastDays(7, now),
  last30: (now) => lastDays(30, now),
  thisMonth: (now) => [`${beijingDate(now).slice(0, 7)}-01`, beijingDate(now)],
};

export const datesOfRange = (range: DateRange, now: number): readonly [string, string] =>
  rangeDates[range](now);
