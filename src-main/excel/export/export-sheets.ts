import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { stringify } from 'csv-stringify/sync';
import type { ExportOrder } from '../../../src-shared/contract/excel.ts';
import { guardText } from '../../../src-shared/excel/guarded-text.ts';
import { linkColumn } from '../../../src-shared/excel/sheet-columns.ts';
import type { CodeTables } from '../../../src-shared/parameters/table-names.ts';
import { exportedSheets, itemsOfSheets } from '../../store/exported-sheets.ts';
import type { SheetRow } from '../../../src-shared/contract/schemas.ts';
import { chosenIds } from '../../store/query.ts';
import { withSnapshot } from '../../store/store.ts';
import type { ReadableStore } from '../../store/store.ts';
import { writeWorkbook } from '../workbook-writer.ts';
import type {
  WrittenCell,
  WrittenColumn,
  WrittenSheet,
  WrittenWorkbook,
} from '../workbook-writer.ts';
import { exportColumn, itemColumns } from './export-cells.ts';
import type { ExportColumn, ItemColumn } from './export-cells.ts';

/** 导出: all chosen sheets into a file, a few hundred at a time, as they were at one moment. */

const sheetsAtOnce = 200;
/** Of one worksheet, the headings among them. */
const mostExcelRows = 1_048_576;

export interface ExportParts {
  readonly store: ReadableStore;
  readonly tables: CodeTables;
  readonly file: string;
  readonly onProgress: (done: number, total: number) => void;
  /** Smaller in tests. */
  readonly rowsOnWorksheet?: number;
}

export interface ExportCounts {
  readonly sheetCount: number;
  readonly itemCount: number;
}

/** A worksheet that goes on in a second one where Excel's own limit is reached: 表体, 表体 2, … */
const endlessSheet = (
  workbook: WrittenWorkbook,
  name: string,
  columns: readonly WrittenColumn[],
  mostRows: number,
): {
  readonly row: (cells: readonly WrittenCell[]) => Promise<void>;
  readonly settled: () => Promise<void>;
  readonly end: () => Promise<void>;
} => {
  let part = 1;
  let rows = 1;
  let sheet: WrittenSheet = workbook.sheet(name, columns);
  return {
    row: async (cells) => {
      if (rows === mostRows) {
        await sheet.end();
        part += 1;
        rows = 1;
        sheet = workbook.sheet(`${name} ${String(part)}`, columns);
      }
      sheet.row(cells);
      rows += 1;
    },
    settled: () => sheet.settled(),
    end: () => sheet.end(),
  };
};

const batches = function* (ids: readonly number[]): Generator<readonly number[]> {
  for (let at = 0; at < ids.length; at += sheetsAtOnce) yield ids.slice(at, at + sheetsAtOnce);
};

interface Work {
  readonly parts: ExportParts;
  readonly ids: readonly number[];
  readonly columns: readonly ExportColumn[];
  /** Null where only the sheets are wanted. */
  readonly itemColumns: readonly ItemColumn[] | null;
}

const sheetCells = (columns: readonly ExportColumn[], sheet: SheetRow): WrittenCell[] =>
  columns.map(({ cell }) => cell(sheet));

/** 表头 in one worksheet, 表体 in a second, linked by 车次确认编号. */
const writeXlsx = async ({
  parts,
  ids,
  columns,
  itemColumns: items,
}: Work): Promise<ExportCounts> => {
  const { store, onProgress, rowsOnWorksheet = mostExcelRows } = parts;
  const total = items === null ? ids.length : ids.length * 2;
  const workbook = writeWorkbook(parts.file);
  const heads = endlessSheet(workbook, '表头', columns, rowsOnWorksheet);
  let sheetCount = 0;
  let itemCount = 0;
  for (const batch of batches(ids)) {
    for (const sheet of exportedSheets(store, batch)) {
      await heads.row(sheetCells(columns, sheet));
      sheetCount += 1;
    }
    await heads.settled();
    onProgress(sheetCount, total);
  }
  await heads.end();
  if (items !== null) {
    const link = [exportColumn(linkColumn, parts.tables), exportColumn('mediumId', parts.tables)];
    const rows = endlessSheet(workbook, '表体', [...link, ...items], rowsOnWorksheet);
    let done = 0;
    for (const batch of batches(ids)) {
      const found = itemsOfSheets(store, batch);
      for (const id of batch) {
        const { tripNo = '', mediumId = '', items: own = [] } = found.get(id) ?? {};
        for (const item of own) {
          await rows.row([tripNo, mediumId, ...items.map(({ cell }) => cell(item))]);
          itemCount += 1;
          if (itemCount % sheetsAtOnce === 0) await rows.settled();
        }
      }
      done += batch.length;
      await rows.settled();
      onProgress(sheetCount + done, total);
    }
    await rows.end();
  }
  await workbook.finish();
  return { sheetCount, itemCount };
};

const csvLines = (rows: readonly (readonly WrittenCell[])[], isFirst: boolean): string =>
  stringify(
    rows.map((row) =>
      row.map((cell) => (typeof cell === 'number' ? String(cell) : guardText(cell))),
    ),
    { quoted: true, quoted_empty: false, bom: isFirst, record_delimiter: 'windows' },
  );

/** One flat list: a row for each item with its head beside it. */
const writeCsv = async ({
  parts,
  ids,
  columns,
  itemColumns: items,
}: Work): Promise<ExportCounts> => {
  const { store, onProgress } = parts;
  const output = createWriteStream(parts.file);
  const broken = new Promise<never>((_resolve, reject) => {
    output.on('error', reject);
  });
  broken.catch(() => undefined);
  const write = async (text: string): Promise<void> => {
    if (!output.write(text)) await Promise.race([once(output, 'drain'), broken]);
  };
  await write(csvLines([[...columns, ...(items ?? [])].map(({ heading }) => heading)], true));
  let sheetCount = 0;
  let itemCount = 0;
  for (const batch of batches(ids)) {
    const found = items === null ? null : itemsOfSheets(store, batch);
    const rows: WrittenCell[][] = [];
    for (const sheet of exportedSheets(store, batch)) {
      const head = sheetCells(columns, sheet);
      const own = found?.get(sheet.id)?.items ?? [];
      sheetCount += 1;
      itemCount += own.length;
      if (items === null) rows.push(head);
      else if (own.length === 0) rows.push([...head, ...items.map(() => '')]);
      else for (const item of own) rows.push([...head, ...items.map(({ cell }) => cell(item))]);
    }
    await write(csvLines(rows, false));
    onProgress(sheetCount, ids.length);
  }
  await Promise.race([
    new Promise<void>((resolve) => {
      output.end(resolve);
    }),
    broken,
  ]);
  return { sheetCount, itemCount };
};

/** Writes the file; `sheetCount` 0 where nothing matched and nothing was written. */
export const exportSheets = (order: ExportOrder, parts: ExportParts): Promise<ExportCounts> =>
  withSnapshot(parts.store, async () => {
    const ids = chosenIds(parts.store, order.choice);
    if (ids.length === 0) return { sheetCount: 0, itemCount: 0 };
    // Items find their sheet by the link, whether it was asked for or not.
    const keys =
      order.withItems && !order.columns.includes(linkColumn)
        ? [linkColumn, ...order.columns]
        : order.columns;
    const work: Work = {
      parts,
      ids,
      columns: keys.map((key) => exportColumn(key, parts.tables)),
      itemColumns: order.withItems ? itemColumns(parts.tables, order.format === 'csv') : null,
    };
    return order.format === 'csv' ? writeCsv(work) : writeXlsx(work);
  });
