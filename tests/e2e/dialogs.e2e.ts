import type { Page } from '@playwright/test';
import { save, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import { picture } from '../support/picture.ts';
import { roadExport } from '../support/sample-sheets.ts';

/** Esc closes what has opened, Enter goes on as Tab does, in every form. */

const openAndLeave = async (window: Page, open: string, opened: string): Promise<void> => {
  await window.getByTestId(open).focus();
  await window.keyboard.press('Enter');
  await expect(window.getByTestId(opened), open).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(window.getByTestId(opened), open).toBeHidden();
  await expect(window.getByTestId(open), open).toBeFocused();
};

test('Esc closes menus, lists, drawers and dialogs one by one', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start({ size: { width: 1366, height: 768 } });
  await desk.signIn(window);
  await typeSheet(window, roadExport);
  await save(window);
  await openAndLeave(window, 'button-template', 'template-name');
  await openAndLeave(window, 'item-paste', 'paste-area');
  await openAndLeave(window, 'entry-settings-open', 'entry-settings');
  await openAndLeave(window, 'view-menu', 'view-dark');
  await openAndLeave(window, 'tab-menu', 'close-all');
  await openAndLeave(window, 'card-state', 'card-details');
  await openAndLeave(window, 'endpoint-state', 'send-now');
  await openAndLeave(window, 'button-delete', 'confirm-delete');
  await openAndLeave(window, 'button-declare', 'confirm-declare');
  await window.getByTestId('button-declare').focus();
  await window.keyboard.press('Enter');
  await window.getByTestId('confirm-declare').press('Enter');
  await expect(window.getByTestId('pin-input')).toBeFocused();
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('pin-input')).toBeHidden();
  await expect(window.getByTestId('status-label').first()).toHaveText('暂存成功');
  await window.keyboard.press('F1');
  await expect(window.getByTestId('shortcut-help')).toBeVisible();
  await picture(window, 'help');
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('shortcut-help')).toBeHidden();

  // A name that is being changed is let go before the dialog is.
  await window.getByTestId('button-template').click();
  await window.getByTestId('template-name').fill('皇岗');
  await window.keyboard.press('Enter');
  await window.getByTestId('template-rename').click();
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('template-new-name')).toHaveCount(0);
  await expect(window.getByTestId('template-name')).toBeVisible();
});

test('Enter goes on in 本机登记, and registers from the last field', async ({ openDesk }) => {
  const desk = await openDesk();
  await desk.stopEndpoint();
  const { window } = await desk.start({ size: { width: 1366, height: 768 } });
  await window.getByTestId('enrolment-open').click();
  const focused = (name: string) => expect(window.getByTestId(name)).toBeFocused();
  await focused('enrolment-uscc');
  await window.keyboard.type('91350100M000100Y43');
  await window.keyboard.press('Enter');
  await focused('enrolment-code');
  await window.keyboard.press('Shift+Enter');
  await focused('enrolment-uscc');
  await window.keyboard.press('Tab');
  await focused('enrolment-code');
  await window.keyboard.type('x');
  await window.keyboard.press('Enter');
  await focused('enrolment-name');
  await window.keyboard.press('Enter');
  await expect(window.locator('.form-problem')).toContainText('单一窗口');
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('enrolment-uscc')).toBeHidden();
});
