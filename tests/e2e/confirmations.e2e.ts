import type { Page } from '@playwright/test';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import {
  askToDeclare,
  enterPin,
  newSheet,
  save,
  systemField,
  typeSheet,
} from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import { picture } from '../support/picture.ts';
import { roadExport, seaImport } from '../support/sample-sheets.ts';

/** What a clerk has to say her word to before 申报, and what becomes of that word. */

const size = { width: 1366, height: 768 };

/** Declared with the plate of `roadExport`, so that the plate is known. */
const declareRoadExport = async (window: Page): Promise<void> => {
  await typeSheet(window, roadExport);
  await save(window);
  await askToDeclare(window);
  await enterPin(window);
  await expect(window.getByTestId('status-label').first()).toHaveText('海关入库成功', {
    timeout: 20_000,
  });
};

/** The known plate by keyboard; its weights come, and are passed without a look by the mouse. */
const typeKnownPlate = async (window: Page, trailerWeight = '7100'): Promise<void> => {
  await newSheet(window);
  await window.getByTestId('head-mediumId').fill('粤BD12345');
  await window.getByTestId('head-mediumId').press('Enter');
  await expect(window.getByTestId('head-trailerWeight')).toHaveValue(trailerWeight);
  await window.getByTestId('head-businessType').fill('1000000000');
  await window.getByTestId('item-objectType').fill('VN');
  await window.getByTestId('item-objectId').fill('粤B1234挂');
  await window.getByTestId('item-voyageNo').fill('5301026112209');
  await window.getByTestId('item-save').click();
  await expect(window.getByTestId('item-row')).toHaveCount(1);
};

const finding = (window: Page, text: string) =>
  window.getByTestId('finding').filter({ hasText: text });

test('recalled weights must be confirmed before 申报, and the word is kept with the sheet', async ({
  openDesk,
}) => {
  test.setTimeout(120_000);
  const desk = await openDesk();
  const first = await desk.start({ size });
  const { window } = first;
  await desk.signIn(window);
  await declareRoadExport(window);
  await typeKnownPlate(window);
  await save(window);
  await expect(window.getByTestId('recalled-vehicleWeight')).toBeVisible();

  // 申报 stops, names them, and goes to the first.
  await window.getByTestId('button-declare').click();
  await expect(window.getByTestId('notice').filter({ hasText: '条提示需要确认' })).toBeVisible();
  await expect(window.getByTestId('confirm-declare')).toBeHidden();
  await expect(finding(window, '9000 千克沿用自“粤BD12345”的上一票')).toBeVisible();
  await expect(finding(window, '7100 千克沿用自“粤BD12345”的上一票')).toBeVisible();
  await picture(window, 'confirmations-recalled');

  // Closed and opened again nothing is confirmed; a word in the field, another in the list.
  await window.getByTestId('tab-close').last().click();
  await window.getByTestId('menu-query').click();
  await window.getByTestId('row-edit').and(window.locator(':enabled')).click();
  await expect(window.getByTestId('recalled-vehicleWeight')).toBeVisible();
  await window.getByTestId('head-vehicleWeight').focus();
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('recalled-vehicleWeight')).toHaveCount(0);
  await window.getByTestId('warning-count').click();
  await finding(window, '7100 千克').getByTestId('finding-confirm').check();
  await expect(window.getByTestId('recalled-trailerWeight')).toHaveCount(0);
  await window.waitForTimeout(600);
  await first.kill();

  // What was confirmed and not saved is in the working copy.
  const second = await desk.start({ size });
  await desk.signIn(second.window);
  await expect(second.window.getByTestId('head-vehicleWeight')).toHaveValue('9000');
  await expect(second.window.getByTestId('recalled-vehicleWeight')).toHaveCount(0);
  await expect(second.window.getByTestId('recalled-trailerWeight')).toHaveCount(0);
  await save(second.window);
  await second.close();

  // What was saved is in the sheet: its last word is the medium's, which stands alone.
  const third = await desk.start({ size });
  await desk.signIn(third.window);
  await expect(third.window.getByTestId('head-vehicleWeight')).toHaveValue('9000');
  await expect(third.window.getByTestId('recalled-vehicleWeight')).toHaveCount(0);
  await expect(third.window.getByTestId('warning-count')).toHaveText('1 条待确认');
  await third.window.getByTestId('button-declare').click();
  await expect(third.window.getByTestId('confirm-all')).toHaveCount(0);
  await finding(third.window, '未办结').getByTestId('finding-confirm').check();
  await askToDeclare(third.window);
  await enterPin(third.window);
  await expect(third.window.getByText('申报成功').first()).toBeVisible();
});

test('a recalled weight that is typed over is the clerk’s own', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start({ size });
  await desk.signIn(window);
  await typeSheet(window, roadExport);
  await save(window);
  await typeKnownPlate(window);
  await window.getByTestId('head-vehicleWeight').fill('9100');
  await window.getByTestId('head-trailerWeight').fill('7100.5');
  await expect(window.getByTestId('recalled-vehicleWeight')).toHaveCount(0);
  await save(window);
  await window.getByTestId('warning-count').click();
  await expect(finding(window, '沿用自')).toHaveCount(0);
  // Copied before it is confirmed, a recalled weight is none in the copy, either.
  await typeKnownPlate(window, '7100.5');
  await expect(window.getByTestId('recalled-vehicleWeight')).toBeVisible();
  await window.getByTestId('button-copy').click();
  await expect(window.getByTestId('system-tripNo')).toHaveValue('');
  await expect(window.getByTestId('recalled-vehicleWeight')).toBeVisible();
});

test('another sheet of the medium opens in its own tab; where it is gone, the query says so', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await desk.start({ size });
  await desk.signIn(window);
  await typeSheet(window, roadExport);
  await save(window);
  const tripNo = await systemField(window, 'tripNo').inputValue();
  const other: Sheet = {
    ...seaImport,
    head: { ...seaImport.head, mediumId: '粤BD12345' },
  };
  await newSheet(window);
  await window.getByTestId('head-transportMode').fill('');
  for (const name of ['customsCode', 'mediumType', 'importExport']) {
    await window.getByTestId(`head-${name}`).fill('');
  }
  await typeSheet(window, { ...other, items: [] });
  await window.getByTestId('warning-count').click();
  await expect(finding(window, '自己暂存')).toContainText(tripNo);
  await picture(window, 'confirmations-other');
  const tabs = window.getByTestId('tab');
  await expect(tabs).toHaveCount(1);
  await window.getByTestId('finding-open').press('Enter');
  await expect(tabs).toHaveCount(2);
  await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(systemField(window, 'tripNo')).toHaveValue(tripNo);
  await expect(window.getByTestId('head-mediumId')).toBeEnabled();

  // Deleted meanwhile: the finding is old, and the query has nothing of that number.
  await window.getByTestId('button-delete').click();
  await window.getByTestId('confirm-delete').click();
  await expect(window.getByText('删除成功')).toBeVisible();
  await tabs.filter({ hasText: '粤BD12345' }).click();
  await window.getByTestId('finding-open').click();
  await expect(window.getByTestId('query-tag')).toContainText(tripNo);
  await expect(window.getByTestId('query-empty')).toBeVisible();
});

test('a declared sheet of the medium opens to be looked at', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start({ size });
  await desk.signIn(window);
  await declareRoadExport(window);
  const tripNo = await systemField(window, 'tripNo').inputValue();
  await typeKnownPlate(window);
  await picture(window, 'confirmations-medium');
  await window.getByTestId('other-mediumId').click();
  await expect(systemField(window, 'tripNo')).toHaveValue(tripNo);
  await expect(window.getByTestId('head-mediumId')).toBeDisabled();
});
