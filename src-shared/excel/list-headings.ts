import { headFields, itemFields, systemFields } from '../declaration/fields.ts';
import type { FieldDefinition, HeadFieldKey, ItemFieldKey } from '../declaration/fields.ts';
import { headingOf, labelsOf } from '../declaration/spreadsheet-cells.ts';
import { sheetColumns } from './sheet-columns.ts';

/**
 * The headings of a list of sheets, in both directions: what the template and an export write, and
 * what an import understands. A list is flat (a row for each item, the head beside it), or 表头 and
 * 表体 in two worksheets.
 */

export type HeadField = FieldDefinition & { readonly key: HeadFieldKey };
export type ItemField = FieldDefinition & { readonly key: ItemFieldKey };
export const headListFields: readonly HeadField[] = headFields;
export const itemListFields: readonly ItemField[] = itemFields;

/** Rows with the same one are one sheet. */
export const sequenceHeading = '序号';
export const tripNoHeading = systemFields.find(({ key }) => key === 'tripNo')?.label ?? '';
/** Of either column that holds rows together. */
export const keyHeadings = { sequence: sequenceHeading, tripNo: tripNoHeading } as const;
/** What is wrong with a row, in a list that was saved back. */
export const faultHeading = '错误提示';

/** The template's worksheet that says how to fill the other one in. */
export const notesWorksheet = '填写说明';

const headLabels: ReadonlySet<string> = new Set(headListFields.map(({ label }) => label));

/** The item's heading beside the head: 业务类型 and 备注 are fields of both. */
export const itemHeading = ({ label }: ItemField): string =>
  headLabels.has(label) ? `表体${label}` : label;

export type ColumnMeaning =
  | { readonly part: 'sequence' }
  | { readonly part: 'tripNo' }
  | { readonly part: 'head'; readonly field: HeadField }
  | { readonly part: 'item'; readonly field: ItemField }
  /** A label of both: which it is depends on the columns around it. */
  | { readonly part: 'either'; readonly head: HeadField; readonly item: ItemField }
  /** Ours, filled by the program: nothing to import. */
  | { readonly part: 'passedOver' };

const entries = function* (): Generator<readonly [string, ColumnMeaning]> {
  for (const { label } of sheetColumns) yield [label, { part: 'passedOver' }];
  yield [faultHeading, { part: 'passedOver' }];
  yield [sequenceHeading, { part: 'sequence' }];
  yield [tripNoHeading, { part: 'tripNo' }];
  for (const field of headListFields) {
    yield [field.label, { part: 'head', field }];
    yield [`表头${field.label}`, { part: 'head', field }];
  }
  for (const item of itemListFields) {
    const head = headListFields.find(({ label }) => label === item.label);
    for (const label of labelsOf(item)) {
      yield [
        label,
        head === undefined ? { part: 'item', field: item } : { part: 'either', head, item },
      ];
      yield [`表体${label}`, { part: 'item', field: item }];
    }
  }
};

const meanings: ReadonlyMap<string, ColumnMeaning> = new Map(
  [...entries()].map(([label, meaning]) => [headingOf(label), meaning]),
);

export const meaningOf = (heading: string): ColumnMeaning | null =>
  meanings.get(headingOf(heading)) ?? null;
