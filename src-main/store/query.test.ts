import { expect, it } from 'vitest';
import type { QueryConditions, SheetChoice, SheetKey } from '../../src-shared/contract/schemas.ts';
import { emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import { emptyContainers, roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { queueSubmission } from '../../tests/support/queued.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import { becomeAmended, removeSheet, renumberSheet } from './declarations.ts';
import { sheetsWithContainer } from './other-sheets.ts';
import { chosenIds, chosenIdsInSteps, inTurns, querySheets } from './query.ts';

const minute = 60_000;

it('shows page after page, newest first, each sheet once, also those of one millisecond', async () => {
  const desk = await storeDesk();
  for (let count = 0; count < 25; count += 1) {
    desk.clock.now += count % 3 === 0 ? minute : 0;
    desk.saved(roadExport);
  }
  const seen: number[] = [];
  let after: SheetKey | null = null;
  for (let count = 0; count < 10; count += 1) {
    const page = querySheets(desk.store, {}, after, 7);
    seen.push(...page.rows.map(({ id }) => id));
    if (count === 0) {
      // What is entered meanwhile moves no row from one page to the next.
      desk.clock.now += minute;
      desk.saved(seaImport);
    }
    if (page.next === null) break;
    after = page.next;
  }
  expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index));
});

it('finds by each condition alone and by all together', async () => {
  const desk = await storeDesk();
  const sea = desk.saved(seaImport);
  const road = desk.saved(roadExport);
  const boxes = desk.saved(emptyContainers);
  const found = (conditions: QueryConditions): number[] =>
    querySheets(desk.store, conditions, null, 50).rows.map(({ id }) => id);
  expect(found({})).toEqual([boxes.id, road.id, sea.id]);
  expect(found({ tripNo: ` ${road.tripNo} ` })).toEqual([road.id]);
  expect(found({ status: '0' })).toHaveLength(3);
  expect(found({ status: '10' })).toEqual([]);
  expect(found({ mediumType: 'VN' })).toHaveLength(3);
  expect(found({ mediumId: '沪a12345' })).toEqual([sea.id]);
  expect(found({ mediumId: '沪A·12345' })).toEqual([sea.id]);
  expect(found({ businessType: '0000100000' })).toEqual([boxes.id]);
  expect(found({ customsCode: '5301' })).toEqual([road.id]);
  expect(found({ importExport: 'E' })).toEqual([boxes.id, road.id]);
  expect(found({ importExport: 'E', customsCode: '5301', mediumId: '粤BD12345' })).toEqual([
    road.id,
  ]);
  expect(found({ mediumId: '', status: '', tripNo: ' ' })).toHaveLength(3);
});

it('finds a bar code in the letters it was stored with', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved({
    head: { ...roadExport.head, mediumType: 'BC', mediumId: 'aB-9x' },
    items: roadExport.items,
  });
  const found = querySheets(desk.store, { mediumId: 'aB-9x' }, null, 50).rows;
  expect(found.map(({ id }) => id)).toEqual([sheet.id]);
});

it('counts days as Beijing does, in every time zone of the machine', async () => {
  const desk = await storeDesk();
  const enteredAt = (instant: string): number => {
    desk.clock.now = Date.parse(instant);
    return desk.saved(roadExport).id;
  };
  enteredAt('2026-11-21T15:59:59.999Z');
  const first = enteredAt('2026-11-21T16:00:00.000Z');
  const last = enteredAt('2026-11-22T15:59:59.999Z');
  enteredAt('2026-11-22T16:00:00.000Z');
  const { rows } = querySheets(
    desk.store,
    { enteredFrom: '2026-11-22', enteredTo: '2026-11-22' },
    null,
    50,
  );
  expect(rows.map(({ id }) => id)).toEqual([last, first]);
  expect(rows.map(({ enteredOn }) => enteredOn)).toEqual(['2026-11-22', '2026-11-22']);
});

it('answers dates before any sheet, after any sheet, and only one of the two', async () => {
  const desk = await storeDesk();
  desk.saved(roadExport);
  const count = (conditions: QueryConditions): number =>
    querySheets(desk.store, conditions, null, 50).rows.length;
  expect(count({ enteredFrom: '0001-01-01', enteredTo: '9999-12-31' })).toBe(1);
  expect(count({ enteredFrom: '1980-05-04', enteredTo: '1991-05-04' })).toBe(0);
  expect(count({ enteredFrom: '2026-11-23' })).toBe(0);
  expect(count({ enteredTo: '2026-11-21' })).toBe(0);
  expect(count({ enteredTo: '2026-11-22' })).toBe(1);
});

it('finds a renumbered sheet under its old and its new number, once', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(roadExport);
  const renumbered = sheet.tripNo.replace(/^.{6}/, '209901');
  renumberSheet(desk.store, sheet.id, renumbered);
  for (const tripNo of [sheet.tripNo, renumbered]) {
    const { rows } = querySheets(desk.store, { tripNo }, null, 50);
    expect(rows.map((row) => [row.id, row.tripNo])).toEqual([[sheet.id, renumbered]]);
  }
});

it('finds a container as bound object and in either container field, but not of a draft', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(emptyContainers);
  const box = sheet.items[0] ?? emptyItem(sheet.head);
  const found = (containerNo: string): number =>
    sheetsWithContainer(desk.store, containerNo, -1).length;
  expect(found(box.containerNo1)).toBe(0);
  desk.store.exec(`UPDATE declaration SET status = '10'`);
  expect(found(box.containerNo1)).toBe(1);
  expect(found(box.containerNo2)).toBe(1);
  expect(found('MSKU0000000')).toBe(0);
  expect(sheetsWithContainer(desk.store, box.containerNo1, sheet.id)).toEqual([]);
  desk.store.exec(`UPDATE declaration SET withdrawn = 1`);
  expect(found(box.containerNo1)).toBe(0);
});

it('erases a sheet that was never submitted with all its items', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(seaImport);
  removeSheet(desk.store, sheet.id);
  expect(desk.store.prepare('SELECT count(*) FROM item').pluck().get()).toBe(0);
  expect(querySheets(desk.store, {}, null, 50).rows).toEqual([]);
});

it('takes the checked sheets in the order they are listed, and all that match but those unchecked', async () => {
  const desk = await storeDesk();
  const [first, second, third] = [
    desk.saved(roadExport),
    desk.saved(seaImport),
    desk.saved(roadExport),
  ];
  expect(chosenIds(desk.store, { kind: 'checked', ids: [second.id, -1, first.id] })).toEqual([
    second.id,
    first.id,
  ]);
  expect(chosenIds(desk.store, { kind: 'matching', conditions: {}, except: [second.id] })).toEqual([
    third.id,
    first.id,
  ]);
});

it('reads no more of a choice than it is asked for, and counts the unchecked out', async () => {
  const desk = await storeDesk();
  const sheets = Array.from({ length: 5 }, () => desk.saved(roadExport)).map(({ id }) => id);
  const [fifth = 0, fourth = 0, third = 0] = sheets.toReversed();
  const choice: SheetChoice = { kind: 'matching', conditions: {}, except: [fourth] };
  expect(await inTurns(chosenIdsInSteps(desk.store, choice, 2))).toEqual([fifth, third]);
});

it('finds an amended sheet by what customs has accepted now, and no more by what it said before', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(seaImport);
  const found = (text: string): number => querySheets(desk.store, { text }, null, 50).rows.length;
  expect([found('沪A12345'), found('COSU6381234560')]).toEqual([1, 1]);
  becomeAmended(desk.store, sheet.id, roadExport, {
    submissionId: queueSubmission(desk, sheet),
    draftVersion: 1,
    at: 1,
  });
  expect([found('沪A12345'), found('COSU6381234560')]).toEqual([0, 0]);
  expect([found('粤BD12345'), found('5301026112201')]).toEqual([1, 1]);
});
