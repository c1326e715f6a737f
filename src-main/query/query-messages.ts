import { z } from 'zod';
import {
  queryConditionsSchema,
  sheetChoiceSchema,
  sheetKeySchema,
  sheetRowSchema,
  sheetSortSchema,
} from '../../src-shared/contract/schemas.ts';
import { troubleQuestionSchema } from '../../src-shared/contract/troubles.ts';
import { textReaches } from '../../src-shared/declaration/query-words.ts';

/** What main and the query thread say to each other. */

export const threadDataSchema = z.object({ storeFile: z.string() });

export const requestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('page'),
    ticket: z.number(),
    question: z.object({
      conditions: queryConditionsSchema,
      sort: sheetSortSchema,
      after: sheetKeySchema.nullable(),
      limit: z.number(),
    }),
  }),
  z.object({
    kind: z.literal('count'),
    ticket: z.number(),
    question: z.object({ conditions: queryConditionsSchema }),
  }),
  z.object({
    kind: z.literal('facts'),
    ticket: z.number(),
    question: z.object({ choice: sheetChoiceSchema }),
  }),
  z.object({
    kind: z.literal('troubles'),
    ticket: z.number(),
    question: troubleQuestionSchema,
    unansweredBefore: z.number(),
  }),
  z.object({
    kind: z.literal('troubleSummary'),
    ticket: z.number(),
    unansweredBefore: z.number(),
  }),
]);
export type QueryRequest = z.infer<typeof requestSchema>;

export const pageSchema = z.object({
  rows: z.array(sheetRowSchema),
  next: sheetKeySchema.nullable(),
  textReach: z.enum(textReaches).nullable(),
});
export const troubleSummarySchema = z.object({
  count: z.number(),
  unanswered: z.array(z.object({ id: z.number(), submissionId: z.string() })),
});
export const countSchema = z.object({ count: z.number(), isMore: z.boolean() });

export const replySchema = z.object({
  ticket: z.number(),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('value'), value: z.unknown() }),
    /** A newer query has come in between. */
    z.object({ kind: z.literal('superseded') }),
    /** `code` is SQLite's. */
    z.object({ kind: z.literal('error'), message: z.string(), code: z.string() }),
  ]),
});
export type QueryReply = z.infer<typeof replySchema>;
