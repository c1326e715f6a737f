import type { ExportOrder } from '../../../src-shared/contract/excel.ts';
import { linkColumn } from '../../../src-shared/excel/sheet-columns.ts';
import type { CodeTables } from '../../../src-shared/parameters/table-names.ts';
import { exportedSheets, itemsOfSheets } from '../../store/exported-sheets.ts';
import { chosenIds } from '../../store/query.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { WrittenCell, WrittenColumn } from '../workbook-writer.ts';
import { exportColumn, itemColumns } from './export-cells.ts';
import type { ExportColumn, ItemColumn } from './export-cells.ts';

/** What an export reads: the rows of its file, a few hundred sheets at a time. */

const sheetsAtOnce = 200;

/** Where rows go: 表头 and 表体 of a workbook; the one list of CSV is a 表头 with items beside it. */
export type ExportPart = 'heads' | 'items';

export interface ExportBatch {
  readonly part: ExportPart;
  readonly rows: readonly (readonly WrittenCell[])[];
  /** The sheets whose heads these rows hold. */
  readonly headIds: readonly number[];
  /** Of how many sheets these rows are, and how many items they hold. */
  readonly sheetCount: number;
  readonly itemCount: number;
  /** Of the whole export. */
  readonly totalSheets: number;
}

interface ExportLayout {
  readonly sheets: readonly ExportColumn[];
  /** Null where only the sheets are wanted. */
  readonly items: readonly ItemColumn[] | null;
  /** What the rows of 表体 begin with. */
  readonly link: readonly ExportColumn[];
}

const layoutOf = (order: ExportOrder, tables: CodeTables): ExportLayout => {
  // Items find their sheet by the link, whether it was asked for or not.
  const keys =
    order.withItems && !order.columns.includes(linkColumn)
      ? [linkColumn, ...order.columns]
      : order.columns;
  return {
    sheets: keys.map((key) => exportColumn(key, tables)),
    items: order.withItems ? itemColumns(tables, order.format === 'csv') : null,
    link: [exportColumn(linkColumn, tables), exportColumn('mediumId', tables)],
  };
};

/** The columns of each part; 表体 has none where items are not wanted. */
export const exportHeadings = (
  order: ExportOrder,
  tables: CodeTables,
): Readonly<Record<ExportPart, readonly WrittenColumn[]>> => {
  const { sheets, items, link } = layoutOf(order, tables);
  if (order.format === 'csv') return { heads: [...sheets, ...(items ?? [])], items: [] };
  return { heads: sheets, items: items === null ? [] : [...link, ...items] };
};

type Batch = Omit<ExportBatch, 'totalSheets'>;

/** 表头 in one worksheet. */
const headBatch = (
  store: ReadableStore,
  ids: readonly number[],
  { sheets }: ExportLayout,
): Batch => {
  const found = exportedSheets(store, ids);
  return {
    part: 'heads',
    rows: found.map((sheet) => sheets.map(({ cell }) => cell(sheet))),
    headIds: found.map(({ id }) => id),
    sheetCount: found.length,
    itemCount: 0,
  };
};

/** 表体 in a second, linked by 车次确认编号. */
const itemBatch = (
  store: ReadableStore,
  ids: readonly number[],
  columns: readonly ItemColumn[],
): Batch => {
  const found = itemsOfSheets(store, ids);
  const rows = ids.flatMap((id) => {
    const { tripNo = '', mediumId = '', items = [] } = found.get(id) ?? {};
    return items.map((item) => [tripNo, mediumId, ...columns.map(({ cell }) => cell(item))]);
  });
  return { part: 'items', rows, headIds: [], sheetCount: ids.length, itemCount: rows.length };
};

/** One flat list: a row for each item with its head beside it. */
const flatBatch = (
  store: ReadableStore,
  ids: readonly number[],
  { sheets, items }: ExportLayout,
): Batch => {
  const found = items === null ? null : itemsOfSheets(store, ids);
  const rows: WrittenCell[][] = [];
  const headIds: number[] = [];
  let itemCount = 0;
  for (const sheet of exportedSheets(store, ids)) {
    const head = sheets.map(({ cell }) => cell(sheet));
    const own = found?.get(sheet.id)?.items ?? [];
    headIds.push(sheet.id);
    itemCount += own.length;
    if (items === null) rows.push(head);
    else if (own.length === 0) rows.push([...head, ...items.map(() => '')]);
    else for (const item of own) rows.push([...head, ...items.map(({ cell }) => cell(item))]);
  }
  return { part: 'heads', rows, headIds, sheetCount: headIds.length, itemCount };
};

const portions = function* (ids: readonly number[]): Generator<readonly number[]> {
  for (let at = 0; at < ids.length; at += sheetsAtOnce) yield ids.slice(at, at + sheetsAtOnce);
};

/** All rows of an export in the order of the file; nothing where no sheet matches. */
export function* exportRows(
  store: ReadableStore,
  order: ExportOrder,
  tables: CodeTables,
): Generator<ExportBatch> {
  const ids = chosenIds(store, order.choice);
  const layout = layoutOf(order, tables);
  const total = { totalSheets: ids.length };
  const isFlat = order.format === 'csv';
  for (const portion of portions(ids)) {
    yield { ...(isFlat ? flatBatch : headBatch)(store, portion, layout), ...total };
  }
  if (isFlat || layout.items === null) return;
  for (const portion of portions(ids)) {
    yield { ...itemBatch(store, portion, layout.items), ...total };
  }
}
