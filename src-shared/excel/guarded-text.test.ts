import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardText, unguardText } from './guarded-text.ts';

test.each([
  ['=1+1', "'=1+1"],
  ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
  ['+86 21', "'+86 21"],
  ['-5', "'-5"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', "'\rx"],
  ['＝1', "'＝1"],
  ["'=1", "''=1"],
])('%j would be a formula and is written as %j', (text, written) => {
  expect(guardText(text)).toBe(written);
});

test.each(['沪A12345', "it's", "'quoted'", '12.5', '0', '', '20261122', 'a=b'])(
  '%j is written as it is',
  (text) => {
    expect(guardText(text)).toBe(text);
  },
);

test.each(['20261121000000000170000000000001', '202600017000000001', '0123', '000'])(
  '%j stays a text to a program that looks for numbers',
  (text) => {
    expect(guardText(text)).toBe(`${text}\t`);
  },
);

test('a text that another program wrote as a formula is read as the text', () => {
  expect(unguardText('="0012"')).toBe('0012');
  expect(unguardText("'=1")).toBe('=1');
});

test('whatever was written is read back to the letter', () => {
  const text = fc.oneof(
    fc.string({
      unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '"', '1', '0', '箱', '＝'),
    }),
    fc.string(),
  );
  fc.assert(
    fc.property(text, (written) => {
      expect(unguardText(guardText(written))).toBe(written);
      expect(guardText(written)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    }),
    { seed: 6, numRuns: 3000 },
  );
});
