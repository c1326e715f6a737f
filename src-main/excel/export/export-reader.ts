import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { exportOrderSchema } from '../../../src-shared/contract/excel.ts';
import { codeTablesSchema } from '../../../src-shared/contract/schemas.ts';
import { openForReading } from '../../store/store.ts';
import { exportRows } from './export-rows.ts';
import type { FromExportReader } from './read-ahead.ts';

/**
 * The thread that reads an export's rows while the worker writes those before them: an export takes
 * as long as its writing. It reads the store as it was at the first row.
 */

const { storeFile, tables, order } = z
  .object({ storeFile: z.string(), tables: codeTablesSchema, order: exportOrderSchema })
  .parse(workerData);

const store = openForReading(storeFile);
store.exec('BEGIN');
const rows = exportRows(store, order, tables);

const answer = (): FromExportReader => {
  try {
    const next = rows.next();
    return next.done === true ? { kind: 'end' } : { kind: 'batch', batch: next.value };
  } catch (error) {
    const told = error instanceof Error ? error : new Error(String(error));
    return { kind: 'error', message: told.message, code: 'code' in told ? String(told.code) : '' };
  }
};

// Each message asks for the next batch.
parentPort?.on('message', () => {
  parentPort?.postMessage(answer());
});
