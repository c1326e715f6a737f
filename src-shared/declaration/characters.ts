/**
 * Characters as they come from Chinese keyboards, spreadsheets and web pages, and as they are kept.
 */

/**
 * Characters that nobody types on purpose and nobody sees: controls, zero-width and direction
 * marks, soft hyphens, byte order marks, halves of surrogate pairs (which canonical JSON refuses).
 */
const unseen =
  /[\p{Cc}\p{Cs}\u00AD\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/gu;

/** One line without unseen characters; a pasted line break or tab becomes a space. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\t\r\n\u0085\u2028\u2029]+/g, ' ')
    .replace(unseen, '')
    .trim();

/** Several lines with `\n` between them, without other unseen characters. */
export const manyLines = (text: string): string =>
  text
    .split(/\r\n|[\r\n\u0085\u2028\u2029]/)
    .map((line) => line.replace(/\t/g, ' ').replace(unseen, '').trimEnd())
    .join('\n')
    .trim();

/** Full-width ！ to ～ and the ideographic space as their ASCII twins. */
export const halfWidth = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (character) =>
      String.fromCharCode(character.charCodeAt(0) - 0xfee0),
    )
    .replaceAll('\u3000', ' ');

/** Upper case of ASCII letters only: ß and Turkish i stay what they are. */
export const upperCase = (text: string): string =>
  text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** Length as customs and SQLite count it: characters, not UTF-16 units. */
export const characterCount = (text: string): number => [...text].length;
