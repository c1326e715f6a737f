import { z } from 'zod';
import { troubleKinds } from '../declaration/trouble.ts';
import { placeSchema, sheetRowSchema } from './schemas.ts';

/** 异常单证 as they cross the border between main and window. */

export const troublesPerPage = 100;

export const troubleQuestionSchema = z.strictObject({
  /** Null for all kinds. */
  kind: z.enum(troubleKinds).nullable(),
  /** From 0 on. */
  page: z.number().int().nonnegative(),
});
export type TroubleQuestion = z.infer<typeof troubleQuestionSchema>;

export const troublePageSchema = z.object({
  /** Of all sheets that wait, in the order of the kinds; those that none waits for left out. */
  counts: z.array(z.object({ kind: z.enum(troubleKinds), count: z.number().int() })),
  /** The last one where the asked one is past it. */
  page: z.number().int(),
  /** Of the asked kind; at least 1. */
  pageCount: z.number().int(),
  /** The newest first. */
  troubles: z.array(
    z.object({
      kind: z.enum(troubleKinds),
      /** UTC milliseconds: since when the clerk is waited for. */
      since: z.number().int(),
      row: sheetRowSchema,
      /** The field that the reason is about; null where it names none. */
      place: placeSchema.nullable(),
    }),
  ),
});
export type TroublePage = z.infer<typeof troublePageSchema>;
