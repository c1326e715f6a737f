import { halfWidth } from './characters.ts';

/**
 * Weights: kilograms with at most 3 decimals for the clerk, integer grams in code and store
 * (design.md, Time, weight, cryptography). Nothing here is ever a fraction.
 */

/** Nine digits of kilograms: far above any truck, far below 2^53 grams. */
const kilogramText = /^(\d+)(?:\.(\d{1,3}))?$/;
const mostDigits = 9;
export const mostGrams = 999_999_999_999;

/**
 * The grams of a typed weight, or null where it is none: empty, signed, more than 3 decimals, more
 * than 9 digits before the point. Full-width digits and the 。 of a Chinese keyboard are folded.
 */
export const parseKilograms = (text: string): number | null => {
  const match = kilogramText.exec(halfWidth(text).trim().replace('。', '.'));
  if (match === null) return null;
  const kilograms = (match[1] ?? '').replace(/^0+(?=\d)/, '');
  if (kilograms.length > mostDigits) return null;
  return Number(kilograms) * 1000 + Number((match[2] ?? '').padEnd(3, '0'));
};

/** The canonical decimal text of a weight: no needless zeros, `12.5`, `0`, `0.001`. */
export const formatKilograms = (grams: number): string => {
  if (!Number.isInteger(grams) || grams < 0 || grams > mostGrams) {
    throw new RangeError(`no weight in grams: ${String(grams)}`);
  }
  const digits = String(grams).padStart(4, '0');
  const decimals = digits.slice(-3).replace(/0+$/, '');
  return digits.slice(0, -3) + (decimals === '' ? '' : `.${decimals}`);
};
