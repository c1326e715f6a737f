import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ResourceLimits } from 'node:worker_threads';
import { z } from 'zod';
import type { ExportOrder } from '../../../src-shared/contract/excel.ts';
import type { CodeTables } from '../../../src-shared/parameters/table-names.ts';
import type { WrittenCell } from '../workbook-writer.ts';
import type { ExportBatch } from './export-rows.ts';

/** In MB: what a few hundred sheets need, and their garbage. */
const memory: ResourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 };

/** So many batches are read before they are asked for. */
const batchesAhead = 3;

const fromReaderSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('batch'),
    batch: z.object({
      part: z.enum(['heads', 'items']),
      rows: z.array(z.custom<readonly WrittenCell[]>(Array.isArray)).readonly(),
      headIds: z.array(z.number()).readonly(),
      sheetCount: z.number(),
      itemCount: z.number(),
      totalSheets: z.number(),
    }),
  }),
  z.object({ kind: z.literal('end') }),
  /** `code` is SQLite's. */
  z.object({ kind: z.literal('error'), message: z.string(), code: z.string() }),
]);
export type FromExportReader = z.infer<typeof fromReaderSchema>;

/** {@link exportRows}, read in a thread of its own, a little ahead of whoever takes them. */
export async function* readAhead(
  readerFile: string,
  data: {
    readonly storeFile: string;
    readonly tables: CodeTables;
    readonly order: ExportOrder;
  },
): AsyncGenerator<ExportBatch> {
  const reader = new Worker(readerFile, { workerData: data, resourceLimits: memory });
  const ended = new AbortController();
  reader.once('exit', () => {
    ended.abort(new Error('the export reader has ended'));
  });
  try {
    const messages = on(reader, 'message', { signal: ended.signal });
    for (let ahead = 0; ahead < batchesAhead; ahead += 1) reader.postMessage(null);
    for await (const [message] of messages) {
      const answer = fromReaderSchema.parse(message);
      if (answer.kind === 'end') return;
      if (answer.kind === 'error') {
        throw Object.assign(new Error(answer.message), { code: answer.code });
      }
      reader.postMessage(null);
      yield answer.batch;
    }
  } finally {
    await reader.terminate();
  }
}
