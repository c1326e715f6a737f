/**
 * Mutants of src-shared that no test notices, each with the reason. `npm run mutation` fails where
 * one survives that is not here, and where an entry is here that none needs any more.
 */

export interface NamedSurvivor {
  readonly file: string;
  /** The top-level declaration that it stands in; left out: anywhere in the file. */
  readonly within?: string;
  /** The mutated text to the letter; left out: whatever is mutated there. */
  readonly original?: string;
  readonly replacement?: string;
  readonly reason: keyof typeof reasons;
  /** Why it holds here. */
  readonly because: string;
}

export const reasons = {
  equivalent: 'Equivalent: no input makes a difference',
  types: 'For the compiler: a value that the types allow and that never comes',
  speed: 'Speed alone: the answer is the same, later',
} as const;

type Reason = keyof typeof reasons;

/** Entries of one declaration that have one reason. */
const named = (
  reason: Reason,
  name: string,
  within: string,
  because: string,
  ...originals: readonly (string | readonly [original: string, replacement: string])[]
): readonly NamedSurvivor[] => {
  const file = `src-shared/${name}.ts`;
  if (originals.length === 0) return [{ file, within, reason, because }];
  return originals.map((one) => {
    const [original, replacement] = typeof one === 'string' ? [one] : one;
    return {
      file,
      within,
      original,
      ...(replacement === undefined ? {} : { replacement }),
      reason,
      because,
    };
  });
};

const noSuchPlace = 'the index lies in the text or list: there is always something there';
const beyondTheEnd =
  'behind the end of either text charCodeAt gives NaN, which is equal to nothing, itself included';
const endsBehind = 'what was followed ends behind its first character: the end is never 0';

const checkDigits = 'declaration/check-digits';
const difference = 'declaration/difference';
const fieldRules = 'declaration/field-rules';
const match = 'parameters/pinyin-match';
const search = 'parameters/search';
const sm2 = 'signature/sm2';

export const namedSurvivors: readonly NamedSurvivor[] = [
  ...named(
    'equivalent',
    checkDigits,
    'containerValue',
    'the letter counts 143 more then, thirteen times the eleven of the check',
    ['character.charCodeAt(0) - 65', 'character.charCodeAt(0) + 65'],
  ),
  ...named('types', checkDigits, 'usccCheckCharacter', noSuchPlace, "''"),
  ...named('types', checkDigits, 'organisationCheckCharacter', noSuchPlace, "''"),
  ...named('types', 'declaration/weight', 'parseKilograms', noSuchPlace, "''"),
  ...named('types', 'declaration/numbers', 'parseTripNo', noSuchPlace, "''"),
  ...named('types', 'declaration/spreadsheet-cells', 'codeOf', noSuchPlace, "''", [
    'only !== undefined',
    'true',
  ]),
  ...named(
    'equivalent',
    'declaration/spreadsheet-cells',
    'rowsNamed',
    'a row without another name is found by no text that is looked for',
    "''",
  ),
  ...named(
    'speed',
    difference,
    'isSame',
    'equal ends are left out of the comparison, which would pair them all the same',
  ),
  ...named(
    'speed',
    difference,
    'sameAtStart',
    'equal ends are left out of the comparison, which would pair them all the same',
    ['isSame(before[count], after[count])', 'false'],
  ),
  ...named(
    'types',
    difference,
    'differenceOfItems',
    'of a pair at most one place is null, and a place that is not lies in its list',
    'indexBefore === null',
    'index === null',
    'old === undefined',
    'old === undefined || indexBefore === null',
    'now === undefined',
    'now === undefined || index === null',
    '[]',
  ),
  ...named(
    'equivalent',
    difference,
    'alignedItems',
    'a pair that points at no item says nothing',
    '[]',
  ),
  ...named(
    'equivalent',
    difference,
    'alignedItems',
    'behind both ends nothing is left: an endless cost is kept as 0, which stands there already',
    ['row === before.length && column === after.length', 'false'],
  ),
  ...named(
    'types',
    fieldRules,
    'missingFaults',
    'the field that is asked for lies on an item',
    "''",
  ),
  ...named(
    'equivalent',
    fieldRules,
    'districtFaults',
    'no code of more than four characters comes here: it can’t be stored',
    ['/^\\d{4}$/', '/^\\d{4}/'],
    ['/^\\d{4}$/', '/\\d{4}$/'],
  ),
  ...named(
    'types',
    fieldRules,
    'weightFaults',
    'what is no weight can’t be stored and does not come here',
    'grams === null',
    '[]',
  ),
  ...named(
    'equivalent',
    fieldRules,
    'textFault',
    'codes are folded to capitals, which no property of every object is written in',
    'type !== undefined',
    'type !== undefined && Object.hasOwn(formats, type)',
    'formats[type]?.(value)',
  ),
  ...named(
    'types',
    fieldRules,
    'textFault',
    'the format of bound objects stands on items alone',
    "item?.['objectType']",
  ),
  ...named(
    'types',
    fieldRules,
    'sealFaults',
    'seals stand on items alone',
    'placed.context.item?.[container]',
  ),
  ...named(
    'types',
    'declaration/rules',
    'checkContainers',
    'the place was found on this sheet',
    'item?.containerNo1',
    'item?.containerNo2',
  ),
  ...named(
    'equivalent',
    'declaration/folding',
    'own',
    'no fold has the name that an undefined key is looked up by',
    ['key !== undefined', 'true'],
  ),
  ...named(
    'equivalent',
    'declaration/folding',
    'textFold',
    'a vessel is folded as everything without a format is',
    "'vessel'",
  ),
  ...named(
    'equivalent',
    'declaration/free-text',
    'numberSpellings',
    'each of them goes, one by one or together',
    '/[\\s·•・‧]+/gu',
  ),
  ...named(
    'speed',
    'declaration/item-paste',
    'textFault',
    'what has more characters than bytes are allowed is refused without being encoded',
    'text.length > mostPastedBytes',
  ),
  ...named(
    'equivalent',
    'declaration/item-paste',
    'readItemPaste',
    'without a filled row there are no rows of data either, whatever the columns are',
    '[]',
  ),
  ...named(
    'types',
    'declaration/item-paste',
    'cellsOf',
    'what is found on an item is found at one of its fields',
    'field === undefined',
  ),
  ...named(
    'equivalent',
    'declaration/item-paste',
    'checkPaste',
    'what lies before the pasted rows is asked for by none of them',
    'index < 0',
  ),
  ...named(
    'equivalent',
    'declaration/reuse',
    'keptFrom',
    'only the head of that sheet is looked at',
    '[]',
  ),
  ...named(
    'types',
    'declaration/sending-state',
    'sendingOf',
    'without a sheet there is no submission, which is asked next',
    ['sheet === null', 'false'],
  ),
  ...named(
    'equivalent',
    'declaration/tab-separated',
    'quotedCell',
    'a mark lies behind the start of its cell, never at 0',
    ['mark < 0', 'mark <= 0'],
  ),
  ...named('types', 'declaration/trouble', 'troubleOf', 'no state is kept under the name of none', [
    'sheet.lastState === null',
    'false',
  ]),
  ...named(
    'types',
    'parameters/pinyin-index',
    'characterOf',
    'the dictionary answers for every character',
    '[]',
  ),
  ...named(
    'speed',
    'parameters/pinyin-index',
    'characterOf',
    'a character is looked up once',
    'seen !== undefined',
  ),
  ...named(
    'equivalent',
    'parameters/pinyin-index',
    'read',
    'letters are found by their reading, which is small in any case',
    ['fold(name).toLowerCase()', 'fold(name).toUpperCase()'],
  ),
  ...named(
    'speed',
    'parameters/pinyin-index',
    'read',
    'without other readings the second search finds what the first one did not: nothing',
    ['anywhere.length > inThisName.length', 'anywhere.length >= inThisName.length'],
    ['anywhere.length > inThisName.length', 'true'],
  ),
  ...named(
    'speed',
    'parameters/pinyin-index',
    'indexPinyin',
    'it pauses more often',
    'at % rowsAtOnce === rowsAtOnce - 1',
  ),
  ...named('equivalent', match, 'addLetters', 'behind the text there is no letter', [
    'at < text.length',
    'at <= text.length',
  ]),
  ...named('equivalent', match, 'sieveOf', 'a capital is no letter of pinyin', '[]'),
  ...named(
    'equivalent',
    match,
    'twoLetterInitial',
    'a syllable of two letters is left after its last one anyway',
    'syllable.length > 2',
  ),
  ...named(
    'speed',
    match,
    'mayMatch',
    'the sieve only rules out what matchPinyin would not match either',
  ),
  ...named(
    'equivalent',
    match,
    'letterAt',
    'whoever asks takes everything below 0 for no letter',
    'letter >= 0',
  ),
  ...named(
    'equivalent',
    match,
    'follow',
    beyondTheEnd,
    'same < syllable.length &&\n      from + same < typed.length',
    'same < syllable.length',
    'from + same < typed.length',
    'from + same',
  ),
  ...named(
    'equivalent',
    match,
    'follow',
    'half a character is followed by no beginning of the next one',
    'character.text.length === 1',
  ),
  ...named(
    'speed',
    match,
    'follow',
    'a syllable of one letter is left after its first one as well, which is tried last',
    'same > 1',
  ),
  ...named('equivalent', match, 'follow', endsBehind, ['end >= 0', 'end > 0']),
  ...named(
    'equivalent',
    match,
    'matchReadings',
    endsBehind,
    ['end >= 0', 'end > 0'],
    [
      'follow(characters, at, typed, 0, readings) >= 0',
      'follow(characters, at, typed, 0, readings) > 0',
    ],
  ),
  ...named(
    'equivalent',
    match,
    'matchReadings',
    'behind the last character nothing can be followed',
    ['at < characters.length', 'at <= characters.length'],
  ),
  ...named('speed', search, 'findCode', 'the rows are put in order once', 'rows === undefined'),
  ...named('speed', search, 'offeredRows', 'the rows are folded once', 'known !== undefined'),
  ...named(
    'speed',
    search,
    'textWay',
    'letters are not looked for in names that hold none',
    'isAscii && !hasAscii',
  ),
  ...named(
    'equivalent',
    search,
    'textWay',
    'the place 0 was answered before; an empty text is the beginning of every code',
    'at > 0',
    "alternativeName !== ''",
    "''",
  ),
  ...named(
    'speed',
    search,
    'pinyinWay',
    'the sieve only rules out what matchPinyin would not match either; every row has its name',
    'name === undefined || !mayMatch(index, at, typed)',
    'name === undefined',
  ),
  ...named(
    'speed',
    search,
    'searchCodes',
    'what is only letters spares the look into names that hold none',
    "wanted !== '' && /^[ -~]+$/.test(wanted)",
    "wanted !== ''",
    "''",
    '/^[ -~]+$/',
  ),
  ...named(
    'speed',
    search,
    'searchCodes',
    'more rows than are wanted would be kept, and cut off at the end',
    '(group[rankOf.pinyinMiddle]?.length ?? 0) < limit',
    'group[rankOf.pinyinMiddle]?.length ?? 0',
    'group[rankOf.pinyinMiddle]?.length',
    'places !== undefined && places.length < limit',
    'places !== undefined',
    'places.length < limit',
  ),
  ...named(
    'types',
    search,
    'searchCodes',
    'without an index the letters are not asked for, and no way has no place',
    'pinyin === null',
    'way === null',
  ),
  ...named(
    'types',
    'signature/payload',
    'buildPayload',
    'an object always has JSON text',
    "'A payload must have JSON text'",
    'text === undefined',
  ),
  ...named(
    'equivalent',
    'signature/certificate',
    'read',
    'a text has neither an identifier nor a mark, and begins with no prefix of a card number',
    '[]',
    "''",
  ),
  ...named(
    'types',
    'signature/certificate',
    'read',
    'the parser keeps the signed part of everything that it reads',
    'tbsCertificateRaw === undefined',
  ),
  ...named(
    'equivalent',
    sm2,
    'isSm2PublicKey',
    'the library takes no other form of a point either',
    'publicKey.length !== publicKeyLength || publicKey[0] !== 4',
    'publicKey.length !== publicKeyLength',
    'publicKey[0] !== 4',
  ),
  ...named(
    'equivalent',
    'declaration/characters',
    'upperCase',
    'each letter becomes a capital, one by one or together',
    '/[a-z]+/g',
  ),
  ...named('equivalent', 'declaration/new-sheet', 'emptyItem', 'an empty value is emptied', [
    "value !== ''",
    'true',
  ]),
  ...named('equivalent', 'declaration/new-sheet', 'emptyItem', 'an empty value is emptied', [
    "''",
    '"Stryker was here!"',
  ]),
  ...named(
    'equivalent',
    'declaration/reason-field',
    'named',
    'no reason of customs has these words',
    '[]',
  ),
  ...named(
    'equivalent',
    'declaration/spreadsheet-cells',
    'transportModes',
    'by air a field goes by the label that it has without a mode, and so it does by no known one',
    "'5'",
    "''",
  ),
  ...named(
    'types',
    'declaration/status',
    'applyReceipt',
    'each of the two answers for the other where the table has no row',
    'false',
    'transition === undefined',
  ),
  ...named(
    'equivalent',
    sm2,
    'sm2VerifyDigest',
    'the library verifies with no other key either, and hashes nothing of itself',
    '!isSm2PublicKey(publicKey)',
    '{ hash: false }',
  ),
  ...named(
    'equivalent',
    sm2,
    'isInOrder',
    'the library refuses most of these by itself; asked first all the same',
  ),
  ...named(
    'equivalent',
    sm2,
    'sm2VerifyDigest',
    'the library refuses an s that is none by itself',
    ['!isInOrder(toNumber(signature.subarray(32)))', 'false'],
  ),
  ...named(
    'types',
    sm2,
    'sm2VerifyDigest',
    'lengths, ranges and the key were checked: the library has nothing left to throw at',
    'false',
    '{\n    return false;\n  }',
  ),
  ...named(
    'equivalent',
    sm2,
    'sm2Verify',
    'a key of another length makes the digest throw, which is answered in the same way',
    'publicKey.length !== publicKeyLength',
  ),
];
