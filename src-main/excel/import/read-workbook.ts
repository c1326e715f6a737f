import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import ExcelJS from '@protobi/exceljs';
import { z } from 'zod';
import { fromWorkbookText } from '../cell-text.ts';
import { watchSheetMarks } from './sheet-marks.ts';
import type { SheetMarks } from './sheet-marks.ts';
import { RefusedFile, textCell } from './table-file.ts';
import type { Cell, Table, TableRow } from './table-file.ts';
import { containerEnd, partContent, readZipParts, storedHeader } from './zip-parts.ts';
import type { ZipPart } from './zip-parts.ts';

/**
 * Reads an .xlsx row by row. The library reads the cells; it is handed the parts of the container
 * in the order that it needs them in (names, formats and texts before worksheets), so that it never
 * puts a worksheet aside in a file of its own, and only those that it needs.
 */

/** Inflated, of all parts read: a list of 20,000 rows is far smaller. */
const mostInflatedBytes = 600_000_000;
/** Nobody looks for a list further to the right. */
const mostColumns = 300;

const partOrder: readonly RegExp[] = [
  /^xl\/_rels\/workbook\.xml\.rels$/,
  /^xl\/workbook\.xml$/,
  /^xl\/styles\.xml$/,
  /^xl\/sharedStrings\.xml$/,
];
const worksheetPart = /^xl\/worksheets\/sheet\d+\.xml$/;

interface ChosenParts {
  readonly common: readonly ZipPart[];
  readonly worksheets: readonly ZipPart[];
}

const chooseParts = (parts: readonly ZipPart[]): ChosenParts => {
  const common = partOrder.flatMap((pattern) => parts.filter(({ name }) => pattern.test(name)));
  const worksheets = parts.filter(({ name }) => worksheetPart.test(name));
  if (worksheets.length === 0 || !common.some(({ name }) => name === 'xl/workbook.xml')) {
    throw new RefusedFile('这不是 Excel 工作簿（.xlsx）');
  }
  const total = [...common, ...worksheets].reduce((sum, { size }) => sum + size, 0);
  if (total > mostInflatedBytes) {
    throw new RefusedFile(
      `文件解压后超过 ${String(mostInflatedBytes / 1_000_000)} MB，不像是一份清单`,
    );
  }
  return { common, worksheets };
};

async function* containerOf(
  file: FileHandle,
  path: string,
  { common, worksheets }: ChosenParts,
  marks: ReadonlyMap<ZipPart, { readonly take: (chunk: Uint8Array) => void }>,
): AsyncGenerator<Buffer> {
  for (const part of [...common, ...worksheets]) {
    yield storedHeader(part);
    for await (const chunk of partContent(file, path, part)) {
      marks.get(part)?.take(chunk);
      yield chunk;
    }
  }
  yield containerEnd();
}

/* Cells */

const isDateFormat = (format: unknown): boolean =>
  typeof format === 'string' && /[ymdhs]/i.test(format.replace(/\[[^\]]*\]|"[^"]*"|\\./g, ''));

const dateText = (date: Date): string =>
  Number.isNaN(date.getTime()) ? '日期' : date.toISOString().slice(0, 10);

const richText = z.object({ richText: z.array(z.object({ text: z.unknown() })) });
const errorValue = z.object({ error: z.string() });
const linked = z.object({ text: z.unknown(), hyperlink: z.unknown() });
const formula = z.object({
  formula: z.string().optional(),
  sharedFormula: z.string().optional(),
  result: z.unknown().optional(),
});

/** The library hands on a cell of a shared formula, whose own text is empty, as JSON. */
const sharedFormulaMark = '{"formula":"",';

const workbookText = (text: string): Cell | null => textCell(fromWorkbookText(text));

const joined = (parts: readonly { readonly text?: unknown }[]): string =>
  parts.map(({ text }) => (typeof text === 'string' ? text : '')).join('');

const formulaCell = (result: unknown, format: unknown): Cell | null => {
  if (typeof result === 'number' && Number.isNaN(result)) {
    return { kind: 'unusable', text: '公式', reason: '的结果是错误值' };
  }
  if (result === undefined || result === null) {
    return { kind: 'unusable', text: '公式', reason: '没有结果：请复制后“选择性粘贴”为数值' };
  }
  return cellOf(result, format);
};

const cellOf = (value: unknown, format: unknown): Cell | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') {
    if (!value.startsWith(sharedFormulaMark)) return workbookText(value);
    const shared = formula.safeParse(JSON.parse(value));
    return shared.success ? formulaCell(shared.data.result, format) : workbookText(value);
  }
  if (typeof value === 'number') {
    return isDateFormat(format)
      ? { kind: 'date', text: dateText(new Date(Math.round((value - 25_569) * 86_400_000))) }
      : { kind: 'number', value };
  }
  if (typeof value === 'boolean') return textCell(value ? 'TRUE' : 'FALSE');
  if (value instanceof Date) return { kind: 'date', text: dateText(value) };
  const rich = richText.safeParse(value);
  if (rich.success) return workbookText(joined(rich.data.richText));
  const error = errorValue.safeParse(value);
  if (error.success)
    return { kind: 'unusable', text: error.data.error, reason: '是 Excel 的错误值' };
  const link = linked.safeParse(value);
  if (link.success) return cellOf(link.data.text, format);
  const computed = formula.safeParse(value);
  if (computed.success) return formulaCell(computed.data.result, format);
  return { kind: 'unusable', text: '?', reason: '读不懂' };
};

/* Rows */

const rowOf = (row: ExcelJS.Row): TableRow => {
  const cells: (Cell | null)[] = [];
  row.eachCell((cell, column) => {
    if (column > mostColumns) return;
    const read = cellOf(cell.value, cell.numFmt);
    if (read === null) return;
    while (cells.length < column - 1) cells.push(null);
    cells[column - 1] = read;
  });
  return { line: row.number, cells };
};

const worksheetFacts = z.looseObject({ name: z.string(), state: z.string().optional() });

const readTables = async (
  source: Readable,
  marks: readonly SheetMarks[],
  takeRow: () => void,
): Promise<Table[]> => {
  const tables: Table[] = [];
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(source, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
  });
  let position = 0;
  for await (const worksheet of reader) {
    const { name, state } = worksheetFacts.parse(worksheet);
    const isShown = state !== 'hidden' && state !== 'veryHidden';
    const rows: TableRow[] = [];
    for await (const row of worksheet) {
      if (!isShown) continue;
      const read = rowOf(row);
      if (read.cells.length === 0) continue;
      takeRow();
      rows.push(read);
    }
    // Known only now: merged cells stand behind the rows.
    const { hiddenLines = new Set<number>(), merges = [] } = marks[position] ?? {};
    if (isShown) tables.push({ name, rows, hiddenLines, merges });
    position += 1;
  }
  return tables;
};

/** Its visible worksheets. `takeRow` is called for each filled row and may throw to end the reading. */
export const readWorkbook = async (path: string, takeRow: () => void): Promise<Table[]> => {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const chosen = chooseParts(await readZipParts(file, size));
    const watched = new Map(chosen.worksheets.map((part) => [part, watchSheetMarks()]));
    const source = Readable.from(containerOf(file, path, chosen, watched));
    // A pipe does not hand errors on: the reader would wait for ever.
    const broken = new Promise<never>((_resolve, reject) => {
      source.on('error', reject);
    });
    try {
      return await Promise.race([readTables(source, [...watched.values()], takeRow), broken]);
    } finally {
      source.destroy();
    }
  } finally {
    await file.close();
  }
};
