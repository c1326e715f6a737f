import { z } from 'zod';
import { goneReason } from '../../src-shared/contract/batch.ts';
import type { ToldSheet } from '../../src-shared/contract/batch.ts';
import type { ReadableStore } from './store.ts';

const namesSchema = z.array(
  z.object({
    id: z.number(),
    version: z.number(),
    tripNo: z.string(),
    mediumId: z.string(),
    customsCode: z.string(),
  }),
);

/** How something that was done to many sheets ended. */
export interface ToldOutcome {
  readonly goneIds: readonly number[];
  /** Such as 没有打印; why stands behind it. */
  readonly notDone: string;
  readonly doneIds: readonly number[];
  readonly done: string;
}

/**
 * Each sheet with what became of it, those that are gone first; a hidden one has its number still, of
 * an erased one nothing is left.
 */
export const toldSheets = (
  store: ReadableStore,
  { goneIds, notDone, doneIds, done }: ToldOutcome,
): ToldSheet[] => {
  const reasons = new Map([
    ...goneIds.map((id) => [id, `${notDone}：${goneReason}`] as const),
    ...doneIds.map((id) => [id, done] as const),
  ]);
  const named = new Map(
    namesSchema
      .parse(
        store
          .prepare(
            `SELECT id, version, trip_no AS tripNo, medium_id AS mediumId,
               customs_code AS customsCode
             FROM declaration WHERE id IN (SELECT value FROM json_each(?))`,
          )
          .all(JSON.stringify([...reasons.keys()])),
      )
      .map((sheet) => [sheet.id, sheet]),
  );
  return [...reasons].map(([id, reason]) => ({
    ...(named.get(id) ?? { id, version: 0, tripNo: '', mediumId: '', customsCode: '' }),
    reason,
  }));
};
