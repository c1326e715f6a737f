import { pinyin, polyphonic } from 'pinyin-pro';
import { fold } from './fold.ts';
import { sieveOf, sieveWords } from './pinyin-match.ts';
import type { Character, PinyinIndex, Reading } from './pinyin-match.ts';
import type { CodeTable } from './table-names.ts';

/**
 * Reads the names of a code table in pinyin. This module carries the pinyin dictionary: the window
 * loads it after its start, and the search works without it until then.
 */

/** ü is typed as v by most, as u by some. */
const typedForms = (syllable: string): readonly string[] =>
  syllable.includes('ü')
    ? [syllable.replace('ü', 'v'), syllable.replace('ü', 'u')]
    : [syllable.toLowerCase()];

const nobodyTypes = /[\s\p{P}\p{S}]/u;

/** The same few hundred characters make up all names: each is looked up once. */
const charactersSeen = new Map<string, Character>();

const characterOf = (text: string, syllable: string): Character => {
  const key = `${text}${syllable}`;
  const seen = charactersSeen.get(key);
  if (seen !== undefined) return seen;
  const inThisName = typedForms(syllable);
  const others = (polyphonic(text, { toneType: 'none', type: 'array' })[0] ?? []).flatMap(
    typedForms,
  );
  const character: Character = {
    text,
    inThisName,
    anywhere: [...new Set([...inThisName, ...others])],
  };
  charactersSeen.set(key, character);
  return character;
};

const read = (name: string): Reading => {
  const text = fold(name).toLowerCase();
  const syllables = pinyin(text, { toneType: 'none', type: 'array' });
  const characters = [...text]
    .map((character, at) => characterOf(character, syllables[at] ?? character))
    .filter((character) => !nobodyTypes.test(character.text));
  return {
    characters,
    hasOtherReadings: characters.some(
      ({ inThisName, anywhere }) => anywhere.length > inThisName.length,
    ),
  };
};

const rowsAtOnce = 50;
const indexes = new WeakMap<CodeTable, PinyinIndex>();

/** Builds the table's index once; pauses after every few rows, so that it can be done in idle time. */
export function* indexPinyin(table: CodeTable): Generator<undefined, PinyinIndex> {
  const known = indexes.get(table);
  if (known !== undefined) return known;
  const names: Reading[] = [];
  const alternativeNames: (Reading | null)[] = [];
  const sieves = new Int32Array(table.rows.length * sieveWords);
  for (const [at, { name, alternativeName }] of table.rows.entries()) {
    const reading = read(name);
    names.push(reading);
    sieves.set(sieveOf(reading.characters), at * sieveWords);
    alternativeNames.push(alternativeName === undefined ? null : read(alternativeName));
    if (at % rowsAtOnce === rowsAtOnce - 1) yield undefined;
  }
  const index = { names, alternativeNames, sieves };
  indexes.set(table, index);
  return index;
}

/** The index at once, for who can wait for it. */
export const pinyinIndexOf = (table: CodeTable): PinyinIndex => {
  const steps = indexPinyin(table);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
};
