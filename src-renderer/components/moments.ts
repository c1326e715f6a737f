/** Instants as the clerk reads them: always Beijing time, whatever the machine's time zone. */

const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
const second = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const minute = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
});

const dayLength = 86_400_000;

export const beijingDate = (instant: number): string => day.format(instant);
export const beijingTime = (instant: number): string => second.format(instant);
export const beijingMinute = (instant: number): string => minute.format(instant);

/** The last `days` days up to and with the day of `now`; China has no daylight saving time. */
export const lastDays = (days: number, now: number): readonly [string, string] => [
  beijingDate(now - (days - 1) * dayLength),
  beijingDate(now),
];
