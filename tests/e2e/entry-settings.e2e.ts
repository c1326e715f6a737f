import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { newSheet, save, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import { picture } from '../support/picture.ts';
import { roadExport } from '../support/sample-sheets.ts';

const size = { width: 1366, height: 768 };

const dialog = (window: Page) => window.getByTestId('entry-settings');

test('录入设置 by the keyboard: new sheets and items start with it, locks go first, nothing else is no typing', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const first = await desk.start({ size });
  const { window } = first;
  const { keyboard } = window;
  await desk.signIn(window);
  await window.getByTestId('entry-settings-open').focus();
  await keyboard.press('Enter');
  await expect(dialog(window).getByTestId('head-customsCode')).toBeFocused();
  const enter = async (field: string, text: string, key = 'Enter'): Promise<void> => {
    await expect(dialog(window).getByTestId(field)).toBeFocused();
    await keyboard.type(text);
    await keyboard.press(key);
  };
  await enter('head-customsCode', '5301');
  await enter('head-mediumType', 'VN', 'Tab');
  await enter('head-businessType', '1000000000');
  await enter('head-transportMode', '4');
  await enter('head-importExport', 'E');
  await enter('head-vehicleType', '9');
  await enter('head-remark', '自提');
  await enter('item-direction', 'I');
  await enter('item-objectType', 'B');
  await enter('item-vesselName', 'COSCO STAR');
  await enter('item-voyageNo', '');
  await enter('item-billType', '1');
  await expect(window.getByTestId('entry-settings-save')).toBeFocused();
  // What no sheet would take is no default.
  await keyboard.press('Enter');
  await expect(dialog(window).locator('.field-message')).toContainText('没有代码“9”');
  await expect(dialog(window).getByTestId('head-vehicleType')).toBeFocused();
  await picture(window, 'entry-settings');
  await expectAccessible(window, 'entry settings');
  await keyboard.type('01');
  await keyboard.press('Enter');
  await window.getByTestId('entry-settings-save').press('Enter');
  await expect(dialog(window)).toBeHidden();

  // The empty sheet in front takes them at once; the road closes 船名, the bill opens 提单类型.
  const values = {
    'head-customsCode': '5301 皇岗海关',
    'head-importExport': 'E 出口',
    'head-vehicleType': '01 重进空出',
    'head-remark': '自提',
    'item-direction': 'I 进厂',
    'item-objectType': 'B 提单',
    'item-vesselName': '',
    'item-billType': '1 一程舱单',
    'item-businessType': '1000000000 报关',
  };
  const started = async (expected: Partial<Record<keyof typeof values, string>>): Promise<void> => {
    for (const [field, value] of Object.entries({ ...values, ...expected })) {
      await expect(window.getByTestId(field), field).toHaveValue(value);
    }
  };
  await started({});
  await expect(window.getByTestId('problem-count')).toHaveCount(0);
  await window.getByTestId('button-save').click();
  await expect(window.getByTestId('dialog-message')).toContainText('没有录入');
  await window.getByTestId('dialog-confirm').click();
  await expect(window.getByTestId('dialog-message')).toBeHidden();
  await window.getByTestId('tab-close').click();
  await expect(window.getByTestId('tab')).toHaveCount(0);

  // An item keeps them for the next one, and sea opens 船名 with its default.
  await window.getByTestId('menu-new').click();
  await window.getByTestId('head-transportMode').fill('2');
  await window.getByTestId('head-transportMode').press('Enter');
  await expect(window.getByTestId('item-vesselName')).toHaveValue('COSCO STAR');
  await window.getByTestId('item-objectId').fill('COSU6381234560');
  await window.getByTestId('item-voyageNo').fill('042W');
  await window.getByTestId('item-pickupWeight').fill('12500');
  await window.getByTestId('item-save').click();
  await expect(window.getByTestId('item-row')).toHaveCount(1);
  await started({ 'item-vesselName': 'COSCO STAR' });
  await expect(window.getByTestId('item-objectId')).toHaveValue('');

  // What the lock keeps of the last sheet goes before the default.
  await window.getByTestId('head-importExport').fill('I');
  await window.getByTestId('head-mediumId').fill('粤BD12345');
  await save(window);
  await newSheet(window);
  await started({ 'head-importExport': 'I 进口', 'item-vesselName': 'COSCO STAR' });
  await expect(window.getByTestId('head-transportMode')).toHaveValue('2 海运');
  await window.waitForTimeout(400);
  await first.close();

  const second = await desk.start({ size });
  await desk.signIn(second.window);
  await second.window.getByTestId('menu-new').click();
  await expect(second.window.getByTestId('head-remark')).toHaveValue('自提');
  await expect(second.window.getByTestId('item-direction')).toHaveValue('I 进厂');
  // Each operator has her own.
  await second.window.getByTestId('sign-out').click();
  await desk.signIn(second.window, 'wangfang');
  await expect(second.window.getByTestId('head-remark')).toHaveValue('');
  await expect(second.window.getByTestId('item-direction')).toHaveValue('');
});

test('Esc leaves 录入设置 as it was', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start({ size });
  await desk.signIn(window);
  await window.getByTestId('entry-settings-open').click();
  await dialog(window).getByTestId('head-customsCode').fill('53');
  await expect(window.getByRole('listbox')).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('listbox')).toHaveCount(0);
  await expect(dialog(window)).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(dialog(window)).toBeHidden();
  await expect(window.getByTestId('head-customsCode')).toHaveValue('');
  await typeSheet(window, roadExport);
  await save(window);
});
