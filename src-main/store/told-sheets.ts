import { z } from 'zod';
import type { ToldSheet } from '../../src-shared/contract/batch.ts';
import type { ReadableStore } from './store.ts';

/** What is said of a chosen sheet that the list can't show any more. */
export const goneReason = '已被删除，不在本机';

const namesSchema = z.array(
  z.object({
    id: z.number(),
    version: z.number(),
    tripNo: z.string(),
    mediumId: z.string(),
    customsCode: z.string(),
  }),
);

/**
 * The sheets of a batch, each with what became of it, in the order of `reasons`; a hidden one has its
 * number still, of an erased one nothing but the reason is left.
 */
export const toldSheets = (
  store: ReadableStore,
  reasons: ReadonlyMap<number, string>,
): ToldSheet[] => {
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
