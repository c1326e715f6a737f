import { fold } from './fold.ts';
import { matchPinyin, mayMatch, typedPinyin } from './pinyin-match.ts';
import type { PinyinIndex, PinyinMatch, TypedPinyin } from './pinyin-match.ts';
import type { CodeRow, CodeTable } from './table-names.ts';

/** What a clerk types into a code field, and the rows it may mean (manual 3.1.1.1). */

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

interface FoldedRow {
  readonly row: CodeRow;
  /** Its place in the table, by which its pinyin is found. */
  readonly at: number;
  readonly name: string;
  readonly alternativeName: string;
  /** True where name holds an ASCII character. */
  readonly hasAscii: boolean;
}

const ascii = /[ -~]/;

const foldedRows = new WeakMap<CodeTable, readonly FoldedRow[]>();

/** The rows that can be chosen, folded once: folding at every key costs more than searching. */
const offeredRows = (table: CodeTable): readonly FoldedRow[] => {
  const known = foldedRows.get(table);
  if (known !== undefined) return known;
  const rows: FoldedRow[] = [];
  for (const [at, row] of table.rows.entries()) {
    if (!row.selectable) continue;
    const name = fold(row.name);
    const alternativeName = fold(row.alternativeName ?? '');
    rows.push({ row, at, name, alternativeName, hasAscii: ascii.test(name) });
  }
  foldedRows.set(table, rows);
  return rows;
};

/** The ways a row can match what was typed, best first. */
const ways = [
  'exactCode',
  'code',
  'wholeName',
  'nameBeginning',
  'nameMiddle',
  'alternativeName',
  'pinyinWhole',
  'pinyinBeginning',
  'pinyinMiddle',
  'alternativePinyin',
  'otherReading',
] as const;
type Way = (typeof ways)[number];
const rankOf = Object.fromEntries(ways.map((way, rank) => [way, rank])) as Record<Way, number>;

const pinyinWays: Readonly<Record<Exclude<PinyinMatch, null>, Way>> = {
  whole: 'pinyinWhole',
  beginning: 'pinyinBeginning',
  middle: 'pinyinMiddle',
  otherReading: 'otherReading',
};

const textWay = (
  { row, name, alternativeName, hasAscii }: FoldedRow,
  wanted: string,
  isAscii: boolean,
): Way | null => {
  if (row.code.startsWith(wanted)) return row.code.length === wanted.length ? 'exactCode' : 'code';
  // Most names hold Chinese alone: looking for letters in 50,000 of them would take longest.
  const at = isAscii && !hasAscii ? -1 : name.indexOf(wanted);
  if (at === 0) return name.length === wanted.length ? 'wholeName' : 'nameBeginning';
  if (at > 0) return 'nameMiddle';
  return alternativeName !== '' && alternativeName.includes(wanted) ? 'alternativeName' : null;
};

const pinyinWay = (
  at: number,
  typed: TypedPinyin,
  index: PinyinIndex,
  middleToo: boolean,
): Way | null => {
  const name = index.names[at];
  const match =
    name === undefined || !mayMatch(index, at, typed) ? null : matchPinyin(name, typed, middleToo);
  if (match !== null) return pinyinWays[match];
  const alternative = middleToo ? (index.alternativeNames[at] ?? null) : null;
  return alternative !== null && matchPinyin(alternative, typed) !== null
    ? 'alternativePinyin'
    : null;
};

/**
 * The rows to offer for what was typed, best first: the exact code, then rows with a sourced name,
 * then unverified ones, each by how they match (code, name, pinyin) and in the table's order. Rows
 * that can't be chosen are never offered. Nothing typed offers the whole table.
 */
export const searchCodes = (
  table: CodeTable,
  typed: string,
  limit = Number.POSITIVE_INFINITY,
  pinyin: PinyinIndex | null = null,
): readonly CodeRow[] => {
  const wanted = fold(typed);
  const isAscii = wanted !== '' && /^[ -~]+$/.test(wanted);
  const letters = pinyin === null ? null : typedPinyin(typed);
  const exact: CodeRow[] = [];
  const verified: CodeRow[][] = ways.map(() => []);
  const unverified: CodeRow[][] = ways.map(() => []);
  for (const folded of offeredRows(table)) {
    const { row, at } = folded;
    const group = row.unverified ? unverified : verified;
    const middleToo = (group[rankOf.pinyinMiddle]?.length ?? 0) < limit;
    const way =
      textWay(folded, wanted, isAscii) ??
      (pinyin === null || letters === null ? null : pinyinWay(at, letters, pinyin, middleToo));
    if (way === null) continue;
    const places = way === 'exactCode' ? exact : group[rankOf[way]];
    // More of one kind than are wanted in all are never shown.
    if (places !== undefined && places.length < limit) places.push(row);
  }
  return [exact, ...verified, ...unverified].flat().slice(0, Math.max(0, limit));
};
