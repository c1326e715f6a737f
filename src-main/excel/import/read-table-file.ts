import { open, stat } from 'node:fs/promises';
import { mostImportedRows } from '../../../src-shared/contract/excel.ts';
import { readCsv } from './read-csv.ts';
import { readWorkbook } from './read-workbook.ts';
import { RefusedFile } from './table-file.ts';
import type { Table } from './table-file.ts';

/** Far more than a list of a clerk, far less than memory. */
export const mostFileBytes = 30_000_000;
/** A few rows above the list: a title, the headings. */
const rowsBesideData = 20;

const zip = Buffer.from('PK\u0003\u0004', 'latin1');
/** Of .xls files before 2007, and of .xlsx files with a password. */
const compoundFile = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

const beginningOf = async (file: string): Promise<Buffer> => {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(0);

/**
 * The tables of a file, whatever its name says it is. Throws {@link RefusedFile} with the reason for
 * the clerk, before memory goes.
 */
export const readTableFile = async (
  file: string,
  onRows: (count: number) => void = () => undefined,
): Promise<Table[]> => {
  const { size } = await stat(file);
  if (size === 0) throw new RefusedFile('文件是空的');
  if (size > mostFileBytes) {
    throw new RefusedFile(
      `文件有 ${megabytes(size)} MB，超过 ${megabytes(mostFileBytes)} MB，请分成几个文件导入`,
    );
  }
  let count = 0;
  const takeRow = (): void => {
    count += 1;
    if (count > mostImportedRows + rowsBesideData) {
      throw new RefusedFile(
        `超过 ${String(mostImportedRows)} 行，一次最多导入 ${String(mostImportedRows)} 行，请分成几个文件导入`,
      );
    }
    if (count % 500 === 0) onRows(count);
  };
  const beginning = await beginningOf(file);
  if (beginning.subarray(0, 4).equals(compoundFile)) {
    throw new RefusedFile('这是旧版 .xls 或加了密码的 Excel，请另存为不加密码的 .xlsx 再导入');
  }
  if (beginning.subarray(0, 4).equals(zip)) return readWorkbook(file, takeRow);
  if (/^\s*<(?:!doctype|html|\?xml|table)/i.test(beginning.toString('latin1'))) {
    throw new RefusedFile('这是网页或 XML，不是 Excel 文件，请在 Excel 里打开后另存为 .xlsx');
  }
  return readCsv(file, takeRow);
};
