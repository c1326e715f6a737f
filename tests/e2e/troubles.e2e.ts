import { askToDeclare, enterPin, save, signIn, systemField, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import { picture } from '../support/picture.ts';
import { fillStore } from '../support/printed-store.ts';
import { emptyContainers, roadExport } from '../support/sample-sheets.ts';
import { truck } from '../support/stored-sheets.ts';

test('a 退单 is counted at the menu, leads to the field its reason names, and goes when it is declared again', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  await desk.signIn(window);
  await expect(window.getByTestId('menu-count-troubles')).toHaveCount(0);
  await window.getByTestId('menu-new').click();
  await typeSheet(window, {
    ...emptyContainers,
    head: { ...emptyContainers.head, vehicleWeight: '0' },
  });
  await save(window);
  await window.getByTestId('button-declare').click();
  await window.getByTestId('confirm-all').click();
  await askToDeclare(window);
  await enterPin(window);
  await expect(window.getByTestId('menu-count-troubles')).toHaveText('1', { timeout: 20_000 });
  await window.getByTestId('tab-menu').click();
  await window.getByTestId('close-all').click();

  await window.getByTestId('menu-troubles').click();
  const row = window.getByTestId('trouble-row');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('退单');
  await expect(row).toContainText('车辆重量不能为 0');
  await row.getByTestId('trouble-edit').click();
  await expect(window.getByTestId('head-vehicleWeight')).toBeFocused();
  await window.keyboard.type('8800');
  await save(window);

  // Saved is not declared: it waits for the clerk still.
  await expect(window.getByTestId('menu-count-troubles')).toHaveText('1');
  await window.getByTestId('menu-troubles').click();
  await row.getByTestId('trouble-declare').click();
  await window.getByTestId('confirm-declare').click();
  await enterPin(window);
  await expect(window.getByTestId('trouble-empty')).toBeVisible({ timeout: 20_000 });
  await expect(window.getByTestId('menu-count-troubles')).toHaveCount(0);
  await expect
    .poll(async () => (await desk.endpoint.submissions()).map(({ state }) => state), {
      timeout: 20_000,
    })
    .toEqual(['rejected', 'accepted']);
});

test('发往内网失败 stands beside 退单, and its receipts are one click away', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  await desk.endpoint.control('pace', { stepMs: null });
  const { window } = await desk.start();
  await desk.signIn(window);
  await window.getByTestId('menu-new').click();
  await typeSheet(window, roadExport);
  await save(window);
  const tripNo = await systemField(window, 'tripNo').inputValue();
  await askToDeclare(window);
  await enterPin(window);
  await expect(window.getByTestId('status-label').first()).toHaveText('申报成功');
  await desk.endpoint.control('customs', { tripNo, code: 'FF', text: '内网通道中断' });
  await expect(window.getByTestId('menu-count-troubles')).toHaveText('1', { timeout: 20_000 });
  await window.getByTestId('menu-troubles').click();
  await expect(window.getByTestId('trouble-kind-sendFailed')).toHaveText(/发往内网失败\s*1/);
  await window.getByTestId('trouble-receipts').click();
  await expect(window.getByTestId('receipts-row').first()).toContainText('内网通道中断');
});

test('very many 退单 are shown page by page, and all of them are counted', async ({ openDesk }) => {
  const desk = await openDesk();
  const plateOf = (number: number): string => `粤B${String(10_000 + number)}`;
  await fillStore(desk, ({ add, submit, answer }) => {
    for (let number = 1; number <= 103; number += 1) {
      const sheet = add(truck(plateOf(number)));
      const submissionId = submit(sheet);
      answer(sheet, { submissionId, function: 'ADD' }, '1', '2', number === 1 ? 'FF' : '20');
    }
  });
  // Nothing is answered while it is looked at.
  await desk.stopEndpoint();
  const { window } = await desk.start({ size: { width: 1366, height: 768 } });
  await signIn(window, null);
  const rows = window.getByTestId('trouble-row');
  const page = window.getByTestId('trouble-page');
  await expect(window.getByTestId('menu-count-troubles')).toHaveText('103');
  await window.getByTestId('menu-troubles').click();
  await expect(rows).toHaveCount(100);
  await expect(rows.first()).toContainText(plateOf(103));
  await expect(page).toHaveText('第 1 / 2 页');
  await expect(window.getByTestId('trouble-previous')).toBeDisabled();
  await picture(window, 'troubles-many');
  await window.getByTestId('trouble-next').click();
  await expect(rows).toHaveCount(3);
  await expect(rows.last()).toContainText(plateOf(1));
  await expect(page).toHaveText('第 2 / 2 页');
  await expect(window.getByTestId('trouble-next')).toBeDisabled();
  // The button can't be pressed any more: the keyboard goes on in the list.
  await expect(window.getByRole('region', { name: '异常单证' })).toBeFocused();
  await window.getByTestId('trouble-kind-sendFailed').click();
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveCount(0);
  await expect(window.getByTestId('trouble-kind-rejected')).toHaveText(/退单\s*102/);
});
