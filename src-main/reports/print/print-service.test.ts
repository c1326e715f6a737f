import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PrintOrder } from '../../../src-shared/contract/print.ts';
import type { SheetChoice } from '../../../src-shared/contract/schemas.ts';
import { fakePaper, testPrint } from '../../../tests/support/paper.ts';
import type { FakePaper } from '../../../tests/support/paper.ts';
import { accepted } from '../../../tests/support/accepted.ts';
import { roadExport, seaImport } from '../../../tests/support/sample-sheets.ts';
import { copySheet } from '../../../tests/support/sheet-copies.ts';
import { kindOf, storeDesk, valueOf } from '../../../tests/support/store-desk.ts';
import type { StoreDesk } from '../../../tests/support/store-desk.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { removeSheet } from '../../store/declarations.ts';
import { transaction } from '../../store/store.ts';
import type { PrintParts, PrintService } from './print-service.ts';
import { checkPrintable } from './read-printed.ts';

/** The service over a real store; paper is counted instead of drawn. */

const deskWithPrint = async (
  parts: Partial<PrintParts> = {},
): Promise<{ desk: StoreDesk; print: PrintService; paper: FakePaper }> => {
  const desk = await storeDesk();
  const paper = fakePaper();
  return { desk, paper, print: testPrint(desk, { paper, ...parts }) };
};

const sheetsOf = (...ids: readonly number[]): PrintOrder => ({
  kind: 'sheets',
  choice: { kind: 'checked', ids: [...ids] },
});
const everything: SheetChoice = { kind: 'matching', conditions: {}, except: [] };
const listOf = (choice: SheetChoice): PrintOrder => ({
  kind: 'list',
  choice,
  columns: ['status', 'tripNo', 'mediumId', 'vehicleWeight'],
  what: '全部单证',
});
const previewed = async (print: PrintService, desk: StoreDesk, order: PrintOrder) => {
  const jobId = randomUUID();
  return { jobId, ...valueOf(await print.preview({ jobId, order }, desk.chenmin)) };
};

describe('what is printed', () => {
  test('sheets in the order they were chosen, each from its first page', async () => {
    const { desk, print, paper } = await deskWithPrint();
    const road = desk.saved(roadExport);
    const sea = desk.saved(seaImport);
    const job = await previewed(print, desk, sheetsOf(sea.id, road.id));
    expect(job).toMatchObject({ orientation: 'portrait', count: 2, pageCount: 2, notices: [] });
    const document = paper.shown.get(job.jobId) ?? '';
    expect(document.indexOf(sea.tripNo)).toBeLessThan(document.indexOf(road.tripNo));
    expect(document).not.toContain('<div>培训</div>');
  });

  test('of many pages the first ones are shown, and all are printed', async () => {
    const { desk, print, paper } = await deskWithPrint();
    const remark = Array.from({ length: 450 }, () => '行').join('\n');
    const sheet = desk.saved({ ...seaImport, head: { ...seaImport.head, remark } });
    const job = await previewed(print, desk, sheetsOf(sheet.id));
    expect(job.pageCount).toBeGreaterThan(10);
    expect(job.previewedPages).toBe(8);
    const pagesIn = (document = ''): number => document.split('<section class="page">').length - 1;
    expect(pagesIn(paper.shown.get(job.jobId))).toBe(8);
    paper.printerNames = ['office'];
    valueOf(await print.send({ jobId: job.jobId, printer: null, copies: 1 }, desk.chenmin));
    expect(pagesIn(paper.printed[0]?.document)).toBe(job.pageCount);
  });

  test('every status may be printed, a withdrawn and an unanswered one too', async () => {
    const { desk, print } = await deskWithPrint();
    const { sheet, custody } = accepted(desk, roadExport);
    custody('41');
    expect((await previewed(print, desk, sheetsOf(sheet.id))).count).toBe(1);
  });

  test('the list has the columns that are shown, and what is left out of it is said', async () => {
    const { desk, print, paper } = await deskWithPrint();
    const road = desk.saved(roadExport);
    desk.clock.now += 1000;
    const sea = desk.saved(seaImport);
    const job = await previewed(print, desk, listOf(everything));
    expect(job).toMatchObject({ orientation: 'landscape', count: 2, pageCount: 1, notices: [] });
    const document = paper.shown.get(job.jobId) ?? '';
    expect(document).toContain('共 2 票');
    expect(document.indexOf(sea.tripNo)).toBeLessThan(document.indexOf(road.tripNo));
    const { count } = await previewed(print, desk, listOf({ ...everything, except: [sea.id] }));
    expect(count).toBe(1);
  });

  test('of a longer list the first 2000 are printed, and how many there are is said', async () => {
    const { desk, print } = await deskWithPrint();
    const sheet = desk.saved(roadExport);
    copySheet(desk.store, sheet.id, 2004);
    const job = await previewed(print, desk, listOf(everything));
    expect(job.count).toBe(2000);
    expect(job.notices).toEqual(['共 2005 票，只打印前 2000 票。请缩小查询条件，或用导出。']);
    const answer = await print.preview(
      { jobId: randomUUID(), order: { kind: 'sheets', choice: everything } },
      desk.chenmin,
    );
    expect(answer.ok ? '' : answer.error.message).toBe('选中了 2005 票，一次最多打印 500 票。');
  });
});

describe('what became of each sheet', () => {
  test('is told when they are printed, those that were left out first', async () => {
    const { desk, print, paper } = await deskWithPrint();
    paper.printerNames = ['office'];
    const road = desk.saved(roadExport);
    const hidden = desk.saved(seaImport);
    desk.store.prepare('UPDATE declaration SET hidden = 1 WHERE id = ?').run(hidden.id);
    const { jobId } = await previewed(print, desk, sheetsOf(road.id, 999, hidden.id));
    const told = valueOf(await print.send({ jobId, printer: null, copies: 1 }, desk.chenmin));
    expect(told.map(({ id, tripNo, reason }) => [id, tripNo, reason])).toEqual([
      [999, '', '没有打印：已被删除，不在本机'],
      [hidden.id, hidden.tripNo, '没有打印：已被删除，不在本机'],
      [road.id, road.tripNo, '已送到打印机'],
    ]);
  });

  test('is told of a PDF too, and of the list nothing', async () => {
    const folder = temporaryFolder();
    const { desk, print } = await deskWithPrint({
      chooseNewFile: async (name) => path.join(folder, name),
    });
    const { id } = desk.saved(roadExport);
    const sheets = await previewed(print, desk, sheetsOf(id));
    expect(valueOf(await print.savePdf(sheets.jobId, desk.chenmin))?.sheets).toMatchObject([
      { id, mediumId: roadExport.head.mediumId, reason: '已保存为 PDF' },
    ]);
    const list = await previewed(print, desk, listOf(everything));
    expect(valueOf(await print.savePdf(list.jobId, desk.chenmin))?.sheets).toEqual([]);
  });
});

describe('what is refused', () => {
  test('a sheet that is not there', async () => {
    const { desk, print } = await deskWithPrint();
    const ask = (order: PrintOrder) => print.preview({ jobId: randomUUID(), order }, desk.chenmin);
    expect(kindOf(await ask(sheetsOf(999)))).toBe('sheet.notFound');
    expect(kindOf(await ask(sheetsOf(998, 999)))).toBe('print.nothing');
    expect(kindOf(await ask(listOf(everything)))).toBe('print.nothing');
    const road = desk.saved(roadExport);
    const sea = desk.saved(seaImport);
    transaction(desk.store, (store) => {
      removeSheet(store, sea.id);
    });
    const job = await previewed(print, desk, sheetsOf(road.id, sea.id));
    expect(job).toMatchObject({
      count: 1,
      notices: ['有 1 票不打印：已被删除，不在本机。'],
    });
  });

  test('a sheet that the status table does not let out is refused', async () => {
    const { desk } = await deskWithPrint();
    const sheet = desk.saved(roadExport);
    expect(kindOf(checkPrintable(sheet))).toBe('no failure');
    expect(kindOf(checkPrintable({ ...sheet, allowed: ['view'] }))).toBe('sheet.actionNotAllowed');
  });

  test('pages that were not looked at, and those of an operator who has left', async () => {
    const { desk, print, paper } = await deskWithPrint();
    const sheet = desk.saved(roadExport);
    paper.printerNames = ['office'];
    const send = (jobId: string) => print.send({ jobId, printer: null, copies: 1 }, desk.liwei);
    expect(kindOf(await send(randomUUID()))).toBe('print.ended');
    const { jobId } = await previewed(print, desk, sheetsOf(sheet.id));
    print.endAll();
    expect(kindOf(await send(jobId))).toBe('print.ended');
    expect(kindOf(await print.savePdf(jobId, desk.liwei))).toBe('print.ended');
    expect(paper.shown.size).toBe(0);
  });

  test('a preview that was closed while it was laid out comes to nothing', async () => {
    const { desk, print, paper } = await deskWithPrint();
    const sheet = desk.saved(roadExport);
    const jobId = randomUUID();
    const laidOut = print.preview({ jobId, order: sheetsOf(sheet.id) }, desk.chenmin);
    print.discard(jobId);
    expect(kindOf(await laidOut)).toBe('print.ended');
    expect(paper.shown.size).toBe(0);
  });
});

describe('where it goes', () => {
  test('no printer, one that has gone, and one that refuses are told apart', async () => {
    const { desk, print, paper } = await deskWithPrint();
    const { jobId } = await previewed(print, desk, sheetsOf(desk.saved(roadExport).id));
    const send = (printer: string | null) =>
      print.send({ jobId, printer, copies: 2 }, desk.chenmin);
    expect(kindOf(await send(null))).toBe('print.noPrinter');
    paper.printerNames = ['office'];
    expect(kindOf(await send('gate'))).toBe('print.printerGone');
    paper.refusal = '缺纸';
    const refused = await send('office');
    expect(refused.ok ? '' : refused.error.message).toBe('打印机没有接受打印任务：缺纸');
    paper.refusal = null;
    valueOf(await send('office'));
    expect(paper.printed).toMatchObject([{ printer: 'office', copies: 2 }]);
  });

  test('a PDF gets its ending and its name only when it is whole, and who printed is noted', async () => {
    let file: string | null = null;
    const { desk, print } = await deskWithPrint({ chooseNewFile: () => Promise.resolve(file) });
    const sheet = desk.saved(roadExport);
    const { jobId } = await previewed(print, desk, sheetsOf(sheet.id));
    expect(valueOf(await print.savePdf(jobId, desk.chenmin))).toBeNull();
    file = path.join(desk.folder, 'nowhere', 'sheet.pdf');
    expect(kindOf(await print.savePdf(jobId, desk.chenmin))).toBe('print.notWritten');
    file = path.join(desk.folder, 'sheet');
    expect(valueOf(await print.savePdf(jobId, desk.chenmin))).toMatchObject({
      fileName: 'sheet.pdf',
    });
    expect(await readFile(`${file}.pdf`, 'utf8')).toContain(sheet.tripNo);
    const noted = desk.store
      .prepare(`SELECT operator_id || ' ' || detail FROM audit WHERE action = 'print'`)
      .pluck()
      .all();
    expect(noted).toEqual([
      `${String(desk.chenmin.id)} 单证-${sheet.tripNo}-20261122-1000: 1, sheet.pdf`,
    ]);
  });
});
