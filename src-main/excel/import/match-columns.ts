import { meaningOf } from '../../../src-shared/excel/list-headings.ts';
import type { ColumnMeaning } from '../../../src-shared/excel/list-headings.ts';
import { RefusedFile } from './table-file.ts';
import type { Cell, Table, TableRow } from './table-file.ts';

/** Which columns of a worksheet are which fields, by the headings above the list. */

export type ListColumn = Exclude<ColumnMeaning, { part: 'either' }>;

export interface MatchedTable {
  readonly table: Table;
  /** `flat`: a row for each item with its head; else one of two worksheets. */
  readonly kind: 'flat' | 'heads' | 'items';
  /** By column; null where there is nothing to take. */
  readonly columns: readonly (ListColumn | null)[];
  /** Headings that mean nothing here. */
  readonly leftOut: readonly string[];
  readonly headings: readonly string[];
  readonly rows: readonly TableRow[];
}

/** A title and a date may stand above the headings. */
const mostRowsAbove = 10;
/** One heading alone may be a value by chance. */
const fewestHeadings = 2;

const cellText = (cell: Cell | null): string =>
  cell === null ? '' : cell.kind === 'number' ? String(cell.value) : cell.text;

const kindOf = (meanings: readonly (ColumnMeaning | null)[]): MatchedTable['kind'] | null => {
  const count = (part: 'head' | 'item'): number =>
    meanings.filter((meaning) => meaning?.part === part).length;
  const hasHead = count('head') >= fewestHeadings;
  const hasItem = count('item') >= fewestHeadings;
  return hasHead && hasItem ? 'flat' : hasHead ? 'heads' : hasItem ? 'items' : null;
};

const keyOf = (column: ListColumn): string =>
  column.part === 'head' || column.part === 'item'
    ? `${column.part} ${column.field.key}`
    : column.part;

/** A label of both is the head's where it comes first, the item's where it comes again. */
const decide = (
  meanings: readonly (ColumnMeaning | null)[],
  kind: MatchedTable['kind'],
): readonly (ListColumn | null)[] => {
  const taken = new Set(
    meanings.flatMap((meaning) => (meaning?.part === 'head' ? [meaning.field.key] : [])),
  );
  return meanings.map((meaning) => {
    if (meaning?.part !== 'either') return meaning;
    const isItem = kind === 'items' || (kind === 'flat' && taken.has(meaning.head.key));
    taken.add(meaning.head.key);
    return isItem ? { part: 'item', field: meaning.item } : { part: 'head', field: meaning.head };
  });
};

const checkOnce = (columns: readonly (ListColumn | null)[], headings: readonly string[]): void => {
  const seen = new Set<string>();
  columns.forEach((column, index) => {
    if (column === null || column.part === 'passedOver') return;
    if (seen.has(keyOf(column))) {
      throw new RefusedFile(`有两列都是“${headings[index] ?? ''}”，请只留一列`);
    }
    seen.add(keyOf(column));
  });
};

/** Null where the worksheet has no headings of ours. */
export const matchTable = (table: Table): MatchedTable | null => {
  for (const [index, row] of table.rows.slice(0, mostRowsAbove).entries()) {
    const headings = row.cells.map(cellText);
    const meanings = headings.map((heading) => (heading === '' ? null : meaningOf(heading)));
    const kind = kindOf(meanings);
    if (kind === null) continue;
    const decided = decide(meanings, kind);
    // A single column of the other part, such as the plate beside the items, is there to be read.
    const columns = decided.map((column) =>
      (kind === 'heads' && column?.part === 'item') || (kind === 'items' && column?.part === 'head')
        ? null
        : column,
    );
    checkOnce(columns, headings);
    return {
      table,
      kind,
      columns,
      leftOut: headings.filter((heading, at) => heading.trim() !== '' && meanings[at] === null),
      headings,
      rows: table.rows.slice(index + 1),
    };
  }
  return null;
};
