import { halfWidth, upperCase } from '../declaration/characters.ts';
import type { CodeRow, CodeTable } from './table-names.ts';

/** What a clerk types into a code field, and the rows it may mean (manual 3.1.1.1). */

const fold = (text: string): string => upperCase(halfWidth(text)).trim();

const rowsByCode = new WeakMap<CodeTable, ReadonlyMap<string, CodeRow>>();

/** The row of a code, also of one that is no longer offered; undefined where there is none. */
export const findCode = (table: CodeTable, code: string): CodeRow | undefined => {
  let rows = rowsByCode.get(table);
  if (rows === undefined) {
    rows = new Map(table.rows.map((row) => [row.code, row]));
    rowsByCode.set(table, rows);
  }
  return rows.get(code);
};

/**
 * The ways a row can match what was typed, best first. Another way (pinyin) is one more entry.
 */
const matchers: readonly ((row: CodeRow, typed: string) => boolean)[] = [
  (row, typed) => row.code === typed,
  (row, typed) => row.code.startsWith(typed),
  (row, typed) => fold(row.name) === typed,
  (row, typed) => fold(row.name).startsWith(typed),
  (row, typed) => fold(row.name).includes(typed),
  (row, typed) => fold(row.alternativeName ?? '').includes(typed),
];
const exactCode = 0;

/**
 * The rows to offer for what was typed, best first: the exact code, then rows with a sourced name,
 * then unverified ones, each by how they match and in the table's order. Rows that can't be chosen
 * are never offered. Nothing typed offers the whole table.
 */
export const searchCodes = (
  table: CodeTable,
  typed: string,
  limit = Number.POSITIVE_INFINITY,
): readonly CodeRow[] => {
  const wanted = fold(typed);
  return table.rows
    .filter(({ selectable }) => selectable)
    .map((row) => ({ row, match: matchers.findIndex((matches) => matches(row, wanted)) }))
    .filter(({ match }) => match >= 0)
    .map((found) => ({
      ...found,
      group: found.match === exactCode ? 0 : found.row.unverified ? 2 : 1,
    }))
    .sort((a, b) => a.group - b.group || a.match - b.match)
    .slice(0, Math.max(0, limit))
    .map(({ row }) => row);
};
