import readXlsx from 'read-excel-file/node';
import ExcelJS from '@protobi/exceljs';

/** Spreadsheets as somebody else opens and writes them. */

/** Every worksheet's cells as text, read by a second library. */
export const openWithOther = async (file: string): Promise<Record<string, string[][]>> => {
  const sheets = await readXlsx(file);
  return Object.fromEntries(
    sheets.map(({ sheet, data }) => [
      sheet,
      data.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))),
    ]),
  );
};

/** What a clerk types into the template, column by column under the headings. */
export const fillTemplate = async (
  template: string,
  file: string,
  rows: readonly Readonly<Record<string, ExcelJS.CellValue>>[],
  change: (worksheet: ExcelJS.Worksheet) => void = () => undefined,
): Promise<void> => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(template);
  const [worksheet] = workbook.worksheets;
  if (worksheet === undefined) throw new Error('the template has a list');
  const headings = new Map<string, number>();
  worksheet.getRow(1).eachCell((cell, column) => {
    headings.set(cell.text.replace(/\(?\*\)?$/, ''), column);
  });
  rows.forEach((row, index) => {
    for (const [heading, value] of Object.entries(row)) {
      const column = headings.get(heading);
      if (column === undefined) throw new Error(`no column ${heading}`);
      worksheet.getRow(index + 2).getCell(column).value = value;
    }
  });
  change(worksheet);
  await workbook.xlsx.writeFile(file);
};

/** A workbook of whatever rows. */
export const writeSpreadsheet = async (
  file: string,
  worksheets: Readonly<Record<string, readonly (readonly ExcelJS.CellValue[])[]>>,
  change: (workbook: ExcelJS.Workbook) => void = () => undefined,
): Promise<void> => {
  const workbook = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(worksheets)) {
    const worksheet = workbook.addWorksheet(name);
    for (const row of rows) worksheet.addRow([...row]);
  }
  change(workbook);
  await workbook.xlsx.writeFile(file);
};
