import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { askToDeclare, enterPin, save, systemField, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import { emptyContainers, roadExport, seaImport } from '../support/sample-sheets.ts';

/** Every file below a folder, with its bytes. */
const filesBelow = (folder: string): { name: string; bytes: Buffer }[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((name) => ({ name, bytes: readFileSync(name) }));

test('a clerk types a sheet with Enter alone, declares it with the real card stack and sees the receipts', async ({
  openDesk,
}) => {
  const pin = '73519462';
  const wrongPin = '26491537';
  const desk = await openDesk({ withCardService: true, pin });
  const { window, output } = await desk.start({ size: { width: 1366, height: 768 } });
  await desk.signIn(window);
  await expect(window.getByTestId('training-badge').first()).toContainText('培训环境');

  await window.getByTestId('menu-new').click();
  await expect(window.getByTestId('status-label')).toHaveText('未暂存');
  await typeSheet(window, seaImport);
  await expect(window.getByTestId('item-row')).toHaveCount(2);
  await save(window);
  const tripNo = await systemField(window, 'tripNo').inputValue();
  expect(tripNo).toMatch(/^\d{6}2100000000017\d{13}$/);

  await askToDeclare(window);
  await expect(window.getByTestId('pin-tries')).toContainText('5');
  await enterPin(window, wrongPin);
  await expect(window.getByTestId('pin-error')).toContainText('卡密码错误，还可尝试 4 次');
  await enterPin(window, pin);
  await expect(window.getByText('申报成功').first()).toBeVisible();
  await expect(window.getByTestId('head-mediumId')).toBeDisabled();
  await expect(window.getByTestId('button-save')).toBeDisabled();
  await expect(window.getByTestId('button-declare')).toBeDisabled();
  await expect(window.getByTestId('status-label')).toHaveText('海关入库成功', { timeout: 15_000 });

  const received = await desk.endpoint.submissions();
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ tripNo, function: 'ADD', state: 'accepted' });
  expect(JSON.parse(received[0]?.payload ?? '{}')).toMatchObject({
    BindKeyInfo: '沪A12345',
    VehicleWeight: '8600',
    TrailerWeight: '6200.5',
    items: [{ GNo: 1, GoodsWt: '12500', EsealId1: 'ES100201|ES100202' }, { GoodsWt: '9800.25' }],
  });

  // Attack: whatever the program writes is searched for both PINs, in the encodings it could use.
  const secrets = [pin, wrongPin].flatMap((secret) => [
    Buffer.from(secret, 'utf8'),
    Buffer.from(secret, 'utf16le'),
    Buffer.from(Buffer.from(secret).toString('hex')),
    Buffer.from(Buffer.from(secret).toString('base64')),
  ]);
  for (const { name, bytes } of filesBelow(path.join(desk.folder, 'user-data'))) {
    for (const secret of secrets) expect(bytes.includes(secret), `${name} holds a PIN`).toBe(false);
  }
  expect(output()).not.toContain(pin);
});

test('a sheet signed while the single window is down waits, survives a kill, and is declared exactly once', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const first = await desk.start();
  await desk.signIn(first.window);
  await first.window.getByTestId('menu-new').click();
  await typeSheet(first.window, roadExport);
  await save(first.window);
  const tripNo = await systemField(first.window, 'tripNo').inputValue();

  await desk.stopEndpoint();
  await expect(first.window.getByTestId('endpoint-state')).toContainText('离线', {
    timeout: 30_000,
  });
  await askToDeclare(first.window);
  await enterPin(first.window);
  await expect(first.window.getByTestId('sending-label').first()).toHaveText('待发送');
  // Signing alone is no declaration: the status stays, and the truck is kept out.
  await expect(first.window.getByTestId('status-label').first()).toHaveText('暂存成功');
  await expect(first.window.getByTestId('stay-out')).toHaveText('车辆请勿进场');
  await first.kill();

  const second = await desk.start();
  await desk.startEndpoint();
  await expect
    .poll(async () => (await desk.endpoint.submissions()).length, { timeout: 40_000 })
    .toBe(1);
  // The sender needed nobody at the keyboard; the clerk finds the receipts when she signs in.
  await desk.signIn(second.window);
  await second.window.getByTestId('menu-query').click();
  await second.window.getByTestId('query-run').click();
  await expect(second.window.getByTestId('query-row').filter({ hasText: tripNo })).toContainText(
    '海关入库成功',
    { timeout: 20_000 },
  );
  expect(await desk.endpoint.submissions()).toHaveLength(1);
});

test('退单 shows its reason, is corrected and declared again under the same trip number', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  await desk.signIn(window);
  await window.getByTestId('menu-new').click();
  await typeSheet(window, {
    ...emptyContainers,
    head: { ...emptyContainers.head, vehicleWeight: '0' },
  });
  await save(window);
  const tripNo = await systemField(window, 'tripNo').inputValue();
  await window.getByTestId('button-declare').click();
  await window.getByTestId('confirm-all').click();
  await askToDeclare(window);
  await enterPin(window);
  await expect(window.getByTestId('status-label').first()).toHaveText('退单', { timeout: 20_000 });
  await expect(window.getByTestId('last-reason')).toContainText('车辆重量不能为 0');

  await window.getByTestId('head-vehicleWeight').fill('8800');
  await save(window);
  await expect(window.getByTestId('last-reason')).toContainText('车辆重量不能为 0');
  await askToDeclare(window);
  await enterPin(window);
  await expect(window.getByTestId('status-label').first()).toHaveText('海关入库成功', {
    timeout: 20_000,
  });
  const received = await desk.endpoint.submissions();
  expect(received.map((submission) => submission.tripNo)).toEqual([tripNo, tripNo]);
  expect(new Set(received.map(({ submissionId }) => submissionId)).size).toBe(2);
});

test('an operator without a card types and saves, and reads why declaring is grey', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  await desk.signIn(window, 'liwei');
  await expect(
    window.getByText('当前用户未绑定电子口岸卡，可录入、暂存、查询，不能申报').first(),
  ).toBeVisible();
  await window.getByTestId('menu-new').click();
  await typeSheet(window, roadExport);
  await save(window);
  await expect(systemField(window, 'tripNo')).toHaveValue(/^\d{6}0{13}\d{13}$/);
  await expect(systemField(window, 'operator')).toHaveValue('liwei');
  await expect(window.getByTestId('button-declare')).toBeDisabled();
});

test('what was typed and not saved is back after a kill', async ({ openDesk }) => {
  const desk = await openDesk();
  const first = await desk.start();
  await desk.signIn(first.window);
  await first.window.getByTestId('menu-new').click();
  await first.window.getByTestId('head-customsCode').focus();
  await first.window.keyboard.type('5202');
  await first.window.keyboard.press('Enter');
  await first.window.keyboard.type('VN');
  await first.window.keyboard.press('Enter');
  await first.window.keyboard.type('沪A12');
  await first.window.waitForTimeout(600);
  await first.kill();

  const second = await desk.start();
  await desk.signIn(second.window);
  await expect(second.window.getByTestId('head-mediumId')).toHaveValue('沪A12');
  await expect(second.window.getByTestId('head-customsCode')).toHaveValue(/5202/);
});

test('a draft is deleted only after the warning, and the focus stands on 取消', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  await desk.signIn(window);
  await window.getByTestId('menu-new').click();
  await typeSheet(window, roadExport);
  await save(window);
  await window.getByTestId('button-delete').click();
  await expect(window.getByText('是否确认删除该数据？')).toBeVisible();
  await expect(
    window.getByText('暂存状态的数据，删除后不可恢复，只能重新录入，请谨慎操作！'),
  ).toBeVisible();
  await expect(window.getByTestId('dialog-cancel')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('status-label').first()).toHaveText('暂存成功');
  await window.getByTestId('button-delete').click();
  await window.getByTestId('confirm-delete').click();
  await expect(window.getByText('删除成功')).toBeVisible();
});
