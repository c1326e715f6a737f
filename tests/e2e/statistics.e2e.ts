/// <reference lib="dom" />
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import readXlsxFile from 'read-excel-file/node';
import { z } from 'zod';
import { sampleWorld } from '../../simulators/sample-world.ts';
import { findOperator } from '../../src-main/store/operators.ts';
import { withSummaryRebuilt } from '../../src-main/store/daily-summary.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { newSheet, save, typeSheet } from '../support/clerk.ts';
import { openClosedStore, storeFile } from '../support/closed-store.ts';
import { expect, test } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import type { RunningApp } from '../support/electron-app.ts';
import { picture, pictureFolder } from '../support/picture.ts';
import { insertRandomSheets } from '../support/random-sheets.ts';
import { roadExport } from '../support/sample-sheets.ts';

const size = { width: 1366, height: 768 };
const dayLength = 86_400_000;
const beijingDate = (instant: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(instant);

/** A year of sheets up to today, before the program starts. */
const fillStore = async (desk: Desk): Promise<void> => {
  const store = await openClosedStore(desk);
  const operatorIds = sampleWorld.operators.map(
    ({ userName }) => findOperator(store, userName)?.profile.id ?? 0,
  );
  withSummaryRebuilt(store, (writable) => {
    insertRandomSheets(writable, {
      count: 1500,
      seed: 20,
      firstDay: beijingDate(Date.now() - 364 * dayLength),
      days: 364,
      operatorIds,
    });
  });
  store.close();
};

/** What a look at the sheets themselves says. */
const countIn = (desk: Desk, condition: string): number => {
  const store = new Database(storeFile(desk), { readonly: true });
  const count = store
    .prepare(`SELECT count(*) FROM declaration WHERE hidden = 0 AND ${condition}`)
    .pluck()
    .get();
  store.close();
  return Number(count);
};

const enteredFrom = (date: string): string =>
  `entered_at >= ${String(Date.parse(`${date}T00:00:00+08:00`))}`;

const tile = (window: Page, key: string) => window.getByTestId(`tile-${key}`);
const rowsOf = (window: Page, key: string) =>
  window.getByTestId(`statistics-panel-${key}`).getByTestId('statistics-row');
const words = (count: number): string => count.toLocaleString('zh-CN');

const openStatistics = async (desk: Desk): Promise<RunningApp> => {
  await fillStore(desk);
  const running = await desk.start({ size });
  await desk.signIn(running.window);
  await running.window.getByTestId('menu-statistics').click();
  await expect(tile(running.window, 'sheets')).toBeVisible();
  return running;
};

/** The system's dialog is not the program's: it answers with this file. */
const chooseFile = ({ app }: RunningApp, file: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);

test('业务数据统计 counts by day, week, month, status, district, business type and operator', async ({
  openDesk,
}) => {
  test.setTimeout(120_000);
  const desk = await openDesk();
  const { window } = await openStatistics(desk);
  const today = beijingDate(Date.now());
  const monthStart = `${today.slice(0, 7)}-01`;
  await expect(tile(window, 'sheets')).toHaveText(words(countIn(desk, enteredFrom(monthStart))));
  await expect(rowsOf(window, 'periods')).toHaveCount(Number(today.slice(8)));

  await window.getByTestId('statistics-year').click();
  const year = enteredFrom(beijingDate(Date.now() - 364 * dayLength));
  await expect(tile(window, 'sheets')).toHaveText(words(countIn(desk, year)));
  await expect(window.getByTestId('statistics-by-month')).toHaveAttribute('aria-pressed', 'true');
  const accepted = countIn(
    desk,
    `${year} AND withdrawn = 0 AND status IN ('10', '40', '41', '42', '43', '50')`,
  );
  await expect(tile(window, 'accepted')).toHaveText(words(accepted));
  const departed = rowsOf(window, 'statuses').filter({ hasText: '已口岸离场' });
  await expect(departed.getByRole('button')).toHaveText(
    words(countIn(desk, `${year} AND status = '50'`)),
  );
  const yangshan = countIn(desk, `${year} AND customs_code = '5202'`);
  await expect(rowsOf(window, 'districts').first()).toContainText('5202');
  await expect(rowsOf(window, 'districts').first().getByRole('button')).toHaveText(words(yangshan));
  await expect(rowsOf(window, 'operators')).toHaveCount(3);
  await expect(rowsOf(window, 'rejections').first()).toContainText('车辆重量不能为 #，请核实');
  await expect(window.getByTestId('statistics-chart')).toHaveCount(7);
  await expect(window.locator('.statistics-chart svg')).toHaveCount(7);

  await window.getByTestId('statistics-by-week').click();
  await expect(rowsOf(window, 'periods').last()).toContainText(/^\d{4}-W\d\d/);

  // One filter after the other; the figure leads to the sheets that it counts.
  await window.getByTestId('statistics-customsCode').fill('5202');
  await window.keyboard.press('Enter');
  await expect(tile(window, 'sheets')).toHaveText(words(yangshan));
  await expect(window.getByTestId('statistics-description')).toContainText('关区 5202');
  await window.getByTestId('statistics-status').selectOption('20');
  const rejected = countIn(
    desk,
    `${year} AND customs_code = '5202' AND status = '20' AND withdrawn = 0`,
  );
  await expect(tile(window, 'sheets')).toHaveText(words(rejected));
  await rowsOf(window, 'statuses').first().getByRole('button').click();
  await expect(window.getByTestId('query-tag')).toHaveCount(3);
  await expect(window.getByTestId('query-row')).toHaveCount(Math.min(50, rejected));
  await window.getByTestId('menu-statistics').click();
  await window.getByTestId('statistics-all').click();
  await expect(tile(window, 'sheets')).toHaveText(words(countIn(desk, year)));

  // Half given and reversed: a clear word, and nothing is asked.
  const dates = window.locator('.statistics-dates input');
  await dates.nth(0).fill(beijingDate(Date.now() + 3 * dayLength));
  await dates.nth(0).press('Enter');
  await expect(window.getByTestId('statistics-fault')).toHaveText('起始日期不能晚于结束日期。');
  await window.getByTestId('statistics-today').click();
  await expect(window.getByTestId('statistics-fault')).toHaveCount(0);
  await expect(tile(window, 'sheets')).toHaveText(words(countIn(desk, enteredFrom(today))));
});

test('a sheet that is saved is in the figures at once, and the tab comes back after a restart', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const first = await openStatistics(desk);
  const { window } = first;
  await window.getByTestId('statistics-today').click();
  const today = beijingDate(Date.now());
  const before = countIn(desk, enteredFrom(today));
  await expect(tile(window, 'sheets')).toHaveText(words(before));
  await window.getByTestId('menu-new').click();
  await typeSheet(window, roadExport);
  await save(window);
  await window.getByTestId('menu-statistics').click();
  await expect(tile(window, 'sheets')).toHaveText(words(before + 1));
  await newSheetBeside(window);
  await first.close();

  const { window: again } = await desk.start({ size });
  await desk.signIn(again);
  await expect(again.getByTestId('tab').filter({ hasText: '业务数据统计' })).toHaveCount(1);
});

const newSheetBeside = async (window: Page): Promise<void> => {
  await window.getByTestId('menu-new').click();
  await newSheet(window);
  await window.getByTestId('menu-statistics').click();
  // The tabs are kept a moment after they changed.
  await window.waitForTimeout(400);
};

test('customs times are estimated, and exact when the clerk asks for it', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await openStatistics(desk);
  await window.getByTestId('statistics-year').click();
  await expect(tile(window, 'customsTime')).toHaveText(/^≈ \d+ /);
  await expect(rowsOf(window, 'periods').first()).toContainText('≈');
  await window.getByTestId('statistics-exact').click();
  await expect(tile(window, 'customsTime')).toHaveText(/^\d+ /);
  await expect(window.getByTestId('statistics-panel-districts')).not.toContainText('≈');
  await expect(window.getByTestId('statistics-astray')).toHaveCount(0);
  // Combinations that the summary does not keep are computed as well.
  await window.getByTestId('statistics-operator').selectOption({ index: 1 });
  await window.getByTestId('statistics-status').selectOption('50');
  await expect(tile(window, 'customsTime')).toHaveText('—');
  await window.getByTestId('statistics-exact').click();
  await expect(tile(window, 'customsTime')).toHaveText(/^\d+ /);
});

test('each table goes into Excel and CSV as it stands, and the screen onto paper', async ({
  openDesk,
}) => {
  test.setTimeout(120_000);
  const desk = await openDesk();
  const running = await openStatistics(desk);
  const { window, app } = running;
  await window.getByTestId('statistics-year').click();
  await expect(rowsOf(window, 'periods').nth(11)).toBeAttached();
  const shown = async (key: string, column: number): Promise<string[]> =>
    rowsOf(window, key).evaluateAll(
      (rows, index) => rows.map((row) => row.children[index]?.textContent?.trim() ?? ''),
      column,
    );
  const excel = path.join(desk.folder, '关区.xlsx');
  await chooseFile(running, excel);
  await window.getByTestId('save-districts-xlsx').click();
  await expect(window.getByText(`已导出：${excel}`)).toBeVisible();
  const [sheet] = await readXlsxFile(excel);
  const [heading, ...rows] = sheet?.data ?? [];
  expect(heading?.slice(0, 2)).toEqual(['关区代码', '票数']);
  expect(rows.map((row) => row[0])).toEqual(await shown('districts', 0));
  expect(rows.map((row) => words(Number(row[1])))).toEqual(await shown('districts', 1));

  const csv = path.join(desk.folder, '退单原因');
  await chooseFile(running, csv);
  await window.getByTestId('save-rejections-csv').click();
  await expect(window.getByText(`已导出：${csv}.csv`)).toBeVisible();
  const lines = z
    .array(z.array(z.string()))
    .parse(parse(readFileSync(`${csv}.csv`, 'utf8'), { bom: true }));
  expect(lines.slice(1).map(([reason]) => reason)).toEqual(await shown('rejections', 0));

  await chooseFile(running, path.join(desk.folder, 'no-folder', 'a.xlsx'));
  await window.getByTestId('save-districts-xlsx').click();
  await expect(window.getByText('文件无法写入')).toBeVisible();
  await window.getByTestId('dialog-confirm').click();

  // Dark on the screen, light on paper, and dark again; without menu, tabs and buttons.
  await window.keyboard.press('Control+Shift+L');
  const pdf = await app.evaluate(async ({ BrowserWindow }) => {
    const printed = await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({
      preferCSSPageSize: true,
      printBackground: true,
    });
    return printed?.toString('base64') ?? '';
  });
  if (pictureFolder !== undefined) {
    mkdirSync(pictureFolder, { recursive: true });
    writeFileSync(path.join(pictureFolder, 'statistics.pdf'), pdf, 'base64');
  }
  const paper = await getDocument({ data: new Uint8Array(Buffer.from(pdf, 'base64')) }).promise;
  const texts = await Promise.all(
    Array.from({ length: paper.numPages }, async (_, index) => {
      const page = await paper.getPage(index + 1);
      const { items } = await page.getTextContent();
      return items.map((item) => ('str' in item ? item.str : '')).join('');
    }),
  );
  const plain = (whole: string): string => whole.normalize('NFKC').replace(/\s/g, '');
  const text = plain(texts.join(''));
  expect(text).toContain(plain('业务数据统计（培训）福州海丝货运代理有限公司'));
  for (const title of ['按月', '按单证状态', '按关区', '按业务类型', '按操作人员', '退单原因']) {
    expect(text).toContain(title);
  }
  // Some letters come back as the radicals that look alike; what is counted does not.
  const statuses = await shown('statuses', 1);
  const statusNames = await shown('statuses', 0);
  expect(statuses.length).toBeGreaterThan(10);
  statuses.forEach((count, index) =>
    expect(text).toContain(plain(`${statusNames[index] ?? ''}${count}`)),
  );
  expect(text).not.toContain('导出');
  expect(text).not.toContain('新增');
  expect(paper.numPages).toBeLessThan(9);
  await expect(window.locator('html.dark')).toHaveCount(1);
  await window.evaluate(() => {
    globalThis.print = () => document.body.setAttribute('data-asked', 'printed');
  });
  await window.getByTestId('statistics-print').click();
  await expect(window.locator('body[data-asked=printed]')).toHaveCount(1);
});

for (const theme of ['light', 'dark'] as const) {
  test(`业务数据统计 is read by keyboard and without colours, ${theme}`, async ({ openDesk }) => {
    const desk = await openDesk();
    const { window } = await openStatistics(desk);
    if (theme === 'dark') await window.keyboard.press('Control+Shift+L');
    await picture(window, `statistics-${theme}-month`);
    await expectAccessible(window, `statistics of a month, ${theme}`);
    await window.getByTestId('statistics-month').focus();
    await window.keyboard.press('Tab');
    await expect(window.getByTestId('statistics-year')).toBeFocused();
    await window.keyboard.press('Enter');
    await expect(window.getByTestId('statistics-year')).toHaveAttribute('aria-pressed', 'true');
    await expect(window.locator('.statistics-chart svg')).toHaveCount(7);
    await picture(window, `statistics-${theme}-year`);
    await expectAccessible(window, `statistics of a year, ${theme}`);
    for (const panel of ['statuses', 'businessTypes', 'rejections']) {
      await window.getByTestId(`statistics-panel-${panel}`).scrollIntoViewIfNeeded();
      await picture(window, `statistics-${theme}-${panel}`);
    }
    // Every table is reached by Tab and scrolls by the arrows.
    const regions = window.locator('.panel-table');
    for (const region of await regions.all()) {
      await region.focus();
      await expect(region).toBeFocused();
    }
  });
}
