import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldSeals } from '../../src-shared/declaration/folding.ts';
import {
  editSeal,
  entryOf,
  finishTyping,
  isRepeated,
  pasteInto,
  removeSeal,
  textOf,
  typeInto,
} from './seal-entry.ts';
import type { SealEntry } from './seal-entry.ts';

/** Types key by key, as the box has it: what is still being typed, and the new character. */
const typed = (keys: string, start: SealEntry = entryOf('')): SealEntry =>
  [...keys].reduce((entry, key) => typeInto(entry, entry.typing + key).entry, start);

describe('seals that are typed', () => {
  test('are finished by a bar, a comma or a space, full-width or not, and kept in capitals', () => {
    for (const separator of ['|', ',', ' ', '｜', '，', '、', ';', '；', '\u3000']) {
      expect(typed(`es1${separator}Ｅs2${separator}`), separator).toEqual({
        seals: ['ES1', 'ES2'],
        typing: '',
      });
    }
  });
  test('are in the text of the sheet at every key', () => {
    expect(textOf(typed('ES100201|ES'))).toBe('ES100201|ES');
    expect(textOf(typed('ES100201|ES100202|'))).toBe('ES100201|ES100202');
    expect(textOf(typed('| ,'))).toBe('');
  });
  test('a fourth is refused by name, and what stands there stays', () => {
    const full = typed('A1|A2|A3|');
    expect(typeInto(full, 'A')).toEqual({ entry: full, refused: 'A' });
    expect(typeInto(full, ' ').refused).toBe('');
    const third = typed('A1|A2|A3');
    expect(typeInto(third, 'A3|A4').entry).toBe(third);
    expect(typeInto(third, 'A3|')).toEqual({ entry: full, refused: '' });
  });
  test('more than three, from a template or an old sheet, can be mended', () => {
    const four = entryOf('A1|A2|A3|A4');
    const editing = editSeal(four, 3);
    expect(typeInto(editing, 'A').entry.typing).toBe('A');
    expect(removeSeal(four, 0).seals).toEqual(['A2', 'A3', 'A4']);
    expect(typeInto(four, 'A5').refused).not.toBe('');
  });
  test('come back into the box to be changed, and what stood there is finished', () => {
    expect(editSeal(typed('A1|A2|A3|'), 2)).toEqual({ seals: ['A1', 'A2'], typing: 'A3' });
    expect(editSeal(typed('A1|A2'), 0)).toEqual({ seals: ['A2'], typing: 'A1' });
  });
  test('a repeated one is told from its first', () => {
    const entry = entryOf('A1|A2|A1');
    expect([0, 1, 2].map((index) => isRepeated(entry, index))).toEqual([false, false, true]);
  });
});

describe('seals that are pasted', () => {
  test('are split at whatever separates seals, lines of a spreadsheet among it', () => {
    for (const text of ['a|b|c', 'a\r\nb\r\nc\r\n', ' a, b，c ', 'a\tb\tc']) {
      expect(pasteInto(entryOf(''), text), JSON.stringify(text)).toEqual({
        entry: { seals: ['A', 'B', 'C'], typing: '' },
        refused: '',
      });
    }
    expect(pasteInto(typed('A1|A'), 'b').entry.seals).toEqual(['A1', 'A', 'B']);
  });
  test('too many are refused as a whole', () => {
    const before = typed('A1|A2');
    expect(pasteInto(before, 'b|c')).toEqual({
      entry: before,
      refused: 'B|C',
    });
  });
});

test('whatever is typed, up to three seals are the text that the store would fold them to', () => {
  const key = fc.constantFrom('a', 'Z', '9', '|', ',', ' ', '，', '｜', 'Ａ', '-');
  fc.assert(
    fc.property(fc.array(key, { maxLength: 20 }), (keys) => {
      const text = keys.join('');
      const expected = foldSeals(text);
      fc.pre(expected.split('|').length <= 3);
      expect(textOf(finishTyping(typed(text)))).toBe(expected);
    }),
  );
});
