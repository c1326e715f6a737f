import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { enterPin } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import type { RunningApp } from '../support/electron-app.ts';
import { picture } from '../support/picture.ts';
import { openWithOther } from '../support/spreadsheets.ts';
import { storeSheets, truck } from '../support/stored-sheets.ts';
import type { StoredSheet } from '../support/stored-sheets.ts';

/** 批量申报, 批量删除 and 批量导出: what will be done, one PIN, how far it is, what became of each. */

test.setTimeout(180_000);

const size = { width: 1366, height: 768 };
const slowly = { timeout: 60_000 };
const at = (window: Page, name: string): Locator => window.getByTestId(name);
const rows = (window: Page): Locator => at(window, 'query-row');
const sheets = (window: Page): Locator => at(window, 'batch-sheet');
const plate = (number: number): string => `粤B${String(10_000 + number)}`;
const trucks = (count: number): readonly StoredSheet[] =>
  Array.from({ length: count }, (_, index) => ({
    sheet: truck(plate(index + 1)),
    at: Date.now() - (count - index) * 1000,
  }));

const openWith = async (
  desk: Desk,
  stored: readonly StoredSheet[],
  userName?: string,
): Promise<RunningApp> => {
  await storeSheets(desk, stored);
  const running = await desk.start({ size });
  await desk.signIn(running.window, userName);
  await at(running.window, 'menu-query').click();
  await expect(at(running.window, 'query-count')).toContainText('票');
  return running;
};

/** The next file that is saved goes here. */
const saveTo = ({ app }: RunningApp, file: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);

test('批量申报 signs many sheets with one PIN, leaves the others out with their reason, and tells what became of each', async ({
  openDesk,
}) => {
  const desk = await openDesk({ withCardService: true });
  const running = await openWith(desk, [
    ...trucks(5),
    { sheet: truck('粤B20001', { vehicleWeight: '' }), at: Date.now(), problemCount: 1 },
    { sheet: truck('粤B20002', { customsCode: '5304' }), at: Date.now() },
    { sheet: truck('粤B20003'), at: Date.now(), status: '10' },
  ]);
  const { window } = running;
  await at(window, 'check-page').check();
  await expect(at(window, 'batch-count')).toHaveText('已选择 8 票');
  await at(window, 'batch-declare').click();

  await expect(at(window, 'batch-facts')).toContainText('6 票，6 个绑定介质');
  await expect(at(window, 'batch-facts')).toContainText('5301 皇岗海关 5 票');
  await expect(at(window, 'batch-facts')).toContainText('2 票，原因见下表');
  await expect(sheets(window)).toHaveCount(2);
  await expect(sheets(window).filter({ hasText: '粤B20001' })).toContainText('1 处');
  await expect(sheets(window).filter({ hasText: '粤B20003' })).toBeVisible();
  await expect(at(window, 'batch-confirm')).toBeFocused();
  await picture(window, 'batch-preview');
  await expectAccessible(window, 'batch preview');
  await window.keyboard.press('Enter');
  // Given up at the PIN: nothing is signed, and the keyboard is where it was.
  await expect(at(window, 'pin-input')).toBeFocused();
  await window.keyboard.press('Escape');
  await expect(at(window, 'batch-confirm')).toBeFocused();
  await window.keyboard.press('Enter');
  await enterPin(window);
  await expect(at(window, 'batch-summary')).toHaveText(
    '批量申报结束：成功 6 票，未纳入 2 票',
    slowly,
  );
  await picture(window, 'batch-result');
  await expectAccessible(window, 'batch result');
  await expect(sheets(window)).toHaveCount(8);
  await expect(sheets(window).filter({ hasText: '已签名，等待发送' })).toHaveCount(6);
  await expect(at(window, 'batch-retry')).toHaveCount(0);

  const file = path.join(desk.folder, '结果.xlsx');
  await saveTo(running, file);
  await at(window, 'batch-save-xlsx').click();
  await expect(at(window, 'batch-saved')).toContainText('结果.xlsx');
  const [table = []] = Object.values(await openWithOther(file));
  const cells = table.map((row) => row.map(String));
  expect(cells.filter((row) => row.includes('已签名，等待发送'))).toHaveLength(6);
  expect(cells.flat()).toContain('粤B20001');
  const csv = path.join(desk.folder, '结果.csv');
  await saveTo(running, csv);
  await at(window, 'batch-save-csv').click();
  await expect(at(window, 'batch-saved')).toContainText('结果.csv');
  expect(await readFile(csv, 'utf8')).toContain('没有纳入：');

  await at(window, 'batch-close').click();
  await expect(at(window, 'batch-count')).toHaveCount(0);
  // Every one of them reaches customs, and once.
  await expect
    .poll(async () => (await desk.endpoint.submissions()).map(({ state }) => state), slowly)
    .toEqual(Array.from({ length: 6 }, () => 'accepted'));
  await expect(rows(window).filter({ hasText: '粤B20002' }).getByTestId('status-label')).toHaveText(
    '海关入库成功',
    slowly,
  );
});

test('批量申报 is stopped between two sheets; what was not reached is told and done on 重试', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await openWith(desk, trucks(60));
  await at(window, 'check-page').check();
  await at(window, 'choose-all').click();
  await at(window, 'batch-declare').click();
  await expect(at(window, 'batch-confirm')).toHaveText('确认申报 60 票');
  await at(window, 'batch-confirm').click();
  await enterPin(window);
  await expect(at(window, 'batch-progress')).toContainText('/ 60 票', slowly);
  await picture(window, 'batch-progress');
  await at(window, 'batch-stop').click();
  const summary = at(window, 'batch-summary');
  await expect(summary).toContainText('已按要求停止', slowly);
  const told = (await summary.textContent()) ?? '';
  const signed = Number(/成功 (\d+) 票/.exec(told)?.[1]);
  const left = Number(/未处理 (\d+) 票/.exec(told)?.[1]);
  expect(signed + left).toBe(60);
  expect(left).toBeGreaterThan(0);
  await picture(window, 'batch-stopped');
  await at(window, 'batch-retry').click();
  await expect(at(window, 'batch-confirm')).toHaveText(`确认申报 ${String(left)} 票`);
  await expect(at(window, 'batch-confirm')).toBeFocused();
  await window.keyboard.press('Enter');
  await enterPin(window);
  await expect(summary).toHaveText(`批量申报结束：成功 ${String(left)} 票`, slowly);
  await at(window, 'batch-close').click();
  await expect
    .poll(async () => (await desk.endpoint.submissions()).length, { timeout: 90_000 })
    .toBe(60);
});

test('批量删除 deletes all that match but what was unchecked, and only what may be deleted', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await openWith(desk, [
    ...trucks(58),
    { sheet: truck('粤B20001'), at: Date.now(), status: '10' },
    { sheet: truck('粤B20002'), at: Date.now() },
  ]);
  await rows(window)
    .filter({ hasText: plate(58) })
    .getByTestId('row-view')
    .click();
  const tab = window.getByRole('tab', { name: plate(58) });
  await expect(tab).toBeVisible();
  await at(window, 'menu-query').click();
  await at(window, 'check-page').check();
  await at(window, 'choose-all').click();
  await rows(window).filter({ hasText: '粤B20002' }).getByTestId('row-check').uncheck();
  await expect(at(window, 'batch-count')).toHaveText('已选择符合条件的 59 票');
  await at(window, 'batch-delete').click();
  await expect(at(window, 'batch-confirm')).toHaveText('确认删除 58 票');
  await expect(window.getByText('暂存状态的数据，删除后不可恢复')).toBeVisible();
  await expect(at(window, 'batch-cancel')).toBeFocused();
  await expect(sheets(window)).toHaveCount(1);
  await picture(window, 'batch-delete');
  // The first answer is no.
  await window.keyboard.press('Enter');
  await expect(at(window, 'batch-dialog')).toBeHidden();
  await expect(at(window, 'batch-count')).toHaveText('已选择符合条件的 59 票');
  await at(window, 'batch-delete').click();
  await at(window, 'batch-confirm').click();
  await expect(at(window, 'batch-summary')).toHaveText(
    '批量删除结束：成功 58 票，未纳入 1 票',
    slowly,
  );
  await at(window, 'batch-close').click();
  await expect(rows(window)).toHaveCount(2);
  await expect(at(window, 'query-count')).toHaveText('共 2 票');
  // Nobody goes on reading or typing on a sheet that is gone.
  await expect(tab).toHaveCount(0);
});

test('批量导出 writes the checked sheets, and what an operator may not do is grey with its reason', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const own = trucks(4).map((stored) => ({ ...stored, by: 'liwei' }));
  const running = await openWith(desk, own, 'liwei');
  const { window } = running;
  await rows(window)
    .filter({ hasText: plate(2) })
    .getByTestId('row-check')
    .check();
  await rows(window)
    .filter({ hasText: plate(4) })
    .getByTestId('row-check')
    .check();
  await expect(at(window, 'batch-declare')).toBeDisabled();
  await expect(at(window, 'batch-declare')).toHaveAttribute('title', /未绑定电子口岸卡/);
  const file = path.join(desk.folder, '选中.csv');
  await saveTo(running, file);
  await at(window, 'batch-export').click();
  await expect(at(window, 'export-what')).toHaveText('选中的 2 票');
  await expect(at(window, 'chosen-facts')).toContainText('2 票，2 个绑定介质');
  await expect(at(window, 'chosen-facts')).toContainText('5301 皇岗海关 2 票');
  await at(window, 'export-csv').check();
  await at(window, 'export-items').uncheck();
  await at(window, 'export-start').click();
  await expect(at(window, 'batch-summary')).toHaveText('已导出 2 票：选中.csv');
  const lines = (await readFile(file, 'utf8')).trim().split('\r\n');
  expect(lines.map((line) => /粤B\d+/.exec(line)?.[0])).toEqual([undefined, plate(4), plate(2)]);
  await expect(sheets(window)).toHaveCount(2);
  await expect(sheets(window).filter({ hasText: plate(2) })).toContainText('已导出');
  await picture(window, 'batch-exported');
  const result = path.join(desk.folder, '结果.csv');
  await saveTo(running, result);
  await at(window, 'batch-save-csv').click();
  await expect(at(window, 'batch-saved')).toContainText('结果.csv');
  expect(await readFile(result, 'utf8')).toContain(plate(4));
  await at(window, 'export-close').press('Enter');
  await expect(at(window, 'batch-summary')).toBeHidden();

  // In the background too nobody has to guess which one is missing.
  await window.evaluate(async (mediumId) => {
    const { kakou } = globalThis as unknown as {
      kakou: { invoke: (name: string, input: unknown) => Promise<unknown> };
    };
    const answer = (await kakou.invoke('declaration.query', {
      conditions: { mediumId },
      after: null,
      limit: 1,
    })) as { value: { rows: { id: number; version: number }[] } };
    const [row] = answer.value.rows;
    // Somebody else deletes it while it is checked here.
    await kakou.invoke('declaration.delete', { id: row?.id, version: row?.version });
  }, plate(2));
  await expect(rows(window)).toHaveCount(3);
  await expect(at(window, 'batch-count')).toHaveText('已选择 2 票');
  await running.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () =>
      new Promise((resolve) => {
        setTimeout(() => {
          resolve({ canceled: false, filePath });
        }, 1500);
      });
  }, file);
  await at(window, 'batch-export').click();
  await expect(at(window, 'chosen-facts')).toContainText('1 票已被删除');
  await at(window, 'export-start').click();
  await at(window, 'export-background').click();
  await expect(window.getByText('已导出 1 票，1 票已被删除，没有导出')).toBeVisible();
  await at(window, 'export-show-result').click();
  await expect(sheets(window)).toHaveCount(2);
  await expect(sheets(window).first()).toContainText('没有导出：已被删除，不在本机');
  await at(window, 'export-close').press('Enter');
  await expect(at(window, 'batch-summary')).toBeHidden();
  await at(window, 'choose-none').click();
  await expect(at(window, 'batch-count')).toHaveCount(0);
});
