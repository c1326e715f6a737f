/** Figures as the clerk reads them. */

const grouped = new Intl.NumberFormat('zh-CN');
const threeDecimals = new Intl.NumberFormat('zh-CN', {
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
});
const percent = new Intl.NumberFormat('zh-CN', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

export const countWords = (count: number): string => grouped.format(count);

const gramsPerTonne = 1_000_000;

/** Tonnes with three decimals, from grams: as near as a kilogram. */
export const tonneWords = (grams: number): string => threeDecimals.format(grams / gramsPerTonne);

/** Kilograms for a table file, from grams: as exact as a sheet's weights. */
export const kilograms = (grams: number): number => grams / 1000;

export const shareWords = (part: number, whole: number): string =>
  whole === 0 ? '—' : percent.format(part / whole);

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const twoParts = (milliseconds: number, large: number, small: number, words: string[]): string => {
  const smalls = Math.round(milliseconds / small);
  const perLarge = large / small;
  const rest = smalls % perLarge;
  const whole = `${String(Math.floor(smalls / perLarge))} ${words[0] ?? ''}`;
  return rest === 0 ? whole : `${whole} ${String(rest)} ${words[1] ?? ''}`;
};

/** 3 分 20 秒, 2 小时 5 分, 1 天 3 小时: two units are as much as anybody compares. */
export const durationWords = (milliseconds: number): string => {
  if (milliseconds === 0) return '0 秒';
  if (milliseconds < 10 * second) return `${(milliseconds / second).toFixed(1)} 秒`;
  if (milliseconds < minute - second / 2) return `${String(Math.round(milliseconds / second))} 秒`;
  if (milliseconds < hour - second / 2) return twoParts(milliseconds, minute, second, ['分', '秒']);
  if (milliseconds < day - minute / 2) return twoParts(milliseconds, hour, minute, ['小时', '分']);
  return twoParts(milliseconds, day, hour, ['天', '小时']);
};
