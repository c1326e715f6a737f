import { headFields, itemFields } from './fields.ts';
import { mapItem, presenceOf } from './field-values.ts';
import type { HeadFieldKey, ItemFieldKey } from './fields.ts';
import type { Head, Item, Sheet } from './sheet.ts';

/** What a new sheet and a new item start with (manual 3.1.2, 新增; rules.md, Fields). */

export type HeadDefaults = Partial<Head>;
export type ItemDefaults = Partial<Item>;

/** What an operator's new sheet, and each new item of it, start with beside the initial values. */
export interface SheetDefaults {
  readonly head: HeadDefaults;
  readonly item: ItemDefaults;
}

const initialHead = Object.fromEntries(
  headFields.map(({ key, initial }) => [key, initial]),
) as Record<HeadFieldKey, string>;

const initialItem = Object.fromEntries(
  itemFields.map(({ key, initial }) => [key, initial]),
) as Record<ItemFieldKey, string>;

export const emptyHead = (defaults: HeadDefaults = {}): Head => ({ ...initialHead, ...defaults });

/** A new item; its 业务类型 starts as the head's, and may be changed. No closed field is filled. */
export const emptyItem = (head: Head, defaults: ItemDefaults = {}): Item => {
  const item = { ...initialItem, businessType: head.businessType, ...defaults };
  return mapItem(item, (field, value) =>
    value !== '' && presenceOf(field, { head, item }) === 'closed' ? '' : value,
  );
};

export const emptySheet = (defaults: HeadDefaults = {}): Sheet => ({
  head: emptyHead(defaults),
  items: [],
});

/** True where the item holds nothing but what it started with. */
export const isEmptyItem = (item: Item, head: Head, defaults: ItemDefaults = {}): boolean => {
  const start = emptyItem(head, defaults);
  return itemFields.every(({ key }) => item[key] === '' || item[key] === start[key]);
};

/** True where nothing was typed: every head value as at the start, and no item with a value. */
export const isEmpty = (sheet: Sheet, defaults: HeadDefaults = {}): boolean => {
  const start = emptyHead(defaults);
  return (
    headFields.every(({ key }) => sheet.head[key] === '' || sheet.head[key] === start[key]) &&
    sheet.items.every((item) => isEmptyItem(item, sheet.head))
  );
};
