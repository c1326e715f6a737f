import { z } from 'zod';
import { headFields, itemFields } from '../../src-shared/declaration/fields.ts';
import type { FieldDefinition } from '../../src-shared/declaration/fields.ts';
import type { Head, Item } from '../../src-shared/declaration/sheet.ts';
import { formatKilograms, parseKilograms } from '../../src-shared/declaration/weight.ts';

/** How a field of the field table lies in its table: snake case, weights in grams. */
interface Column {
  readonly key: string;
  readonly name: string;
  readonly isWeight: boolean;
}

const columnName = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const columnsOf = (fields: readonly FieldDefinition[]): readonly Column[] =>
  fields.map(({ key, input }) => ({
    key,
    name: columnName(key),
    isWeight: input.type === 'weight',
  }));

export const headColumns = columnsOf(headFields);
export const itemColumns = columnsOf(itemFields);

type Stored = string | number | null;

/** The values of the columns, in their order. Throws where a weight is no weight. */
const toStored = (columns: readonly Column[], values: Readonly<Record<string, string>>): Stored[] =>
  columns.map(({ key, isWeight }) => {
    const text = values[key] ?? '';
    if (!isWeight) return text;
    if (text === '') return null;
    const grams = parseKilograms(text);
    if (grams === null) throw new Error(`${key} is no weight`);
    return grams;
  });

/** A list or an export reads these by the hundred thousand: no object is made but the one returned. */
const fromStored = (
  columns: readonly Column[],
  row: Readonly<Record<string, unknown>>,
): Record<string, string> => {
  const values: Record<string, string> = {};
  for (const { key, name, isWeight } of columns) {
    const value = row[name];
    if (isWeight) values[key] = typeof value === 'number' ? formatKilograms(value) : '';
    else values[key] = String(value);
  }
  return values;
};

const storedShape = (columns: readonly Column[]): Record<string, z.ZodType<Stored>> =>
  Object.fromEntries(
    columns.map(({ name, isWeight }) => [name, isWeight ? z.number().nullable() : z.string()]),
  );

/** The columns of head and item in the schema of a row. */
export const headShape = storedShape(headColumns);
export const itemShape = storedShape(itemColumns);

export const storedHead = (head: Head): Stored[] => toStored(headColumns, head);
export const storedItem = (item: Item): Stored[] => toStored(itemColumns, item);

export const headOf = (row: Readonly<Record<string, unknown>>): Head =>
  fromStored(headColumns, row) as Head;
export const itemOf = (row: Readonly<Record<string, unknown>>): Item =>
  fromStored(itemColumns, row) as Item;

export const columnNames = (columns: readonly Column[]): string =>
  columns.map(({ name }) => name).join(', ');
export const placeholders = (columns: readonly Column[]): string =>
  columns.map(() => '?').join(', ');
export const assignments = (columns: readonly Column[]): string =>
  columns.map(({ name }) => `${name} = ?`).join(', ');
