import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ensureSetUp, projectRoot } from '../../scripts/setup.mjs';
import { askToDeclare, enterPin, save, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import { roadExport } from '../support/sample-sheets.ts';

const tabTitles = (window: Page): Promise<string[]> => window.getByTestId('tab').allTextContents();

/** A tab of its own for each medium, none of them saved. */
const typeDrafts = async (window: Page, media: readonly string[]): Promise<void> => {
  for (const [index, medium] of media.entries()) {
    if (index > 0) await window.getByTestId('button-new').click();
    // The medium's field is closed until its type is known.
    await window.getByTestId('head-mediumType').fill('VN');
    await window.keyboard.press('Enter');
    await window.getByTestId('head-mediumId').fill(medium);
  }
};

test('fold, theme, text size, tabs, their order and the seen one are kept across a restart', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const first = await desk.start();
  await desk.signIn(first.window);
  await first.window.getByTestId('menu-query').click();
  await typeDrafts(first.window, []);
  await first.window.getByTestId('menu-new').click();
  await typeDrafts(first.window, ['沪A11111', '沪A22222', '沪A33333']);
  await first.window.getByTestId('tab').filter({ hasText: '沪A22222' }).click();
  const unfolded = await first.window.getByTestId('menu-fold').getAttribute('aria-expanded');
  await first.window.getByTestId('menu-fold').click();
  await first.window.keyboard.press('Control+Shift+L');
  await first.window.keyboard.press('Control+=');
  const titles = await tabTitles(first.window);
  expect(titles).toHaveLength(4);
  await first.window.waitForTimeout(700);
  await first.kill();

  const { window } = await desk.start();
  await expect(window.locator('html.dark')).toHaveCount(1);
  await desk.signIn(window);
  expect(await tabTitles(window)).toEqual(titles);
  await expect(window.locator('[role=tab][aria-selected=true]')).toContainText('沪A22222');
  await expect(window.getByTestId('head-mediumId')).toHaveValue('沪A22222');
  await expect(window.getByTestId('menu-fold')).toHaveAttribute(
    'aria-expanded',
    unfolded === 'true' ? 'false' : 'true',
  );
  expect(await window.evaluate(() => devicePixelRatio)).toBeCloseTo(1.1, 2);

  // Another operator has her own window, and leaves this one's alone.
  await window.getByTestId('sign-out').click();
  await window.getByTestId('dialog-confirm').click();
  await desk.signIn(window, 'wangfang');
  await expect(window.locator('html.dark')).toHaveCount(0);
  await expect(window.getByTestId('tab')).toHaveCount(1);
});

test('a folded menu shows icons alone, each with its name', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start({ size: { width: 1366, height: 768 } });
  await desk.signIn(window);
  await expect(window.getByText('智能卡口散杂货系统')).toBeVisible();
  await window.getByTestId('menu-fold').click();
  await expect(window.getByText('智能卡口散杂货系统')).toHaveCount(0);
  await expect(window.getByTestId('menu-query')).toHaveText('');
  await window.getByRole('button', { name: '查询', exact: true }).click();
  await expect(window.getByTestId('query-run')).toBeVisible();
});

test('many tabs move left and right by the arrows', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start({ size: { width: 1024, height: 640 } });
  await desk.signIn(window);
  await typeDrafts(
    window,
    Array.from({ length: 9 }, (_, index) => `沪A0000${String(index)}`),
  );
  const firstTab = window.getByTestId('tab').first();
  await expect(firstTab).not.toBeInViewport();
  for (let press = 0; press < 6; press += 1) {
    await window.getByRole('button', { name: '向左移动页签' }).click();
    await window.waitForTimeout(250);
  }
  await expect(firstTab).toBeInViewport();
  for (let press = 0; press < 6; press += 1) {
    await window.getByRole('button', { name: '向右移动页签' }).click();
    await window.waitForTimeout(250);
  }
  await expect(window.getByTestId('tab').last()).toBeInViewport();
});

test('a tab with unsaved changes asks before it closes, one without does not', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  await desk.signIn(window);
  await window.getByTestId('menu-query').click();
  await window.getByTestId('tab').filter({ hasText: '查询' }).focus();
  await window.keyboard.press('Delete');
  await expect(window.getByTestId('tab')).toHaveCount(1);

  await typeDrafts(window, ['沪A11111']);
  await window.getByTestId('tab-close').click();
  await expect(window.getByTestId('dialog-message')).toContainText('尚未暂存，关闭后将丢失');
  await expect(window.getByTestId('dialog-cancel')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('head-mediumId')).toHaveValue('沪A11111');
  await window.getByTestId('tab-close').click();
  await window.getByTestId('dialog-confirm').click();
  await expect(window.getByTestId('tab')).toHaveCount(0);
});

test('关闭其他选项卡 leaves the seen one, 关闭全部选项卡 none; both ask once for all that is unsaved', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  await desk.signIn(window);
  await typeDrafts(window, ['沪A11111', '沪A22222', '沪A33333']);
  await window.getByTestId('tab-menu').click();
  await window.getByTestId('close-others').click();
  await expect(window.getByTestId('dialog-message')).toContainText('有 2 票单证');
  await window.getByTestId('dialog-confirm').click();
  await expect(window.getByTestId('tab')).toHaveCount(1);
  await expect(window.getByTestId('head-mediumId')).toHaveValue('沪A33333');
  await window.getByTestId('tab-menu').click();
  await window.getByTestId('close-all').click();
  await window.getByTestId('dialog-confirm').click();
  await expect(window.getByTestId('tab')).toHaveCount(0);
});

test('the same sheet is open only once', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  await desk.signIn(window);
  await typeSheet(window, roadExport);
  await save(window);
  await window.getByTestId('menu-query').click();
  await expect(window.getByTestId('query-row')).toHaveCount(1);
  for (const action of ['row-edit', 'row-view', 'row-edit']) {
    await window.getByTestId('menu-query').click();
    await window.getByTestId(action).click();
    await expect(window.getByTestId('head-mediumId')).toHaveValue('粤BD12345');
  }
  await expect(window.getByTestId('tab')).toHaveCount(2);
});

test('blue 新增 is always active, gives empty fields, and leaves what is unsaved in its tab', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  await desk.signIn(window);
  await typeDrafts(window, ['沪A11111']);
  await window.getByTestId('button-new').click();
  await expect(window.getByTestId('head-mediumId')).toHaveValue('');
  await expect(window.getByTestId('tab')).toHaveCount(2);
  await window.getByTestId('tab').first().click();
  await expect(window.getByTestId('head-mediumId')).toHaveValue('沪A11111');

  // A saved sheet has nothing to lose: the new one takes its tab.
  await window.getByTestId('tab').nth(1).click();
  await typeSheet(window, roadExport);
  await save(window);
  await window.getByTestId('button-new').click();
  await expect(window.getByTestId('head-mediumId')).toHaveValue('');
  await expect(window.getByTestId('status-label')).toHaveText('未暂存');
  await expect(window.getByTestId('tab')).toHaveCount(2);
});

test('after 申报 every field is grey, 删除 too, and 新增 alone goes on', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  await desk.signIn(window);
  await expect(window.getByTestId('button-delete')).toBeDisabled();
  await typeSheet(window, roadExport);
  await save(window);
  await expect(window.getByTestId('button-delete')).toBeEnabled();
  await askToDeclare(window);
  await enterPin(window);
  await expect(window.getByText('申报成功').first()).toBeVisible();
  await expect(window.locator('[data-field]:enabled')).toHaveCount(0);
  for (const button of [
    'button-save',
    'button-delete',
    'button-declare',
    'item-new',
    'item-save',
  ]) {
    await expect(window.getByTestId(button), button).toBeDisabled();
  }
  await expect(window.getByTestId('button-new')).toBeEnabled();
  await window.getByTestId('button-new').click();
  await expect(window.getByTestId('head-customsCode')).toBeEnabled();
  await expect(window.getByTestId('head-mediumId')).toHaveValue('');
});

test('a second start brings the window of the first to the front and ends', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const first = await desk.start();
  await desk.signIn(first.window);
  await first.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.hide();
    window?.blur();
  });
  const { electron } = await ensureSetUp({ need: ['electron', 'screen'] });
  if (electron === undefined) throw new Error('there is no Electron runtime');
  const second = spawn(
    electron.path,
    [
      ...electron.args,
      `--user-data-dir=${path.join(desk.folder, 'user-data')}`,
      projectRoot,
      '--training',
    ],
    { env: electron.env, stdio: 'ignore' },
  );
  const exitCode = await new Promise((resolve) => second.once('exit', resolve));
  expect(exitCode).toBe(0);
  await expect
    .poll(() =>
      first.app.evaluate(({ BrowserWindow }) => {
        const windows = BrowserWindow.getAllWindows();
        return { count: windows.length, visible: windows[0]?.isVisible() };
      }),
    )
    .toEqual({ count: 1, visible: true });
  await expect(first.window.getByTestId('operator')).toBeVisible();
});
