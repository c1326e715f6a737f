import type { ImportedLine } from '../../../src-shared/contract/excel.ts';
import type { HeadFieldKey, ItemFieldKey } from '../../../src-shared/declaration/fields.ts';
import { cellFault } from '../../../src-shared/declaration/spreadsheet-cells.ts';
import { keyHeadings } from '../../../src-shared/excel/list-headings.ts';
import type { CodeTables } from '../../../src-shared/parameters/table-names.ts';
import type { ListColumn, MatchedTable } from './match-columns.ts';
import { lostDigits, readValue } from './read-value.ts';
import { RefusedFile } from './table-file.ts';
import type { Cell, Merge, TableRow } from './table-file.ts';

/** The rows of a matched worksheet, each with its values and what its cells give away. */

export type Told = ImportedLine['told'][number];

export interface CellFault {
  readonly message: string;
  /** Null where it is about more than one cell. */
  readonly field: { readonly part: 'head' | 'item'; readonly key: string } | null;
}

export interface ListLine {
  /** 第 5 行, 表体第 5 行. */
  readonly place: string;
  /** What says to which sheet it belongs; empty where nothing does. */
  readonly key: string;
  readonly head: Readonly<Partial<Record<HeadFieldKey, string>>>;
  /** Null where no cell of an item is filled. */
  readonly item: Readonly<Partial<Record<ItemFieldKey, string>>> | null;
  readonly hidden: boolean;
  /** Faults of cells make the sheet no draft. */
  readonly faults: readonly CellFault[];
  readonly hints: readonly string[];
}

const mostMerges = 5_000;

/** The merges that reach into a row of the list, by its number. */
const mergesByLine = ({ table, rows }: MatchedTable): ReadonlyMap<number, readonly Merge[]> => {
  const { merges } = table;
  if (merges.length > mostMerges) {
    throw new RefusedFile(`工作表“${table.name}”里合并的单元格太多，请取消合并后再导入`);
  }
  const lines = rows.map(({ line }) => line);
  const byLine = new Map<number, Merge[]>();
  for (const merge of merges) {
    for (const line of lines) {
      if (line < merge.top || line > merge.bottom) continue;
      byLine.set(line, [...(byLine.get(line) ?? []), merge]);
    }
  }
  return byLine;
};

/**
 * A head value merged over several rows is how people write one sheet with several items. Anything
 * else that is merged has no value of its own in the other rows, and is not guessed.
 */
const mergeWords = (
  merges: readonly Merge[],
  columns: MatchedTable['columns'],
): { readonly faults: CellFault[]; readonly hints: string[] } => {
  const faults: CellFault[] = [];
  const hints: string[] = [];
  for (const { range, left, right, top, bottom } of merges) {
    const covered = columns
      .slice(left - 1, right)
      .filter((column) => column !== null && column.part !== 'passedOver');
    const [only] = covered;
    if (only === undefined) continue;
    if (only.part === 'item' || covered.length > 1) {
      faults.push({
        message: `单元格 ${range} 是合并单元格：请取消合并，每行都填写`,
        field: null,
      });
    } else if (bottom > top) {
      hints.push(`单元格 ${range} 是合并单元格：这几行按同一票处理`);
    }
  }
  return { faults, hints };
};

/** `withName` where two worksheets are read and a number alone does not say which row. */
export const placeOf = (matched: MatchedTable, { line }: TableRow, withName: boolean): string =>
  `${withName ? matched.table.name : ''}第 ${String(line)} 行`;

/**
 * What holds the rows of one sheet together. A number whose digits Excel has lost holds together
 * what is not: such a row stands alone.
 */
const readKey = (cell: Cell, place: string): { text: string; fault: string | null } => {
  const text = cell.kind === 'number' ? String(cell.value) : cell.text.trim();
  const fault = cell.kind === 'number' ? lostDigits(cell.value) : cellFault(text);
  return { text: fault === null ? text : `${text}（${place}）`, fault };
};

const readRow = (
  row: TableRow,
  matched: MatchedTable,
  keyPart: 'sequence' | 'tripNo',
  place: string,
  merges: readonly Merge[],
  tables: CodeTables,
): ListLine => {
  const head: Partial<Record<HeadFieldKey, string>> = {};
  const item: Partial<Record<ItemFieldKey, string>> = {};
  const { faults, hints } = mergeWords(merges, matched.columns);
  let key = '';
  const take = (column: ListColumn, cell: Cell): void => {
    if (column.part === keyPart) {
      const read = readKey(cell, place);
      key = read.text;
      if (read.fault !== null) {
        faults.push({ message: `${keyHeadings[keyPart]}：${read.fault}`, field: null });
      }
    }
    if (column.part !== 'head' && column.part !== 'item') return;
    const { text, fault } = readValue(column.field, cell, tables);
    if (column.part === 'head') head[column.field.key] = text;
    else item[column.field.key] = text;
    if (fault === null) return;
    const { key: field, label } = column.field;
    faults.push({ message: `${label}：${fault}`, field: { part: column.part, key: field } });
  };
  matched.columns.forEach((column, index) => {
    const cell = row.cells[index] ?? null;
    if (column !== null && cell !== null) take(column, cell);
  });
  return {
    place,
    key,
    head,
    item: Object.keys(item).length === 0 ? null : item,
    hidden: matched.table.hiddenLines.has(row.line),
    faults,
    hints,
  };
};

export const readLines = (
  matched: MatchedTable,
  keyPart: 'sequence' | 'tripNo',
  withName: boolean,
  tables: CodeTables,
): readonly ListLine[] => {
  const merges = mergesByLine(matched);
  return matched.rows.map((row) =>
    readRow(
      row,
      matched,
      keyPart,
      placeOf(matched, row, withName),
      merges.get(row.line) ?? [],
      tables,
    ),
  );
};
