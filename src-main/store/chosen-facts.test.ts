import { expect, it } from 'vitest';
import { roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import type { ChosenFacts, SheetChoice } from '../../src-shared/contract/schemas.ts';
import { factsInSteps } from './chosen-facts.ts';
import { finish } from './query.ts';
import type { ReadableStore } from './store.ts';

const factsOf = (store: ReadableStore, choice: SheetChoice): ChosenFacts =>
  finish(factsInSteps(store, choice));

it('tells of what is checked how many sheets, trucks and districts, and what is gone', async () => {
  const { store, saved } = await storeDesk();
  const truck = (mediumId: string, customsCode: string) =>
    saved({ ...roadExport, head: { ...roadExport.head, mediumId, customsCode } });
  const ids = [
    truck('粤B10001', '5301'),
    truck('粤B10001', '5301'),
    truck('粤B10002', '5304'),
    saved(seaImport),
  ].map(({ id }) => id);
  const [first = 0] = ids;
  // The second sheet of a truck was saved with a warning already.
  store.exec(`UPDATE declaration SET confirmed_warnings = '[]'`);
  store.prepare(`UPDATE declaration SET confirmed_warnings = '["x"]' WHERE id = ?`).run(first);
  expect(factsOf(store, { kind: 'checked', ids: [...ids, 999_999] })).toEqual({
    sheetCount: 4,
    isMore: false,
    goneCount: 1,
    truckCount: 3,
    districts: [
      { customsCode: '5301', count: 2 },
      { customsCode: '5202', count: 1 },
      { customsCode: '5304', count: 1 },
    ],
    warnedCount: 1,
  });
});

it('tells of all that match but those that were unchecked', async () => {
  const { store, saved } = await storeDesk();
  const [one, other] = [saved(roadExport), saved(roadExport)];
  saved(seaImport);
  const conditions = { customsCode: roadExport.head.customsCode };
  const all: SheetChoice = { kind: 'matching', conditions, except: [] };
  expect(factsOf(store, all).sheetCount).toBe(2);
  expect(factsOf(store, { kind: 'matching', conditions, except: [one.id] })).toMatchObject({
    sheetCount: 1,
    goneCount: 0,
    truckCount: 1,
  });
  expect(
    factsOf(store, { kind: 'matching', conditions, except: [one.id, other.id] }),
  ).toMatchObject({
    sheetCount: 0,
    truckCount: 0,
    districts: [],
    warnedCount: 0,
  });
});
