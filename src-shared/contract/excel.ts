import { z } from 'zod';
import { sheetColumnKeys } from '../excel/sheet-columns.ts';
import { toldSheetSchema } from './batch.ts';
import { headSchema, itemSchema, sheetChoiceSchema } from './schemas.ts';

/** Sheets to and from spreadsheets, as they cross the border between main and window. */

export const exportFormats = ['xlsx', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportOrderSchema = z.strictObject({
  choice: sheetChoiceSchema,
  /** In the order of the columns. */
  columns: z.array(z.enum(sheetColumnKeys)).min(1).max(sheetColumnKeys.length),
  withItems: z.boolean(),
  format: z.enum(exportFormats),
});
export type ExportOrder = z.infer<typeof exportOrderSchema>;

/** Of more checked sheets than these an export does not say one by one what became of them. */
export const mostToldOfExport = 2000;

export const exportedSchema = z.object({
  fileName: z.string(),
  sheetCount: z.number().int(),
  itemCount: z.number().int(),
  /** Checked sheets that were gone, and are not in the file. */
  goneCount: z.number().int(),
  /** What became of each checked sheet; null where all that match were asked for: they are in the file. */
  sheets: z.array(toldSheetSchema).nullable(),
});

/** `blocked` can't be a draft: a value is lost or can't be stored. `problems`: 有 n 处待改. */
export const importVerdicts = ['good', 'problems', 'blocked'] as const;
export type ImportVerdict = (typeof importVerdicts)[number];

/** What a sheet of the file is, in short: enough to count and to choose by. */
const importedOutlineSchema = z.object({
  verdict: z.enum(importVerdicts),
  duplicate: z.boolean(),
  /** A row of it is hidden in Excel. */
  hidden: z.boolean(),
  lineCount: z.number().int(),
});
export type ImportedOutline = z.infer<typeof importedOutlineSchema>;

export const importSummarySchema = z.object({
  importId: z.uuid(),
  fileName: z.string(),
  /** About the file as a whole: columns and worksheets left out, imported before. */
  notices: z.array(z.string()),
  sheets: z.array(importedOutlineSchema),
});
export type ImportSummary = z.infer<typeof importSummarySchema>;

/** One row of the file with what is wrong in it. */
const importedLineSchema = z.object({
  /** 第 5 行, or 表体第 5 行 where there are two worksheets. */
  place: z.string(),
  /** Null where the row holds no item. */
  item: itemSchema.nullable(),
  told: z.array(z.object({ tone: z.enum(['wrong', 'warned']), message: z.string() })),
});
export type ImportedLine = z.infer<typeof importedLineSchema>;

export const importedSheetSchema = importedOutlineSchema.extend({
  index: z.number().int(),
  head: headSchema,
  problemCount: z.number().int(),
  /** Why it is taken for a duplicate. */
  duplicateOf: z.string().nullable(),
  lines: z.array(importedLineSchema),
});
export type ImportedSheet = z.infer<typeof importedSheetSchema>;

export const importedIndexes = (most: number) =>
  z.array(z.number().int().nonnegative()).min(1).max(most);

/** The most that one file may bring: more is no list of a clerk, and would stop the program. */
export const mostImportedRows = 20_000;
export const mostImportedSheets = 2_000;
/** What the window asks for at once. */
export const mostPreviewedSheets = 100;
