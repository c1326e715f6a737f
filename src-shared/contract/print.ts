import { z } from 'zod';
import { sheetColumnKeys } from '../excel/sheet-columns.ts';
import { toldSheetSchema } from './batch.ts';
import { sheetChoiceSchema } from './schemas.ts';

/** 打印 as it crosses the border between main and window. */

/** What is printed: whole sheets, or the list of them with the columns that it shows. */
export const printOrderSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sheets'), choice: sheetChoiceSchema }),
  z.strictObject({
    kind: z.literal('list'),
    choice: sheetChoiceSchema,
    /** In the order of the columns. */
    columns: z.array(z.enum(sheetColumnKeys)).min(1).max(sheetColumnKeys.length),
    /** The conditions in the clerk's words. */
    what: z.string().max(2000),
  }),
]);
export type PrintOrder = z.infer<typeof printOrderSchema>;

/** Of one job: what a clerk can carry to the printer, and what the window can lay out at once. */
export const mostPrinted: Readonly<Record<PrintOrder['kind'], number>> = {
  sheets: 500,
  list: 2000,
};

export const printPreviewSchema = z.object({
  /** Where the first pages are to be seen, in a frame of their own. */
  address: z.string(),
  orientation: z.enum(['portrait', 'landscape']),
  /** Sheets, or rows of the list. */
  count: z.number().int(),
  pageCount: z.number().int(),
  previewedPages: z.number().int(),
  /** What is not printed, and why. */
  notices: z.array(z.string()),
});
export type PrintPreview = z.infer<typeof printPreviewSchema>;

export const printerSchema = z.object({ name: z.string(), displayName: z.string() });
export type Printer = z.infer<typeof printerSchema>;

export const mostCopies = 20;

/** Of whole sheets what became of each, those that were left out first; of the list nothing. */
export const printedSchema = z.array(toldSheetSchema);
