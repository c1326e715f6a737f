import { halfWidth, oneLine, upperCase } from './characters.ts';

/**
 * What the query's free text finds, as tokens: those of a sheet, and the expression that finds them
 * (SQLite FTS5). Texts become bigrams, so that words are found from two characters on; numbers lie
 * between two edges and become fragments of four, so that beginnings and ends are told from what
 * lies inside. A fragment inside a number is found from four characters on.
 */

/** Everything of a sheet that free text looks at. */
export interface SearchedSheet {
  /** 车次确认编号, old and new, and 数据中心统一编码. */
  readonly systemNumbers: readonly string[];
  /** Media, containers, bills and other bound objects, seals. */
  readonly numbers: readonly string[];
  /** Remarks, vessel names, voyages. */
  readonly texts: readonly string[];
}

/** One character asks for more. */
export const shortestText = 2;
const shortestFragment = 4;
/** Year and month; system numbers with the same longer beginning are one stretch of their index. */
export const systemBeginning = 6;
/** A system number's last digits are its counter; a longer end is looked for by these. */
export const systemEnd = 8;

/** The spelling in which sheets and questions meet. */
export const foldText = (text: string): string => upperCase(halfWidth(text));

/** A typed text without what nobody sees; what it asks for may have spaces inside. */
export const foldQuestion = (typed: string): string => foldText(oneLine(typed));

/** True where it is too short to be asked. */
export const isTooShort = (typed: string): boolean => foldQuestion(typed).length < shortestText;

/** How a number may be meant: as typed, as plates and as containers are stored, as a bar code. */
export const numberSpellings = (typed: string): readonly string[] => {
  const folded = foldQuestion(typed);
  const joined = folded.replace(/[\s·•・‧]+/gu, '');
  return [...new Set([folded, joined, joined.replaceAll('-', ''), halfWidth(oneLine(typed))])];
};

const edge = '^';
const end = '$';

/** A UTF-16 unit as the tokenizer leaves it: capitals and digits stand for themselves. */
const unit = (character: string): string =>
  /[A-Z0-9]/.test(character)
    ? character
    : `_${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const units = (text: string): string[] => Array.from(text.split(''), unit);

const grams = (parts: readonly string[], size: number): string[] =>
  Array.from({ length: Math.max(0, parts.length - size + 1) }, (_, at) =>
    parts.slice(at, at + size).join(''),
  );

const beginningOf = (parts: readonly string[]): string => edge + parts.slice(0, 2).join('');
const endOf = (parts: readonly string[]): string => parts.slice(-2).join('') + end;

const numberTokens = (number: string): string[] => {
  const parts = units(number);
  return [
    beginningOf(parts),
    ...grams([edge, ...parts, end], shortestFragment),
    // Stands between the last fragment of this number and the first of the next one.
    endOf(parts),
  ];
};

const lengths = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

const systemToken = {
  beginning: (text: string): string => edge + edge + text,
  end: (text: string): string => text + end + end,
};

const systemTokens = (number: string): string[] => [
  ...lengths(shortestText, systemBeginning).map((length) =>
    systemToken.beginning(number.slice(0, length)),
  ),
  ...lengths(shortestText, systemEnd).map((length) => systemToken.end(number.slice(-length))),
];

const distinct = (values: readonly string[]): string[] => [
  ...new Set(values.map(foldText).filter((value) => value !== '')),
];

/** The tokens of a sheet, in the order that phrases rely on. */
export const sheetTokens = ({ systemNumbers, numbers, texts }: SearchedSheet): string =>
  [
    ...new Set(distinct(systemNumbers).flatMap(systemTokens)),
    ...distinct(numbers).flatMap(numberTokens),
    // The line break between two texts keeps a word from reaching over it.
    ...grams(units(distinct(texts).join('\n')), 2),
  ].join(' ');

const phrase = (tokens: readonly string[]): string => `"${tokens.join(' ')}"`;

const textPhrase = (text: string): string => phrase(grams(units(text), 2));

const isSystemText = (text: string): boolean => /^[0-9A-Z]+$/.test(text);

const systemPhrases = (text: string): string[] =>
  isSystemText(text)
    ? [
        ...(text.length <= systemBeginning ? [phrase([systemToken.beginning(text)])] : []),
        ...(text.length <= systemEnd ? [phrase([systemToken.end(text)])] : []),
      ]
    : [];

const numberPhrases = (text: string): string[] => {
  const parts = units(text);
  if (parts.length >= shortestFragment) return [phrase(grams(parts, shortestFragment))];
  return [phrase([edge + parts.join('')]), phrase([parts.join('') + end])];
};

/** Finds the sheets with a number of which this is a part, as FTS5 reads it. */
export const numberExpression = (typed: string): string => {
  const numbers = distinct(numberSpellings(typed)).filter(
    (spelling) => spelling.length >= shortestText,
  );
  return [...new Set([...numbers.flatMap(systemPhrases), ...numbers.flatMap(numberPhrases)])].join(
    ' OR ',
  );
};

/** Finds the sheets with a remark, a vessel or a voyage of which this is a part. */
export const textExpression = (typed: string): string => textPhrase(foldQuestion(typed));

/** Finds the sheets with a number or a text of which this is a part. */
export const anywhereExpression = (typed: string): string =>
  [numberExpression(typed), textExpression(typed)].join(' OR ');

const longText = 12;
/** From here on a part of the text has half the fragments of the whole. */
const longWord = 7;
/** Few fragments, and yet rarely those of more than a few sheets. */
const numberPart = 8;
const textPart = 5;

/** The stretch with the most different characters: its fragments are the rarest. */
const mostVaried = (text: string, length: number): string => {
  const stretches = Array.from({ length: text.length - length + 1 }, (_, at) =>
    text.slice(at, at + length),
  );
  const variety = (stretch: string): number => new Set(stretch).size;
  return stretches.reduce((best, one) => (variety(one) >= variety(best) ? one : best));
};

/**
 * Finds the sheets that hold a part of a long text: those of the whole text are among them. Each
 * fragment is a list to be read, and a long text has very many. Null for a text that is not long.
 */
export const partExpression = (typed: string): string | null => {
  const text = foldQuestion(typed);
  const spellings = distinct(numberSpellings(typed));
  if ([text, ...spellings].some((spelling) => spelling.length < longText)) return null;
  return [
    ...new Set([
      ...spellings.flatMap((spelling) => numberPhrases(mostVaried(spelling, numberPart))),
      textPhrase(mostVaried(text, textPart)),
    ]),
  ].join(' OR ');
};

/** The same for texts alone; null where the whole has not many more fragments. */
export const textPartExpression = (typed: string): string | null => {
  const text = foldQuestion(typed);
  return text.length < longWord ? null : textPhrase(mostVaried(text, textPart));
};

/** Finds the sheets of the year and month with which a longer system number begins. */
export const systemBeginningExpression = (text: string): string =>
  phrase([systemToken.beginning(text.slice(0, systemBeginning))]);

/** Finds the sheets whose system number ends as this longer end does, or almost. */
export const systemEndExpression = (text: string): string =>
  phrase([systemToken.end(text.slice(-systemEnd))]);

/** How long a text must be to be looked for along the system numbers themselves. */
export const isSystemBeginning = (text: string): boolean =>
  isSystemText(text) && text.length > systemBeginning;
export const isSystemEnd = (text: string): boolean => isSystemText(text) && text.length > systemEnd;
