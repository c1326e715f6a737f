import { expect, it } from 'vitest';
import type { QueryConditions } from '../../src-shared/contract/schemas.ts';
import { roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import { removeSheet } from './declarations.ts';
import { searchText } from './free-text-search.ts';
import type { TextSearch } from './free-text-search.ts';
import { planList } from './list-plan.ts';
import { textIds, usualPace } from './text-ids.ts';
import type { Pace } from './text-ids.ts';

const costs: Pace['costs'] = { candidate: 1, entry: 1, row: 1, probe: 1 };
const slow: Pace = { least: 2, most: 3, mostHeld: 0, mostScanned: 0, probesAtOnce: 64, costs };
const held: Pace = { ...slow, mostHeld: 100, mostScanned: 100 };

/** Every way to the same sheets. */
const paces: Readonly<Record<string, Pace>> = {
  'in one go': { ...slow, least: 1000, most: 1000 },
  'along the text, sheet by sheet': { ...slow, costs: { ...costs, row: 0 } },
  'along the text, by the index of the same days': { ...slow, costs: { ...costs, entry: 0 } },
  'held in memory': { ...held, costs: { candidate: 0, entry: 0, row: 1, probe: 9 } },
  'held, but too many': { ...held, mostHeld: 1, costs: { ...costs, entry: 0 } },
  'one by one': { ...held, costs: { candidate: 9, entry: 0, row: 9, probe: 0 } },
  'one by one, until that has taken too long': {
    ...held,
    probesAtOnce: 1,
    costs: { candidate: 1, entry: 0, row: 9, probe: 3 },
  },
  'as always': usualPace,
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
  const found = (
    search: TextSearch,
    pace: Pace,
    conditions: QueryConditions,
    sort: 'newest' | 'oldest',
    wanted = Infinity,
  ): number[] => {
    const plan = planList(desk.store, conditions);
    const question = { conditions, plan, sort, after: null, wanted };
    return [...textIds(desk.store, search, question, pace)].flat();
  };
  let total = 0;
  for (const text of ['急提', '沪A12345']) {
    const search = searchText(desk.store, text, undefined);
    for (const conditions of questions) {
      const expected = found(search, paces['in one go']!, conditions, 'newest');
      total += expected.length;
      for (const pace of Object.values(paces)) {
        expect(found(search, pace, conditions, 'newest')).toEqual(expected);
        expect(found(search, pace, conditions, 'oldest')).toEqual(expected.toReversed());
        // Whoever takes only a page chooses the way for a page, and goes on in the same order.
        expect(found(search, pace, conditions, 'newest', 3)).toEqual(expected);
      }
    }
  }
  expect(total).toBeGreaterThan(60);
});
