import { setImmediate } from 'node:timers/promises';
import { mostPrinted } from '../../../src-shared/contract/print.ts';
import type { PrintOrder } from '../../../src-shared/contract/print.ts';
import type { SavedSheet, SheetChoice, SheetKey } from '../../../src-shared/contract/schemas.ts';
import { failureOf } from '../../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../../src-shared/errors/result.ts';
import type { Result } from '../../../src-shared/errors/result.ts';
import type { CodeTables } from '../../../src-shared/parameters/table-names.ts';
import type { PrintedList } from '../../../src-shared/print/list-flow.ts';
import { notAllowed } from '../../declarations/sheet-guard.ts';
import { exportColumn } from '../../excel/export/export-cells.ts';
import { findSheet } from '../../store/declarations.ts';
import { exportedSheets } from '../../store/exported-sheets.ts';
import { chosenIds, countInSteps, inTurns, pageInSteps } from '../../store/query.ts';
import type { SheetPage } from '../../store/query.ts';
import type { ReadableStore } from '../../store/store.ts';

/** What a print needs of the store, read in slices: nobody who saves or declares waits for paper. */

const sheetsAtOnce = 100;

interface Chosen {
  /** In the order of the list, at most as many as were asked for. */
  readonly ids: readonly number[];
  readonly count: number;
  /** There are more than `count`: nobody counted on. */
  readonly isMore: boolean;
}

const chosen = async (store: ReadableStore, choice: SheetChoice, most: number): Promise<Chosen> => {
  if (choice.kind === 'checked') {
    const ids = chosenIds(store, choice);
    return { ids: ids.slice(0, most), count: ids.length, isMore: false };
  }
  const { conditions, sort = 'newest' } = choice;
  const except = new Set(choice.except);
  const ids: number[] = [];
  let after: SheetKey | null = null;
  do {
    const page: SheetPage = await inTurns(
      pageInSteps(store, { conditions, sort, after, limit: sheetsAtOnce }),
    );
    ids.push(...page.rows.flatMap(({ id }) => (except.has(id) ? [] : [id])));
    after = page.next;
    await setImmediate();
  } while (after !== null && ids.length <= most);
  if (after === null) return { ids: ids.slice(0, most), count: ids.length, isMore: false };
  const { count, isMore } = await inTurns(countInSteps(store, conditions));
  return { ids: ids.slice(0, most), count: Math.max(count - except.size, most + 1), isMore };
};

const inWords = ({ count, isMore }: Chosen): string =>
  isMore ? `超过 ${String(count)}` : String(count);

/** Refuses what the status table does not let out on paper (rules.md, Life 5, 7, 10). */
export const checkPrintable = (sheet: SavedSheet): Result<SavedSheet> =>
  sheet.allowed.includes('print') ? success(sheet) : notAllowed(sheet, 'print');

export interface ReadSheets {
  readonly sheets: readonly SavedSheet[];
  /** Chosen sheets that are not there any more. */
  readonly goneIds: readonly number[];
}

/** What stops the reading, and where it is. */
export interface Reading {
  readonly store: ReadableStore;
  readonly tables: CodeTables;
  readonly isStopped: () => boolean;
  readonly onProgress: (done: number, total: number) => void;
}

const ended = () => failure(failureOf('print.ended'));

export const readSheets = async (
  { store, isStopped, onProgress }: Reading,
  choice: SheetChoice,
): Promise<Result<ReadSheets>> => {
  const most = mostPrinted.sheets;
  const found = await chosen(store, choice, most);
  if (found.count > most) {
    return failure(failureOf('print.tooMany', { count: inWords(found), most }));
  }
  const asked = choice.kind === 'checked' ? choice.ids : found.ids;
  const sheets: SavedSheet[] = [];
  for (const [index, id] of found.ids.entries()) {
    if (isStopped()) return ended();
    const sheet = findSheet(store, id);
    if (sheet !== null) {
      const printable = checkPrintable(sheet);
      if (!printable.ok) return printable;
      sheets.push(sheet);
    }
    onProgress(index + 1, found.ids.length);
    await setImmediate();
  }
  if (sheets.length === 0) {
    return failure(failureOf(asked.length === 1 ? 'sheet.notFound' : 'print.nothing'));
  }
  const read = new Set(sheets.map(({ id }) => id));
  return success({ sheets, goneIds: asked.filter((id) => !read.has(id)) });
};

export interface ReadList {
  readonly list: PrintedList;
  readonly notices: readonly string[];
}

export const readList = async (
  { store, tables, isStopped, onProgress }: Reading,
  order: Extract<PrintOrder, { kind: 'list' }>,
): Promise<Result<ReadList>> => {
  const most = mostPrinted.list;
  const found = await chosen(store, order.choice, most);
  const columns = order.columns.map((key) => exportColumn(key, tables));
  const rows: string[][] = [];
  for (let at = 0; at < found.ids.length; at += sheetsAtOnce) {
    if (isStopped()) return ended();
    for (const sheet of exportedSheets(store, found.ids.slice(at, at + sheetsAtOnce))) {
      rows.push(columns.map(({ cell }) => String(cell(sheet))));
    }
    onProgress(rows.length, found.ids.length);
    await setImmediate();
  }
  if (rows.length === 0) return failure(failureOf('print.nothing'));
  const isCut = found.count > most;
  const count = isCut
    ? `共 ${inWords(found)} 票，只打印前 ${String(most)} 票`
    : `共 ${String(rows.length)} 票`;
  return success({
    list: {
      columns: columns.map(({ heading, width }) => ({ heading, width })),
      rows,
      what: order.what,
      count,
    },
    notices: isCut ? [`${count}。请缩小查询条件，或用导出。`] : [],
  });
};
