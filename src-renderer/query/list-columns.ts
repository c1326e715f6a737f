import { leastColumnWidth, mostColumnWidth } from '../../src-shared/contract/query-view.ts';
import type { QueryView, ShownColumn } from '../../src-shared/contract/query-view.ts';
import type { SheetRow } from '../../src-shared/contract/schemas.ts';
import { headFields } from '../../src-shared/declaration/fields.ts';
import type { FieldDefinition, HeadFieldKey } from '../../src-shared/declaration/fields.ts';
import { sendingOf, statusLabel } from '../../src-shared/declaration/sending-state.ts';
import type { SheetSort } from '../../src-shared/declaration/query-words.ts';
import { sheetColumns } from '../../src-shared/excel/sheet-columns.ts';
import type { SheetColumnKey } from '../../src-shared/excel/sheet-columns.ts';
import type { TableName } from '../../src-shared/parameters/table-names.ts';
import { beijingTime } from '../components/moments.ts';

/** The columns of the query's list: all that an export knows, and which of them are shown (选择显示列). */

type Display = (table: TableName, code: string) => string;

export interface ListColumn {
  readonly key: SheetColumnKey;
  readonly label: string;
  readonly text: (row: SheetRow, display: Display) => string;
  /** Pixels, until the operator makes it wider or narrower. */
  readonly width: number;
  readonly look: 'digits' | 'number' | 'reason' | 'text';
  /** The orders of the list that go by it: the newest first, and the oldest first. */
  readonly sorts: readonly [SheetSort, SheetSort] | null;
}

type OwnColumn = Pick<ListColumn, 'text'> & Partial<ListColumn>;

/** Of the sheet, and of the draft of a change beside an accepted one. */
const toMend = ({ problemCount, amendment }: SheetRow): number =>
  problemCount + (amendment?.problemCount ?? 0);

const ownColumns: Readonly<Record<Exclude<SheetColumnKey, HeadFieldKey>, OwnColumn>> = {
  dataCentreNo: { text: ({ dataCentreNo }) => dataCentreNo, width: 164, look: 'digits' },
  tripNo: { text: ({ tripNo }) => tripNo, width: 264, look: 'digits' },
  status: { text: ({ status }) => statusLabel(status), width: 124 },
  enteredOn: {
    text: ({ enteredAt }) => beijingTime(enteredAt),
    width: 150,
    sorts: ['newest', 'oldest'],
  },
  uscc: { text: ({ uscc }) => uscc, width: 164, look: 'digits' },
  organisationCode: { text: ({ organisationCode }) => organisationCode, look: 'digits' },
  operator: { text: ({ operator }) => operator, width: 120 },
  sending: { text: (row) => sendingOf(row)?.label ?? '', width: 100 },
  problemCount: {
    text: (row) => (toMend(row) === 0 ? '' : `有 ${String(toMend(row))} 处待改`),
    width: 88,
    look: 'reason',
  },
  lastReason: {
    text: ({ lastReason, lastSubmission }) => lastReason ?? lastSubmission?.reason ?? '',
    width: 150,
    look: 'reason',
  },
  itemCount: { text: ({ itemCount }) => `${String(itemCount)} 条`, width: 70, look: 'number' },
  changedAt: {
    text: ({ changedAt }) => beijingTime(changedAt),
    width: 150,
    sorts: ['lastSaved', 'firstSaved'],
  },
};

const headWidths: Readonly<Partial<Record<HeadFieldKey, number>>> = {
  mediumId: 120,
  customsCode: 140,
  remark: 200,
};

const headColumn = ({
  key,
  input,
}: FieldDefinition & { readonly key: HeadFieldKey }): OwnColumn => ({
  text: ({ head }, display) =>
    input.type === 'code' && head[key] !== '' ? display(input.table, head[key]) : head[key],
  width: headWidths[key] ?? 110,
  look: input.type === 'weight' ? 'number' : 'text',
});

const isOwn = (key: SheetColumnKey): key is Exclude<SheetColumnKey, HeadFieldKey> =>
  key in ownColumns;

const columnOf = (key: SheetColumnKey, label: string): ListColumn => {
  const field = headFields.find((one) => one.key === key);
  const own = isOwn(key) ? ownColumns[key] : field === undefined ? null : headColumn(field);
  if (own === null) throw new Error(`no column ${key}`);
  return { key, label, width: 120, look: 'text', sorts: null, ...own };
};

export const listColumns: readonly ListColumn[] = sheetColumns.map(({ key, label }) =>
  columnOf(key, label),
);

/** Until the operator chooses others. */
const firstKeys: readonly SheetColumnKey[] = [
  'status',
  'sending',
  'problemCount',
  'mediumId',
  'lastReason',
  'tripNo',
  'enteredOn',
  'customsCode',
  'mediumType',
  'businessType',
  'importExport',
  'itemCount',
  'operator',
  'dataCentreNo',
];

const listColumn = (key: SheetColumnKey): ListColumn => {
  const found = listColumns.find((column) => column.key === key);
  if (found === undefined) throw new Error(`no column ${key}`);
  return found;
};

export const firstColumns: readonly ListColumn[] = firstKeys.map(listColumn);

/** The columns as the list shows them, with the widths that were kept. */
export const shownColumns = (kept: QueryView['columns']): readonly ListColumn[] =>
  kept === null
    ? firstColumns
    : kept.map(({ key, width }) => ({ ...listColumn(key), width: fittingWidth(width) }));

export const keptColumns = (columns: readonly ListColumn[]): readonly ShownColumn[] =>
  columns.map(({ key, width }) => ({ key, width }));

export const fittingWidth = (width: number): number =>
  Number.isFinite(width)
    ? Math.min(mostColumnWidth, Math.max(leastColumnWidth, Math.round(width)))
    : leastColumnWidth;

export const withWidth = (
  columns: readonly ListColumn[],
  key: SheetColumnKey,
  width: number,
): readonly ListColumn[] =>
  columns.map((column) =>
    column.key === key ? { ...column, width: fittingWidth(width) } : column,
  );

/** A column of 选择显示列, shown or not. */
export interface OfferedColumn {
  readonly column: ListColumn;
  readonly shown: boolean;
}

/** All columns: the shown ones in their order, then the others. */
export const offeredColumns = (shown: readonly ListColumn[]): readonly OfferedColumn[] => [
  ...shown.map((column) => ({ column, shown: true })),
  ...listColumns
    .filter(({ key }) => shown.every((column) => column.key !== key))
    .map((column) => ({ column, shown: false })),
];

/** With one entry moved to another place. */
export const moved = <Entry>(
  list: readonly Entry[],
  from: number,
  to: number,
): readonly Entry[] => {
  const entry = list[from];
  if (entry === undefined || to < 0 || to >= list.length) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, entry);
};

const textSorts: Readonly<Record<SheetSort, SheetSort>> = {
  newest: 'newest',
  oldest: 'oldest',
  lastSaved: 'newest',
  firstSaved: 'oldest',
};

/** Free text is listed by 录入时间 alone. */
export const sortFor = (sort: SheetSort, asksText: boolean): SheetSort =>
  asksText ? textSorts[sort] : sort;

export const sortLabels: Readonly<Record<SheetSort, string>> = {
  newest: '录入时间 新→旧',
  oldest: '录入时间 旧→新',
  lastSaved: '最近暂存 新→旧',
  firstSaved: '最近暂存 旧→新',
};

/** What a click on the header sorts by: the newest first, then the other way. */
export const nextSort = ([newest, oldest]: readonly [SheetSort, SheetSort], sort: SheetSort) =>
  sort === newest ? oldest : newest;
