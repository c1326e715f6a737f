import type { ImportedOutline, ImportVerdict } from '../../src-shared/contract/excel.ts';

/** Which sheets of a preview are seen, and which are taken. */

export const importFilters = [
  { key: 'all', word: '全部' },
  { key: 'good', word: '无误' },
  { key: 'problems', word: '有待改' },
  { key: 'blocked', word: '不能导入' },
  { key: 'duplicate', word: '重复' },
] as const satisfies readonly {
  readonly key: ImportVerdict | 'all' | 'duplicate';
  readonly word: string;
}[];
export type ImportFilter = (typeof importFilters)[number]['key'];

const passes = (filter: ImportFilter, { verdict, duplicate }: ImportedOutline): boolean =>
  filter === 'all' || (filter === 'duplicate' ? duplicate : verdict === filter);

export const filtered = (
  sheets: readonly ImportedOutline[],
  filter: ImportFilter,
): readonly number[] => sheets.flatMap((sheet, index) => (passes(filter, sheet) ? [index] : []));

/** Taken from the start: what needs nobody's eye. */
const isTakenAtOnce = ({ verdict, duplicate, hidden }: ImportedOutline): boolean =>
  verdict === 'good' && !duplicate && !hidden;

const indexesOf = (
  sheets: readonly ImportedOutline[],
  wanted: (sheet: ImportedOutline) => boolean,
): ReadonlySet<number> => new Set(sheets.flatMap((sheet, index) => (wanted(sheet) ? [index] : [])));

export const takenAtOnce = (sheets: readonly ImportedOutline[]): ReadonlySet<number> =>
  indexesOf(sheets, isTakenAtOnce);

/** Everything that can be a draft and is not there already. */
export const takeable = (sheets: readonly ImportedOutline[]): ReadonlySet<number> =>
  indexesOf(sheets, ({ verdict, duplicate }) => verdict !== 'blocked' && !duplicate);

const mostLinesOnPage = 150;
const mostSheetsOnPage = 50;

/** The seen sheets page by page: no page is longer than a window can paint at once. */
export const pagesOf = (
  sheets: readonly ImportedOutline[],
  seen: readonly number[],
): readonly (readonly number[])[] => {
  const pages: number[][] = [];
  let lines = 0;
  for (const index of seen) {
    const count = sheets[index]?.lineCount ?? 0;
    const page = pages.at(-1);
    const isFull =
      page === undefined || page.length >= mostSheetsOnPage || lines + count > mostLinesOnPage;
    if (isFull) {
      pages.push([index]);
      lines = count;
    } else {
      page.push(index);
      lines += count;
    }
  }
  return pages;
};
