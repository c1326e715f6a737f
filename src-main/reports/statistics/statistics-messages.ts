import { z } from 'zod';
import { statisticsInputSchema } from '../../../src-shared/contract/statistics.ts';
import { tableSchema } from '../../../src-shared/contract/table-file.ts';

/** What main and the statistics thread say to each other. */

export const threadDataSchema = z.object({ storeFile: z.string() });

export const questionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('read'), input: statisticsInputSchema }),
  z.object({ kind: z.literal('exact'), input: statisticsInputSchema }),
  z.object({ kind: z.literal('writeTable'), file: z.string(), table: tableSchema }),
]);
export type Question = z.infer<typeof questionSchema>;

export const requestSchema = z.object({ ticket: z.number(), question: questionSchema });
export type Request = z.infer<typeof requestSchema>;

export const replySchema = z.object({
  ticket: z.number(),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('value'), value: z.unknown() }),
    /** `code` is SQLite's or the system's. */
    z.object({ kind: z.literal('error'), message: z.string(), code: z.string() }),
  ]),
});
export type Reply = z.infer<typeof replySchema>;
