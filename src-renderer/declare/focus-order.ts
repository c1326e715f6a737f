import { labelOf, presenceOf } from '../../src-shared/declaration/field-values.ts';
import { headFields, itemFields } from '../../src-shared/declaration/fields.ts';
import type { FieldDefinition } from '../../src-shared/declaration/fields.ts';
import type { Head, Item } from '../../src-shared/declaration/sheet.ts';

export type FormPart = 'head' | 'item';

/** Names one field of the form: `head:customsCode`; also its `data-field`. */
export type FieldName = `${FormPart}:${string}`;

export const fieldName = (part: FormPart, key: string): FieldName => `${part}:${key}`;

interface FormField {
  readonly name: FieldName;
  readonly part: FormPart;
  readonly field: FieldDefinition;
}

const formFields: readonly FormField[] = [
  ...headFields.map(
    (field) => ({ name: fieldName('head', field.key), part: 'head', field }) as const,
  ),
  ...itemFields.map(
    (field) => ({ name: fieldName('item', field.key), part: 'item', field }) as const,
  ),
];

export const formFieldOf = (name: string): FormField | undefined =>
  formFields.find((field) => field.name === name);

/** The label and hint of the red line at the bottom (manual 2.3.2). */
export const hintOf = (name: string, head: Head, item: Item): string => {
  const found = formFieldOf(name);
  return found === undefined ? '' : `${labelOf(found.field, { head, item })}：${found.field.hint}`;
};

/** The fields that can be filled now, in the order of the form: head, then item. */
export const openFields = (head: Head, item: Item): readonly FieldName[] =>
  formFields
    .filter(({ field }) => presenceOf(field, { head, item }) !== 'closed')
    .map(({ name }) => name);

/** Where Enter (1) and Shift+Enter (-1) go; null behind the last and before the first field. */
export const neighbourOf = (name: string, by: 1 | -1, head: Head, item: Item): FieldName | null => {
  const open = new Set<string>(openFields(head, item));
  const at = formFields.findIndex((field) => field.name === name);
  if (at < 0) return null;
  for (let next = at + by; next >= 0 && next < formFields.length; next += by) {
    const field = formFields[next];
    if (field !== undefined && open.has(field.name)) return field.name;
  }
  return null;
};
