import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { askToDeclare, enterPin, save, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import { attachInputMethod } from '../support/keyboard.ts';
import { paste } from '../support/paste.ts';
import { picture } from '../support/picture.ts';
import { seaImport } from '../support/sample-sheets.ts';

const size = { width: 1366, height: 768 };

const tagsOf = (window: Page, field = 'item-sealNos1'): Locator =>
  window.locator('.field-box', { has: window.getByTestId(field) }).getByTestId('seal-tag');

test('seals become tags by the keyboard alone, and the sheet keeps a|b|c', async ({ openDesk }) => {
  const desk = await openDesk();
  const running = await desk.start({ size });
  const { window } = running;
  const { keyboard } = window;
  await desk.signIn(window);
  await typeSheet(window, { ...seaImport, items: [] });
  const input = window.getByTestId('item-sealNos1');
  await input.focus();
  await keyboard.type('es100201|ES100202 ES100203');
  await expect(tagsOf(window)).toHaveText(['ES100201', 'ES100202']);
  await expect(input).toHaveValue('ES100203');
  await picture(window, 'seals-typing');
  await keyboard.press('Enter');
  await expect(window.getByTestId('item-sealNos2')).toBeFocused();
  await expect(tagsOf(window)).toHaveText(['ES100201', 'ES100202', 'ES100203']);
  await picture(window, 'seals-left');

  // Back to it: Backspace in the empty end brings the last one back to be changed.
  await keyboard.press('Shift+Enter');
  await expect(input).toBeFocused();
  await keyboard.press('Backspace');
  await expect(input).toHaveValue('ES100203');
  await keyboard.press('Backspace');
  await keyboard.type('9,');
  await expect(tagsOf(window)).toHaveText(['ES100201', 'ES100202', 'ES100209']);

  // A fourth is refused and named; who types without looking is held once.
  await keyboard.type('ES9');
  await expect(input).toHaveValue('');
  await expect(window.getByTestId('seal-refused')).toContainText('最多 3 个锁号，“ES9”没有加入');
  await keyboard.press('Enter');
  await expect(input).toBeFocused();
  await expect(window.getByTestId('seal-refused')).toContainText('再按一次到下一栏');
  await picture(window, 'seals-refused');
  await keyboard.press('Enter');
  await expect(window.getByTestId('item-sealNos2')).toBeFocused();

  // Along the tags: the first one is removed, the last one becomes a repeated one.
  await keyboard.press('Shift+Enter');
  await keyboard.press('ArrowLeft');
  await keyboard.press('ArrowLeft');
  await keyboard.press('ArrowLeft');
  await expect(tagsOf(window).first()).toBeFocused();
  await keyboard.press('Delete');
  await expect(tagsOf(window)).toHaveText(['ES100202', 'ES100209']);
  await keyboard.press('Escape');
  await expect(input).toBeFocused();
  await keyboard.type('ES100202 ');
  await expect(tagsOf(window).nth(2)).toHaveAttribute('aria-label', /重复/);
  await expectAccessible(window, 'seals');
  await picture(window, 'seals-repeated');
  await keyboard.press('Backspace');
  await keyboard.press('Control+a');
  await keyboard.press('Backspace');
  await keyboard.press('Enter');

  // Pasted with whatever separates them; too many change nothing.
  const second = window.getByTestId('item-sealNos2');
  await expect(second).toBeFocused();
  await paste(running, 'x1\r\nx2\r\nx3\r\n');
  await expect(tagsOf(window, 'item-sealNos2')).toHaveText(['X1', 'X2', 'X3']);
  await paste(running, 'x4|x5');
  await expect(tagsOf(window, 'item-sealNos2')).toHaveText(['X1', 'X2', 'X3']);
  await expect(window.getByTestId('seal-refused')).toContainText('“X4|X5”没有加入');
  await keyboard.press('Enter');
  await keyboard.press('Enter');

  await window.getByTestId('item-remark').focus();
  await keyboard.press('Enter');
  // Incomplete: the cursor goes to what is missing, and the seals are still there.
  await expect(window.getByTestId('item-objectType')).toBeFocused();
  await expect(tagsOf(window)).toHaveText(['ES100202', 'ES100209']);
});

test('seals that an input method composes, come back after a kill, and are grey once declared', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const first = await desk.start({ size });
  await desk.signIn(first.window);
  await typeSheet(first.window, seaImport);
  await save(first.window);
  await first.window.getByTestId('item-row').first().press('Enter');
  await expect(tagsOf(first.window)).toHaveText(['ES100201', 'ES100202']);
  const inputMethod = await attachInputMethod(first.window);
  await first.window.getByTestId('item-sealNos1').focus();
  for (const confirmation of ['keyBeforeText', 'plainKeyBehindText', 'heldKey'] as const) {
    await inputMethod.compose('锁', 'suo', confirmation);
    await expect(first.window.getByTestId('item-sealNos1'), confirmation).toBeFocused();
    await expect(first.window.getByTestId('item-sealNos1')).toHaveValue('锁');
    await first.window.keyboard.press('Control+a');
    await first.window.keyboard.press('Backspace');
  }
  await first.window.keyboard.type('ES77');
  await first.window.waitForTimeout(700);
  await first.kill();

  const { window } = await desk.start({ size });
  await desk.signIn(window);
  await expect(tagsOf(window)).toHaveText(['ES100201', 'ES100202', 'ES77']);
  await window.getByTestId('item-save').click();
  await save(window);
  await askToDeclare(window);
  await enterPin(window);
  await expect(window.getByText('申报成功').first()).toBeVisible();
  await window.getByTestId('item-row').first().press('Enter');
  await expect(tagsOf(window)).toHaveText(['ES100201', 'ES100202', 'ES77']);
  for (const tag of await tagsOf(window).all()) await expect(tag).toBeDisabled();
  await expect(window.getByTestId('item-sealNos1')).toBeDisabled();
  await picture(window, 'seals-closed');
  const [submission] = await desk.endpoint.submissions();
  expect(JSON.parse(submission?.payload ?? '{}')).toMatchObject({
    items: [{ EsealId1: 'ES100201|ES100202|ES77' }, { EsealId1: 'ES100203' }],
  });
});
