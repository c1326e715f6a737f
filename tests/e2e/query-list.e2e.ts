import path from 'node:path';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { openClosedStore } from '../support/closed-store.ts';
import { expect, test } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import type { RunningApp } from '../support/electron-app.ts';
import { picture } from '../support/picture.ts';
import { copySheet } from '../support/sheet-copies.ts';
import { storeSheets, truck } from '../support/stored-sheets.ts';

/** 查询 · 列表: columns, order, count, pages, what is chosen, and what live updates leave alone. */

test.setTimeout(180_000);

const size = { width: 1366, height: 768 };
const minute = 60_000;
const at = (window: Page, name: string): Locator => window.getByTestId(name);
const rows = (window: Page): Locator => at(window, 'query-row');
const plate = (number: number): string => `粤B${String(10_000 + number)}`;

/** So many trucks, a minute after one another, the last one just now. */
const openWith = async (desk: Desk, count: number): Promise<RunningApp> => {
  const now = Date.now();
  await storeSheets(
    desk,
    Array.from({ length: count }, (_, index) => ({
      sheet: truck(plate(index + 1)),
      at: now - (count - index) * minute,
    })),
  );
  return open(desk);
};

const open = async (desk: Desk): Promise<RunningApp> => {
  const running = await desk.start({ size });
  await desk.signIn(running.window);
  await at(running.window, 'menu-query').click();
  await expect(rows(running.window).first()).toBeVisible();
  return running;
};

const headings = (window: Page): Locator => window.locator('.query-table thead th');

test('选择显示列: columns are chosen, ordered and sized, stay, and are what an export writes', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const running = await openWith(desk, 3);
  const { window } = running;
  await at(window, 'list-columns').click();
  await expect(at(window, 'columns-list')).toBeVisible();
  await picture(window, 'query-columns');
  await expectAccessible(window, 'columns');
  for (const key of ['sending', 'problemCount', 'lastReason', 'businessType', 'dataCentreNo']) {
    await at(window, `show-${key}`).uncheck();
  }
  await at(window, 'show-vehicleWeight').check();
  // By keyboard: the focus goes with the column.
  await at(window, 'up-mediumId').focus();
  for (let step = 0; step < 3; step += 1) await window.keyboard.press('Enter');
  await expect(at(window, 'down-mediumId')).toBeFocused();
  // By the mouse.
  await at(window, 'offered-importExport').dragTo(at(window, 'offered-status'));
  await at(window, 'width-tripNo').fill('300');
  await at(window, 'columns-confirm').click();
  const wanted = [
    '绑定介质关键信息',
    '进出口标志',
    '单证状态',
    '车次确认编号',
    '录入时间 ▼',
    '关区代码',
    '绑定介质类型',
    '表体条数',
    '操作人员',
    '车辆重量',
  ];
  await expect(headings(window)).toHaveText(['', ...wanted, '操作']);

  // The edge of a header makes its column wider.
  const edge = await at(window, 'edge-status').boundingBox();
  const before = await at(window, 'column-status').boundingBox();
  if (edge === null || before === null) throw new Error('the header is in sight');
  await window.mouse.move(edge.x + 4, edge.y + 8);
  await window.mouse.down();
  await window.mouse.move(edge.x + 64, edge.y + 8, { steps: 4 });
  await window.mouse.up();
  const widthOf = async (page: Page, key: string): Promise<number> =>
    Math.round((await at(page, `column-${key}`).boundingBox())?.width ?? 0);
  const wider = Math.round(before.width) + 60;
  await expect.poll(() => widthOf(window, 'status')).toBe(wider);
  await picture(window, 'query-columns-chosen');

  const file = path.join(desk.folder, '列表.csv');
  await running.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await at(window, 'open-export').click();
  await at(window, 'export-csv').check();
  await at(window, 'export-items').uncheck();
  await at(window, 'export-start').click();
  await expect(window.getByText('已导出 3 票：列表.csv')).toBeVisible();
  const [heading] = (await readFile(file, 'utf8')).replace('\uFEFF', '').split('\r\n');
  expect(heading?.split(',').map((cell) => cell.replaceAll('"', ''))).toEqual(
    wanted.map((label) => label.replace(' ▼', '')),
  );
  await window.waitForTimeout(400);
  await running.close();

  const again = await desk.start({ size });
  await desk.signIn(again.window);
  await expect(headings(again.window)).toHaveText(['', ...wanted, '操作']);
  expect(await widthOf(again.window, 'status')).toBe(wider);
  await at(again.window, 'list-columns').click();
  await at(again.window, 'columns-reset').click();
  await at(again.window, 'columns-confirm').click();
  await expect(headings(again.window)).toHaveCount(16);
  await expect(headings(again.window).nth(1)).toHaveText('单证状态');
});

test('the list is sorted by 录入时间 and 最近暂存 both ways, stays so, and free text by entry alone', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const running = await openWith(desk, 3);
  const { window } = running;
  const first = rows(window).first();
  const entered = at(window, 'column-enteredOn');
  await expect(entered).toHaveAttribute('aria-sort', 'descending');
  await expect(first).toContainText(plate(3));
  await at(window, 'sort-enteredOn').click();
  await expect(first).toContainText(plate(1));
  await expect(entered).toHaveAttribute('aria-sort', 'ascending');
  await expect(at(window, 'query-sort')).toHaveValue('oldest');

  // The oldest sheet is saved again: it is the newest by 最近暂存.
  await rows(window).first().getByTestId('row-edit').click();
  await at(window, 'head-remark').fill('又存了一次');
  await at(window, 'button-save').click();
  await expect(window.getByText('暂存成功').first()).toBeVisible();
  await at(window, 'menu-query').click();
  await at(window, 'query-sort').selectOption('最近暂存 新→旧');
  await expect(first).toContainText(plate(1));
  await at(window, 'query-sort').selectOption('最近暂存 旧→新');
  await expect(first).toContainText(plate(2));

  await at(window, 'query-text').fill('粤B1');
  await at(window, 'query-run').click();
  await expect(at(window, 'query-sort')).toHaveValue('oldest');
  await expect(at(window, 'query-sort')).toHaveAttribute('title', '全文查询只按录入时间排列');
  await expect(at(window, 'query-sort').locator('option:disabled')).toHaveText([
    '最近暂存 新→旧',
    '最近暂存 旧→新',
  ]);
  await expect(first).toContainText(plate(1));
  await at(window, 'query-reset').click();
  await expect(at(window, 'query-sort')).toHaveValue('firstSaved');
  await window.waitForTimeout(400);
  await running.close();
  const again = await desk.start({ size });
  await desk.signIn(again.window);
  await expect(at(again.window, 'query-sort')).toHaveValue('firstSaved');
  await expect(rows(again.window).first()).toContainText(plate(2));
});

test('pages go by key, the count stands beside them, and what is chosen survives both', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await openWith(desk, 120);
  const chosen = at(window, 'batch-count');
  await expect(rows(window)).toHaveCount(50);
  await expect(at(window, 'query-count')).toHaveText('共 120 票');
  await expect(at(window, 'query-previous')).toBeDisabled();

  // By keyboard: Space checks a row, arrows walk, Enter looks at it.
  await rows(window).first().focus();
  await window.keyboard.press('Space');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Space');
  await expect(chosen).toHaveText('已选择 2 票');
  await expect(rows(window).nth(1)).toBeFocused();
  await expect(at(window, 'check-page')).not.toBeChecked();
  expect(
    await at(window, 'check-page').evaluate((box: HTMLInputElement) => box.indeterminate),
  ).toBe(true);
  await at(window, 'query-next').click();
  await expect(rows(window).first()).toContainText(plate(70));
  await rows(window).first().getByTestId('row-check').check();
  await expect(chosen).toHaveText('已选择 3 票');
  await at(window, 'query-next').click();
  await expect(rows(window)).toHaveCount(20);
  await expect(at(window, 'query-next')).toBeDisabled();
  // The button can't be pressed any more: the keyboard goes on in the list.
  await expect(window.locator('.query-results')).toBeFocused();
  await at(window, 'query-previous').click();
  await at(window, 'query-previous').click();
  await expect(rows(window).first().getByTestId('row-check')).toBeChecked();
  await expect(rows(window).nth(2).getByTestId('row-check')).not.toBeChecked();

  // All of the page, then all that match but one.
  await at(window, 'check-page').check();
  await expect(chosen).toHaveText('已选择 51 票');
  await expect(at(window, 'choose-all')).toHaveText('选择全部 120 票符合条件的');
  await picture(window, 'query-chosen');
  await expectAccessible(window, 'chosen');
  await at(window, 'choose-all').click();
  await expect(chosen).toHaveText('已选择符合条件的 120 票');
  await rows(window).nth(4).getByTestId('row-check').uncheck();
  await at(window, 'query-next').click();
  await expect(rows(window).first().getByTestId('row-check')).toBeChecked();
  await expect(chosen).toHaveText('已选择符合条件的 119 票');

  // A page of another size keeps it; a new query drops it and says how many.
  await at(window, 'query-page-size').selectOption('100');
  await expect(rows(window)).toHaveCount(100);
  await expect(chosen).toHaveText('已选择符合条件的 119 票');
  await at(window, 'query-mediumId').fill(plate(5));
  await at(window, 'query-run').click();
  await expect(window.getByText('原来选择的 119 票已取消选择')).toBeVisible();
  await expect(chosen).toHaveCount(0);
  await expect(rows(window)).toHaveCount(1);
  await rows(window).first().focus();
  await window.keyboard.press('Enter');
  await expect(at(window, 'head-mediumId')).toHaveValue(plate(5));
});

test('beyond 10,000 sheets the count says 超过 10,000 票', async ({ openDesk }) => {
  const desk = await openDesk();
  await storeSheets(desk, [{ sheet: truck(plate(1)), at: Date.UTC(2026, 9, 1) }]);
  const store = await openClosedStore(desk);
  copySheet(store, 1, 10_000);
  store.close();
  const { window } = await open(desk);
  await expect(at(window, 'query-count')).toHaveText('超过 10,000 票');
  await at(window, 'check-page').check();
  await expect(at(window, 'choose-all')).toHaveText('选择全部 超过 10,000 票符合条件的');
});

test('what changes is marked, and moves neither page nor scroll nor choice', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await openWith(desk, 120);
  await at(window, 'query-next').click();
  await expect(rows(window).first()).toContainText(plate(70));
  await rows(window).nth(1).getByTestId('row-check').check();
  const list = window.locator('.query-results');
  await rows(window).nth(30).scrollIntoViewIfNeeded();
  await list.evaluate((element) => {
    element.scrollTop = 200;
  });
  const id = await window.evaluate(async () => {
    const bridge = (
      globalThis as unknown as {
        kakou: { invoke: (name: string, input: unknown) => Promise<unknown> };
      }
    ).kakou;
    const answer = (await bridge.invoke('declaration.query', {
      conditions: { mediumId: '粤B10060' },
      after: null,
      limit: 1,
    })) as { value: { rows: { id: number; version: number; head: unknown }[] } };
    const [row] = answer.value.rows;
    if (row === undefined) return 0;
    const got = (await bridge.invoke('declaration.get', { id: row.id })) as {
      value: { head: Record<string, string>; items: unknown[] };
    };
    // Somebody else saves it: the list hears of it by the event alone.
    await bridge.invoke('declaration.save', {
      declaration: { id: row.id, version: row.version },
      sheet: { head: { ...got.value.head, vehicleWeight: '0' }, items: got.value.items },
      confirmedWarnings: [],
      workingCopyId: null,
    });
    return row.id;
  });
  expect(id).toBeGreaterThan(0);
  const row = rows(window).filter({ hasText: plate(60) });
  await expect(row.getByTestId('row-changed')).toBeVisible();
  await picture(window, 'query-just-changed');
  await expect(window.getByTestId('row-changed')).toHaveCount(1);
  await expect(rows(window).first()).toContainText(plate(70));
  await expect(rows(window).nth(1).getByTestId('row-check')).toBeChecked();
  expect(await list.evaluate((element) => element.scrollTop)).toBe(200);
  await expect(window.getByTestId('row-changed')).toHaveCount(0, { timeout: 20_000 });

  // Another screen and back: the same place.
  await at(window, 'menu-new').click();
  await at(window, 'menu-query').click();
  expect(await list.evaluate((element) => element.scrollTop)).toBe(200);
  await expect(at(window, 'batch-count')).toHaveText('已选择 1 票');
});

test('a double click is one click: 下一页 turns one page, 复制 makes one copy', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await openWith(desk, 120);
  await at(window, 'query-next').dblclick();
  await expect(rows(window).first()).toContainText(plate(70));
  await expect(window.getByText('第 2 页，本页 50 票')).toBeVisible();
  await at(window, 'query-previous').click();
  await expect(rows(window).first()).toContainText(plate(120));
  await expect(at(window, 'query-previous')).toBeDisabled();

  const copies = window.getByRole('tab', { name: `新增 ${plate(120)}` });
  await at(window, 'row-copy').first().dblclick({ force: true });
  await expect(copies).toHaveCount(1);
  await at(window, 'menu-query').click();
  await at(window, 'row-copy').nth(1).click();
  // Everything that the first row was asked for is done by now.
  await expect(window.getByRole('tab', { name: `新增 ${plate(119)}` })).toBeVisible();
  await expect(copies).toHaveCount(1);
});
