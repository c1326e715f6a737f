/** A file of rows, as Excel or a CSV gave it, before any of it is understood. */

export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  /** Excel shows a date here; `text` is YYYY-MM-DD. */
  | { readonly kind: 'date'; readonly text: string }
  /** What no field can hold: an error value, a formula without a result. */
  | { readonly kind: 'unusable'; readonly text: string; readonly reason: string };

/** Cells merged into one, by row and column numbers from 1. */
export interface Merge {
  readonly range: string;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface TableRow {
  /** Its number as Excel shows it, from 1. */
  readonly line: number;
  /** By column; null where a cell is empty. */
  readonly cells: readonly (Cell | null)[];
}

export interface Table {
  /** The worksheet's name. */
  readonly name: string;
  /** Rows that hold anything. */
  readonly rows: readonly TableRow[];
  readonly hiddenLines: ReadonlySet<number>;
  readonly merges: readonly Merge[];
}

/** A file that can't be imported as a whole; the reason is what the clerk reads. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';
}

/** No cell of ours is longer; what is longer is cut for showing and can't be imported. */
export const longestCell = 5000;

const tooLong = `超过 ${String(longestCell)} 个字符`;

/** Null where the text is empty. */
export const textCell = (text: string): Cell | null => {
  if (text.trim() === '') return null;
  return text.length > longestCell
    ? { kind: 'unusable', text: `${text.slice(0, 100)}…`, reason: tooLong }
    : { kind: 'text', text };
};
