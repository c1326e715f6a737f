/**
 * Calendar days, ISO weeks and months. A day is its date in Beijing, YYYY-MM-DD, or the number of
 * days since 1970-01-01; neither knows a time zone any more.
 */

const dayLength = 86_400_000;

export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayLength;

export const dateOfDay = (day: number): string =>
  new Date(day * dayLength).toISOString().slice(0, 10);

export const periodUnits = ['day', 'week', 'month'] as const;
export type PeriodUnit = (typeof periodUnits)[number];

/** Monday is 0. */
const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** The first day of the period that a day lies in. */
export const periodStart = (unit: PeriodUnit, day: number): number => {
  switch (unit) {
    case 'day':
      return day;
    case 'week':
      return day - weekday(day);
    case 'month':
      return dayNumber(`${dateOfDay(day).slice(0, 7)}-01`);
  }
};

const nextStart = (unit: PeriodUnit, start: number): number =>
  periodStart(unit, start + { day: 1, week: 7, month: 31 }[unit]);

export interface Period {
  /** Calendar dates, both within. */
  readonly from: string;
  readonly to: string;
}

/** Every period of a range of dates, in order; the first and the last end where the range does. */
export const periodsOf = (unit: PeriodUnit, { from, to }: Period): readonly Period[] => {
  const periods: Period[] = [];
  const last = dayNumber(to);
  for (let day = dayNumber(from); day <= last;) {
    const next = nextStart(unit, periodStart(unit, day));
    periods.push({ from: dateOfDay(day), to: dateOfDay(Math.min(next - 1, last)) });
    day = next;
  }
  return periods;
};

/** The ISO 8601 week of a date, such as 2026-W01: a week belongs to the year of its Thursday. */
export const isoWeek = (date: string): string => {
  const thursday = periodStart('week', dayNumber(date)) + 3;
  const year = dateOfDay(thursday).slice(0, 4);
  const week = Math.floor((thursday - dayNumber(`${year}-01-01`)) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
};

/** How a period is called: its date, its ISO week, its month. */
export const periodLabel = (unit: PeriodUnit, { from }: Period): string =>
  unit === 'day' ? from : unit === 'week' ? isoWeek(from) : from.slice(0, 7);
