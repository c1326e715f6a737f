/**
 * A CSV has no types: a program that opens it takes what begins with = + - @ for a formula, and long
 * numbers for numbers. What is exported is guarded against both, and an import takes it back to the
 * letter.
 */

/** The full-width twins are formulas to spreadsheets of some languages too. */
const formulaBeginning = /^'*[=+\-@\t\r\n＝＋－＠]/;
const guardedBeginning = /^'+[=+\-@\t\r\n＝＋－＠]/;

/** From 12 digits on Excel shows 2.02E+31, after 15 it loses them; leading zeros go always. */
const readAsNumber = /^(?:0\d+|\d{12,})\t*$/;

export const guardText = (text: string): string => {
  if (formulaBeginning.test(text)) return `'${text}`;
  // A tab behind it makes it a text to Excel, and is nothing to anybody who trims.
  return readAsNumber.test(text) ? `${text}\t` : text;
};

/** Also `="0012"`, as other programs write texts. */
const quotedFormula = /^="([^"]*)"$/;

export const unguardText = (text: string): string => {
  if (guardedBeginning.test(text)) return text.slice(1);
  const quoted = quotedFormula.exec(text)?.[1];
  if (quoted !== undefined) return quoted;
  return text.endsWith('\t') && readAsNumber.test(text.slice(0, -1)) ? text.slice(0, -1) : text;
};
