import { halfWidth, manyLines, oneLine, upperCase } from './characters.ts';
import { mapHead, mapItem } from './field-values.ts';
import type { FieldContext, FieldDefinition, TextFormat } from './fields.ts';
import type { Head, Item, Sheet } from './sheet.ts';
import { formatKilograms, parseKilograms } from './weight.ts';

/**
 * What was typed or pasted, brought into the one form that is checked, stored and sent. Folding
 * twice changes nothing.
 */

type Fold = (text: string) => string;

/** What is folded is one line, trimmed. */
const code: Fold = (text) => upperCase(halfWidth(text));
/** 沪A·12345 and 沪A 12345 are how plates are painted, 沪A12345 is how they are declared. */
const plate: Fold = (text) => code(text).replace(/[\s·•・‧]/gu, '');
/** CSQU 305438-3 is how a container is painted. */
const container: Fold = (text) => code(text).replace(/[\s-]/gu, '');
const joined: Fold = (text) => code(text).replace(/\s/gu, '');
/** Bar codes may tell upper from lower case. */
const barCode: Fold = (text) => halfWidth(text);

const mediumFolds: Readonly<Record<string, Fold>> = { VN: plate, BC: barCode };
const objectFolds: Readonly<Record<string, Fold>> = {
  C: container,
  T: joined,
  VC: joined,
  VN: plate,
};

/** What clerks put between seals: bars, commas, enumeration marks, semicolons, spaces. */
export const sealSeparator = /[|｜,，、;；\s]/u;

/** Seals joined by `|`, however they were separated. */
export const foldSeals: Fold = (text) =>
  code(text)
    .split(sealSeparator)
    .filter((seal) => seal !== '')
    .join('|');

const weight: Fold = (text) => {
  const grams = parseKilograms(text);
  return grams === null ? halfWidth(text) : formatKilograms(grams);
};

const own = (folds: Readonly<Record<string, Fold>>, key: string | undefined, other: Fold): Fold =>
  (key !== undefined && Object.hasOwn(folds, key) ? folds[key] : undefined) ?? other;

const textFold = (format: TextFormat | undefined, { head, item }: FieldContext): Fold => {
  switch (format) {
    case 'medium':
      return own(mediumFolds, head['mediumType'], code);
    case 'object':
      return own(objectFolds, item?.['objectType'], code);
    case 'container':
      return container;
    case 'voyage':
      return code;
    case 'vessel':
    default:
      return (text) => text;
  }
};

const foldCode: Fold = (typed) => code(oneLine(typed));

/** The folded form of one field; codes of the context must be folded already. */
export const foldField = (field: FieldDefinition, context: FieldContext, typed: string): string => {
  switch (field.input.type) {
    case 'remark':
      return manyLines(typed);
    case 'code':
      return foldCode(typed);
    case 'weight':
      return weight(oneLine(typed));
    case 'seals':
      return foldSeals(oneLine(typed));
    case 'text':
      return textFold(field.input.format, context)(oneLine(typed));
  }
};

/** Codes first: how the other fields fold depends on them. */
const codesOnly = (field: FieldDefinition, old: string): string =>
  field.input.type === 'code' ? foldCode(old) : old;

export const normaliseHead = (head: Head): Head => {
  const coded = mapHead(head, codesOnly);
  return mapHead(coded, (field, old) => foldField(field, { head: coded }, old));
};

/** `head` is folded already. */
export const normaliseItem = (item: Item, head: Head): Item => {
  const coded = mapItem(item, codesOnly);
  return mapItem(coded, (field, old) => foldField(field, { head, item: coded }, old));
};

export const normaliseSheet = (sheet: Sheet): Sheet => {
  const head = normaliseHead(sheet.head);
  return { head, items: sheet.items.map((item) => normaliseItem(item, head)) };
};
