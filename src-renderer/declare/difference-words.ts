import { labelOf } from '../../src-shared/declaration/field-values.ts';
import { headFields, itemFields } from '../../src-shared/declaration/fields.ts';
import type { FieldDefinition } from '../../src-shared/declaration/fields.ts';
import type { SheetDifference } from '../../src-shared/declaration/difference.ts';
import { headPlace, itemPlace, placeLabel } from '../../src-shared/declaration/findings.ts';
import type { Place } from '../../src-shared/declaration/findings.ts';
import type { Item, Sheet } from '../../src-shared/declaration/sheet.ts';
import type { TableName } from '../../src-shared/parameters/table-names.ts';

/** 变更内容 as the clerk reads it: the words for a difference. */

export interface ChangeLine {
  /** Where it is in the form; null for an item that is no longer there. */
  readonly place: Place | null;
  readonly where: string;
  /** Null where there was nothing, or is nothing any more. */
  readonly before: string | null;
  readonly after: string | null;
}

/** `code name`, as the parameters show it. */
type Display = (table: TableName, code: string) => string;

export const shownValue = (field: FieldDefinition, value: string, display: Display): string => {
  if (value === '') return '（空）';
  if (field.input.type === 'code') return display(field.input.table, value);
  return field.input.type === 'weight' ? `${value} 千克` : value;
};

/** An item in one line: every value that it has, under its label. */
const itemInWords = (item: Item, { head }: Sheet, display: Display): string =>
  itemFields
    .filter(({ key }) => item[key] !== '')
    .map((field) => {
      const value = shownValue(field, item[field.key], display);
      return `${labelOf(field, { head, item })} ${value}`;
    })
    .join('，');

export const changeLines = (
  { head, items }: SheetDifference,
  accepted: Sheet,
  draft: Sheet,
  display: Display,
): readonly ChangeLine[] => {
  const line = (
    place: Place,
    field: FieldDefinition | undefined,
    { before, after }: { readonly before: string; readonly after: string },
  ): readonly ChangeLine[] =>
    field === undefined
      ? []
      : [
          {
            place,
            where: placeLabel(place, draft),
            before: shownValue(field, before, display),
            after: shownValue(field, after, display),
          },
        ];
  return [
    ...head.flatMap((change) => {
      const field = headFields.find(({ key }) => key === change.field);
      return line(headPlace(change.field), field, change);
    }),
    ...items.flatMap((change): readonly ChangeLine[] => {
      const number = String(change.index + 1);
      switch (change.kind) {
        case 'added':
          return [
            {
              place: itemPlace(change.index, 'objectType'),
              where: `新增第 ${number} 条表体`,
              before: null,
              after: itemInWords(change.item, draft, display),
            },
          ];
        case 'removed':
          return [
            {
              place: null,
              where: `删除原第 ${number} 条表体`,
              before: itemInWords(change.item, accepted, display),
              after: null,
            },
          ];
        case 'changed':
          return change.fields.flatMap((one) => {
            const field = itemFields.find(({ key }) => key === one.field);
            return line(itemPlace(change.index, one.field), field, one);
          });
      }
    }),
  ];
};

/** A line as text, for a dialog. */
export const lineInWords = ({ where, before, after }: ChangeLine): string =>
  before === null || after === null
    ? `${where}：${before ?? after ?? ''}`
    : `${where}：${before} → ${after}`;
