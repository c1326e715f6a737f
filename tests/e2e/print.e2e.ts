import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import type { Item, Sheet } from '../../src-shared/declaration/sheet.ts';
import { newSheet, save, signIn, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import type { RunningApp } from '../support/electron-app.ts';
import { barCodesOn, readPdf } from '../support/pdf.ts';
import { picture } from '../support/picture.ts';
import { fillStore } from '../support/printed-store.ts';
import type { PrintedStore } from '../support/printed-store.ts';
import { roadExport, seaImport } from '../support/sample-sheets.ts';

/** Sheets and lists on paper, in the real window; the system's dialogs and printers are the test's. */

const size = { width: 1366, height: 768 };

/** The next file dialog is answered with this file. */
const answerDialog = ({ app }: RunningApp, file: string | null): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
  }, file);

/** From the open dialog into a file; the value is the file. */
const savePdf = async (running: RunningApp, name: string): Promise<string> => {
  const { window } = running;
  const file = test.info().outputPath(name);
  await answerDialog(running, file);
  await expect(window.getByTestId('print-preview')).toBeVisible({ timeout: 60_000 });
  await window.getByTestId('print-pdf').click();
  await expect(window.getByText(`已保存：${name}`)).toBeVisible({ timeout: 60_000 });
  await expect(window.getByTestId('print-pdf')).toBeHidden();
  return file;
};

/** A store with these sheets, without an endpoint: nothing is sent while it is printed. */
const deskWith = async (
  openDesk: () => Promise<Desk>,
  fill: (filled: PrintedStore) => void,
): Promise<RunningApp> => {
  const desk = await openDesk();
  await fillStore(desk, fill);
  await desk.stopEndpoint();
  const running = await desk.start({ size });
  await expect(running.window.getByTestId('sign-in-submit')).toBeVisible();
  await signIn(running.window, null);
  await running.window.getByTestId('menu-query').click();
  await expect(running.window.getByTestId('query-row').first()).toBeVisible();
  return running;
};

const printRow = async (window: Page, text: string): Promise<void> => {
  await window.getByTestId('query-row').filter({ hasText: text }).getByTestId('row-print').click();
};

const medium = (sheet: Sheet, mediumId: string, mediumType = 'VN'): Sheet => ({
  ...sheet,
  head: { ...sheet.head, mediumId, mediumType },
});

const manyItems = (count: number): Sheet => ({
  head: { ...seaImport.head, mediumId: '沪A40404' },
  items: Array.from({ length: count }, (_, index): Item => ({
    ...emptyItem(seaImport.head),
    ...seaImport.items[0],
    objectId: `COSU63812${String(index).padStart(5, '0')}`,
    pickupWeight: '1000.5',
    remark: index % 10 === 0 ? `第 ${String(index + 1)} 条的备注\n第二行` : '',
  })),
});

test('a saved sheet is seen as it will be, and kept as a PDF with everything it says', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const running = await desk.start({ size });
  const { window } = running;
  await desk.signIn(window);
  await window.getByTestId('menu-new').click();
  await expect(window.getByTestId('button-print')).toBeDisabled();
  await newSheet(window);
  await typeSheet(window, seaImport);
  await save(window);
  const tripNo = await window.getByTestId('system-tripNo').inputValue();
  await window.getByTestId('button-print').click();
  await expect(window.getByTestId('print-preview')).toBeVisible();
  await expect(window.getByTestId('print-what')).toContainText('绑定介质 沪A12345');
  await expect(window.getByTestId('chosen-facts')).toContainText('1 票，1 个绑定介质');
  await expect(window.getByTestId('print-size')).toHaveText('A4 纵向，共 1 票、1 页');
  const frame = window.frameLocator('[data-testid="print-preview"]');
  await expect(frame.getByText('智能卡口散杂货绑定单证')).toBeVisible();
  await expect(frame.getByText('第 1 页 共 1 页')).toBeAttached();
  // This machine has no printer: that is said, and the keyboard stands on the PDF.
  await expect(window.getByTestId('print-no-printer')).toContainText(
    '没有找到打印机，可以保存为 PDF',
  );
  await expect(window.getByTestId('print-send')).toBeDisabled();
  await expect(window.getByTestId('print-pdf')).toBeFocused();
  await answerDialog(running, null);
  await window.getByTestId('print-pdf').click();
  await expect(window.getByTestId('print-preview')).toBeVisible();

  const file = await savePdf(running, '一票.pdf');
  const [page, ...more] = await readPdf(file);
  expect(more).toEqual([]);
  expect(page).toMatchObject({ width: 210, height: 297 });
  for (const words of [
    '智能卡口散杂货绑定单证',
    '暂存成功',
    '车辆请勿进场',
    '未申报',
    '培训',
    '5202',
    'VN车牌号',
    '沪A12345',
    '8600千克',
    '6200.5千克',
    '船靠泊后提货',
    'COSU6381234560',
    'COSU6381234571',
    'COSCOSHIPPINGARIES',
    '042W',
    'CSQU3054383',
    'ES100201|ES100202',
    '表体共2条，本次提货重量合计22300.25千克',
    '（北京时间）',
    '第1页共1页',
    '打印人：',
  ]) {
    expect(page?.text).toContain(words);
  }
  expect(tripNo).toMatch(/^\d{32}$/);
  expect(page?.text).toContain(tripNo);
  expect(await barCodesOn(file, 1)).toEqual([tripNo]);
  expect((await readdir(path.dirname(file))).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('Ctrl+P prints what was saved, and says that what was typed since is not on it', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const running = await desk.start({ size });
  const { window } = running;
  await desk.signIn(window);
  await window.getByTestId('menu-new').click();
  await newSheet(window);
  await typeSheet(window, roadExport);
  // Nothing is saved yet, so there is nothing to print.
  await window.keyboard.press('Control+p');
  await expect(window.getByTestId('print-what')).toHaveCount(0);
  await save(window);
  await window.getByTestId('head-vehicleWeight').fill('9999');
  await window.keyboard.press('Control+p');
  await expect(window.getByTestId('print-what')).toContainText('不含未暂存的修改');
  const [page] = await readPdf(await savePdf(running, '上次暂存.pdf'));
  expect(page?.text).toContain('9000千克');
  expect(page?.text).not.toContain('9999');
});

test('many items go on over pages with the head of their table, three sheets each on their own', async ({
  openDesk,
}) => {
  const running = await deskWith(openDesk, ({ add }) => {
    add(roadExport);
    add(manyItems(40));
    const lines = Array.from({ length: 80 }, (_, index) => `备注第 ${String(index + 1)} 行`);
    add({
      ...medium(seaImport, '沪A77777'),
      head: { ...seaImport.head, mediumId: '沪A77777', remark: lines.join('\n') },
    });
  });
  const { window } = running;
  await printRow(window, '沪A40404');
  const many = await savePdf(running, '四十条.pdf');
  const pages = await readPdf(many);
  expect(pages.length).toBeGreaterThanOrEqual(2);
  const whole = pages.map(({ text }) => text).join('');
  for (let index = 0; index < 40; index += 1) {
    expect(whole.split(`COSU63812${String(index).padStart(5, '0')}`)).toHaveLength(2);
  }
  pages.forEach(({ text }, index) => {
    expect(text).toContain('序号');
    expect(text).toContain('本次提货重量');
    expect(text).toContain(`第${String(index + 1)}页共${String(pages.length)}页`);
    expect(text).toContain('未申报');
  });
  expect(whole).toContain('第31条的备注第二行');
  expect(whole).toContain('表体共40条，本次提货重量合计40020千克');

  await printRow(window, '沪A77777');
  const long = await readPdf(await savePdf(running, '长备注.pdf'));
  const text = long.map((page) => page.text).join('');
  for (let line = 1; line <= 80; line += 1) expect(text).toContain(`备注第${String(line)}行`);

  // All three in one job, and what became of each.
  await window.getByTestId('check-page').check();
  await window.getByTestId('batch-print').click();
  await expect(window.getByTestId('print-size')).toContainText('A4 纵向，共 3 票');
  const three = await savePdf(running, '三票.pdf');
  const ofThree = (await readPdf(three)).map((page) => page.text);
  expect(ofThree.filter((page) => page.includes('第1页共'))).toHaveLength(3);
  await expect(window.getByTestId('batch-summary')).toHaveText('已保存为 PDF 3 票');
  const results = window.getByTestId('batch-sheet');
  await expect(results).toHaveCount(3);
  await expect(results.filter({ hasText: '沪A40404' })).toContainText('已保存为 PDF');
  await expect(window.getByTestId('print-close')).toBeFocused();
  await picture(window, 'print-results');
  const csv = test.info().outputPath('打印结果.csv');
  await answerDialog(running, csv);
  await window.getByTestId('batch-save-csv').click();
  await expect(window.getByTestId('batch-saved')).toContainText('打印结果.csv');
  expect(await readFile(csv, 'utf8')).toContain('沪A77777');
  await window.getByTestId('print-close').press('Enter');
  await expect(window.getByTestId('batch-summary')).toBeHidden();
  await window.getByTestId('choose-none').click();

  await window.getByTestId('list-print').click();
  await expect(window.getByTestId('print-size')).toHaveText('A4 横向，共 3 票、1 页');
  const list = await savePdf(running, '列表.pdf');
  const [page, ...more] = await readPdf(list);
  expect(more).toEqual([]);
  expect(page).toMatchObject({ width: 297, height: 210 });
  for (const words of ['单证列表', '全部单证', '共3票', '单证状态', '沪A40404', '第1页共1页']) {
    expect(page?.text).toContain(words);
  }
});

test('every state carries its watermark, and a medium that is a bar code has one', async ({
  openDesk,
}) => {
  const running = await deskWith(openDesk, ({ add, submit, answer, amend }) => {
    const declared = (plate: string, ...codes: readonly string[]) => {
      const sheet = add(medium(roadExport, plate));
      const submissionId = submit(sheet);
      return answer(sheet, { submissionId, function: 'ADD' }, ...codes);
    };
    submit(add(medium(roadExport, '粤B00001')));
    declared('粤B00002', '1', '2', '20');
    const accepted = declared('粤B00003', '1', '2', '10');
    const submissionId = submit(accepted, 'DEL');
    answer(accepted, { submissionId, function: 'DEL' }, '10');
    const amended = declared('粤B00004', '1', '2', '10');
    amend(amended, {
      head: { ...amended.head, vehicleWeight: '9500' },
      items: amended.items,
    });
    add(medium(roadExport, 'SZ-BC20260009', 'BC'));
  });
  const { window } = running;
  const wordsOn = async (plate: string): Promise<string> => {
    await printRow(window, plate);
    const pages = await readPdf(await savePdf(running, `${plate}.pdf`));
    return pages.map(({ text }) => text).join('');
  };
  const marks = ['培训', '未申报', '待发送', '退单', '已删单'];
  const marksOn = (text: string): readonly string[] => marks.filter((word) => text.includes(word));

  expect(marksOn(await wordsOn('粤B00001'))).toEqual(['培训', '待发送']);
  const rejected = await wordsOn('粤B00002');
  expect(marksOn(rejected)).toEqual(['培训', '退单']);
  expect(rejected).toContain('车辆信息与备案不符');
  expect(marksOn(await wordsOn('粤B00003'))).toEqual(['培训', '已删单']);
  const amended = await wordsOn('粤B00004');
  expect(amended).toContain('变更未申报');
  expect(amended).toContain('另有变更尚未申报');
  expect(amended).toContain('9000千克');
  expect(amended).not.toContain('9500');
  const coded = await wordsOn('SZ-BC20260009');
  expect(marksOn(coded)).toEqual(['培训', '未申报']);
  const codes = await barCodesOn(test.info().outputPath('SZ-BC20260009.pdf'), 1);
  expect(codes).toHaveLength(2);
  expect(codes[0]).toMatch(/^\d{32}$/);
  expect(codes[1]).toBe('SZ-BC20260009');
});

test('the clerk chooses printer and copies, and reads why a printer refuses', async ({
  openDesk,
}) => {
  const running = await deskWith(openDesk, ({ add }) => {
    add(roadExport);
  });
  const { app, window } = running;
  await app.evaluate(({ app: electronApp, BrowserWindow }) => {
    const own = BrowserWindow.getAllWindows()[0]?.webContents;
    if (own === undefined) throw new Error('there is a window');
    own.getPrintersAsync = () =>
      Promise.resolve([
        { name: 'office', displayName: '办公室激光打印机', description: '', options: {} },
        { name: 'gate', displayName: '卡口针式打印机', description: '', options: {} },
      ] as Electron.PrinterInfo[]);
    electronApp.on('web-contents-created', (_event, contents) => {
      contents.print = (options, answer) => {
        process.env['PRINTED'] = JSON.stringify({ options, url: contents.getURL() });
        const isJammed = options?.deviceName === 'gate';
        answer?.(!isJammed, isJammed ? '缺纸' : '');
      };
    });
  });
  await window.getByTestId('query-row').getByTestId('row-print').click();
  await expect(window.getByTestId('print-send')).toBeFocused();
  await expect(window.getByTestId('print-no-printer')).toBeHidden();
  await window.getByTestId('print-printer').selectOption('gate');
  await window.getByTestId('print-copies').fill('21');
  await expect(window.getByText('份数请填 1 至 20')).toBeVisible();
  await expect(window.getByTestId('print-send')).toBeDisabled();
  await window.getByTestId('print-copies').fill('2');
  await window.getByTestId('print-send').click();
  await expect(window.getByTestId('dialog-message')).toHaveText('打印机没有接受打印任务：缺纸');
  await window.getByTestId('dialog-confirm').click();
  await window.getByTestId('print-printer').selectOption('office');
  await window.getByTestId('print-send').click();
  await expect(window.getByText('已送到打印机')).toBeVisible();
  const printed = JSON.parse((await app.evaluate(() => process.env['PRINTED'])) ?? '{}') as {
    options: object;
    url: string;
  };
  expect(printed.options).toMatchObject({
    deviceName: 'office',
    copies: 2,
    silent: true,
    landscape: false,
  });
  expect(printed.url).toMatch(/^kakou:\/\/print\//);
  // Nothing that draws pages stays behind.
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length))
    .toBe(1);
});

test('500 sheets are laid out beside the work, their first pages shown, and more than 500 refused', async ({
  openDesk,
}) => {
  const running = await deskWith(openDesk, ({ add }) => {
    for (let index = 0; index < 501; index += 1) {
      add(medium(roadExport, `粤B${String(index).padStart(5, '0')}`));
    }
  });
  const { window } = running;
  const ask = (ids: readonly number[]) =>
    window.evaluate(async (chosen) => {
      const { kakou } = globalThis as unknown as {
        kakou: { invoke: (name: string, input: unknown) => Promise<unknown> };
      };
      return kakou.invoke('print.preview', {
        jobId: '0f8e8f0e-0000-4000-8000-000000000001',
        order: { kind: 'sheets', choice: { kind: 'checked', ids: chosen } },
      });
    }, ids);
  const first500 = Array.from({ length: 500 }, (_, index) => index + 1);
  expect(await ask([...first500, 501])).toMatchObject({
    ok: false,
    error: { kind: 'print.tooMany', message: '选中了 501 票，一次最多打印 500 票。' },
  });
  // While they are laid out the window answers: another screen opens, and a sheet is typed.
  const laidOut = ask(first500);
  await window.getByTestId('menu-new').click();
  await newSheet(window);
  await typeSheet(window, roadExport);
  expect(await laidOut).toMatchObject({
    ok: true,
    value: { count: 500, pageCount: 500, previewedPages: 8 },
  });
  // Given up while they are read or laid out.
  await window.getByTestId('menu-query').click();
  await window.getByTestId('check-page').check();
  await window.getByTestId('choose-all').click();
  await window.getByTestId('query-row').first().getByTestId('row-check').uncheck();
  await window.getByTestId('batch-print').click();
  await window.getByTestId('print-stop').click();
  await expect(window.getByTestId('print-problem')).toContainText('已停止，没有打印');
  await expect(window.getByTestId('print-stop')).toHaveCount(0);
  await expect(window.getByTestId('print-close')).toBeFocused();
  await expect(window.getByTestId('print-send')).toBeDisabled();
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('print-problem')).toBeHidden();

  await window.getByTestId('list-print').click();
  await expect(window.getByTestId('print-size')).toContainText('共 501 票', { timeout: 60_000 });
  const pages = await readPdf(await savePdf(running, '长列表.pdf'));
  expect(pages.length).toBeGreaterThan(8);
  for (const { text } of pages) expect(text).toContain('绑定介质关键信息');
});
