import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWidths } from '../../tests/support/code-128.ts';
import { barCode, barWidths } from './bar-code.ts';

/** A reader of its own, written from the standard, stands for the scanner at the gate. */

test.each([
  '20261121000000000170001700000001',
  '202611ABCDEFGHIJKLM0001700000001',
  'SZ-BC/2026_0009',
  '7',
])('a scanner reads %s', (number) => {
  expect(readWidths(barWidths(number) ?? [])).toBe(number);
});

test('whatever printable ASCII a medium holds is read back to the letter', () => {
  const text = fc.string({
    unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
    minLength: 1,
    maxLength: 32,
  });
  fc.assert(
    fc.property(text, (number) => {
      expect(readWidths(barWidths(number) ?? [])).toBe(number);
    }),
    { seed: 7, numRuns: 500 },
  );
});

test('a bar that came out too wide is never read as another number', () => {
  const number = '20261121000000000170001700000001';
  const widths = [...(barWidths(number) ?? [])];
  for (let index = 0; index < widths.length; index += 1) {
    const wrong = widths.with(index, (widths[index] ?? 0) + 1);
    expect([null, number]).toContain(readWidths(wrong));
  }
});

test('what no bar code can hold has none', () => {
  expect(barCode('条码１')).toBeNull();
  expect(barCode('')).toBeNull();
  expect(barCode('a\tb')).toBeNull();
});

test('32 digits fit on half a page, and 32 letters are narrower but still there', () => {
  const widthOf = (text: string): number =>
    Number(/width="([\d.]+)mm"/.exec(barCode(text)?.markup ?? '')?.[1]);
  expect(widthOf('20261121000000000170001700000001')).toBeLessThan(80);
  expect(widthOf('ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF')).toBeLessThanOrEqual(96);
});
