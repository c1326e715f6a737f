import { fold } from './fold.ts';

/**
 * Pinyin as clerks type it: initials (`hghg`), whole syllables (`huanggang`), or any mixture
 * (`huangghg`), from any character of the name on.
 */

/** One character of a name and the syllables it can be typed as. */
export interface Character {
  readonly text: string;
  /** As it is read in this name: 重 in 重庆 is chong. */
  readonly inThisName: readonly string[];
  /** However it is read anywhere: who types zhongqing means 重庆 too. */
  readonly anywhere: readonly string[];
}

export interface Reading {
  readonly characters: readonly Character[];
  /** True where a character can be read otherwise than in this name. */
  readonly hasOtherReadings: boolean;
}

/**
 * What every text that matches a name must consist of, as sets of bits: a few comparisons rule out
 * nearly every row that does not match, and a table of 50,000 is searched at every key.
 * Word 0: the letters it may begin with; 1: all its letters; 2 to 9: which letter follows which.
 */
export type Sieve = Int32Array;

/** How a name matches, best first; null where it does not. */
export type PinyinMatch = 'whole' | 'beginning' | 'middle' | 'otherReading' | null;

export interface PinyinIndex {
  /** By the row's place in the table. */
  readonly names: readonly Reading[];
  readonly alternativeNames: readonly (Reading | null)[];
  /** The sieves of all names, one behind the other: read in one go, they stay in the cache. */
  readonly sieves: Int32Array;
}

export const sieveWords = 10;
const pairsFrom = 2;
const letterA = 97;
const letterCount = 26;

const letterAt = (text: string, at: number): number => {
  const letter = text.charCodeAt(at) - letterA;
  return letter >= 0 && letter < letterCount ? letter : -1;
};

const addBit = (sieve: Sieve, word: number, bit: number): void => {
  sieve[word] = (sieve[word] ?? 0) | (1 << bit);
};

/** Pairs share bits, so that a sieve stays small: it may let a row pass, and never stops a match. */
const addPair = (sieve: Sieve, first: number, second: number): void => {
  if (first < 0 || second < 0) return;
  const bit = (first * letterCount + second) & 255;
  addBit(sieve, pairsFrom + (bit >> 5), bit & 31);
};

const addLetters = (sieve: Sieve, text: string): void => {
  for (let at = 0; at < text.length; at += 1) {
    const letter = letterAt(text, at);
    if (letter >= 0) addBit(sieve, 1, letter);
    addPair(sieve, letter, letterAt(text, at + 1));
  }
};

const addFirst = (sieve: Sieve, text: string): void => {
  const letter = letterAt(text, 0);
  if (letter >= 0) addBit(sieve, 0, letter);
};

/** A syllable is left after its first letter, after zh, ch, sh, or after its last one. */
const twoLetterInitial = (syllable: string): boolean =>
  syllable.length > 2 && syllable.charCodeAt(1) === 104;

const addStep = (sieve: Sieve, from: string, to: string): void => {
  const next = letterAt(to, 0);
  addPair(sieve, letterAt(from, 0), next);
  addPair(sieve, letterAt(from, from.length - 1), next);
  if (twoLetterInitial(from)) addPair(sieve, letterAt(from, 1), next);
};

export const sieveOf = (characters: readonly Character[]): Sieve => {
  const sieve = new Int32Array(sieveWords);
  for (const [at, { anywhere }] of characters.entries()) {
    for (const syllable of anywhere) {
      addFirst(sieve, syllable);
      addLetters(sieve, syllable);
      for (const next of characters[at + 1]?.anywhere ?? []) addStep(sieve, syllable, next);
    }
  }
  return sieve;
};

/** What is typed, prepared once for all rows. */
export interface TypedPinyin {
  readonly text: string;
  /** The words of its sieve that hold anything, with their places. */
  readonly needed: readonly (readonly [word: number, bits: number])[];
}

/** Null where nothing in it can be pinyin. */
export const typedPinyin = (typed: string): TypedPinyin | null => {
  const text = fold(typed).toLowerCase().replace(/['\s]/gu, '');
  if (!/[a-z]/.test(text)) return null;
  const sieve = new Int32Array(sieveWords);
  addFirst(sieve, text);
  addLetters(sieve, text);
  const needed = [...sieve.entries()].filter(([, bits]) => bits !== 0).reverse();
  return { text, needed };
};

/** False where the name at this place of the table can't match. */
export const mayMatch = ({ sieves }: PinyinIndex, at: number, { needed }: TypedPinyin): boolean => {
  const from = at * sieveWords;
  for (const [word, bits] of needed) {
    if ((bits & ~(sieves[from + word] ?? 0)) !== 0) return false;
  }
  return true;
};

type Readings = 'inThisName' | 'anywhere';

/** The place behind the last character that the typed text needs from `at` on; -1 where it fails. */
const follow = (
  characters: readonly Character[],
  at: number,
  typed: string,
  from: number,
  readings: Readings,
): number => {
  if (from === typed.length) return at;
  const character = characters[at];
  if (character === undefined) return -1;
  const first = typed.charCodeAt(from);
  if (character.text.charCodeAt(0) === first && character.text.length === 1) {
    const end = follow(characters, at + 1, typed, from + 1, readings);
    if (end >= 0) return end;
  }
  for (const syllable of character[readings]) {
    if (syllable.charCodeAt(0) !== first) continue;
    let same = 1;
    while (
      same < syllable.length &&
      from + same < typed.length &&
      syllable.charCodeAt(same) === typed.charCodeAt(from + same)
    ) {
      same += 1;
    }
    // The clerk is still typing this syllable.
    if (from + same === typed.length) return at + 1;
    const whole = same === syllable.length && same > 1;
    if (whole) {
      const end = follow(characters, at + 1, typed, from + same, readings);
      if (end >= 0) return end;
    }
    if (same >= 2 && twoLetterInitial(syllable)) {
      const end = follow(characters, at + 1, typed, from + 2, readings);
      if (end >= 0) return end;
    }
    const end = follow(characters, at + 1, typed, from + 1, readings);
    if (end >= 0) return end;
  }
  return -1;
};

const matchReadings = (
  characters: readonly Character[],
  typed: string,
  readings: Readings,
  middleToo: boolean,
): Exclude<PinyinMatch, 'otherReading'> => {
  const end = follow(characters, 0, typed, 0, readings);
  if (end >= 0) return end === characters.length ? 'whole' : 'beginning';
  if (!middleToo) return null;
  for (let at = 1; at < characters.length; at += 1) {
    if (follow(characters, at, typed, 0, readings) >= 0) return 'middle';
  }
  return null;
};

/**
 * How a name can be meant by what was typed. `middleToo` false leaves out what matches worst, where
 * enough of that has been found.
 */
export const matchPinyin = (
  { characters, hasOtherReadings }: Reading,
  typed: TypedPinyin,
  middleToo = true,
): PinyinMatch => {
  const match = matchReadings(characters, typed.text, 'inThisName', middleToo);
  if (match !== null || !middleToo || !hasOtherReadings) return match;
  return matchReadings(characters, typed.text, 'anywhere', true) === null ? null : 'otherReading';
};
