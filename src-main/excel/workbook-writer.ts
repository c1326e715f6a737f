import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import ExcelJS from '@protobi/exceljs';
import { toWorkbookText } from './cell-text.ts';

/** Workbooks written row by row, however long they get. */

declare module '@protobi/exceljs' {
  /** What a worksheet of the streaming writer has and the library's types leave out. */
  interface Worksheet {
    readonly stream: { readonly pipes: readonly Writable[] };
    readonly dataValidations: {
      readonly add: (range: string, validation: ExcelJS.DataValidation) => void;
    };
  }
}

/**
 * Texts stay texts, also when somebody types over them: no long number becomes 2.02E+31. One object
 * for all cells: the library looks a style up by its identity.
 */
const textStyle: Partial<ExcelJS.Style> = { numFmt: '@' };
const amountStyle: Partial<ExcelJS.Style> = {};

const solid = (colour: string): ExcelJS.Fill => ({
  type: 'pattern',
  pattern: 'solid',
  fgColor: { argb: `FF${colour}` },
});

const thin: Partial<ExcelJS.Border> = { style: 'thin', color: { argb: 'FFBFC7D1' } };

const headingStyle = (colour: string): Partial<ExcelJS.Style> => ({
  numFmt: '@',
  font: { bold: true },
  fill: solid(colour),
  alignment: { vertical: 'middle', wrapText: true },
  border: { top: thin, left: thin, bottom: thin, right: thin },
});

const toneStyles: Readonly<Record<'wrong' | 'warned', Partial<ExcelJS.Style>>> = {
  wrong: { numFmt: '@', fill: solid('FDDCD9'), alignment: { wrapText: true, vertical: 'top' } },
  warned: { numFmt: '@', fill: solid('FFF1CC'), alignment: { wrapText: true, vertical: 'top' } },
};

export interface WrittenColumn {
  readonly heading: string;
  /** In characters of the default font. */
  readonly width: number;
  /** RRGGBB behind the heading. */
  readonly colour?: string;
  /** A range of allowed values; others may be typed too. */
  readonly offers?: string;
  /** Holds amounts, not texts. */
  readonly amount?: boolean;
}

const plainHeading = 'E8EDF3';

/** Numbers only where they are amounts: a weight. */
export type WrittenCell = string | number;

export interface WrittenSheet {
  readonly row: (cells: readonly WrittenCell[], tone?: 'wrong' | 'warned') => void;
  /** Waits until what was given is on its way to the disk. */
  readonly settled: () => Promise<void>;
  /** No more rows; the next worksheet may begin. */
  readonly end: () => Promise<void>;
}

export interface WrittenWorkbook {
  readonly sheet: (
    name: string,
    columns: readonly WrittenColumn[],
    options?: {
      readonly hidden?: boolean;
      /** So many rows are there to be typed into. */
      readonly typedRows?: number;
    },
  ) => WrittenSheet;
  /** Resolves when the file is whole; rejects where it can't be written. */
  readonly finish: () => Promise<void>;
}

/** Of one worksheet's XML, before the writer waits for the disk. */
const mostWaitingBytes = 1_000_000;

/** An empty text is no cell at all. */
const workbookValue = (cell: WrittenCell): string | number | undefined => {
  if (typeof cell === 'number') return cell;
  return cell === '' ? undefined : toWorkbookText(cell);
};

const addOffers = (
  worksheet: ExcelJS.Worksheet,
  columns: readonly WrittenColumn[],
  rows: number,
): void => {
  columns.forEach(({ offers }, index) => {
    if (offers === undefined) return;
    const { letter } = worksheet.getColumn(index + 1);
    worksheet.dataValidations.add(`${letter}2:${letter}${String(rows + 1)}`, {
      type: 'list',
      formulae: [offers],
      allowBlank: true,
      // A code or a name alone is understood as well.
      showErrorMessage: false,
    });
  });
};

/** The file must not be there, or may be lost. */
export const writeWorkbook = (file: string): WrittenWorkbook => {
  const output = createWriteStream(file);
  const broken = new Promise<never>((_resolve, reject) => {
    output.on('error', reject);
  });
  // Told by whoever waits next; nobody may be waiting now.
  broken.catch(() => undefined);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: output,
    useStyles: true,
    useSharedStrings: false,
  });
  workbook.creator = 'Kakou Desk';

  const sheet: WrittenWorkbook['sheet'] = (name, columns, options = {}) => {
    const worksheet = workbook.addWorksheet(name, {
      state: options.hidden === true ? 'hidden' : 'visible',
      views: [{ state: 'frozen', ySplit: 1 }],
    });
    worksheet.columns = columns.map(({ width, amount }) => ({
      width,
      // What is typed into an empty cell becomes a text.
      ...(amount === true ? {} : { style: textStyle }),
    }));
    const headings = worksheet.addRow(columns.map(({ heading }) => heading));
    headings.height = 32;
    columns.forEach(({ colour }, index) => {
      headings.getCell(index + 1).style = headingStyle(colour ?? plainHeading);
    });
    headings.commit();
    // Written with the first row; from now on the library would only mix them into every cell.
    for (const column of worksheet.columns) column.style = {};
    if (options.hidden !== true) {
      worksheet.autoFilter = {
        from: { row: 1, column: 1 },
        to: { row: 1, column: columns.length },
      };
    }
    if (options.typedRows !== undefined) addOffers(worksheet, columns, options.typedRows);
    const [pipe] = worksheet.stream.pipes;
    if (pipe === undefined) throw new Error('the writer has no way to the file');
    return {
      row: (cells, tone) => {
        const row = worksheet.addRow(cells.map(workbookValue));
        row.eachCell((cell, column) => {
          cell.style = typeof cells[column - 1] === 'number' ? amountStyle : textStyle;
        });
        if (tone !== undefined) row.getCell(1).style = toneStyles[tone];
        row.commit();
      },
      settled: async () => {
        await nextTurn();
        if (pipe.writableLength <= mostWaitingBytes) return;
        await Promise.race([once(pipe, 'drain'), broken]);
      },
      end: async () => {
        worksheet.commit();
        await nextTurn();
      },
    };
  };
  return {
    sheet,
    finish: async () => {
      await Promise.race([workbook.commit(), broken]);
    },
  };
};
