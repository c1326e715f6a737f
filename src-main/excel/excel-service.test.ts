import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, it, vi } from 'vitest';
import { mostToldOfExport } from '../../src-shared/contract/excel.ts';
import type { ExportOrder, ImportedSheet, ImportSummary } from '../../src-shared/contract/excel.ts';
import type { SavedSheet, SheetChoice } from '../../src-shared/contract/schemas.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import { faultHeading } from '../../src-shared/excel/list-headings.ts';
import { emptyContainers, roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { shippedTables } from '../../src-shared/parameters/shipped-tables.testing.ts';
import { testExcel } from '../../tests/support/excel.ts';
import type { TestDialogs } from '../../tests/support/excel.ts';
import { fillTemplate, openWithOther } from '../../tests/support/spreadsheets.ts';
import { kindOf, storeDesk, valueOf } from '../../tests/support/store-desk.ts';
import type { StoreDesk } from '../../tests/support/store-desk.ts';
import { findSheet, removeSheet } from '../store/declarations.ts';
import { querySheets } from '../store/query.ts';
import { lastCounter } from '../store/settings.ts';
import type { ExcelService } from './excel-service.ts';
import { writeTemplate } from './template.ts';

interface ExcelDesk {
  readonly desk: StoreDesk;
  readonly dialogs: TestDialogs;
  readonly excel: ExcelService;
  /** A file beside the store, the answer to the next dialogs. */
  readonly choose: (name: string) => string;
}

const excelDesk = async (): Promise<ExcelDesk> => {
  const desk = await storeDesk();
  const dialogs: TestDialogs = { answer: null, asked: [], shown: [] };
  const choose = (name: string): string => {
    dialogs.answer = path.join(desk.folder, name);
    return dialogs.answer;
  };
  return { desk, dialogs, excel: testExcel(desk, dialogs), choose };
};

type Rows = Parameters<typeof fillTemplate>[2];

const truck = {
  关区代码: '5301 皇岗海关',
  绑定介质类型: '车牌号',
  绑定介质关键信息: '粤B·12345',
  业务类型: '1000000000',
  运输方式: '4 公路',
  进出口标志: 'E',
  车辆重量: 9000,
  挂车重量: '7100.5',
};
const trailer = {
  绑定对象类型: 'VN 车辆车牌',
  '绑定对象 ID': '粤B1234挂',
  '航次/货物运输批次号': '5301026112201',
};
const good = { ...truck, ...trailer };
const another = { ...good, 绑定介质关键信息: '粤B54321' };

// A worker starts for every job.
vi.setConfig({ testTimeout: 60_000 });

const template = path.join(tmpdir(), `kakou-template-${String(process.pid)}.xlsx`);
beforeAll(async () => {
  await writeTemplate(template, shippedTables);
  return () => {
    rmSync(template);
  };
});

const fill = ({ choose }: ExcelDesk, rows: Rows): Promise<void> =>
  fillTemplate(template, choose('filled.xlsx'), rows);

const read = async ({ excel, desk }: ExcelDesk): Promise<ImportSummary> => {
  const summary = valueOf(await excel.chooseImport(randomUUID(), desk.chenmin));
  if (summary === null) throw new Error('a file was chosen');
  return summary;
};

const preview = async (all: ExcelDesk, rows: Rows): Promise<ImportSummary> => {
  await fill(all, rows);
  return read(all);
};

const shown = async (
  { excel }: ExcelDesk,
  { importId, sheets }: ImportSummary,
): Promise<ImportedSheet[]> =>
  valueOf(await excel.showImported({ importId, indexes: sheets.map((_, index) => index) }));

const keep = (
  { excel, desk }: ExcelDesk,
  importId: string,
  indexes: number[],
): Promise<Result<number[]>> => excel.keepImported({ importId, indexes }, desk.chenmin);

const listed = ({ desk }: ExcelDesk): number => querySheets(desk.store, {}, null, 100).rows.length;

const order: ExportOrder = {
  choice: { kind: 'matching', conditions: {}, except: [] },
  columns: ['tripNo', 'status', 'enteredOn', 'customsCode', 'mediumId', 'vehicleWeight', 'remark'],
  withItems: true,
  format: 'xlsx',
};
const exportTo = ({ excel, desk }: ExcelDesk, changes: Partial<ExportOrder> = {}) =>
  excel.exportSheets({ jobId: randomUUID(), ...order, ...changes }, desk.chenmin);

const leftOvers = ({ desk }: ExcelDesk): string[] =>
  readdirSync(desk.folder).filter((name) => name.endsWith('.part'));

it('offers codes in drop-downs and marks what is required in the template', async () => {
  const { excel, choose } = await excelDesk();
  const file = choose('template.xlsx');
  expect(valueOf(await excel.saveTemplate())).toBe('template.xlsx');
  const { 单证: list = [], 填写说明: notes = [], _代码: codes = [] } = await openWithOther(file);
  expect(list[0]?.slice(0, 5)).toEqual([
    '序号',
    '关区代码*',
    '绑定介质类型*',
    '绑定介质关键信息*',
    '业务类型*',
  ]);
  expect(list[0]).toContain('船名(*)');
  expect(list[0]).toContain('备注');
  expect(list[0]).toContain('表体备注');
  expect(notes.map((row) => row[0])).toContain('集装箱号 2');
  expect(codes[0]?.[0]).toBe('customsDistrict');
  expect(codes.some((row) => row[0] === '5301 皇岗海关')).toBe(true);
  // Offices that nobody declares to are not offered.
  expect(codes.some((row) => row[0]?.startsWith('0000') === true)).toBe(false);
});

it('brings the filled template back as drafts, with items grouped by their sheet', async () => {
  const all = await excelDesk();
  const { desk } = all;
  const { importId, sheets, notices, fileName } = await preview(all, [
    { 序号: 1, ...good },
    { 序号: 1, ...trailer, '绑定对象 ID': '粤B5678挂' },
    { ...another, '绑定对象 ID': '粤B9999挂' },
    { ...trailer, '绑定对象 ID': '粤B8888挂' },
  ]);
  expect(fileName).toBe('filled.xlsx');
  expect(notices).toEqual([]);
  expect(sheets).toEqual([
    { verdict: 'good', duplicate: false, hidden: false, lineCount: 2 },
    { verdict: 'good', duplicate: false, hidden: false, lineCount: 2 },
  ]);
  const ids = valueOf(await keep(all, importId, [0, 1]));
  const [first, second] = ids.map((id) => findSheet(desk.store, id));
  expect(first).toMatchObject({ status: '0', problemCount: 0, operator: desk.chenmin.cardNumber });
  expect(first?.head).toMatchObject({
    customsCode: '5301',
    mediumType: 'VN',
    mediumId: '粤B12345',
    vehicleWeight: '9000',
    trailerWeight: '7100.5',
    containerWeight: '0',
  });
  expect(first?.items.map(({ objectId }) => objectId)).toEqual(['粤B1234挂', '粤B5678挂']);
  expect(second?.items.map(({ objectId }) => objectId)).toEqual(['粤B9999挂', '粤B8888挂']);
  expect(first?.tripNo).toMatch(/00000001$/);
  expect(second?.tripNo).toMatch(/00000002$/);
  const actions = desk.store.prepare('SELECT action FROM audit ORDER BY id').pluck().all();
  expect(actions).toEqual(['save', 'save', 'import']);
  // The preview is over: a second click keeps nothing.
  expect(kindOf(await keep(all, importId, [0]))).toBe('import.ended');
  expect(listed(all)).toBe(2);
});

it('lets a sheet with problems become a draft with 有 n 处待改, and one that is lost never', async () => {
  const all = await excelDesk();
  const summary = await preview(all, [
    { ...good, 运输方式: '2' },
    { ...another, '绑定对象 ID': 1.2e18 },
    { ...good, 绑定介质关键信息: '粤B33333', 车辆重量: '很重' },
  ]);
  expect(summary.sheets.map(({ verdict }) => verdict)).toEqual(['problems', 'blocked', 'blocked']);
  const [sea, lost, heavy] = await shown(all, summary);
  expect(sea?.lines[0]?.told).toEqual([{ tone: 'wrong', message: '请填写船名' }]);
  expect(lost?.lines[0]?.told[0]?.message).toContain('第 16 位起已丢失');
  expect(heavy?.lines[0]?.told[0]?.message).toContain('车辆重量“很重”不是重量');
  for (const index of [1, 2]) {
    expect(kindOf(await keep(all, summary.importId, [0, index]))).toBe('import.refused');
  }
  expect(listed(all)).toBe(0);
  const [id = 0] = valueOf(await keep(all, summary.importId, [0]));
  expect(findSheet(all.desk.store, id)).toMatchObject({ problemCount: 1, status: '0' });
});

it('marks what is there already: in the file, in the store, and from the same file', async () => {
  const all = await excelDesk();
  const { desk } = all;
  const first = await preview(all, [good, { 序号: 7, ...good }, another]);
  expect(first.sheets.map(({ duplicate }) => duplicate)).toEqual([false, true, false]);
  expect((await shown(all, first))[1]?.duplicateOf).toBe('与第 2 行的一票内容相同');
  const [id = 0] = valueOf(await keep(all, first.importId, [0]));
  const saved = findSheet(desk.store, id);

  // The draft is changed; the file is still known, and so is what came out of it.
  if (saved === null) throw new Error('it was kept');
  desk.saved({ ...saved, head: { ...saved.head, remark: '改过' } }, { existing: saved });
  const again = await read(all);
  expect(again.notices).toEqual(['这个文件 2026-11-22 10:00 已导入过 1 票']);
  expect(again.sheets.map(({ duplicate }) => duplicate)).toEqual([true, true, false]);
  const [told] = await shown(all, again);
  expect(told?.duplicateOf).toBe(
    `已于 2026-11-22 10:00 从“filled.xlsx”导入：车次确认编号 ${saved.tripNo}，暂存成功`,
  );

  // Typed by hand, word for word.
  const typed = desk.saved({ ...saved, head: { ...saved.head, mediumId: '粤B54321' } });
  const third = await read(all);
  expect((await shown(all, third))[2]?.duplicateOf).toBe(
    `与已有单证内容相同：车次确认编号 ${typed.tripNo}，暂存成功`,
  );

  // What was deleted is no duplicate any more.
  removeSheet(desk.store, id);
  removeSheet(desk.store, typed.id);
  const last = await read(all);
  expect(last.notices).toEqual([]);
  expect(last.sheets.map(({ duplicate }) => duplicate)).toEqual([false, true, false]);
});

it('keeps all of the chosen sheets or none, and no number is lost', async () => {
  const all = await excelDesk();
  const { desk } = all;
  const { importId } = await preview(all, [good, another]);
  desk.store.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON main.declaration
    WHEN NEW.medium_id = '粤B54321' BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
  await expect(keep(all, importId, [0, 1])).rejects.toThrow('disk full');
  expect(listed(all)).toBe(0);
  expect(lastCounter(desk.store)).toBe(0);
  expect(desk.store.prepare('SELECT count(*) FROM audit').pluck().get()).toBe(0);
  desk.store.exec('DROP TRIGGER temp.full');
  // The preview is still there.
  expect(valueOf(await keep(all, importId, [0, 1]))).toHaveLength(2);
});

it('saves the list back with what is wrong, and reads the mended one again', async () => {
  const all = await excelDesk();
  const { excel, dialogs, choose } = all;
  const { importId } = await preview(all, [
    good,
    { ...another, '绑定对象 ID': 1.2e18 },
    { ...good, 序号: 9, 绑定介质关键信息: '粤B33333', 关区代码: '无此海关' },
  ]);
  const back = choose('back.xlsx');
  expect(valueOf(await excel.saveImportBack(importId))).toBe('back.xlsx');
  expect(dialogs.asked.at(-1)).toBe('filled-错误提示.xlsx');
  const { 单证: rows = [] } = await openWithOther(back);
  expect(rows[0]?.slice(0, 3)).toEqual([faultHeading, '序号', '关区代码*']);
  expect(rows.slice(1).map((row) => row[0])).toEqual([
    '',
    expect.stringContaining('绑定对象 ID：Excel 把长号码存成了数字') as string,
    expect.stringContaining('没有名为“无此海关”的关区代码') as string,
  ]);
  expect(rows[1]?.slice(2, 5)).toEqual(['5301 皇岗海关', '车牌号', '粤B·12345']);
  valueOf(await keep(all, importId, [0]));

  const mended = choose('mended.xlsx');
  await fillTemplate(back, mended, [{}, { '绑定对象 ID': '粤B2222挂' }, { 关区代码: '5301' }]);
  const again = await read(all);
  expect(again.notices).toEqual([]);
  expect(again.sheets.map(({ verdict, duplicate }) => [verdict, duplicate])).toEqual([
    ['good', true],
    ['good', false],
    ['good', false],
  ]);
});

it('reads nothing without the right to enter, and numbers nothing before the desk has enrolled', async () => {
  const all = await excelDesk();
  const { desk, dialogs } = all;
  const reader = { ...desk.chenmin, rights: ['administrator' as const] };
  expect(kindOf(await all.excel.chooseImport(randomUUID(), reader))).toBe('session.notAllowed');
  const notEnrolled = { ...all, excel: testExcel(desk, dialogs, { desk: () => 'notEnrolled' }) };
  const { importId } = await preview(notEnrolled, [good]);
  expect(kindOf(await keep(notEnrolled, importId, [0]))).toBe('desk.notEnrolled');
  expect(listed(all)).toBe(0);
});

it('tells why a file can not be imported, and forgets the one before', async () => {
  const all = await excelDesk();
  const { desk, excel, dialogs, choose } = all;
  const before = await preview(all, [good]);
  writeFileSync(choose('wrong.csv'), '姓名,电话\n张三,110\n');
  const refused = await excel.chooseImport(randomUUID(), desk.chenmin);
  expect(refused).toMatchObject({ ok: false, error: { kind: 'import.refused' } });
  expect(refused.ok ? '' : refused.error.message).toContain('没有找到清单');
  choose('gone.xlsx');
  expect(kindOf(await excel.chooseImport(randomUUID(), desk.chenmin))).toBe('file.unreadable');
  expect(kindOf(await keep(all, before.importId, [0]))).toBe('import.ended');
  dialogs.answer = null;
  expect(valueOf(await excel.chooseImport(randomUUID(), desk.chenmin))).toBeNull();
});

it('a file that would take all memory ends the reading, and the program goes on', async () => {
  const all = await excelDesk();
  await fill(all, [good]);
  const errors: unknown[] = [];
  const small = testExcel(all.desk, all.dialogs, {
    memoryLimits: { maxOldGenerationSizeMb: 8 },
    onWorkerError: (error) => errors.push(error),
  });
  const refused = await small.chooseImport(randomUUID(), all.desk.chenmin);
  expect(refused.ok ? '' : refused.error.message).toContain('内存不够');
  expect(errors).toHaveLength(1);
  expect((await read(all)).sheets).toHaveLength(1);
});

it.each(['xlsx', 'csv'] as const)(
  'says of each checked sheet whether it is in the file, those that are gone first (%s)',
  async (format) => {
    const all = await excelDesk();
    const { desk, choose } = all;
    const [sea, hidden, road] = [seaImport, seaImport, roadExport].map((sheet) =>
      desk.saved(sheet),
    ) as [SavedSheet, SavedSheet, SavedSheet];
    desk.store.prepare('UPDATE declaration SET hidden = 1 WHERE id = ?').run(hidden.id);
    choose(`out.${format}`);
    const choice: SheetChoice = { kind: 'checked', ids: [road.id, hidden.id, 999, sea.id] };
    const exported = valueOf(await exportTo(all, { choice, format }));
    expect(exported).toMatchObject({ sheetCount: 2, itemCount: 3, goneCount: 2 });
    expect(exported?.sheets?.map(({ id, tripNo, reason }) => [id, tripNo, reason])).toEqual([
      [hidden.id, hidden.tripNo, '没有导出：已被删除，不在本机'],
      [999, '', '没有导出：已被删除，不在本机'],
      [road.id, road.tripNo, '已导出'],
      [sea.id, sea.tripNo, '已导出'],
    ]);
  },
);

it('of very many checked sheets only tells how many are gone', async () => {
  const all = await excelDesk();
  const { id } = all.desk.saved(seaImport);
  all.choose('out.xlsx');
  const ids = [id, ...Array.from({ length: mostToldOfExport }, (_, index) => 10_000 + index)];
  expect(valueOf(await exportTo(all, { choice: { kind: 'checked', ids } }))).toMatchObject({
    sheetCount: 1,
    goneCount: mostToldOfExport,
    sheets: null,
  });
});

it('exports heads and items, linked by 车次确认编号, and says what it wrote', async () => {
  const all = await excelDesk();
  const { desk, excel, dialogs, choose } = all;
  const [sea, road] = [seaImport, roadExport].map((sheet) => {
    desk.clock.now += 60_000;
    return desk.saved(sheet);
  });
  const file = choose('out.xlsx');
  expect(valueOf(await exportTo(all))).toEqual({
    fileName: 'out.xlsx',
    sheetCount: 2,
    itemCount: 3,
    goneCount: 0,
    sheets: null,
  });
  expect(dialogs.asked).toEqual(['单证-20261122-1002.xlsx']);
  const { 表头: heads, 表体: items = [] } = await openWithOther(file);
  expect(heads).toEqual([
    ['车次确认编号', '单证状态', '录入时间', '关区代码', '绑定介质关键信息', '车辆重量', '备注'],
    [road?.tripNo, '暂存成功', '2026-11-22 10:02:00', '5301 皇岗海关', '粤BD12345', '9000', ''],
    [
      sea?.tripNo,
      '暂存成功',
      '2026-11-22 10:01:00',
      '5202 埔新港办',
      '沪A12345',
      '8600',
      '船靠泊后提货',
    ],
  ]);
  expect(items.map((row) => row.slice(0, 5))).toEqual([
    ['车次确认编号', '绑定介质关键信息', '进出方向', '绑定对象类型', '绑定对象 ID'],
    [road?.tripNo, '粤BD12345', 'I 进厂', 'VN 车辆车牌', '粤B1234挂'],
    [sea?.tripNo, '沪A12345', 'E 出厂', 'B 提单', 'COSU6381234560'],
    [sea?.tripNo, '沪A12345', 'E 出厂', 'B 提单', 'COSU6381234571'],
  ]);
  excel.showFile();
  expect(dialogs.shown).toEqual([file]);
  expect(leftOvers(all)).toEqual([]);
  expect(
    desk.store.prepare(`SELECT detail FROM audit WHERE action = 'export'`).pluck().all(),
  ).toEqual(['out.xlsx: 2']);
});

it('exports only what is chosen, with the columns that are chosen', async () => {
  const all = await excelDesk();
  const [sea, road, boxes] = [seaImport, roadExport, emptyContainers].map((sheet) =>
    all.desk.saved(sheet),
  );
  const file = all.choose('out.csv');
  const csv = async (changes: Partial<ExportOrder>): Promise<string[]> => {
    valueOf(await exportTo(all, { format: 'csv', withItems: false, ...changes }));
    return readFileSync(file, 'utf8').split('\r\n').slice(0, -1);
  };
  const ids = [boxes?.id ?? 0, sea?.id ?? 0];
  expect(await csv({ choice: { kind: 'checked', ids }, columns: ['mediumId'] })).toEqual([
    '\uFEFF"绑定介质关键信息"',
    '"浙B67890"',
    '"沪A12345"',
  ]);
  const choice = {
    kind: 'matching' as const,
    conditions: { importExport: 'E' },
    except: [road?.id ?? 0],
  };
  expect(await csv({ choice, columns: ['containerWeight', 'mediumId'] })).toEqual([
    '\uFEFF"集装箱重量","绑定介质关键信息"',
    '"4600","浙B67890"',
  ]);
});

it('writes no formula into a CSV and keeps long numbers texts', async () => {
  const all = await excelDesk();
  const sheet = all.desk.saved({
    head: { ...roadExport.head, remark: '=HYPERLINK("http://x","点")' },
    items: roadExport.items,
  });
  const file = all.choose('out.csv');
  valueOf(await exportTo(all, { format: 'csv', columns: ['tripNo', 'remark'] }));
  const [, line = ''] = readFileSync(file, 'utf8').split('\r\n');
  expect(line).toContain(`"${sheet.tripNo}\t","'=HYPERLINK(""http://x"",""点"")"`);
  const xlsx = all.choose('out.xlsx');
  valueOf(await exportTo(all, { columns: ['tripNo', 'remark'] }));
  const { 表头: heads } = await openWithOther(xlsx);
  expect(heads?.[1]).toEqual([sheet.tripNo, '=HYPERLINK("http://x","点")']);
  expect(readFileSync(xlsx).includes('<f>')).toBe(false);
});

it('leaves no half a file: nothing to export, cancelled, stopped, or a folder that is closed', async () => {
  const all = await excelDesk();
  const { desk, dialogs, choose } = all;
  const file = choose('out.xlsx');
  expect(kindOf(await exportTo(all))).toBe('export.nothing');
  for (let count = 0; count < 300; count += 1) desk.saved(roadExport);

  dialogs.answer = null;
  expect(valueOf(await exportTo(all))).toBeNull();

  choose('out.xlsx');
  const jobId = randomUUID();
  const stopped = testExcel(desk, dialogs, { onProgress: (job) => void stopped.stop(job) });
  const answer = await stopped.exportSheets({ jobId, ...order }, desk.chenmin);
  expect(kindOf(answer)).toBe('excel.stopped');

  choose('no folder/out.xlsx');
  const unwritable = await exportTo(all);
  expect(kindOf(unwritable)).toBe('table.notWritten');
  expect(unwritable.ok ? '' : unwritable.error.message).toContain('no folder/out.xlsx');
  expect(existsSync(file)).toBe(false);
  expect(leftOvers(all)).toEqual([]);

  choose('out.xlsx');
  const [first, second] = await Promise.all([exportTo(all), exportTo(all)]);
  expect([kindOf(first), kindOf(second)].sort()).toEqual(['excel.busy', 'no failure']);
});
