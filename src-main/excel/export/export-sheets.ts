import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { stringify } from 'csv-stringify/sync';
import type { ExportOrder } from '../../../src-shared/contract/excel.ts';
import { guardText } from '../../../src-shared/excel/guarded-text.ts';
import type { CodeTables } from '../../../src-shared/parameters/table-names.ts';
import type { writeWorkbook } from '../workbook-writer.ts';
import type {
  WrittenCell,
  WrittenColumn,
  WrittenSheet,
  WrittenWorkbook,
} from '../workbook-writer.ts';
import { exportHeadings } from './export-rows.ts';
import type { ExportBatch, ExportPart } from './export-rows.ts';

/** 导出: all chosen sheets into a file, a few hundred at a time, as they were at one moment. */

/** Of one worksheet, the headings among them. */
const mostExcelRows = 1_048_576;

export interface ExportParts {
  readonly tables: CodeTables;
  readonly file: string;
  readonly onProgress: (done: number, total: number) => void;
  /** Smaller in tests. */
  readonly rowsOnWorksheet?: number;
}

export interface Exported {
  readonly sheetCount: number;
  readonly itemCount: number;
  /** The checked sheets that are in the file; null where all that match were asked for. */
  readonly checkedIds: number[] | null;
}

/** A file that batches are written into. */
interface ExportFile {
  /** Waits for the disk where it must. */
  readonly write: (batch: ExportBatch) => Promise<void>;
  readonly finish: () => Promise<void>;
}

/** A worksheet that goes on in a second one where Excel's own limit is reached: 表体, 表体 2, … */
const endlessSheet = (
  workbook: WrittenWorkbook,
  name: string,
  columns: readonly WrittenColumn[],
  mostRows: number,
): {
  readonly rows: (some: readonly (readonly WrittenCell[])[]) => Promise<void>;
  readonly end: () => Promise<void>;
} => {
  let part = 1;
  let written = 1;
  let sheet: WrittenSheet = workbook.sheet(name, columns);
  return {
    rows: async (some) => {
      for (const cells of some) {
        if (written === mostRows) {
          await sheet.end();
          part += 1;
          written = 1;
          sheet = workbook.sheet(`${name} ${String(part)}`, columns);
        }
        sheet.row(cells);
        written += 1;
      }
      await sheet.settled();
    },
    end: () => sheet.end(),
  };
};

const worksheetNames: Readonly<Record<ExportPart, string>> = { heads: '表头', items: '表体' };

const workbookFile = (
  write: typeof writeWorkbook,
  order: ExportOrder,
  { tables, file, rowsOnWorksheet = mostExcelRows }: ExportParts,
): ExportFile => {
  const workbook = write(file);
  const columns = exportHeadings(order, tables);
  const begin = (part: ExportPart) =>
    endlessSheet(workbook, worksheetNames[part], columns[part], rowsOnWorksheet);
  let part: ExportPart = 'heads';
  let sheet = begin(part);
  const goTo = async (next: ExportPart): Promise<void> => {
    await sheet.end();
    part = next;
    sheet = begin(part);
  };
  return {
    write: async (batch) => {
      if (batch.part !== part) await goTo(batch.part);
      await sheet.rows(batch.rows);
    },
    finish: async () => {
      await sheet.end();
      await workbook.finish();
    },
  };
};

const csvLines = (rows: readonly (readonly WrittenCell[])[], isFirst: boolean): string =>
  stringify(
    rows.map((row) =>
      row.map((cell) => (typeof cell === 'number' ? String(cell) : guardText(cell))),
    ),
    { quoted: true, quoted_empty: false, bom: isFirst, record_delimiter: 'windows' },
  );

const csvFile = (order: ExportOrder, { tables, file }: ExportParts): ExportFile => {
  const output = createWriteStream(file);
  const broken = new Promise<never>((_resolve, reject) => {
    output.on('error', reject);
  });
  broken.catch(() => undefined);
  output.write(csvLines([exportHeadings(order, tables).heads.map(({ heading }) => heading)], true));
  return {
    write: async ({ rows }) => {
      const isTaken = output.write(csvLines(rows, false));
      if (!isTaken) await Promise.race([once(output, 'drain'), broken]);
    },
    finish: async () => {
      const ended = new Promise<void>((resolve) => {
        output.end(resolve);
      });
      await Promise.race([ended, broken]);
    },
  };
};

/** Begins to load what writes the file; the file itself is there once it is asked for. */
const prepareFile = (order: ExportOrder, parts: ExportParts): (() => Promise<ExportFile>) => {
  if (order.format === 'csv') return async () => csvFile(order, parts);
  const loading = import('../workbook-writer.ts');
  return async () => workbookFile((await loading).writeWorkbook, order, parts);
};

/** Writes the file; `sheetCount` 0 where there was nothing to write, and no file then. */
export const exportSheets = async (
  order: ExportOrder,
  batches: AsyncIterable<ExportBatch> | Iterable<ExportBatch>,
  parts: ExportParts,
): Promise<Exported> => {
  const passes = order.format === 'xlsx' && order.withItems ? 2 : 1;
  // The library takes as long to load as the first rows to be read: both at once.
  const open = prepareFile(order, parts);
  let file: ExportFile | null = null;
  const checkedIds: number[] | null = order.choice.kind === 'checked' ? [] : null;
  let sheetCount = 0;
  let itemCount = 0;
  let done = 0;
  for await (const batch of batches) {
    file ??= await open();
    await file.write(batch);
    if (batch.part === 'heads') sheetCount += batch.sheetCount;
    itemCount += batch.itemCount;
    checkedIds?.push(...batch.headIds);
    done += batch.sheetCount;
    parts.onProgress(done, batch.totalSheets * passes);
  }
  await file?.finish();
  return { sheetCount, itemCount, checkedIds };
};
