import { expect, test } from 'vitest';
import { matchPinyin, sieveOf, sieveWords, typedPinyin } from './pinyin-match.ts';
import type { Character, PinyinMatch } from './pinyin-match.ts';

const placeOf = (letter: string): number => 'abcdefghijklmnopqrstuvwxyz'.indexOf(letter);

/** A sieve from the letters that may begin, all letters, and all pairs of neighbours. */
const sieveWith = (first: string, letters: string, pairs: string): number[] => {
  const words = Array.from({ length: sieveWords }, () => 0);
  const set = (word: number, bit: number): void => {
    words[word] = (words[word] ?? 0) | (1 << bit);
  };
  for (const letter of first) set(0, placeOf(letter));
  for (const letter of letters) set(1, placeOf(letter));
  for (const [one = '', other = ''] of pairs.split(' ').filter((pair) => pair !== '')) {
    const bit = (placeOf(one) * 26 + placeOf(other)) % 256;
    set(2 + Math.floor(bit / 32), bit % 32);
  }
  return words;
};

const neededBy = (typed: string): number[] => {
  const words = Array.from({ length: sieveWords }, () => 0);
  for (const [word, bits] of typedPinyin(typed)?.needed ?? []) words[word] = bits;
  return words;
};

const character = (...anywhere: readonly string[]): Character => ({
  text: '字',
  inThisName: anywhere.slice(0, 1),
  anywhere,
});

test('what is typed needs its first letter, its letters and its neighbours', () => {
  expect(neededBy('hgang')).toEqual(sieveWith('h', 'hgan', 'hg ga an ng'));
  expect(neededBy('ZH')).toEqual(sieveWith('z', 'zh', 'zh'));
  expect(neededBy("a'b")).toEqual(sieveWith('a', 'ab', 'ab'));
  expect(neededBy('a1b')).toEqual(sieveWith('a', 'ab', ''));
  expect(neededBy('a{z')).toEqual(sieveWith('a', 'az', ''));
  expect(neededBy('港ab')).toEqual(sieveWith('', 'ab', 'ab'));
  expect(typedPinyin('港1')).toBeNull();
});

test('the words that hold something are looked at alone, the rarest first', () => {
  expect(typedPinyin('ab')?.needed).toEqual([
    [2, 2],
    [1, 3],
    [0, 1],
  ]);
});

test('a name lets through its syllables, and every way from one to the next', () => {
  expect([...sieveOf([character('huang'), character('gang')])]).toEqual(
    sieveWith('hg', 'huang', 'hu ua an ng ga hg gg'),
  );
  expect([...sieveOf([character('zhong', 'chong'), character('qing')])]).toEqual(
    sieveWith('zcq', 'zhongcqi', 'zh ho on ng ch qi in zq hq gq cq'),
  );
  expect([...sieveOf([character('ha'), character('e')])]).toEqual(
    sieveWith('he', 'hae', 'ha he ae'),
  );
  expect([...sieveOf([character('shi'), character('ma')])]).toEqual(
    sieveWith('sm', 'shima', 'sh hi ma sm im hm'),
  );
});

const match = (
  typed: string,
  characters: readonly Character[],
  { hasOtherReadings = false, middleToo = true } = {},
): PinyinMatch => {
  const text = typedPinyin(typed);
  if (text === null) throw new Error('no pinyin');
  return matchPinyin({ characters, hasOtherReadings }, text, middleToo);
};

test('a syllable is left after its first letter, after zh, ch, sh, or after its last one', () => {
  const zhongQing = [character('zhong'), character('qing')];
  expect(['zq', 'zhq', 'zhongq', 'zhongqing'].map((typed) => match(typed, zhongQing))).toEqual([
    ...['whole', 'whole', 'whole', 'whole'],
  ]);
  expect(['z', 'zh', 'zho'].map((typed) => match(typed, zhongQing))).toEqual([
    ...['beginning', 'beginning', 'beginning'],
  ]);
  expect(match('zhonq', zhongQing)).toBeNull();
  const huangHai = [character('huang'), character('hai')];
  expect(['huanh', 'huh', 'hx', 'hhx'].map((typed) => match(typed, huangHai))).toEqual([
    ...[null, null, null, null],
  ]);
  expect(match('qing', zhongQing)).toBe('middle');
});

test('where one way of reading ends, the other ways are tried', () => {
  expect(match('hai', [character('ha'), character('ai')])).toBe('whole');
  expect(match('shi', [character('sh'), character('hi')])).toBe('whole');
  expect(match('aai', [character('a'), character('a'), character('i')])).toBe('whole');
  const letter: Character = { text: 'h', inThisName: ['hai'], anywhere: ['hai'] };
  expect(match('haix', [letter, character('xi')])).toBe('whole');
  const gang: Character = { ...character('gang'), text: '冈' };
  expect(match('h冈', [character('huang'), gang])).toBe('whole');
});

test('another reading is what nothing else is, and is left out where enough was found', () => {
  const zhong = character('chong', 'zhong');
  const other = { hasOtherReadings: true };
  expect(match('chong', [zhong], other)).toBe('whole');
  expect(match('zhong', [zhong], other)).toBe('otherReading');
  expect(match('zhong', [character('xin'), zhong], other)).toBe('otherReading');
  expect(match('zhong', [zhong], { ...other, middleToo: false })).toBeNull();
  expect(match('zhong', [zhong])).toBeNull();
  expect(match('chong', [character('xin'), zhong], { middleToo: false })).toBeNull();
});
