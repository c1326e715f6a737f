import { expect, it } from 'vitest';
import type { QueryConditions } from '../../src-shared/contract/schemas.ts';
import { roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import { removeSheet } from './declarations.ts';
import { searchText } from './free-text-search.ts';
import { planList } from './list-plan.ts';
import { textKeys } from './text-keys.ts';
import type { Pace } from './text-keys.ts';

/** Every way to the same sheets: along the text, held in memory, looked up one by one. */
const paces: Readonly<Record<string, Pace>> = {
  'in one go': { first: 1000, later: 1000, mostHeld: 0, mostScanned: 0, fewProbed: 0 },
  'along the text': { first: 2, later: 3, mostHeld: 0, mostScanned: 0, fewProbed: 0 },
  'held in memory': { first: 2, later: 3, mostHeld: 100, mostScanned: 100, fewProbed: 0 },
  'one by one': { first: 2, later: 3, mostHeld: 100, mostScanned: 100, fewProbed: 100 },
};

const questions: readonly QueryConditions[] = [
  {},
  { customsCode: '5301' },
  { importExport: 'I', status: '0' },
  { enteredFrom: '2026-11-23', enteredTo: '2026-11-23' },
  { customsCode: '5202', enteredFrom: '2026-11-22', enteredTo: '2026-11-23' },
  { mediumId: '沪A12345' },
  { operatorId: 3 },
];

it('finds the sheets of a text in the order of entry, whichever way it takes', async () => {
  const desk = await storeDesk();
  for (let count = 0; count < 30; count += 1) {
    desk.clock.now += 2 * 3_600_000;
    const base = count % 3 === 0 ? seaImport : roadExport;
    const sheet = desk.saved({
      ...base,
      head: { ...base.head, remark: count % 4 === 3 ? '' : '加急提货' },
    });
    // An id that is used again must not be found by what it was before.
    if (count % 5 === 4) removeSheet(desk.store, sheet.id);
  }
  const search = searchText(desk.store, '急提', undefined);
  if (search.kind !== 'match') throw new Error('a word is matched');
  const found = (pace: Pace, conditions: QueryConditions, sort: 'newest' | 'oldest'): number[] =>
    [
      ...textKeys(
        desk.store,
        search,
        conditions,
        planList(desk.store, conditions),
        sort,
        null,
        pace,
      ),
    ].flatMap((keys) => keys.map(({ id }) => id));
  let total = 0;
  for (const conditions of questions) {
    const expected = found(paces['in one go']!, conditions, 'newest');
    total += expected.length;
    for (const pace of Object.values(paces)) {
      expect(found(pace, conditions, 'newest')).toEqual(expected);
      expect(found(pace, conditions, 'oldest')).toEqual(expected.toReversed());
    }
  }
  expect(total).toBeGreaterThan(40);
});
