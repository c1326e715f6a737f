import { headFields, itemFields } from './fields.ts';
import type {
  FieldContext,
  FieldDefinition,
  HeadFieldKey,
  ItemFieldKey,
  Presence,
} from './fields.ts';
import type { Head, Item, Sheet } from './sheet.ts';

/** The field table and a sheet's values brought together, for every rule that walks over both. */

export type PlacedField =
  | {
      readonly part: 'head';
      readonly itemIndex: null;
      readonly field: FieldDefinition & { readonly key: HeadFieldKey };
      readonly context: FieldContext;
      readonly value: string;
    }
  | {
      readonly part: 'item';
      readonly itemIndex: number;
      readonly field: FieldDefinition & { readonly key: ItemFieldKey };
      readonly context: FieldContext;
      readonly value: string;
    };

/** Whether a field is required, optional or closed on this sheet. */
export const presenceOf = (field: FieldDefinition, context: FieldContext): Presence =>
  field.presence(context);

/** The field's label on this sheet: 航次号 for sea, 货物运输批次号 for road. */
export const labelOf = (field: FieldDefinition, context: FieldContext): string =>
  field.labelFor?.(context) ?? field.label;

/** Every field of the sheet with its value, head first, in the order of the form. */
export const placedFields = (sheet: Sheet): readonly PlacedField[] => {
  const { head } = sheet;
  return [
    ...headFields.map((field): PlacedField => ({
      part: 'head',
      itemIndex: null,
      field,
      context: { head },
      value: head[field.key],
    })),
    ...sheet.items.flatMap((item, itemIndex) =>
      itemFields.map((field): PlacedField => ({
        part: 'item',
        itemIndex,
        field,
        context: { head, item },
        value: item[field.key],
      })),
    ),
  ];
};

/** A head with each value made anew from its field. */
export const mapHead = (
  head: Head,
  value: (field: FieldDefinition & { readonly key: HeadFieldKey }, old: string) => string,
): Head =>
  Object.fromEntries(
    headFields.map((field) => [field.key, value(field, head[field.key])]),
  ) as Record<HeadFieldKey, string>;

/** An item with each value made anew from its field. */
export const mapItem = (
  item: Item,
  value: (field: FieldDefinition & { readonly key: ItemFieldKey }, old: string) => string,
): Item =>
  Object.fromEntries(
    itemFields.map((field) => [field.key, value(field, item[field.key])]),
  ) as Record<ItemFieldKey, string>;
