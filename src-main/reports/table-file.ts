import { rename, rm, writeFile } from 'node:fs/promises';
import type { Table } from '../../src-shared/contract/table-file.ts';
import { guardText } from '../../src-shared/excel/guarded-text.ts';

const byteOrderMark = '\uFEFF';

/** UTF-8 that Excel takes for UTF-8; texts are guarded as in an exported list. */
const csvOf = async ({ columns, rows }: Table): Promise<string> => {
  const { stringify } = await import('csv-stringify/sync');
  const guarded = rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? guardText(cell) : (cell ?? ''))),
  );
  const text = stringify([columns, ...guarded], { record_delimiter: 'windows' });
  return byteOrderMark + text;
};

/** Rough width of a text in characters of the default font; a Chinese one takes two. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (character > '\u00FF' ? 2 : 1), 0);

const xlsxOf = async ({ title, columns, rows }: Table): Promise<Uint8Array> => {
  const { default: ExcelJS } = await import('@protobi/exceljs');
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'Kakou Desk';
  const sheet = workbook.addWorksheet(title.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31), {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  sheet.addRow(columns).font = { bold: true };
  // A cell of text is no formula to Excel, whatever it begins with, and stays text when typed over.
  for (const row of rows) {
    sheet.addRow(row).eachCell((cell, column) => {
      if (typeof row[column - 1] === 'string') cell.numFmt = '@';
    });
  }
  columns.forEach((label, index) => {
    const texts = rows.slice(0, 200).map((row) => String(row[index] ?? ''));
    const width = Math.max(widthOf(label), ...texts.map(widthOf));
    sheet.getColumn(index + 1).width = Math.min(60, width + 3);
  });
  return new Uint8Array(await workbook.xlsx.writeBuffer());
};

/** Writes the table as CSV or Excel, by the file's ending; the file appears when it is whole. */
export const writeTable = async (file: string, table: Table): Promise<void> => {
  const content = await (file.toLowerCase().endsWith('.csv') ? csvOf(table) : xlsxOf(table));
  const unfinished = `${file}.part`;
  try {
    await writeFile(unfinished, content);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
};
