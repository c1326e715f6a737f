import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { CellValue } from '@protobi/exceljs';
import { emptyContainers, roadExport, seaImport } from '../support/sample-sheets.ts';
import { newSheet, save, typeSheet } from '../support/clerk.ts';
import { openClosedStore } from '../support/closed-store.ts';
import { expect, test } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import type { RunningApp } from '../support/electron-app.ts';
import { picture } from '../support/picture.ts';
import { copySheet } from '../support/sheet-copies.ts';
import { fillTemplate, openWithOther, writeSpreadsheet } from '../support/spreadsheets.ts';
import { storeSheets } from '../support/stored-sheets.ts';

/** Sheets to Excel and back, in the real window; the system's file dialogs are answered by the test. */

const small = { width: 1366, height: 768 };

const openQuery = async (desk: Desk): Promise<RunningApp> => {
  const running = await desk.start({ size: small });
  await desk.signIn(running.window);
  await running.window.getByTestId('menu-query').click();
  await expect(running.window.getByTestId('open-import')).toBeVisible();
  return running;
};

/** The next dialogs are answered with this file, or cancelled. */
const answerDialogs = ({ app }: RunningApp, file: string | null): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  }, file);

const inTheDark = async (window: Page, name: string): Promise<void> => {
  await window.evaluate(() => document.documentElement.classList.add('dark'));
  await picture(window, `excel-${name}`);
  await window.evaluate(() => document.documentElement.classList.remove('dark'));
};

/** Nothing sticks out of the window at the right or below. */
const fits = async (window: Page): Promise<void> => {
  const beyond = await window.evaluate(
    () =>
      [...document.querySelectorAll('.el-dialog')]
        .map((element) => element.getBoundingClientRect())
        .filter(({ right, bottom }) => right > innerWidth + 1 || bottom > innerHeight + 1).length,
  );
  expect(beyond).toBe(0);
};

const truck: Readonly<Record<string, CellValue>> = {
  关区代码: '5301 皇岗海关',
  绑定介质类型: 'VN 车牌号',
  绑定介质关键信息: '粤B12345',
  业务类型: '报关',
  运输方式: '公路',
  进出口标志: 'E',
  车辆重量: 9000,
  挂车重量: '7100.5',
};
const trailer: Readonly<Record<string, CellValue>> = {
  绑定对象类型: 'VN 车辆车牌',
  '绑定对象 ID': '粤B1234挂',
  '航次/货物运输批次号': '5301026112201',
};

test('the template is filled in, read, mended and becomes drafts', async ({ openDesk }) => {
  const desk = await openDesk();
  const running = await openQuery(desk);
  const { window } = running;
  const template = path.join(desk.folder, '模板.xlsx');
  const filled = path.join(desk.folder, '清单.xlsx');
  const back = path.join(desk.folder, '错误.xlsx');

  await window.getByTestId('open-import').click();
  await expect(window.getByTestId('import-choose-file')).toBeFocused();
  await answerDialogs(running, null);
  await window.getByTestId('import-template').click();
  await answerDialogs(running, template);
  await window.getByTestId('import-template').click();
  await expect(window.getByText('已保存：模板.xlsx')).toBeVisible();
  await picture(window, 'excel-import-start');

  await fillTemplate(template, filled, [
    { 序号: 1, ...truck, ...trailer },
    { 序号: 1, ...trailer, '绑定对象 ID': '粤B5678挂' },
    { ...truck, 绑定介质关键信息: '粤B22222', ...trailer, 运输方式: '海运' },
    { ...truck, 绑定介质关键信息: '粤B33333', ...trailer, '绑定对象 ID': 1.2e18 },
    { 序号: 1, ...truck, ...trailer, 绑定介质关键信息: '粤B12345' },
  ]);
  await answerDialogs(running, filled);
  await window.getByTestId('import-choose-file').click();
  await expect(window.getByTestId('import-sheet')).toHaveCount(3);
  await expect(window.getByTestId('import-line')).toHaveCount(5);
  await expect(window.getByTestId('import-verdict')).toHaveText([
    '无误',
    '有 1 处待改',
    '不能导入',
  ]);
  await expect(window.getByTestId('import-told').nth(3)).toContainText('请填写船名');
  await expect(window.getByTestId('import-told').nth(4)).toContainText('第 16 位起已丢失');
  await expect(window.getByTestId('import-choose').nth(2)).toBeDisabled();
  await expect(window.getByTestId('import-keep')).toHaveText('导入选中的 1 票');
  await expect(window.getByTestId('import-keep')).toBeFocused();
  await fits(window);
  await picture(window, 'excel-preview');
  await inTheDark(window, 'preview-dark');
  await window.getByTestId('import-filter-blocked').click();
  await expect(window.getByTestId('import-sheet')).toHaveCount(1);
  await window.getByTestId('import-filter-all').click();

  await answerDialogs(running, back);
  await window.getByTestId('import-save-back').click();
  await expect(window.getByText('已保存：错误.xlsx')).toBeVisible();
  const { 单证: told = [] } = await openWithOther(back);
  expect(told[0]?.[0]).toBe('错误提示');
  expect(told[3]?.[0]).toBe('请填写船名');

  await window.getByTestId('import-take-all').click();
  await expect(window.getByTestId('import-keep')).toHaveText('导入选中的 2 票（1 票有待改）');
  await window.getByTestId('import-keep').click();
  await expect(window.getByText('已导入 2 票，状态为暂存，其中 1 票有待改')).toBeVisible();
  await expect(window.getByTestId('import-keep')).toBeHidden();
  await expect(window.getByTestId('query-row')).toHaveCount(2);
  await expect(window.getByTestId('query-row').filter({ hasText: '粤B22222' })).toContainText(
    '有 1 处待改',
  );
  await expect(window.getByTestId('status-label')).toHaveText(['暂存成功', '暂存成功']);

  // The mended list: what is there already is known, what was mended is good.
  const mended = path.join(desk.folder, '改好.xlsx');
  await fillTemplate(back, mended, [{}, {}, {}, { '绑定对象 ID': '粤B9999挂' }]);
  await answerDialogs(running, mended);
  await window.getByTestId('open-import').click();
  await window.getByTestId('import-choose-file').click();
  await expect(window.getByTestId('import-filter-duplicate')).toHaveText('重复 2');
  await expect(window.getByTestId('import-told').first()).toContainText('从“清单.xlsx”导入');
  await expect(window.getByTestId('import-keep')).toHaveText('导入选中的 1 票');
  await picture(window, 'excel-preview-again');
  await window.getByTestId('import-keep').click();
  await expect(window.getByTestId('query-row')).toHaveCount(3);
});

test('files that are no list are told, and nothing is imported', async ({ openDesk }) => {
  const desk = await openDesk();
  const running = await openQuery(desk);
  const { window } = running;
  const wages = path.join(desk.folder, '工资.xlsx');
  await writeSpreadsheet(wages, {
    工资: [
      ['姓名', '金额'],
      ['张三', 1],
    ],
  });
  const old = path.join(desk.folder, '旧.xls');
  await writeFile(old, Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  const large = path.join(desk.folder, '大.csv');
  await writeFile(large, '关区代码,绑定介质类型,绑定对象类型,绑定对象 ID\n'.repeat(200_001));
  await window.getByTestId('open-import').click();
  for (const [file, reason] of [
    [wages, '没有找到清单：工作表“工资”'],
    [old, '旧版 .xls 或加了密码'],
    [large, '超过 20000 行'],
    [path.join(desk.folder, '没有.xlsx'), '文件无法读取'],
  ] as const) {
    await answerDialogs(running, file);
    await window.getByTestId('import-choose-file').click();
    await expect(window.getByTestId('import-problem')).toContainText(reason);
    await expect(window.getByTestId('import-keep')).toHaveCount(0);
  }
  await picture(window, 'excel-refused');
  // GB 18030 must be known to Electron's own Node as well.
  const gbk = path.join(desk.folder, '国标.csv');
  await writeFile(
    gbk,
    Buffer.from(
      'b9d8c7f8b4fac2eb2cb0f3b6a8bde9d6cac0e0d0cd2cb0f3b6a8b6d4cff3c0e0d0cd2cb0f3b6a8b6d4cff320494' +
        '40a353330312cb3b5c5c6bac52c432ccdee0a',
      'hex',
    ),
  );
  await answerDialogs(running, gbk);
  await window.getByTestId('import-choose-file').click();
  await expect(window.getByTestId('import-line')).toContainText('集装箱号 皖');
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('query-empty')).toBeVisible();
});

test('what the list shows is exported, and the file comes back as the same sheets', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const running = await openQuery(desk);
  const { window } = running;
  for (const sheet of [roadExport, emptyContainers, seaImport]) {
    await window.getByTestId('menu-new').click();
    await newSheet(window);
    await typeSheet(window, sheet);
    await save(window);
  }
  await window.getByTestId('menu-query').click();
  await expect(window.getByTestId('query-row')).toHaveCount(3);

  const all = path.join(desk.folder, '全部.xlsx');
  await answerDialogs(running, all);
  await window.getByTestId('open-export').click();
  await expect(window.getByTestId('export-start')).toBeFocused();
  await expect(window.getByTestId('export-what')).toHaveText('全部单证');
  await window.getByTestId('export-all-columns').click();
  await fits(window);
  await picture(window, 'excel-export');
  await inTheDark(window, 'export-dark');
  await window.keyboard.press('Tab');
  await window.getByTestId('export-start').click();
  await expect(window.getByText('已导出 3 票、表体 4 条：全部.xlsx')).toBeVisible();
  await expect(window.getByTestId('export-start')).toBeHidden();
  const opened = await openWithOther(all);
  expect(opened['表头']).toHaveLength(4);
  expect(opened['表体']).toHaveLength(5);
  await showsFolder(running, all);

  // With a condition only what matches, as CSV, with the list's own columns.
  await window.getByTestId('query-mediumId').fill('沪A12345');
  await window.getByTestId('query-run').click();
  await expect(window.getByTestId('query-row')).toHaveCount(1);
  const some = path.join(desk.folder, '部分.csv');
  await answerDialogs(running, some);
  await window.getByTestId('open-export').click();
  await expect(window.getByTestId('export-what')).toContainText('绑定介质关键信息：沪A12345');
  await window.getByTestId('export-csv').check();
  await window.getByTestId('export-items').uncheck();
  await window.getByTestId('export-start').click();
  await expect(window.getByText('已导出 1 票：部分.csv')).toBeVisible();
  const csv = await readFile(some, 'utf8');
  expect(csv.startsWith('\uFEFF"单证状态","发送状态"')).toBe(true);
  expect(csv.split('\r\n')).toHaveLength(3);

  // The file of everything is understood again, and known for what it is.
  await answerDialogs(running, all);
  await window.getByTestId('open-import').click();
  await window.getByTestId('import-choose-file').click();
  await expect(window.getByTestId('import-verdict')).toHaveText(['无误', '无误', '无误']);
  await expect(window.getByTestId('import-filter-duplicate')).toHaveText('重复 3');
  await expect(window.getByTestId('import-keep')).toBeDisabled();
  expect((await readdir(desk.folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a long export runs beside the work, can be stopped, and tells when it is done', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const sheetCount = 12_000;
  await storeSheets(desk, [{ sheet: seaImport, at: Date.UTC(2026, 9, 1) }]);
  const store = await openClosedStore(desk);
  copySheet(store, 1, sheetCount - 1);
  store.close();

  const running = await openQuery(desk);
  const { window } = running;
  await expect(window.getByTestId('query-row')).toHaveCount(50);
  const file = path.join(desk.folder, '很多.xlsx');
  await answerDialogs(running, file);
  await window.getByTestId('open-export').click();
  await window.getByTestId('export-start').click();
  await expect(window.getByTestId('file-progress')).toContainText('%');
  await picture(window, 'excel-exporting');
  await window.getByTestId('export-stop').click();
  await expect(window.getByTestId('export-start')).toBeVisible();
  expect((await readdir(desk.folder)).filter((name) => name.includes('很多'))).toEqual([]);

  await window.getByTestId('export-start').click();
  await expect(window.getByTestId('file-progress')).toContainText('%');
  await window.getByTestId('export-background').click();
  // The window works on: a sheet is typed and saved while the file is written.
  await window.getByTestId('menu-new').click();
  await newSheet(window);
  await typeSheet(window, roadExport);
  await save(window);
  await expect(window.getByText(`已导出 ${String(sheetCount)} 票、表体 24000 条`)).toBeVisible({
    timeout: 120_000,
  });
  const { 表头: heads = [], 表体: items = [] } = await openWithOther(file);
  expect(heads).toHaveLength(sheetCount + 1);
  expect(items).toHaveLength(24_001);
});

/** 打开所在文件夹 asks the system for the file that was written. */
const showsFolder = async ({ app, window }: RunningApp, file: string): Promise<void> => {
  await app.evaluate(({ shell }) => {
    shell.showItemInFolder = (shown) => {
      process.env['SHOWN_FILE'] = shown;
    };
  });
  await window.getByTestId('export-show-file').click();
  await expect.poll(() => app.evaluate(() => process.env['SHOWN_FILE'])).toBe(file);
};
