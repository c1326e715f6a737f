import { expect, it } from 'vitest';
import { durationWords, kilograms, shareWords, tonneWords } from './statistics-words.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

it('says how long in two units that belong together', () => {
  const said: Readonly<Record<string, number>> = {
    '0 秒': 0,
    '0.4 秒': 400,
    '9.9 秒': 9900,
    '12 秒': 12_300,
    '1 分': 59.7 * second,
    '3 分 20 秒': 3 * minute + 20 * second,
    '59 分 59 秒': hour - second,
    '1 小时': hour - 400,
    '2 小时 5 分': 2 * hour + 5 * minute + 10 * second,
    '1 天': day - 1,
    '1 天 3 小时': day + 3 * hour + 20 * minute,
    '30 天': 30 * day,
  };
  for (const [words, milliseconds] of Object.entries(said)) {
    expect(durationWords(milliseconds)).toBe(words);
  }
});

it('shows tonnes to the kilogram and keeps kilograms to the gram', () => {
  expect(tonneWords(12_345_678_900)).toBe('12,345.679');
  expect(tonneWords(0)).toBe('0.000');
  expect(kilograms(21_000_001)).toBe(21_000.001);
});

it('has no share of nothing', () => {
  expect(shareWords(1, 8)).toBe('12.5%');
  expect(shareWords(0, 0)).toBe('—');
});
