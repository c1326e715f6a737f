import type { Page } from '@playwright/test';
import { samplePin, save, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import { emptyContainers, roadExport } from '../support/sample-sheets.ts';

/** What a clerk's keyboard may do to the windows that ask and to what is told at the end. */

const heldPresses = 25;

/** A key that is held down repeats about 30 times a second. */
const hold = async (window: Page, key: string): Promise<void> => {
  for (let press = 0; press < heldPresses; press += 1) {
    await window.keyboard.down(key);
    await window.waitForTimeout(33);
  }
  await window.keyboard.up(key);
};

test('a held Enter stops at the question, and the keyboard goes on where it was', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  await desk.signIn(window);
  await window.getByTestId('menu-new').click();
  await typeSheet(window, roadExport);
  await window.getByTestId('button-save').press('Enter');
  await expect(window.getByTestId('status-label').first()).toHaveText('暂存成功');
  await expect(window.getByTestId('button-save')).toBeFocused();

  await window.getByTestId('button-declare').focus();
  await hold(window, 'Enter');
  await expect(window.getByText('是否要申报该票单据？')).toBeVisible();
  await expect(window.getByTestId('pin-input')).toHaveCount(0);
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('button-declare')).toBeFocused();
  expect(await desk.endpoint.submissions()).toHaveLength(0);
});

test('what is declared complains of nothing and says nothing that is no longer true', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  await desk.signIn(window);
  await window.getByTestId('menu-new').click();
  await typeSheet(window, emptyContainers);
  await save(window);
  // On the way to the button the keyboard passes every field of the empty item form.
  await window.getByTestId('item-direction').focus();
  while (
    !(await window
      .getByTestId('item-row')
      .first()
      .evaluate((row) => row.matches(':focus')))
  ) {
    await window.keyboard.press('Tab');
  }
  await expect(window.locator('.field-message')).toHaveCount(0);

  await window.getByTestId('button-declare').press('Enter');
  await expect(window.getByTestId('confirm-declare')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('pin-input')).toBeFocused();
  await window.keyboard.type(samplePin);
  for (let press = 0; press < 3; press += 1) await window.keyboard.press('Enter');
  await expect(window.getByText('申报成功', { exact: true }).first()).toBeVisible();
  await expect(window.getByTestId('notice').filter({ hasText: '等待发送' })).toHaveCount(0);
  await expect(window.locator('.field-message')).toHaveCount(0);
  await expect(window.getByTestId('button-new')).toBeFocused();
  expect(await desk.endpoint.submissions()).toHaveLength(1);
});

test('申报 in the list goes to the tab whose changes are not saved', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  await desk.signIn(window);
  await window.getByTestId('menu-new').click();
  await typeSheet(window, roadExport);
  await save(window);
  await window.getByTestId('head-mediumId').fill('粤BD54321');
  await window.getByTestId('menu-query').click();
  await window.getByTestId('row-declare').click();
  await expect(window.getByText('该票有未暂存的修改').first()).toBeVisible();
  await expect(window.getByTestId('head-mediumId')).toHaveValue('粤BD54321');
  await expect(window.getByTestId('confirm-declare')).toHaveCount(0);
});
