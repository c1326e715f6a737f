import { halfWidth } from '../declaration/characters.ts';

/** What says nothing that the table's title does not. */
const opening = /^(退单|变更被退|删单被退)：\s*/u;
/** Container, bill or plate numbers, weights and the like: a word with a digit, or its # already. */
const number = /[A-Za-z]*[#\d][A-Za-z#\d.-]*/gu;
const ending = /[\s。.！!，；]+$/u;
const chinesePunctuation: Readonly<Record<string, string>> = {
  ',': '，',
  ':': '：',
  ';': '；',
  '(': '（',
  ')': '）',
};

/**
 * The reason as it is counted: what customs wrote, with # for the numbers of the one sheet, so that
 * the same reason for two trucks is one. Widths, blanks and the end of the sentence don't tell two
 * reasons apart.
 */
export const normalReason = (text: string): string => {
  const folded = halfWidth(text)
    .replace(/[,:;()]/gu, (character) => chinesePunctuation[character] ?? character)
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(opening, '')
    .replace(number, '#')
    .replace(ending, '');
  return folded === '' ? '（无原因）' : folded;
};
