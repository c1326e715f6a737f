import type { Finding } from '../contract/schemas.ts';
import { findCode } from '../parameters/search.ts';
import type { CodeTables } from '../parameters/table-names.ts';
import { itemFields } from './fields.ts';
import type { FieldDefinition, ItemFieldKey } from './fields.ts';
import { normaliseHead, normaliseItem } from './folding.ts';
import { emptyItem } from './new-sheet.ts';
import { checkSheet } from './rules.ts';
import type { Head, Item } from './sheet.ts';
import { cellFault, headingOf, labelsOf, meantValue } from './spreadsheet-cells.ts';
import { parseTabSeparated } from './tab-separated.ts';

/**
 * Rows copied out of a spreadsheet, read as rows of 表体 (domain.md 5: clerks copy their customers'
 * lists all day). What is no such table is refused as a whole, with the reason.
 */

/** Of the copied text: far more than the rows below ever need, far less than a frozen window. */
export const mostPastedBytes = 1_000_000;
export const mostPastedRows = 500;
/** What one sheet holds (contract, `sheetSchema`). */
export const mostItems = 999;
/** No field holds more; a longer cell is not ours. */
const longestCell = 5000;

type ItemField = FieldDefinition & { readonly key: ItemFieldKey };
const fields: readonly ItemField[] = itemFields;

export interface PastedRow {
  /** Row number in what was copied, from 1, the header row counted. */
  readonly line: number;
  readonly item: Item;
  /** What the cell itself gives away, before any rule of the sheet. */
  readonly faults: ReadonlyMap<ItemFieldKey, string>;
}

export interface ItemPaste {
  readonly matchedBy: 'header' | 'order';
  readonly columns: readonly ItemFieldKey[];
  /** Headings that are none of our labels: their columns are left out. */
  readonly leftOut: readonly string[];
  readonly rows: readonly PastedRow[];
}

export type PasteResult =
  | { readonly ok: true; readonly paste: ItemPaste }
  | { readonly ok: false; readonly message: string };

const refused = (message: string): PasteResult => ({ ok: false, message });

/* Columns */

const fieldByHeading: ReadonlyMap<string, ItemField> = new Map(
  fields.flatMap((field) => labelsOf(field).map((label) => [headingOf(label), field] as const)),
);

/** One heading alone may be a value by chance; a table of one column is not worth a header. */
const fewestHeadings = 2;

interface Columns {
  readonly matchedBy: 'header' | 'order';
  readonly fields: readonly (ItemField | null)[];
  readonly leftOut: readonly string[];
}

const matchColumns = (firstRow: readonly string[]): Columns | string => {
  const matched = firstRow.map((cell) => fieldByHeading.get(headingOf(cell)) ?? null);
  const known = matched.filter((field) => field !== null);
  if (known.length >= fewestHeadings) {
    const twice = known.find((field, index) => known.indexOf(field) !== index);
    if (twice !== undefined) return `表头有两列都是“${twice.label}”，请留一列后再复制`;
    return {
      matchedBy: 'header',
      fields: matched,
      leftOut: firstRow.filter((cell, index) => matched[index] === null && cell.trim() !== ''),
    };
  }
  if (firstRow.length > fields.length) {
    return `共 ${String(firstRow.length)} 列，表体只有 ${String(fields.length)} 栏：请加上表头行（如“绑定对象类型”“绑定对象 ID”），或只复制表体的各列`;
  }
  return {
    matchedBy: 'order',
    fields: firstRow.map((_, index) => fields[index] ?? null),
    leftOut: [],
  };
};

const rowOf = (
  cells: readonly string[],
  line: number,
  columns: Columns,
  head: Head,
  tables: CodeTables,
): PastedRow => {
  const values: Partial<Record<ItemFieldKey, string>> = {};
  const faults = new Map<ItemFieldKey, string>();
  columns.fields.forEach((field, index) => {
    const cell = cells[index] ?? '';
    // An empty cell leaves what an item starts with, such as the head's 业务类型.
    if (field === null || cell.trim() === '') return;
    values[field.key] = meantValue(field, cell, tables);
    const fault = cellFault(cell);
    if (fault !== null) faults.set(field.key, fault);
  });
  return { line, item: normaliseItem({ ...emptyItem(head), ...values }, head), faults };
};

/* The whole */

// eslint-disable-next-line no-control-regex -- it is about them.
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;

const textFault = (text: string): string | null => {
  // A character has at least one byte: 10 MB are not encoded to be counted.
  const bytes =
    text.length > mostPastedBytes ? text.length : new TextEncoder().encode(text).byteLength;
  if (bytes > mostPastedBytes) {
    return `内容太多：超过 ${String(mostPastedBytes / 1_000_000)} MB，请只复制要录入的行`;
  }
  if (text.trim() === '') return '剪贴板里没有文字，请先在 Excel 里选中并复制';
  return control.test(text) ? '内容含有控制字符，不是表格文字，请从 Excel 重新复制' : null;
};

const tableFault = (rows: readonly (readonly string[])[]): string | null => {
  const long = rows.findIndex((cells) => cells.some((cell) => cell.length > longestCell));
  if (long < 0) return null;
  return `第 ${String(long + 1)} 行有一格超过 ${String(longestCell)} 个字符，不是表体的内容`;
};

/** Reads copied rows for a sheet with this head. */
export const readItemPaste = (text: string, typedHead: Head, tables: CodeTables): PasteResult => {
  const unfit = textFault(text);
  if (unfit !== null) return refused(unfit);
  const table = parseTabSeparated(text);
  const odd = tableFault(table);
  if (odd !== null) return refused(odd);
  const filled = table
    .map((cells, index) => ({ cells, line: index + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const columns = matchColumns(filled[0]?.cells ?? []);
  if (typeof columns === 'string') return refused(columns);
  const data = columns.matchedBy === 'header' ? filled.slice(1) : filled;
  if (data.length === 0) return refused('只有表头行，没有数据行');
  if (data.length > mostPastedRows) {
    return refused(
      `共 ${String(data.length)} 行，一次最多粘贴 ${String(mostPastedRows)} 行，请分几次复制`,
    );
  }
  const wide = data.find(({ cells }) =>
    cells.some((cell, index) => index >= columns.fields.length && cell.trim() !== ''),
  );
  if (wide !== undefined) {
    return refused(`第 ${String(wide.line)} 行的列比第一行多，请选中整块表格再复制`);
  }
  const head = normaliseHead(typedHead);
  const rows = data.map(({ cells, line }) => rowOf(cells, line, columns, head, tables));
  // Without a header nothing says what the columns are; then the types must.
  const types = tables.objectType;
  if (
    columns.matchedBy === 'order' &&
    !rows.some(({ item }) => findCode(types, item.objectType) !== undefined)
  ) {
    return refused(
      '看起来不是表体的表格：没有表头行，第 2 列也没有一个是绑定对象类型。请加上表头行再复制',
    );
  }
  return {
    ok: true,
    paste: {
      matchedBy: columns.matchedBy,
      columns: columns.fields.flatMap((field) => (field === null ? [] : [field.key])),
      leftOut: columns.leftOut,
      rows,
    },
  };
};

export interface CheckedCell {
  readonly tone: 'wrong' | 'warned';
  readonly message: string;
}

export interface CheckedRow extends PastedRow {
  readonly cells: ReadonlyMap<ItemFieldKey, CheckedCell>;
  /** Nothing to mend; warnings are confirmed with the sheet, as always. */
  readonly isValid: boolean;
}

const cellsOf = (row: PastedRow, findings: readonly Finding[]): CheckedRow['cells'] => {
  const cells = new Map<ItemFieldKey, CheckedCell>();
  for (const [key, message] of row.faults) cells.set(key, { tone: 'wrong', message });
  for (const { severity, place, message } of findings) {
    const field = fields.find(({ key }) => key === place.field);
    if (field === undefined) continue;
    const tone = severity === 'warning' ? 'warned' : 'wrong';
    // The first is told: of one field the check finds what is wrong before what is only odd.
    if (!cells.has(field.key)) cells.set(field.key, { tone, message });
  }
  return cells;
};

/** The rows with what is wrong in each cell, as the sheet would find it behind its own items. */
export const checkPaste = (
  paste: ItemPaste,
  head: Head,
  items: readonly Item[],
  tables: CodeTables,
): readonly CheckedRow[] => {
  const all = [...items, ...paste.rows.map(({ item }) => item)];
  const byRow = new Map<number, Finding[]>();
  for (const finding of checkSheet({ head, items: all }, tables)) {
    const index = (finding.place.itemIndex ?? -1) - items.length;
    if (index < 0) continue;
    const known = byRow.get(index);
    if (known === undefined) byRow.set(index, [finding]);
    else known.push(finding);
  }
  return paste.rows.map((row, index) => {
    const cells = cellsOf(row, byRow.get(index) ?? []);
    return { ...row, cells, isValid: [...cells.values()].every(({ tone }) => tone === 'warned') };
  });
};
