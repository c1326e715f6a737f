import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import ExcelJS from '@protobi/exceljs';
import { exportColumn } from '../src-main/excel/export/export-cells.ts';
import { startExcelWorker } from '../src-main/excel/start-excel-worker.ts';
import type { WrittenCell } from '../src-main/excel/workbook-writer.ts';
import { readTables } from '../src-main/parameters/read-tables.ts';
import { exportedSheets } from '../src-main/store/exported-sheets.ts';
import { chosenIds } from '../src-main/store/query.ts';
import { openForReading } from '../src-main/store/store.ts';
import type { ExportOrder } from '../src-shared/contract/excel.ts';
import type { SheetChoice } from '../src-shared/contract/schemas.ts';
import { sheetColumnKeys } from '../src-shared/excel/sheet-columns.ts';

/**
 * One export in a process of its own, so that neither its memory nor its garbage is another's:
 * `node benchmarks/export-run.ts program|program-items|bare STORE FILE`. Prints what it took, in ms,
 * and how much memory the process grew by at the most, in MB.
 */

const [kind, storeFile = '', file = ''] = process.argv.slice(2);
const choice: SheetChoice = { kind: 'matching', conditions: {}, except: [] };
const tables = readTables(fileURLToPath(new URL('../resources', import.meta.url)));

const bundle = (name: string): string =>
  fileURLToPath(new URL(`../.vite/build/${name}.cjs`, import.meta.url));

const megabytes = (bytes: number): number => bytes / 1_048_576;

/** As the window asks for it: the worker of the program, its limits of memory and its messages. */
const program = async (withItems: boolean): Promise<number> => {
  const worker = startExcelWorker(
    bundle('excel-worker'),
    { storeFile, readerFile: bundle('export-reader'), tables },
    (error) => {
      throw error;
    },
  );
  const order: ExportOrder = { choice, columns: sheetColumnKeys, withItems, format: 'xlsx' };
  const began = performance.now();
  const result = await worker.run('exportSheets', { order, file });
  const taken = performance.now() - began;
  if (!result.ok) throw new Error(result.error.message);
  await worker.end();
  return taken;
};

const textStyle: Partial<ExcelJS.Style> = { numFmt: '@' };

/** The same cells, read before, through the library's streaming writer and nothing else. */
const bare = async (): Promise<number> => {
  const store = openForReading(storeFile);
  const columns = sheetColumnKeys.map((key) => exportColumn(key, tables));
  const rows: WrittenCell[][] = exportedSheets(store, chosenIds(store, choice)).map((sheet) =>
    columns.map(({ cell }) => cell(sheet)),
  );
  store.close();
  const began = performance.now();
  const output = createWriteStream(file);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true });
  const worksheet = workbook.addWorksheet('表头');
  const [pipe] = worksheet.stream.pipes;
  worksheet.addRow(columns.map(({ heading }) => heading)).commit();
  let written = 0;
  for (const row of rows) {
    const added = worksheet.addRow(row);
    row.forEach((cell, index) => {
      if (typeof cell === 'string') added.getCell(index + 1).style = textStyle;
    });
    added.commit();
    written += 1;
    if (written % 200 !== 0) continue;
    await nextTurn();
    if (pipe !== undefined && pipe.writableLength > 1_000_000) await once(pipe, 'drain');
  }
  worksheet.commit();
  await workbook.commit();
  return performance.now() - began;
};

const before = process.memoryUsage.rss();

const taken = kind === 'bare' ? await bare() : await program(kind === 'program-items');
const most = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ taken, grownMegabytes: megabytes(most - before) }));
