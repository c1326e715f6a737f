import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textLines } from './text-lines.ts';

test('lines stay lines, empty ones too, and those at the end are dropped', () => {
  expect(textLines('甲\r\n\n乙\n\n')).toEqual(['甲', '', '乙']);
});

test('a line longer than a page is cut, between characters and never inside one', () => {
  const lines = textLines('𠮷'.repeat(3000));
  expect(lines).toHaveLength(3);
  expect(lines.join('')).toBe('𠮷'.repeat(3000));
});

test('nothing of a text is lost', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 4000 }), (text) => {
      expect(textLines(text).join('')).toBe(text.replace(/[\r\n]/g, ''));
    }),
    { seed: 3, numRuns: 200 },
  );
});
