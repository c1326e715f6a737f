import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { unguardText } from '../../../src-shared/excel/guarded-text.ts';
import { RefusedFile, textCell } from './table-file.ts';
import type { Table, TableRow } from './table-file.ts';

/** A CSV as Excel, WPS or another system writes it in China: UTF-8, UTF-16 or GB 18030. */

const csvTable = '清单';

const decodings = ['utf-8', 'gb18030'] as const;

const decode = (bytes: Uint8Array): string => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  for (const encoding of decodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  throw new RefusedFile('读不出文字：CSV 应为 UTF-8 或 GB 18030 编码');
};

const delimiters = [',', '\t', ';'] as const;

/** The one that the first filled line has most of. */
const delimiterOf = (text: string): string => {
  const line = /^.*\S.*$/m.exec(text)?.[0] ?? '';
  const counted = delimiters.map((delimiter) => ({
    delimiter,
    count: line.split(delimiter).length,
  }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
};

const record = z.array(z.string());
const lineOf = z.looseObject({ lines: z.number() });

/** Hands on record after record, empty ones too, and holds none. */
const eachRecord = (text: string, take: (cells: readonly string[]) => void): void => {
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      on_record: (cells: unknown) => {
        take(record.parse(cells));
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const at = lineOf.safeParse(error);
    const line = at.success ? `（第 ${String(at.data.lines)} 行附近）` : '';
    throw new RefusedFile(`CSV 的引号不成对${line}，请在 Excel 里另存后再导入`);
  }
};

// eslint-disable-next-line no-control-regex -- it is about them.
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/;

/** `takeRow` is called for each filled row and may throw to end the reading. */
export const readCsv = async (file: string, takeRow: () => void): Promise<Table[]> => {
  const text = decode(await readFile(file));
  if (control.test(text.slice(0, 10_000))) throw new RefusedFile('这不是 CSV 文字文件');
  const rows: TableRow[] = [];
  let line = 0;
  eachRecord(text, (fields) => {
    line += 1;
    const cells = fields.map((field) => textCell(unguardText(field)));
    if (cells.every((cell) => cell === null)) return;
    takeRow();
    rows.push({ line, cells });
  });
  return [{ name: csvTable, rows, hiddenLines: new Set(), merges: [] }];
};
