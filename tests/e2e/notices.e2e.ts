import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { askToDeclare, enterPin, newSheet, save, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import { picture } from '../support/picture.ts';
import { emptyContainers, roadExport } from '../support/sample-sheets.ts';

const size = { width: 1366, height: 768 };

const bad = (window: Page, text = '') =>
  window.locator('.tab-bar [role=alert] [data-testid=notice]').filter({ hasText: text });

/** Nothing of the notices lies over anything else: their box ends where the row of tabs does. */
const expectInTheirPlace = async (window: Page): Promise<void> => {
  const boxes = await window.evaluate(() => {
    const bottom = (selector: string): number =>
      document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0;
    return {
      row: bottom('.tab-bar'),
      notices: Math.max(
        ...[...document.querySelectorAll('[data-testid=notice]')].map(
          (notice) => notice.getBoundingClientRect().bottom,
        ),
      ),
      floating: document.querySelectorAll('.el-message, .el-notification').length,
    };
  });
  expect(boxes.notices).toBeLessThanOrEqual(boxes.row);
  expect(boxes.floating).toBe(0);
};

test('a red notice stays until its sheet is mended, covers nothing, and opens the sheet', async ({
  openDesk,
}) => {
  test.setTimeout(120_000);
  const desk = await openDesk();
  const { window } = await desk.start({ size });
  await desk.signIn(window);
  const declareRejected = async (mediumId: string): Promise<void> => {
    await typeSheet(window, {
      ...emptyContainers,
      head: { ...emptyContainers.head, mediumId, vehicleWeight: '0' },
    });
    await save(window);
    await window.getByTestId('button-declare').click();
    for (const box of await window.getByTestId('finding-confirm').all()) await box.check();
    await askToDeclare(window);
    await enterPin(window);
    await expect(window.getByTestId('status-label').first()).toHaveText('退单', {
      timeout: 20_000,
    });
  };
  await declareRejected('浙B11111');
  await expect(bad(window)).toContainText('退单：浙B11111');
  await expect(bad(window)).toContainText('车辆重量不能为 0');
  await expectInTheirPlace(window);
  await picture(window, 'notices-rejected');
  await expectAccessible(window, 'notices');

  // It is still there while others come, on another screen; more than two are a number.
  const unlockAndDeclare = async (mediumId: string): Promise<void> => {
    await newSheet(window);
    for (const name of ['customsCode', 'mediumType', 'transportMode', 'importExport']) {
      await window.getByTestId(`head-${name}`).fill('');
    }
    await declareRejected(mediumId);
  };
  await unlockAndDeclare('浙B22222');
  await unlockAndDeclare('浙B33333');
  await window.getByTestId('menu-query').click();
  await expect(bad(window)).toHaveCount(2, { timeout: 15_000 });
  await expect(bad(window).first()).toContainText('浙B33333');
  await expect(window.getByTestId('notice-more')).toContainText('还有 1 条', { timeout: 15_000 });
  await expect(window.getByTestId('query-next')).toBeInViewport();
  await expectInTheirPlace(window);
  await window.getByTestId('notice-more').press('Enter');
  await expect(window.getByTestId('notice-list').getByTestId('notice')).toHaveCount(3);
  await window.waitForTimeout(400);
  await picture(window, 'notices-list');
  await window.getByTestId('notice-list').getByText('浙B11111').click();
  await expect(window.getByTestId('head-mediumId')).toHaveValue('浙B11111');
  await window.keyboard.press('Escape');

  // Mended and saved, its own goes; the other one is closed by hand.
  await window.getByTestId('head-vehicleWeight').fill('8800');
  await save(window);
  await expect(window.getByTestId('notice-more')).toHaveCount(0);
  await expect(bad(window)).toHaveCount(2);
  await bad(window, '浙B22222').getByTestId('notice-close').click();
  await expect(bad(window)).toHaveCount(1);
  await expect(bad(window)).toContainText('浙B33333');
});

test('why 申报 stopped stays until something of it is mended', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start({ size });
  await desk.signIn(window);
  await typeSheet(window, { ...roadExport, head: { ...roadExport.head, customsCode: '' } });
  await save(window);
  await window.getByTestId('button-declare').click();
  await expect(bad(window)).toContainText('1 处');
  await expect(window.getByTestId('head-customsCode')).toBeFocused();
  await window.waitForTimeout(6000);
  await expect(bad(window)).toBeVisible();
  await window.keyboard.type('5301');
  await window.keyboard.press('Enter');
  await expect(bad(window)).toHaveCount(0);
  await save(window);
  await expect(window.getByTestId('notice')).toContainText('暂存成功');
  await expect(window.getByTestId('notice')).toHaveCount(0, { timeout: 6000 });
  await newSheet(window);
});
