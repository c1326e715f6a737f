import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { mostSheets } from '../../src-shared/contract/batch.ts';
import type { BatchAction, BatchPreview } from '../../src-shared/contract/batch.ts';
import type { SheetChoice } from '../../src-shared/contract/schemas.ts';
import { emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import { shippedTables } from '../../src-shared/parameters/shipped-tables.testing.ts';
import { emptyContainers, roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { kindOf, storeDesk, valueOf } from '../../tests/support/store-desk.ts';
import type { StoreDesk } from '../../tests/support/store-desk.ts';
import { keepWorkingCopy } from '../store/working-copies.ts';
import { previewBatch } from './batch.ts';
import { deleteSheet } from './delete.ts';

const everything: SheetChoice = { kind: 'matching', conditions: {}, except: [] };

const preview = async (
  desk: StoreDesk,
  action: BatchAction = 'declare',
  operator = desk.chenmin,
): Promise<BatchPreview> =>
  valueOf(
    await previewBatch({ store: desk.store, tables: shippedTables, operator }, action, everything),
  );

const truck = (mediumId: string, customsCode = roadExport.head.customsCode) => ({
  ...roadExport,
  head: { ...roadExport.head, mediumId, customsCode },
});

it('counts the trucks and districts of what can be declared, newest first', async () => {
  const desk = await storeDesk();
  desk.saved(truck('粤B00001'));
  desk.saved(truck('粤B00002', '5202'));
  desk.saved(truck('粤B00003'));
  expect(await preview(desk)).toMatchObject({
    ready: [{ mediumId: '粤B00003' }, { mediumId: '粤B00002' }, { mediumId: '粤B00001' }],
    leftOut: [],
    truckCount: 3,
    districts: [
      { customsCode: '5301', count: 2 },
      { customsCode: '5202', count: 1 },
    ],
    warnedCount: 0,
    againCount: 0,
  });
});

it('leaves out what has no item, a fault, or a warning that nobody confirmed, and says which', async () => {
  const desk = await storeDesk();
  desk.saved({ ...truck('粤B00001'), items: [] });
  desk.saved(truck('粤B00002', ''));
  const light = { ...truck('粤B00003'), head: { ...truck('粤B00003').head, vehicleWeight: '0' } };
  desk.saved(light, { confirmed: [] });
  const { ready, leftOut } = await preview(desk);
  expect(ready).toEqual([]);
  expect(leftOut.map(({ mediumId, reason }) => [mediumId, reason])).toEqual([
    ['粤B00003', '有 1 条提示需要确认后才能申报。'],
    ['粤B00002', '申报失败，该票还有 1 处待改。'],
    ['粤B00001', '申报失败，该数据没有表体信息！'],
  ]);
});

it('tells how many go with a confirmed warning and how many go again', async () => {
  const desk = await storeDesk();
  const light = { ...truck('粤B00003'), head: { ...truck('粤B00003').head, vehicleWeight: '0' } };
  desk.saved(light);
  expect(await preview(desk)).toMatchObject({ ready: [{}], warnedCount: 1, againCount: 0 });
});

it('leaves out what customs has already, in the words of its status', async () => {
  const desk = await storeDesk();
  desk.saved(truck('粤B00001'));
  desk.store.exec(`UPDATE declaration SET status = '10'`);
  const { ready, leftOut } = await preview(desk);
  expect(ready).toEqual([]);
  expect(leftOut[0]?.reason).toContain('海关入库成功');
});

it('takes a medium only once, even where each of two drafts was confirmed by itself', async () => {
  const desk = await storeDesk();
  const first = desk.saved(truck('粤B00001'));
  desk.saved(truck('粤B00001'));
  desk.saved(truck('粤B00001'), { existing: first });
  const { ready, leftOut, truckCount } = await preview(desk);
  expect(ready).toHaveLength(1);
  expect(truckCount).toBe(1);
  expect(leftOut[0]?.reason).toContain('本批中已有同一绑定介质的单证');
});

it('takes a container only once', async () => {
  const desk = await storeDesk();
  desk.saved(emptyContainers);
  const other = { ...emptyContainers, head: { ...emptyContainers.head, mediumId: '浙B00001' } };
  desk.saved(other);
  const { ready, leftOut } = await preview(desk);
  expect(ready.map(({ mediumId }) => mediumId)).toEqual(['浙B00001']);
  expect(leftOut[0]?.reason).toContain('TCLU4265475');
});

it('leaves out a sheet on which somebody is still typing', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(seaImport);
  keepWorkingCopy(
    desk.store,
    desk.chenmin.id,
    {
      id: randomUUID(),
      declarationId: sheet.id,
      baseVersion: sheet.version,
      head: sheet.head,
      items: sheet.items,
      openItem: emptyItem(sheet.head),
      openItemIndex: null,
      confirmedWarnings: [],
      recalledWeights: [],
      itemDefaults: {},
    },
    1,
  );
  for (const action of ['declare', 'delete'] as const) {
    const { ready, leftOut } = await preview(desk, action);
    expect(ready).toEqual([]);
    expect(leftOut[0]?.reason).toContain('未暂存的修改');
  }
});

it('deletes for a clerk only own drafts', async () => {
  const desk = await storeDesk();
  desk.saved(truck('粤B00001'));
  desk.saved(truck('粤B00002'), { by: desk.liwei });
  const { ready, leftOut } = await preview(desk, 'delete', desk.liwei);
  expect(ready.map(({ mediumId }) => mediumId)).toEqual(['粤B00002']);
  expect(leftOut.map(({ mediumId }) => mediumId)).toEqual(['粤B00001']);
});

it('refuses who has no right, and more sheets than one batch takes', async () => {
  const desk = await storeDesk();
  const parts = { store: desk.store, tables: shippedTables, operator: desk.liwei };
  expect(kindOf(await previewBatch(parts, 'declare', everything))).toBe('session.notAllowed');
  desk.saved(truck('粤B00001'));
  const columns = desk.store
    .prepare(
      `SELECT name FROM pragma_table_info('declaration') WHERE name NOT IN ('id', 'data_centre_no', 'trip_no')`,
    )
    .pluck()
    .all()
    .join(', ');
  desk.store.exec(
    `WITH RECURSIVE copy (number) AS (
       SELECT 1 UNION ALL SELECT number + 1 FROM copy WHERE number < ${String(mostSheets.declare)})
     INSERT INTO declaration (data_centre_no, trip_no, ${columns})
     SELECT 'D' || number, 'T' || number, ${columns} FROM declaration, copy`,
  );
  const operator = desk.chenmin;
  const refused = await previewBatch({ ...parts, operator }, 'declare', everything);
  expect(kindOf(refused)).toBe('batch.tooMany');
  expect(refused.ok ? '' : refused.error.message).toContain(
    `选中了 ${String(mostSheets.declare + 1)} 票`,
  );
});

it('tells of checked sheets that were deleted since, and does the others', async () => {
  const desk = await storeDesk();
  const kept = desk.saved(truck('粤B00001'));
  const gone = desk.saved(truck('粤B00002'));
  const parts = { store: desk.store, tables: shippedTables, operator: desk.chenmin };
  valueOf(deleteSheet({ ...parts, now: () => 1 }, gone));
  const choice: SheetChoice = { kind: 'checked', ids: [gone.id, kept.id] };
  expect(valueOf(await previewBatch(parts, 'delete', choice))).toMatchObject({
    ready: [{ id: kept.id }],
    leftOut: [],
    goneCount: 1,
  });
});
