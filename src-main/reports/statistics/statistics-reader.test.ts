import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { statisticsSchema } from '../../../src-shared/contract/statistics.ts';
import type { StatisticsInput } from '../../../src-shared/contract/statistics.ts';
import { insertRandomSheets } from '../../../tests/support/random-sheets.ts';
import { roadExport, seaImport } from '../../../tests/support/sample-sheets.ts';
import { testServices } from '../../../tests/support/services.ts';
import { kindOf, storeDesk, valueOf } from '../../../tests/support/store-desk.ts';
import { withSummaryRebuilt } from '../../store/daily-summary.ts';
import { createStatisticsReader } from './statistics-reader.ts';

const threadFile = new URL('./statistics-thread.ts', import.meta.url);
const thisYear: StatisticsInput = {
  from: '2026-01-01',
  to: '2026-12-31',
  unit: 'month',
  filters: {},
};
const table = { title: '按关区', columns: ['关区', '票数'], rows: [['5202 洋山', 12]] };

it('shows a sheet in the statistics as soon as it is saved', async () => {
  const services = await testServices();
  const sheets = async (): Promise<number> =>
    statisticsSchema.parse(valueOf(await services.ask('statistics.read', thisYear))).total.figures
      .sheets;
  expect(await sheets()).toBe(0);
  services.saved(seaImport);
  expect(await sheets()).toBe(1);
  services.saved(roadExport);
  expect(await sheets()).toBe(2);
});

it('answers only the newest question for exact figures, and goes on reading meanwhile', async () => {
  const desk = await storeDesk();
  withSummaryRebuilt(desk.store, (store) => {
    insertRandomSheets(store, {
      count: 9000,
      seed: 4,
      firstDay: '2026-01-01',
      days: 300,
      operatorIds: [desk.chenmin.id],
    });
  });
  const reader = createStatisticsReader({ storeFile: desk.file, threadFile });
  const other = { ...thisYear, unit: 'week' } as const;
  const [left, stayed, read] = await Promise.all([
    reader.exact(thisYear),
    reader.exact(other),
    reader.read(other),
  ]);
  expect(left).toBeNull();
  expect(stayed?.sheets).toBe(read.total.figures.sheets);
  expect(read.total.figures.sheets).toBeGreaterThan(8000);
  await reader.stop();
});

it('says what is wrong with the store, and reads again when it is mended', async () => {
  const desk = await storeDesk();
  const moved = path.join(desk.folder, 'moved.db');
  const reader = createStatisticsReader({ storeFile: moved, threadFile });
  await expect(reader.read(thisYear)).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN' });
  await desk.store.backup(moved);
  expect((await reader.read(thisYear)).total.figures.sheets).toBe(0);
  await reader.stop();
});

it('lets an administrator have the summary made anew, and nobody else', async () => {
  const services = await testServices();
  services.saved(seaImport);
  services.store.exec('DELETE FROM daily_summary');
  services.operator = services.wangfang;
  expect(kindOf(await services.ask('statistics.rebuild', undefined))).toBe('session.notAllowed');
  services.operator = services.chenmin;
  expect(kindOf(await services.ask('statistics.rebuild', undefined))).toBe('no failure');
  const said = valueOf(await services.ask('statistics.read', thisYear));
  expect(statisticsSchema.parse(said).total.figures.sheets).toBe(1);
});

it('keeps a table where the clerk wants it, under an ending that fits', async () => {
  const services = await testServices();
  const save = (format: 'xlsx' | 'csv') => services.ask('table.save', { table, format });
  expect(valueOf(await save('xlsx'))).toBeNull();
  services.chosenFile = path.join(services.folder, '我的统计');
  expect(valueOf(await save('csv'))).toBe(`${services.chosenFile}.csv`);
  expect(readFileSync(`${services.chosenFile}.csv`, 'utf8')).toContain('5202 洋山,12');
  expect(services.chosenNames).toEqual(['按关区.xlsx', '按关区.csv']);
});

it('says that a file could not be written, and leaves nothing half written behind', async () => {
  const services = await testServices();
  writeFileSync(path.join(services.folder, 'no-folder'), '');
  services.chosenFile = path.join(services.folder, 'no-folder', 'a.xlsx');
  expect(kindOf(await services.ask('table.save', { table, format: 'xlsx' }))).toBe(
    'table.notWritten',
  );
  expect(existsSync(`${services.chosenFile}.part`)).toBe(false);
});

it('reads beside a writer that has not finished', async () => {
  const services = await testServices();
  services.saved(seaImport);
  services.store.exec('BEGIN IMMEDIATE; UPDATE declaration SET hidden = 1');
  const said = valueOf(await services.ask('statistics.read', thisYear));
  services.store.exec('ROLLBACK');
  expect(statisticsSchema.parse(said).total.figures.sheets).toBe(1);
});
