import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importVerdicts } from '../../src-shared/contract/excel.ts';
import type { ImportedOutline } from '../../src-shared/contract/excel.ts';
import { filtered, pagesOf, takeable, takenAtOnce } from './import-choice.ts';

const sheet = (changes: Partial<ImportedOutline>): ImportedOutline => ({
  verdict: 'good',
  duplicate: false,
  hidden: false,
  lineCount: 1,
  ...changes,
});
const sheets = [
  sheet({}),
  sheet({ verdict: 'problems' }),
  sheet({ verdict: 'blocked' }),
  sheet({ duplicate: true }),
  sheet({ hidden: true }),
];

test('only what is faultless, new and visible is taken from the start', () => {
  expect([...takenAtOnce(sheets)]).toEqual([0]);
});

test('what can be a draft can be taken, what is there already must be chosen by hand', () => {
  expect([...takeable(sheets)]).toEqual([0, 1, 4]);
});

test('each filter shows its sheets', () => {
  expect(filtered(sheets, 'all')).toEqual([0, 1, 2, 3, 4]);
  expect(filtered(sheets, 'problems')).toEqual([1]);
  expect(filtered(sheets, 'blocked')).toEqual([2]);
  expect(filtered(sheets, 'duplicate')).toEqual([3]);
});

test('pages hold every sheet once, in order, and none is too long', () => {
  const outline = fc.record({
    verdict: fc.constantFrom(...importVerdicts),
    duplicate: fc.boolean(),
    hidden: fc.boolean(),
    lineCount: fc.integer({ min: 1, max: 400 }),
  });
  fc.assert(
    fc.property(fc.array(outline, { maxLength: 300 }), (many) => {
      const seen = many.map((_, index) => index);
      const pages = pagesOf(many, seen);
      expect(pages.flat()).toEqual(seen);
      for (const page of pages) {
        const lines = page.reduce((sum, index) => sum + (many[index]?.lineCount ?? 0), 0);
        expect(page.length === 1 || (lines <= 150 && page.length <= 50)).toBe(true);
      }
    }),
  );
});
