import { headFields, systemFields } from '../declaration/fields.ts';
import type { HeadFieldKey, SystemFieldKey } from '../declaration/fields.ts';

/**
 * The columns that an export of sheets can have, derived from the field table: the grey fields, what
 * the list shows beside them, and the head. Items have a place of their own.
 */

const listColumns = [
  { key: 'sending', label: '发送状态' },
  { key: 'problemCount', label: '待改' },
  { key: 'lastReason', label: '最近原因' },
  { key: 'itemCount', label: '表体条数' },
  { key: 'changedAt', label: '最近暂存' },
] as const;

export type SheetColumnKey = SystemFieldKey | HeadFieldKey | (typeof listColumns)[number]['key'];

export interface SheetColumn {
  readonly key: SheetColumnKey;
  readonly label: string;
}

export const sheetColumns: readonly SheetColumn[] = [
  ...systemFields,
  ...listColumns,
  ...headFields,
].map(({ key, label }) => ({ key, label }));

export const sheetColumnKeys = sheetColumns.map(({ key }) => key) as [
  SheetColumnKey,
  ...SheetColumnKey[],
];

/** The column by which the rows of 表体 find their sheet. */
export const linkColumn: SheetColumnKey = 'tripNo';

export const isSheetColumn = (key: string): key is SheetColumnKey =>
  sheetColumnKeys.some((known) => known === key);
