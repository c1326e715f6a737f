import { expect, it } from 'vitest';
import { emptyHead } from '../../src-shared/declaration/new-sheet.ts';
import { lockedFromTheStart } from '../../src-shared/declaration/reuse.ts';
import { roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { kindOf, storeDesk } from '../../tests/support/store-desk.ts';
import { deleteSheet } from '../declarations/delete.ts';
import { earlierValues, lastHeadOf, lastHeadWith } from './earlier-values.ts';
import { readLockedFields, writeLockedFields } from './preferences.ts';
import { transaction } from './store.ts';

it('offers each value once, the last used first, at most ten', async () => {
  const desk = await storeDesk();
  for (let count = 0; count < 12; count += 1) {
    desk.clock.now += 1000;
    desk.saved({
      ...roadExport,
      head: { ...roadExport.head, mediumId: `粤B${String(10000 + count)}` },
    });
  }
  desk.clock.now += 1000;
  desk.saved({ ...roadExport, head: { ...roadExport.head, mediumId: '粤B10003' } });
  const values = earlierValues(desk.store, 'mediumId', '');
  expect(values).toHaveLength(10);
  expect(values.slice(0, 3)).toEqual(['粤B10003', '粤B10011', '粤B10010']);
  expect(earlierValues(desk.store, 'mediumId', '粤B1000')).toHaveLength(10);
  expect(earlierValues(desk.store, 'mediumId', '沪')).toEqual([]);
});

it('asks along an index, never by reading everything', async () => {
  const { store } = await storeDesk();
  const plan = (sql: string): string =>
    JSON.stringify(store.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
  expect(
    plan(`SELECT value FROM earlier_value WHERE field = 'a' ORDER BY used_at DESC, value LIMIT 10`),
  ).toMatch(/SEARCH earlier_value USING COVERING INDEX earlier_value_newest(?!.*TEMP B-TREE)/);
  expect(
    plan(
      `SELECT * FROM declaration WHERE operator_id = 1 AND hidden = 0
       ORDER BY changed_at DESC, id DESC LIMIT 1`,
    ),
  ).toMatch(/INDEX declaration_by_operator(?!.*TEMP B-TREE)/);
});

it('knows the last head of an operator and of a medium, without deleted sheets', async () => {
  const desk = await storeDesk();
  const first = desk.saved(seaImport);
  desk.clock.now += 1000;
  const heavier = { ...seaImport, head: { ...seaImport.head, vehicleWeight: '9000' } };
  const second = desk.saved(heavier);
  expect(lastHeadOf(desk.store, desk.chenmin.id)).toEqual(heavier.head);
  expect(lastHeadOf(desk.store, desk.wangfang.id)).toBeNull();
  expect(lastHeadWith(desk.store, 'VN', '沪A12345', 0)?.vehicleWeight).toBe('9000');
  expect(lastHeadWith(desk.store, 'VN', '沪A12345', second.id)?.vehicleWeight).toBe('8600');
  expect(lastHeadWith(desk.store, 'BC', '沪A12345', 0)).toBeNull();
  deleteSheet({ store: desk.store, operator: desk.chenmin, now: () => desk.clock.now }, second);
  expect(lastHeadOf(desk.store, desk.chenmin.id)).toEqual(first.head);
});

it('keeps the locks of each operator', async () => {
  const { store, chenmin, liwei } = await storeDesk();
  expect(readLockedFields(store, chenmin.id)).toEqual(lockedFromTheStart);
  transaction(store, (writable) => {
    writeLockedFields(writable, chenmin.id, ['remark', 'customsCode']);
  });
  expect(readLockedFields(store, chenmin.id)).toEqual(['customsCode', 'remark']);
  expect(readLockedFields(store, liwei.id)).toEqual(lockedFromTheStart);
});

it('refuses a new sheet that holds nothing but what the locks brought', async () => {
  const desk = await storeDesk();
  const { customsCode, transportMode, importExport, mediumType } = roadExport.head;
  const kept = {
    head: emptyHead({ customsCode, transportMode, importExport, mediumType }),
    items: [],
  };
  expect(kindOf(desk.save(kept))).toBe('no failure');
  desk.clock.now += 1000;
  desk.saved(roadExport);
  expect(kindOf(desk.save(kept))).toBe('sheet.empty');
  expect(kindOf(desk.save({ ...kept, head: { ...kept.head, customsCode: '5202' } }))).toBe(
    'no failure',
  );
});
