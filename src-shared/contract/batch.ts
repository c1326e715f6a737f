import { z } from 'zod';
import { districtCountsSchema } from './schemas.ts';

/** Many sheets at once: what a batch will do, how far it is, and how it ended, sheet by sheet. */

export const batchActions = ['declare', 'delete'] as const;
export type BatchAction = (typeof batchActions)[number];

/**
 * The most sheets of one batch: those that one PIN signs in a few minutes, and those that a clerk
 * can still look over before they go.
 */
export const mostSheets: Readonly<Record<BatchAction, number>> = { declare: 500, delete: 2000 };

export const batchSheetSchema = z.object({
  id: z.number().int(),
  version: z.number().int(),
  tripNo: z.string(),
  mediumId: z.string(),
  customsCode: z.string(),
});
export type BatchSheet = z.infer<typeof batchSheetSchema>;

/** A sheet with what became of it, or why it stays out, as the clerk reads it. */
export const toldSheetSchema = batchSheetSchema.extend({ reason: z.string() });
export type ToldSheet = z.infer<typeof toldSheetSchema>;

/** What is said of a chosen sheet that the list can't show any more. */
export const goneReason = '已被删除，不在本机';

export const batchPreviewSchema = z.object({
  action: z.enum(batchActions),
  ready: z.array(batchSheetSchema),
  leftOut: z.array(toldSheetSchema),
  /** Checked sheets that are not there any more: deleted since they were checked. */
  goneCount: z.number().int(),
  /** Different media among the ready ones: so many trucks. */
  truckCount: z.number().int(),
  districts: districtCountsSchema,
  /** Ready sheets that go with a warning that was confirmed on them. */
  warnedCount: z.number().int(),
  /** Ready sheets that were declared before: 重新申报. */
  againCount: z.number().int(),
});
export type BatchPreview = z.infer<typeof batchPreviewSchema>;

/** How a batch ended: what it did, what was refused and why, and what it never came to. */
export const batchOutcomeSchema = z.object({
  done: z.array(z.number().int()),
  failed: z.array(z.object({ id: z.number().int(), message: z.string() })),
  notReached: z.array(z.number().int()),
  /** Why the rest was not reached: the card went, or the clerk said 停止; null where all were. */
  stoppedBy: z.string().nullable(),
});
export type BatchOutcome = z.infer<typeof batchOutcomeSchema>;
