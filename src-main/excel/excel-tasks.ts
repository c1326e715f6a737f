import { z } from 'zod';
import {
  exportOrderSchema,
  importedIndexes,
  importedSheetSchema,
  importSummarySchema,
  mostImportedSheets,
  mostPreviewedSheets,
} from '../../src-shared/contract/excel.ts';
import { codeTablesSchema, resultSchema, sheetSchema } from '../../src-shared/contract/schemas.ts';

/**
 * What main asks of the worker that reads and writes spreadsheets: every task with the schema of its
 * input and of its value. The list that was read last stays in the worker.
 */
export const excelTasks = {
  exportSheets: {
    input: z.object({ order: exportOrderSchema, file: z.string() }),
    value: z.object({
      sheetCount: z.number().int(),
      itemCount: z.number().int(),
      checkedIds: z.array(z.number().int()).nullable(),
    }),
  },
  writeTemplate: { input: z.object({ file: z.string() }), value: z.null() },
  readList: {
    input: z.object({ file: z.string() }),
    value: importSummarySchema
      .pick({ notices: true, sheets: true })
      .extend({ fileHash: z.string() }),
  },
  showSheets: {
    input: z.object({ indexes: importedIndexes(mostPreviewedSheets) }),
    value: z.array(importedSheetSchema),
  },
  writeBack: { input: z.object({ file: z.string() }), value: z.null() },
  takeSheets: {
    input: z.object({ indexes: importedIndexes(mostImportedSheets) }),
    value: z.array(
      z.object({
        sheet: sheetSchema,
        problemCount: z.number().int(),
        fingerprint: z.string(),
      }),
    ),
  },
} as const satisfies Record<string, { input: z.ZodType; value: z.ZodType }>;

export type TaskName = keyof typeof excelTasks;
export type TaskInput<Name extends TaskName> = z.infer<(typeof excelTasks)[Name]['input']>;
export type TaskValue<Name extends TaskName> = z.infer<(typeof excelTasks)[Name]['value']>;

/** What the worker is started with. */
export const workerDataSchema = z.object({
  storeFile: z.string(),
  /** The program of the thread that reads for an export. */
  readerFile: z.string(),
  tables: codeTablesSchema,
});
export type ExcelWorkerData = z.infer<typeof workerDataSchema>;

const taskNames = Object.keys(excelTasks) as [TaskName, ...TaskName[]];

export const toWorkerSchema = z.object({
  id: z.number().int(),
  task: z.enum(taskNames),
  input: z.unknown(),
});
export type ToExcelWorker = z.infer<typeof toWorkerSchema>;

export const fromWorkerSchema = z.discriminatedUnion('type', [
  /** `total` null where it is not known yet. */
  z.object({
    type: z.literal('progress'),
    id: z.number().int(),
    done: z.number().int(),
    total: z.number().int().nullable(),
  }),
  z.object({ type: z.literal('answer'), id: z.number().int(), result: resultSchema(z.unknown()) }),
]);
export type FromExcelWorker = z.infer<typeof fromWorkerSchema>;
