import { z } from 'zod';
import { mostDescribed } from '../../src-shared/contract/schemas.ts';
import type {
  ChosenFacts,
  DistrictCounts,
  SheetChoice,
} from '../../src-shared/contract/schemas.ts';
import { chosenIdsInSteps } from './query.ts';
import type { ReadableStore } from './store.ts';

/** What 导出 and 打印 will be about, before they do anything: how many, trucks, districts, warnings. */

const sheetsAtOnce = 1000;

const factRows = z.array(
  z.object({
    customs_code: z.string(),
    medium: z.string(),
    warned: z.number(),
  }),
);

export const countDistricts = (customsCodes: readonly string[]): DistrictCounts =>
  [...Map.groupBy(customsCodes, (customsCode) => customsCode)]
    .map(([customsCode, same]) => ({ customsCode, count: same.length }))
    .sort((a, b) => b.count - a.count || a.customsCode.localeCompare(b.customsCode));

/** Step by step, so that a newer question can come in between. */
export function* factsInSteps(
  store: ReadableStore,
  choice: SheetChoice,
): Generator<void, ChosenFacts> {
  const ids = yield* chosenIdsInSteps(store, choice, mostDescribed + 1);
  const isMore = ids.length > mostDescribed;
  const described = isMore ? [] : ids;
  const media = new Set<string>();
  const customsCodes: string[] = [];
  let warnedCount = 0;
  const read = store.prepare(
    `SELECT customs_code, medium_type || ' ' || medium_id AS medium,
       confirmed_warnings <> '[]' AS warned
     FROM declaration WHERE id IN (SELECT value FROM json_each(?))`,
  );
  for (let at = 0; at < described.length; at += sheetsAtOnce) {
    const portion = JSON.stringify(described.slice(at, at + sheetsAtOnce));
    for (const { customs_code, medium, warned } of factRows.parse(read.all(portion))) {
      media.add(medium);
      customsCodes.push(customs_code);
      warnedCount += warned;
    }
    yield;
  }
  return {
    sheetCount: isMore ? mostDescribed : ids.length,
    isMore,
    goneCount: choice.kind === 'checked' ? choice.ids.length - ids.length : 0,
    truckCount: media.size,
    districts: countDistricts(customsCodes),
    warnedCount,
  };
}
