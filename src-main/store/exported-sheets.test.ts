import { expect, it } from 'vitest';
import { explaining } from '../../tests/support/explaining-store.ts';
import { roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import { exportedSheets, itemsOfSheets } from './exported-sheets.ts';

it('reads the sheets of a batch in its order, with what the file shows of them', async () => {
  const desk = await storeDesk();
  const sea = desk.saved(seaImport);
  const road = desk.saved(roadExport);
  const found = exportedSheets(desk.store, [road.id, 999, sea.id]);
  expect(found.map(({ id, head }) => [id, head])).toEqual([
    [road.id, road.head],
    [sea.id, sea.head],
  ]);
  expect(itemsOfSheets(desk.store, [sea.id]).get(sea.id)?.items).toEqual(sea.items);
});

it('finds them by their number, however many others there are', async () => {
  const desk = await storeDesk();
  const { store, taken } = explaining(desk.store);
  const { id } = desk.saved(seaImport);
  exportedSheets(store, [id]);
  itemsOfSheets(store, [id]);
  for (const { steps } of taken()) {
    const read = steps.filter((step) => /^(SCAN|SEARCH) (declaration|item)\b/.test(step));
    expect(read.length).toBeGreaterThan(0);
    for (const step of read) expect(step).toMatch(/PRIMARY KEY/);
  }
});
