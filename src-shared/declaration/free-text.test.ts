import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anywhereExpression,
  foldQuestion,
  foldText,
  isSystemBeginning,
  isSystemEnd,
  isTooShort,
  numberSpellings,
  partExpression,
  sheetTokens,
  systemBeginningExpression,
  systemEndExpression,
  textExpression,
  textPartExpression,
} from './free-text.ts';
import type { SearchedSheet } from './free-text.ts';

const nothing: SearchedSheet = { systemNumbers: [], numbers: [], texts: [] };
const tokensOf = (sheet: Partial<SearchedSheet>): string[] =>
  sheetTokens({ ...nothing, ...sheet }).split(' ');

/** Whether FTS5 finds the tokens by the expression: one of its phrases stands in them, unbroken. */
const finds = (expression: string, sheet: Partial<SearchedSheet>): boolean => {
  const tokens = ` ${tokensOf(sheet).join(' ')} `;
  return expression.split(' OR ').some((phrase) => tokens.includes(` ${phrase.slice(1, -1)} `));
};

describe('what a clerk asks for', () => {
  test('meets what is stored in one spelling, without what nobody sees', () => {
    expect(foldText('ａb１沪')).toBe('AB1沪');
    expect(foldQuestion('\u3000 ａb\t\u200B提货 ')).toBe('AB 提货');
  });
  test('is at least two characters long', () => {
    expect(['', ' ', 'a', ' a\u200B'].map(isTooShort)).toEqual([true, true, true, true]);
    expect(['ab', '提货', '１２'].map(isTooShort)).toEqual([false, false, false]);
  });
  test('is meant as typed, as plates and containers are stored, and as a bar code', () => {
    expect(numberSpellings(' 沪ａ· 12345 ')).toEqual(['沪A· 12345', '沪A12345', '沪a· 12345']);
    expect(numberSpellings('csqu 305438-3')).toEqual([
      'CSQU 305438-3',
      'CSQU305438-3',
      'CSQU3054383',
      'csqu 305438-3',
    ]);
  });
});

describe('the tokens of a sheet', () => {
  test('are beginnings and ends of a system number', () => {
    expect(tokensOf({ systemNumbers: ['123456789', '123456789', ''] })).toEqual([
      ...['^^12', '^^123', '^^1234', '^^12345', '^^123456'],
      ...['89$$', '789$$', '6789$$', '56789$$', '456789$$', '3456789$$', '23456789$$'],
    ]);
  });
  test('are edges and fragments of four of any other number', () => {
    expect(tokensOf({ numbers: ['ab12c', 'AB12C', ''] })).toEqual([
      ...['^AB', '^AB1', 'AB12', 'B12C', '12C$', '2C$'],
    ]);
    expect(tokensOf({ numbers: ['沪A1', 'B2'] })).toEqual([
      ...['^_6caaA', '^_6caaA1', '_6caaA1$', 'A1$'],
      ...['^B2', '^B2$', 'B2$'],
    ]);
  });
  test('are pairs of neighbours in texts, none of them over the end of a text', () => {
    expect(tokensOf({ texts: ['ab', 'c', 'ab'] })).toEqual(['AB', 'B_000a', '_000aC']);
  });
});

describe('the question', () => {
  test('looks for a short one at both edges of a number and in the texts', () => {
    expect(anywhereExpression('ab')).toBe('"^^AB" OR "AB$$" OR "^AB" OR "AB$" OR "AB"');
    expect(anywhereExpression('abc')).toBe('"^^ABC" OR "ABC$$" OR "^ABC" OR "ABC$" OR "AB BC"');
  });
  test('looks for four and more inside numbers as well', () => {
    expect(anywhereExpression('abcd')).toBe('"^^ABCD" OR "ABCD$$" OR "ABCD" OR "AB BC CD"');
    expect(anywhereExpression('abcdef')).toBe(
      '"^^ABCDEF" OR "ABCDEF$$" OR "ABCD BCDE CDEF" OR "AB BC CD DE EF"',
    );
    expect(anywhereExpression('abcdefg')).toMatch(/^"ABCDEFG[$][$]" OR "ABCD /);
    expect(anywhereExpression('abcdefgh')).toMatch(/^"ABCDEFGH[$][$]" OR "ABCD /);
    expect(anywhereExpression('abcdefghi')).toMatch(/^"ABCD /);
  });
  test('looks for what no system number has in other numbers and in texts alone', () => {
    expect(anywhereExpression('沪a1')).toBe('"^_6caaA1" OR "_6caaA1$" OR "_6caaA A1"');
    // The dash left out there would be one character, which asks for nothing.
    expect(anywhereExpression('a-')).toBe('"^A_002d" OR "A_002d$" OR "A_002d"');
  });
  test('of a long system number goes along its beginning or its end', () => {
    expect(systemBeginningExpression('20261121')).toBe('"^^202611"');
    expect(systemEndExpression('123456789')).toBe('"23456789$$"');
    const beginnings = ['202611', '2026112', 'ABCDEFG', '沪ABCDEF', 'ABCDEF沪'];
    expect(beginnings.map(isSystemBeginning)).toEqual([false, true, true, false, false]);
    const ends = ['12345678', '123456789', '沪12345678', '12345678沪'];
    expect(ends.map(isSystemEnd)).toEqual([false, true, false, false]);
  });
});

describe('a part of a long text', () => {
  test('is its most varied stretch, in numbers and in texts', () => {
    expect(partExpression('ZZZZ60000000')).toBe('"Z600 6000 0000 0000 0000" OR "Z6 60 00 00"');
    expect(partExpression('0000000012345678')).toBe('"1234 2345 3456 4567 5678" OR "45 56 67 78"');
  });
  test('is as long as it may be, also at the end of the text', () => {
    expect(partExpression('AAAAAAAAAAAB')).toBe('"AAAA AAAA AAAA AAAA AAAB" OR "AA AA AA AB"');
  });
  test('of a text alone is looked for from seven characters on', () => {
    expect(textPartExpression('ABCDEF')).toBeNull();
    expect(textPartExpression('0012345')).toBe('"12 23 34 45"');
  });
  test('is none of a short one, nor of one that is short without its spaces', () => {
    expect(partExpression('ABCDEF12345')).toBeNull();
    expect(partExpression('ABCDEF 12345')).toBeNull();
    expect(partExpression('ABCDEF 123456')).not.toBeNull();
  });
});

const letters = fc.constantFrom(...Array.from('AB12沪提'));
const number = fc.string({ unit: letters, minLength: 4, maxLength: 9 });

test('every part of four or more characters, and every shorter edge of a number, is found', () => {
  fc.assert(
    fc.property(number, fc.nat(), fc.nat(), (text, at, length) => {
      const from = at % (text.length - 3);
      const part = text.slice(from, from + 4 + (length % 6));
      expect(finds(anywhereExpression(part), { numbers: ['77', text, '88'] })).toBe(true);
      for (const edge of [text.slice(0, 2), text.slice(0, 3), text.slice(-2), text.slice(-3)]) {
        expect(finds(anywhereExpression(edge), { numbers: ['77', text, '88'] })).toBe(true);
      }
    }),
  );
});

test('what is no part of a number or a text is never found', () => {
  fc.assert(
    fc.property(number, number, number, number, (asked, one, other, text) => {
      fc.pre(![one, other, text].some((whole) => whole.includes(asked)));
      const sheet = { numbers: [one, other], texts: [text, other] };
      expect(finds(anywhereExpression(asked), sheet)).toBe(false);
    }),
  );
});

test('whatever a long text finds, a part of it finds too', () => {
  const long = fc.string({ unit: letters, minLength: 12, maxLength: 20 });
  fc.assert(
    fc.property(long, number, number, fc.boolean(), (asked, before, after, isNumber) => {
      const whole = `${before}${asked}${after}`;
      const sheet = isNumber ? { numbers: ['77', whole] } : { texts: ['77', whole] };
      expect(finds(anywhereExpression(asked), sheet)).toBe(true);
      expect(finds(partExpression(asked) ?? '', sheet)).toBe(true);
      if (isNumber) return;
      expect(finds(textExpression(asked), sheet)).toBe(true);
      expect(finds(textPartExpression(asked) ?? '', sheet)).toBe(true);
    }),
  );
});
