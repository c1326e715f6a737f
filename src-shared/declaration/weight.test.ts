import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatKilograms, mostGrams, parseKilograms } from './weight.ts';

const grams = fc.integer({ min: 0, max: mostGrams });

describe('weights', () => {
  test.each([
    ['0', 0],
    ['0.001', 1],
    ['12.5', 12_500],
    ['15000', 15_000_000],
    ['007.50', 7_500],
    ['999999999.999', mostGrams],
    ['000000999999999', 999_999_999_000],
    [' 12 ', 12_000],
    ['１２．５', 12_500],
    ['12。5', 12_500],
    ['0.1', 100],
    ['4.35', 4_350],
  ])('%j is %i grams', (text, expected) => {
    expect(parseKilograms(text)).toBe(expected);
  });
  test.each([
    '',
    ' ',
    '-1',
    '+1',
    '1.2345',
    '1000000000',
    '1,000',
    '1e3',
    '.5',
    '5.',
    'abc',
    '1.2.3',
    '1 2',
    '0x10',
    '١٢',
    '1。2。3',
    'NaN',
    'Infinity',
  ])('%j is no weight', (text) => {
    expect(parseKilograms(text)).toBeNull();
  });
  test.each([
    [0, '0'],
    [1, '0.001'],
    [10, '0.01'],
    [12_500, '12.5'],
    [15_000_000, '15000'],
    [mostGrams, '999999999.999'],
  ])('%i grams read %j', (value, expected) => {
    expect(formatKilograms(value)).toBe(expected);
  });
  test.each([-1, 0.5, mostGrams + 1, Number.NaN, Number.POSITIVE_INFINITY])(
    '%d is no number of grams',
    (value) => {
      expect(() => formatKilograms(value)).toThrow(
        new RangeError(`no weight in grams: ${String(value)}`),
      );
    },
  );
  test('grams come back as they went', () => {
    fc.assert(fc.property(grams, (value) => parseKilograms(formatKilograms(value)) === value));
  });
  test('the canonical text stays what it is and is unique for its weight', () => {
    fc.assert(
      fc.property(grams, fc.integer({ min: 0, max: 3 }), (value, zeros) => {
        const text = formatKilograms(value);
        const padded = '0'.repeat(zeros) + text;
        return formatKilograms(parseKilograms(padded) ?? -1) === text;
      }),
    );
  });
  test('no fraction is ever lost or made up: digits after the point count as grams', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.integer({ min: 0, max: 999 }),
        (kilograms, rest) =>
          parseKilograms(`${String(kilograms)}.${String(rest).padStart(3, '0')}`) ===
          kilograms * 1000 + rest,
      ),
    );
  });
});
