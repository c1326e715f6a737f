import path from 'node:path';
import { onTestFinished } from 'vitest';
import { projectRoot } from '../../scripts/setup.mjs';
import { shippedTables } from '../../src-shared/parameters/shipped-tables.testing.ts';
import { createExcelService } from '../../src-main/excel/excel-service.ts';
import type { ExcelParts, ExcelService } from '../../src-main/excel/excel-service.ts';
import type { StoreDesk } from './store-desk.ts';

/** The system's file dialogs in a test: what they are answered, and what they were asked. */
export interface TestDialogs {
  /** The file that the clerk chooses; null where she thinks better of it. */
  answer: string | null;
  readonly asked: string[];
  readonly shown: string[];
}

/** The clerk thinks better of every dialog. */
export const noDialogs: TestDialogs = { answer: null, asked: [], shown: [] };

/** Export and import over a real store, with the real worker. */
export const testExcel = (
  desk: StoreDesk,
  dialogs: TestDialogs,
  parts: Partial<ExcelParts> = {},
): ExcelService => {
  const service = createExcelService({
    store: desk.store,
    storeFile: desk.file,
    tables: shippedTables,
    workerFile: path.join(projectRoot, 'src-main', 'excel', 'excel-worker.ts'),
    readerFile: path.join(projectRoot, 'src-main', 'excel', 'export', 'export-reader.ts'),
    dialogs: {
      chooseNewFile: async (name) => {
        dialogs.asked.push(name);
        return Promise.resolve(dialogs.answer);
      },
      chooseExistingFile: async (title) => {
        dialogs.asked.push(title);
        return Promise.resolve(dialogs.answer);
      },
      showInFolder: (file) => dialogs.shown.push(file),
    },
    desk: () => 'enrolled',
    now: () => desk.clock.now,
    onProgress: () => undefined,
    onWorkerError: (error) => {
      throw error;
    },
    ...parts,
  });
  onTestFinished(() => service.endAll());
  return service;
};
