/**
 * Texts as workbooks hold them: `_x000D_` stands for a character that XML can't carry, so what looks
 * like one of these has to be written as one (ECMA-376, ST_Xstring). The library does neither.
 */

/** XML has no place for these two, whatever is done. */
const impossible = /[\uFFFE\uFFFF]/g;
const lookalike = /_(?=x[0-9A-Fa-f]{4}_)/g;
const escaped = /_x([0-9A-Fa-f]{4})_/g;

/** Nearly every text holds neither, and there are millions of them in a long export. */
const suspicious = /[\uFFFE\uFFFF]|_x/;

export const toWorkbookText = (text: string): string =>
  suspicious.test(text) ? text.replace(impossible, '').replace(lookalike, '_x005F_') : text;

export const fromWorkbookText = (text: string): string =>
  text.replace(escaped, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
