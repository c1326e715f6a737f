import type { Locator, Page } from '@playwright/test';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { askToDeclare, enterPin, save, systemField, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import type { ReceivedSubmission } from '../support/outside-world.ts';
import { picture } from '../support/picture.ts';
import { roadExport, seaImport } from '../support/sample-sheets.ts';

/** 查询 · 操作: every sentence of manual 3.2.2.1 to 3.2.2.6 (rules.md, Life 5–11, 14). */

test.setTimeout(150_000);

const small = { width: 1366, height: 768 };
const slowly = { timeout: 20_000 };

const open = async (desk: Desk, userName?: string): Promise<Page> => {
  const { window } = await desk.start({ size: small });
  await desk.signIn(window, userName);
  return window;
};

const status = (window: Page): Locator => window.getByTestId('status-label').first();
const button = (window: Page, name: string): Locator => window.getByTestId(`button-${name}`);

const withRemark = (remark: string): Sheet => ({
  ...roadExport,
  head: { ...roadExport.head, remark },
});

/** Typed and saved; the value is the trip number. */
const drafted = async (window: Page, sheet: Sheet): Promise<string> => {
  await window.getByTestId('menu-new').click();
  await typeSheet(window, sheet);
  await save(window);
  return systemField(window, 'tripNo').inputValue();
};

/** And signed and delivered. */
const declared = async (window: Page, sheet: Sheet, becomes: string): Promise<string> => {
  const tripNo = await drafted(window, sheet);
  await askToDeclare(window);
  await enterPin(window);
  await expect(status(window)).toHaveText(becomes, slowly);
  return tripNo;
};

const accepted = (window: Page, sheet: Sheet = roadExport): Promise<string> =>
  declared(window, sheet, '海关入库成功');

const officer = (desk: Desk, tripNo: string, code: string, text?: string): Promise<void> =>
  desk.endpoint.control('customs', { tripNo, code, ...(text === undefined ? {} : { text }) });

const standStill = (desk: Desk): Promise<void> => desk.endpoint.control('pace', { stepMs: null });
const goOn = (desk: Desk): Promise<void> => desk.endpoint.control('pace', { stepMs: 200 });

const received = async (desk: Desk): Promise<readonly string[]> =>
  (await desk.endpoint.submissions()).map(
    (one: ReceivedSubmission) => `${one.function} ${one.state}`,
  );

/** The row of a sheet in the query's list. */
const rowOf = async (window: Page, tripNo: string): Promise<Locator> => {
  await window.getByTestId('menu-query').click();
  await window.getByTestId('query-run').click();
  const row = window.getByTestId('query-row').filter({ hasText: tripNo });
  await expect(row).toBeVisible();
  return row;
};

const act = async (window: Page, tripNo: string, action: string): Promise<void> => {
  await (await rowOf(window, tripNo)).getByTestId(`row-${action}`).click();
};

/** 变更 of the vehicle's weight, typed and not saved. */
const typeWeight = async (window: Page, weight: string): Promise<void> => {
  await window.getByTestId('head-vehicleWeight').fill(weight);
  await expect(window.getByTestId('before-head-vehicleWeight')).toHaveText('原：9000 千克');
};

const saveChange = async (window: Page): Promise<void> => {
  await button(window, 'save').click();
  await expect(window.getByText('暂存成功，变更尚未申报')).toBeVisible();
  await expect(window.getByTestId('amendment-label').first()).toHaveText('变更未申报');
};

const declareChange = async (window: Page): Promise<void> => {
  await button(window, 'declare').click();
  await expect(window.getByTestId('dialog-message')).toHaveText('是否要申报该票单据？');
  await window.getByTestId('confirm-declare').click();
  await enterPin(window);
};

const declareWithdrawal = async (window: Page): Promise<void> => {
  await button(window, 'declare').click();
  await window.getByTestId('confirm-declare').click();
  await enterPin(window);
};

const everythingGrey = async (window: Page): Promise<void> => {
  const fields = window.locator('[data-field]');
  expect(await fields.count()).toBeGreaterThan(20);
  for (const field of await fields.all()) await expect(field).toBeDisabled();
  for (const name of ['item-new', 'item-save', 'item-delete', 'item-copy']) {
    await expect(window.getByTestId(name)).toBeDisabled();
  }
};

/** Looked at as it stands: nothing under the mouse, and what was said has been read. */
const expectAccessibleAtRest = async (window: Page, state: string): Promise<void> => {
  await window.mouse.move(700, 400);
  await expect(window.locator('.el-message')).toHaveCount(0, slowly);
  await expectAccessible(window, state);
};

const changes = (window: Page): Locator => window.getByTestId('amend-change');

const rowActions = [
  'view',
  'edit',
  'amend',
  'delete',
  'withdraw',
  'copy',
  'declare',
  'receipts',
] as const;
/** The actions of a row that can be clicked, besides 查看 and 复制, which always can. */
const liveActions = async (row: Locator): Promise<readonly string[]> => {
  const live: string[] = [];
  for (const action of rowActions) {
    if (await row.getByTestId(`row-${action}`).isEnabled()) live.push(action);
  }
  return live.filter((action) => action !== 'view' && action !== 'copy');
};

test('操作栏 shows what each status allows, and greys the rest (3.2.2, 小提示)', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await open(desk);
  await standStill(desk);
  const tripNo = await drafted(window, roadExport);
  const row = await rowOf(window, tripNo);
  const expectActions = async (label: string, ...actions: readonly string[]): Promise<void> => {
    await expect(row.getByTestId('status-label')).toHaveText(label, slowly);
    await expect.poll(() => liveActions(row), { message: label }).toEqual(actions);
  };
  const declareAgain = async (): Promise<void> => {
    await row.getByTestId('row-declare').click();
    await window.getByTestId('confirm-declare').click();
    await enterPin(window);
    await expect(row.getByTestId('status-label')).toHaveText('申报成功', slowly);
  };
  await expectActions('暂存成功', 'edit', 'delete', 'declare');
  await declareAgain();
  await expectActions('申报成功', 'receipts');
  await officer(desk, tripNo, '2');
  await expectActions('发往内网成功', 'receipts');
  await officer(desk, tripNo, 'FF', '发往内网失败：通道中断');
  await expectActions('发往内网失败', 'edit', 'delete', 'declare', 'receipts');
  await declareAgain();
  await officer(desk, tripNo, '20', '退单：重量不符');
  await expectActions('退单', 'edit', 'delete', 'declare', 'receipts');
  await declareAgain();
  await officer(desk, tripNo, '10');
  await expectActions('海关入库成功', 'amend', 'withdraw', 'receipts');
  await officer(desk, tripNo, '41');
  await expectActions('已锁定', 'receipts');
  await officer(desk, tripNo, '42');
  await expectActions('解除锁定', 'amend', 'receipts');
  await officer(desk, tripNo, '43');
  await expectActions('人工办结', 'receipts');
  await officer(desk, tripNo, '50');
  await expectActions('已口岸离场', 'receipts');
  await officer(desk, tripNo, '77', '不认识');
  await expectActions('已口岸离场', 'receipts');

  await goOn(desk);
  const closed = await declared(window, withRemark('【模拟已办结】'), '已办结');
  const closedRow = await rowOf(window, closed);
  await expect(closedRow.getByTestId('status-label')).toHaveText('已办结', slowly);
  expect(await liveActions(closedRow)).toEqual(['receipts']);
  // What is grey says why.
  await expect(closedRow.getByTestId('row-amend')).toHaveAttribute('title', '当前状态不允许');
});

test('查看 shows the whole sheet and lets nothing be changed; 暂存 and 申报 are grey (3.2.2.1)', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await open(desk);
  const tripNo = await drafted(window, seaImport);
  await act(window, tripNo, 'view');
  await expect(window.getByTestId('head-mediumId')).toHaveValue('沪A12345');
  await expect(window.getByTestId('item-row')).toHaveCount(2);
  await everythingGrey(window);
  await expect(button(window, 'save')).toBeDisabled();
  await expect(button(window, 'declare')).toBeDisabled();
  await expect(button(window, 'delete')).toBeDisabled();
  // The keys do no more than the buttons.
  await window.keyboard.press('F8');
  await window.getByTestId('item-row').first().dblclick();
  await expect(window.getByTestId('item-objectId')).toHaveValue('COSU6381234560');
  await everythingGrey(window);
  await expectAccessibleAtRest(window, '查看');
});

test('修改 opens the saved sheet, 暂存 keeps the change, 申报 follows (3.2.2.2)', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await open(desk);
  const tripNo = await drafted(window, roadExport);
  await act(window, tripNo, 'edit');
  await window.getByTestId('head-vehicleWeight').fill('9100');
  await save(window);
  await expect(window.getByText('暂存成功', { exact: true }).last()).toBeVisible();
  await expect(button(window, 'declare')).toBeEnabled();
  await askToDeclare(window);
  await enterPin(window);
  await expect(status(window)).toHaveText('海关入库成功', slowly);
  const [only] = await desk.endpoint.submissions();
  expect(JSON.parse(only?.payload ?? '{}')).toMatchObject({ VehicleWeight: '9100' });
});

test('删除 asks, deletes and says so; a sheet that was ever submitted is hidden and comes back with a late receipt (3.2.2.3)', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await open(desk);
  const draft = await drafted(window, roadExport);
  const remove = async (tripNo: string): Promise<void> => {
    await act(window, tripNo, 'delete');
    await expect(window.getByTestId('dialog-message')).toHaveText('是否确认删除该数据？');
    await expect(window.getByTestId('dialog-cancel')).toBeFocused();
    await window.getByTestId('confirm-delete').click();
    await expect(window.getByText('删除成功')).toBeVisible();
    await expect(window.getByTestId('query-row').filter({ hasText: tripNo })).toHaveCount(0);
  };
  await remove(draft);
  await expect(window.getByTestId('query-empty')).toBeVisible();

  const submitted = await declared(window, withRemark('【模拟退单】'), '退单');
  await remove(submitted);
  await officer(desk, submitted, '1', '海关重新收件');
  const row = window.getByTestId('query-row').filter({ hasText: submitted });
  await expect(row).toBeVisible(slowly);
  await row.getByTestId('row-receipts').click();
  await expect(window.getByTestId('receipts-row')).toHaveCount(4);
});

test('删单 shows the sheet grey with only 申报 live, asks with the focus on 取消, and withdraws it (3.2.2.4)', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await open(desk);
  const tripNo = await accepted(window);
  await act(window, tripNo, 'withdraw');
  await expect(window.getByTestId('tab').first()).toHaveText('删单 粤BD12345');
  await everythingGrey(window);
  for (const name of ['save', 'delete', 'copy', 'template', 'print']) {
    await expect(button(window, name)).toBeDisabled();
  }
  await expect(button(window, 'declare')).toBeEnabled();
  await expectAccessibleAtRest(window, '删单');

  await button(window, 'declare').click();
  await expect(window.getByTestId('dialog-message')).toHaveText('是否确认申报该数据？');
  await expect(window.getByTestId('dialog-cancel')).toBeFocused();
  await picture(window, 'actions-withdraw-confirm');
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('dialog-message')).toBeHidden();
  expect(await received(desk)).toEqual(['ADD accepted']);

  await standStill(desk);
  await declareWithdrawal(window);
  await expect(window.getByTestId('sending-label').first()).toHaveText('删单申报中', slowly);
  await expect(button(window, 'declare')).toBeDisabled();
  const row = await rowOf(window, tripNo);
  await expect.poll(() => liveActions(row)).toEqual(['receipts']);
  await goOn(desk);
  await expect(row.getByTestId('withdrawn-label')).toHaveText('已删单', slowly);
  // The customs status stays; 已删单 stands beside it.
  await expect(row.getByTestId('status-label')).toHaveText('海关入库成功');
  expect(await liveActions(row)).toEqual(['receipts']);
  await expect(row.getByTestId('row-copy')).toBeEnabled();
  expect(await received(desk)).toEqual(['ADD accepted', 'DEL accepted']);
  await act(window, tripNo, 'view');
  await expect(window.getByTestId('status-sentence')).toContainText('已删单，该票不再有效');
  await expect(window.getByTestId('stay-out')).toBeVisible();
  await picture(window, 'actions-withdrawn');

  // The truck is free again: nothing warns of the withdrawn sheet.
  await window.getByTestId('menu-new').click();
  await typeSheet(window, roadExport);
  await save(window);
  await expect(window.getByTestId('warning-count')).toHaveCount(0);
});

test('删单被退 stands beside the status with its reason, and the sheet stays in force (3.2.2.4; Life 6)', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await open(desk);
  const tripNo = await accepted(window, withRemark('【模拟删单被退】'));
  await window.getByTestId('status-withdraw').click();
  await declareWithdrawal(window);
  await expect(window.getByTestId('outcome-label').first()).toHaveText('删单被退', slowly);
  await expect(status(window)).toHaveText('海关入库成功');
  await expect(window.getByTestId('last-reason')).toContainText('模拟删单被退');
  const row = await rowOf(window, tripNo);
  await expect(row).toContainText('模拟删单被退');
  expect(await liveActions(row)).toEqual(['amend', 'withdraw', 'receipts']);

  // 异常单证 leads back to the same 删单, which goes out again as DEL.
  await window.getByTestId('tab-menu').click();
  await window.getByTestId('close-all').click();
  await window.getByTestId('menu-troubles').click();
  const trouble = window.getByTestId('trouble-row');
  await expect(trouble).toContainText('删单被退');
  await expect(trouble.getByTestId('trouble-edit')).toHaveCount(0);
  await trouble.getByTestId('trouble-withdraw').click();
  await expect(window.getByTestId('tab').last()).toHaveText('删单 粤BD12345');
  await declareWithdrawal(window);
  await expect
    .poll(() => received(desk), slowly)
    .toEqual(['ADD accepted', 'DEL rejected', 'DEL rejected']);
});

test('查看回执 shows every receipt of ADD, MOD and DEL with time, code and text (3.2.2.5)', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await open(desk);
  const draft = await drafted(window, seaImport);
  await expect((await rowOf(window, draft)).getByTestId('row-receipts')).toBeDisabled();

  const tripNo = await accepted(window, withRemark('【模拟删单被退】'));
  await act(window, tripNo, 'amend');
  await typeWeight(window, '9500');
  await declareChange(window);
  await expect(window.getByTestId('amend-banner')).toHaveCount(0, slowly);
  await window.getByTestId('status-withdraw').click();
  await declareWithdrawal(window);
  await expect(window.getByTestId('outcome-label').first()).toHaveText('删单被退', slowly);

  await act(window, tripNo, 'receipts');
  const receipts = window.getByTestId('receipts-row');
  await expect(receipts).toHaveCount(9);
  await expect(receipts.first()).toContainText(
    /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d20退单 ?删单退单：模拟删单被退/,
  );
  await expect(receipts.nth(3)).toContainText(/10海关入库成功 ?变更变更成功，海关入库成功/);
  await expect(receipts.last()).toContainText(/1申报成功 ?申报/);
  const submissions = window.getByTestId('submissions-row');
  await expect(submissions).toHaveCount(3);
  await expect(submissions.nth(0)).toContainText('删单退单');
  await expect(submissions.nth(1)).toContainText('变更海关审核通过');
  await expect(submissions.nth(2)).toContainText('申报海关审核通过');
  await picture(window, 'actions-receipts');
});

test('变更: 暂存 keeps a draft beside the accepted version, 申报 sends it, acceptance makes it the sheet (3.2.2.6)', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await open(desk);
  const tripNo = await accepted(window, seaImport);
  await act(window, tripNo, 'amend');
  await expect(window.getByTestId('tab').first()).toHaveText('变更 沪A12345');
  await expect(button(window, 'save')).toBeEnabled();
  await expect(button(window, 'declare')).toBeEnabled();
  await expect(button(window, 'delete')).toBeDisabled();

  // Nothing changed: nothing to save, nothing to declare.
  for (const name of ['save', 'declare']) {
    await button(window, name).click();
    await expect(window.getByTestId('dialog-message')).toContainText('没有可变更的内容');
    await window.getByTestId('dialog-confirm').click();
    await expect(window.getByTestId('dialog-message')).toBeHidden();
  }

  await window.getByTestId('head-vehicleWeight').fill('8800');
  await expect(window.getByTestId('before-head-vehicleWeight')).toHaveText('原：8600 千克');
  await window.getByTestId('item-row').first().dblclick();
  await window.getByTestId('item-pickupWeight').fill('12600');
  await expect(window.getByTestId('before-item-pickupWeight')).toHaveText('原：12500 千克');
  await window.getByTestId('item-save').click();
  await window.getByTestId('item-row').nth(1).locator('input').check();
  await window.getByTestId('item-delete').click();
  await expect(changes(window)).toHaveText([
    '表头 · 车辆重量8600 千克 → 8800 千克',
    '第 1 条表体 · 本次提货重量12500 千克 → 12600 千克',
    /^删除原第 2 条表体.*COSU6381234571/,
  ]);
  await expect(window.getByTestId('row-mark')).toHaveText(['已改']);
  await changes(window).nth(1).getByRole('button').click();
  await expect(window.getByTestId('item-pickupWeight')).toBeFocused();
  await saveChange(window);
  await picture(window, 'actions-amend');
  await expectAccessibleAtRest(window, '变更');

  // The accepted version is what 查看 shows, and what the list shows.
  const row = await rowOf(window, tripNo);
  await expect(row.getByTestId('amendment-label')).toHaveText('变更未申报');
  await expect(row).toContainText('2 条');
  await row.getByTestId('row-view').click();
  await expect(window.getByTestId('head-vehicleWeight')).toHaveValue('8600');
  await expect(window.getByTestId('item-row')).toHaveCount(2);
  await expect(changes(window)).toHaveCount(3);
  await everythingGrey(window);
  await window.getByTestId('open-amendment').click();
  await expect(window.getByTestId('head-vehicleWeight')).toHaveValue('8800');

  // 申报 saves first what is typed since.
  await window.getByTestId('head-remark').fill('减少一票提单');
  await button(window, 'declare').click();
  await expect(window.getByTestId('dialog-message')).toHaveText('是否要申报该票单据？');
  await expect(window.getByRole('dialog')).toContainText(
    '表头 · 备注：船靠泊后提货 → 减少一票提单',
  );
  await expect(window.getByRole('dialog')).toContainText('8800 千克');
  await picture(window, 'actions-amend-confirm');
  await standStill(desk);
  await window.getByTestId('confirm-declare').click();
  await enterPin(window);
  await expect(window.getByTestId('sending-label').first()).toHaveText('变更申报中', slowly);
  await everythingGrey(window);
  await expect(button(window, 'save')).toBeDisabled();
  await expect(button(window, 'declare')).toBeDisabled();
  await expect(window.getByTestId('discard-amendment')).toHaveCount(0);
  await expect(window.getByTestId('amend-sentence')).toContainText('等待海关答复');
  await picture(window, 'actions-amend-underway');

  await goOn(desk);
  await expect(window.getByText('变更成功').first()).toBeVisible(slowly);
  await expect(window.getByTestId('amend-banner')).toHaveCount(0);
  await expect(window.getByTestId('head-vehicleWeight')).toHaveValue('8800');
  await expect(window.getByTestId('item-row')).toHaveCount(1);
  await expect(window.getByTestId('amendment-label')).toHaveCount(0);
  const after = await rowOf(window, tripNo);
  await expect(after).toContainText('1 条');
  const submissions = await desk.endpoint.submissions();
  expect(submissions.map((one) => `${one.function} ${one.state}`)).toEqual([
    'ADD accepted',
    'MOD accepted',
  ]);
  expect(JSON.parse(submissions[1]?.payload ?? '{}')).toMatchObject({
    SureId: tripNo,
    FunctionCode: 'MOD',
    VehicleWeight: '8800',
    remark: '减少一票提单',
    items: [{ BindObjId: 'COSU6381234560', GoodsWt: '12600' }],
  });
});

test('变更被退 shows the reason and keeps the draft, which goes out again as MOD (Life 6)', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await open(desk);
  const tripNo = await accepted(window);
  await act(window, tripNo, 'amend');
  await typeWeight(window, '9500');
  await window.getByTestId('head-remark').fill('【模拟变更被退】');
  await declareChange(window);
  await expect(window.getByTestId('outcome-label').first()).toHaveText('变更被退', slowly);
  await expect(window.getByTestId('last-reason')).toContainText('模拟变更被退');
  await expect(status(window)).toHaveText('海关入库成功');
  await expect(window.getByTestId('head-vehicleWeight')).toHaveValue('9500');
  await expect(window.getByTestId('head-vehicleWeight')).toBeEnabled();
  await picture(window, 'actions-amend-rejected');

  await window.getByTestId('head-remark').fill('已核实');
  await declareChange(window);
  await expect(window.getByTestId('outcome-label')).toHaveCount(0, slowly);
  await expect(window.getByTestId('amend-banner')).toHaveCount(0, slowly);
  await expect(window.getByTestId('head-remark')).toHaveValue('已核实');
  expect(await received(desk)).toEqual(['ADD accepted', 'MOD rejected', 'MOD accepted']);
});

test('a lock greys 申报 in the open 变更 until 解除锁定; a closed sheet’s change is copied or given up (Life 9)', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await open(desk);
  const tripNo = await accepted(window);
  await act(window, tripNo, 'amend');
  await typeWeight(window, '9500');
  await officer(desk, tripNo, '41');
  await expect(window.getByTestId('amend-sentence')).toContainText('已锁定', slowly);
  await expect(button(window, 'declare')).toBeDisabled();
  await saveChange(window);
  await picture(window, 'actions-amend-locked');
  await officer(desk, tripNo, '42');
  await expect(button(window, 'declare')).toBeEnabled(slowly);

  await window.getByTestId('head-remark').fill('还没有暂存');
  await officer(desk, tripNo, '43');
  await expect(window.getByTestId('amend-sentence')).toContainText('只能复制或放弃', slowly);
  await everythingGrey(window);
  await expect(button(window, 'save')).toBeDisabled();
  await expect(button(window, 'declare')).toBeDisabled();
  await picture(window, 'actions-amend-over');
  await button(window, 'copy').click();
  await expect(window.getByTestId('head-remark')).toHaveValue('还没有暂存');
  await expect(window.getByTestId('head-vehicleWeight')).toHaveValue('9500');
  await expect(status(window)).toHaveText('未暂存');
  await window.getByTestId('tab').filter({ hasText: '变更' }).click();
  await window.getByTestId('discard-amendment').click();
  await expect(window.getByTestId('dialog-message')).toContainText('是否放弃这次变更？');
  await expect(window.getByTestId('dialog-cancel')).toBeFocused();
  await window.getByTestId('confirm-discard-amendment').click();
  await expect(window.getByText('已放弃变更')).toBeVisible();
  await expect(window.getByTestId('head-vehicleWeight')).toHaveValue('9000');
  await expect(window.getByTestId('amend-banner')).toHaveCount(0);
  await expect(window.getByTestId('tab').filter({ hasText: '查看 粤BD12345' })).toBeVisible();
  expect(await received(desk)).toEqual(['ADD accepted']);
});

test('a 变更 comes back after a kill as 变更, and one that was signed is sent exactly once', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const first = await desk.start({ size: small });
  await desk.signIn(first.window);
  const tripNo = await accepted(first.window);
  await act(first.window, tripNo, 'amend');
  await typeWeight(first.window, '9500');
  await first.window.waitForTimeout(600);
  await first.kill();

  const second = await desk.start({ size: small });
  await desk.signIn(second.window);
  await expect(
    second.window.getByTestId('tab').filter({ hasText: '变更 粤BD12345' }),
  ).toBeVisible();
  await expect(second.window.getByTestId('head-vehicleWeight')).toHaveValue('9500');
  await expect(changes(second.window)).toHaveText(['表头 · 车辆重量9000 千克 → 9500 千克']);
  await desk.stopEndpoint();
  await expect(second.window.getByTestId('endpoint-state')).toContainText('离线', {
    timeout: 30_000,
  });
  await declareChange(second.window);
  await expect(second.window.getByTestId('sending-label').first()).toHaveText(
    /^变更申报中( · 待发送)?$/,
  );
  await second.kill();

  const third = await desk.start({ size: small });
  await desk.startEndpoint();
  await expect.poll(() => received(desk), { timeout: 40_000 }).toContain('MOD accepted');
  await desk.signIn(third.window);
  const row = await rowOf(third.window, tripNo);
  await expect(row.getByTestId('sending-label')).toHaveCount(0, slowly);
  await row.getByTestId('row-view').click();
  await expect(third.window.getByTestId('head-vehicleWeight')).toHaveValue('9500', slowly);
  expect(await received(desk)).toEqual(['ADD accepted', 'MOD accepted']);
});

test('what the endpoint refuses comes back with its reason, and the draft is kept', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await open(desk);
  const tripNo = await accepted(window);
  await act(window, tripNo, 'amend');
  await typeWeight(window, '9500');
  // The lock is not known here yet when the change goes out.
  await desk.endpoint.control('misbehave', {
    rules: [{ path: '/receipts', action: 'status', status: 500, times: 100_000 }],
  });
  await officer(desk, tripNo, '41');
  await declareChange(window);
  await expect(window.getByTestId('sending-label').first()).toHaveText('被单一窗口拒绝', slowly);
  await expect(window.getByTestId('status-sentence')).toContainText('已锁定，不能变更');
  await expect(status(window)).toHaveText('已锁定');
  await expect(window.getByTestId('head-vehicleWeight')).toHaveValue('9500');
  await expect(button(window, 'declare')).toBeDisabled();
  expect(await received(desk)).toEqual(['ADD accepted']);
});

test('who may not sign sees 变更 and 删单 grey, with the reason', async ({ openDesk }) => {
  const desk = await openDesk();
  const first = await desk.start({ size: small });
  await desk.signIn(first.window);
  const tripNo = await accepted(first.window);
  await first.window.getByTestId('sign-out').click();
  await desk.signIn(first.window, 'liwei');
  const row = await rowOf(first.window, tripNo);
  await expect(row.getByTestId('row-amend')).toBeDisabled();
  await expect(row.getByTestId('row-amend')).toHaveAttribute('title', '当前用户没有变更权限');
  await expect(row.getByTestId('row-withdraw')).toBeDisabled();
  await expect(row.getByTestId('row-withdraw')).toHaveAttribute('title', /未绑定电子口岸卡/);
});

test('变更 and 查看 are seen in the dark as well', async ({ openDesk }) => {
  const desk = await openDesk();
  const window = await open(desk);
  await window.keyboard.press('Control+Shift+L');
  const tripNo = await accepted(window);
  await act(window, tripNo, 'amend');
  await typeWeight(window, '9500');
  await window.getByTestId('item-row').dblclick();
  await window.getByTestId('item-remark').fill('改挂车');
  await saveChange(window);
  await picture(window, 'actions-dark-amend');
  await expectAccessibleAtRest(window, '变更, dark');
  await act(window, tripNo, 'view');
  await picture(window, 'actions-dark-view');
  await expectAccessibleAtRest(window, '查看, dark');
});
