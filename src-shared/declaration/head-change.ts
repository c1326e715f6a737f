import { labelOf, mapHead, mapItem, placedFields, presenceOf } from './field-values.ts';
import type { HeadFieldKey, ItemFieldKey } from './fields.ts';
import type { Head, Item, Sheet } from './sheet.ts';

/**
 * A change that closes filled fields: what it would cost is listed and asked before anything is
 * cleared (rules.md, Fields). The sheet before the change is what undo brings back.
 */

export interface SheetChange {
  readonly head?: Partial<Head>;
  readonly item?: { readonly index: number; readonly values: Partial<Item> };
}

/** A filled value at its place. */
export type FilledValue = { readonly label: string; readonly value: string } & (
  | { readonly part: 'head'; readonly itemIndex: null; readonly field: HeadFieldKey }
  | { readonly part: 'item'; readonly itemIndex: number; readonly field: ItemFieldKey }
);

export const applyChange = (sheet: Sheet, change: SheetChange): Sheet => ({
  head: { ...sheet.head, ...change.head },
  items: sheet.items.map((item, index) =>
    index === change.item?.index ? { ...item, ...change.item.values } : item,
  ),
});

/** Values that stand in closed fields. */
export const closedValues = (sheet: Sheet): readonly FilledValue[] =>
  placedFields(sheet).flatMap((placed): FilledValue[] => {
    if (placed.value === '' || presenceOf(placed.field, placed.context) !== 'closed') return [];
    const filled = { label: labelOf(placed.field, placed.context), value: placed.value };
    return placed.part === 'head'
      ? [{ ...filled, part: 'head', itemIndex: null, field: placed.field.key }]
      : [{ ...filled, part: 'item', itemIndex: placed.itemIndex, field: placed.field.key }];
  });

const placeKey = ({ part, itemIndex, field }: FilledValue): string =>
  `${part} ${String(itemIndex)} ${field}`;

/** The filled values that the change would close, as they stand in the changed sheet. */
export const valuesLostBy = (change: SheetChange, sheet: Sheet): readonly FilledValue[] => {
  const before = new Set(closedValues(sheet).map(placeKey));
  return closedValues(applyChange(sheet, change)).filter((value) => !before.has(placeKey(value)));
};

/** The sheet with every closed field emptied; no field closes by another one being emptied. */
export const clearClosed = (sheet: Sheet): Sheet => {
  const head = mapHead(sheet.head, (field, old) =>
    presenceOf(field, { head: sheet.head }) === 'closed' ? '' : old,
  );
  return {
    head,
    items: sheet.items.map((item) =>
      mapItem(item, (field, old) => (presenceOf(field, { head, item }) === 'closed' ? '' : old)),
    ),
  };
};
