import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { trainingProfileFile } from '../../simulators/eport-card/training-card.ts';
import { sampleWorld } from '../../simulators/sample-world.ts';
import {
  askToDeclare,
  enterPin,
  newSheet,
  save,
  systemField,
  typeSheet,
} from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { roadExport } from '../support/sample-sheets.ts';

/** The buttons of the form and what they ask and tell (manual 3.1.2; rules.md, Life 2, 3, Words). */

const openForm = async (desk: Desk, userName?: string): Promise<Page> => {
  const { window } = await desk.start({ size: { width: 1366, height: 768 } });
  await desk.signIn(window, userName);
  await expect(window.getByTestId('head-customsCode')).toBeFocused();
  return window;
};

const left = async (window: Page, testId: string): Promise<number> =>
  (await window.getByTestId(testId).boundingBox())?.x ?? 0;

test('新增, 暂存, 删除, 复制 stand at the left and 申报 at the right, all blue; the item buttons are white', async ({
  openDesk,
}) => {
  const window = await openForm(await openDesk());
  await expect(window.getByText('智能卡口散杂货系统')).toBeVisible();
  await expect(window.getByTestId('menu-new')).toHaveText('新增');
  await expect(window.getByTestId('menu-query')).toHaveText('查询');
  const blue = ['new', 'save', 'delete', 'copy', 'declare'].map((name) => `button-${name}`);
  for (const [testId, word] of [
    ['button-new', '新增'],
    ['button-save', '暂存'],
    ['button-delete', '删除'],
    ['button-copy', '复制'],
    ['button-declare', '申报'],
    ['item-new', '新增'],
    ['item-save', '保存'],
    ['item-delete', '删除'],
  ] as const) {
    await expect(window.getByTestId(testId)).toHaveText(word);
    await expect(window.getByTestId(testId)).toHaveClass(
      blue.includes(testId) ? /el-button--primary/ : /^(?!.*el-button--primary)/,
    );
  }
  const places = await Promise.all(blue.map((testId) => left(window, testId)));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places.slice(0, 4).every((place) => place < 683)).toBe(true);
  expect(places[4]).toBeGreaterThan(1200);
  // What is not allowed is grey, not gone.
  await expect(window.getByTestId('button-delete')).toBeDisabled();
  await expect(window.getByTestId('button-copy')).toBeDisabled();
});

test('暂存 keeps what is still to be mended, counts it and lists all of it; a choice goes to its field', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await openForm(desk);
  const [item] = roadExport.items;
  await typeSheet(window, { ...roadExport, items: [] });
  await window.getByTestId('head-mediumId').fill('');
  await window.getByTestId('head-customsCode').fill('');
  await window.getByTestId('item-objectType').fill('VN');
  await window.getByTestId('item-objectId').fill(item?.objectId ?? '');
  await save(window);
  await expect(window.getByTestId('problem-count')).toHaveText('有 3 处待改');
  const findings = window.getByTestId('finding');
  await expect(findings).toHaveText([
    /关区代码/,
    /绑定介质关键信息/,
    /第 1 条表体.*货物运输批次号/,
  ]);
  await findings.nth(2).getByRole('button').first().click();
  await expect(window.getByTestId('item-voyageNo')).toBeFocused();
  await findings.nth(0).getByRole('button').first().click();
  await expect(window.getByTestId('head-customsCode')).toBeFocused();

  // 申报 needs none left.
  await window.getByTestId('button-declare').click();
  await expect(window.getByText('申报失败，该票还有 3 处待改。')).toBeVisible();
  await expect(window.getByTestId('confirm-declare')).toHaveCount(0);
  expect(await desk.endpoint.submissions()).toEqual([]);
});

test('what can not be stored is not saved, and not declared either; nothing typed is lost', async ({
  openDesk,
}) => {
  const window = await openForm(await openDesk());
  await window.getByTestId('button-save').click();
  await expect(window.getByTestId('dialog-message')).toHaveText('还没有录入任何内容。');
  await window.getByTestId('dialog-confirm').click();
  // The cursor goes to a field by itself when the dialog has gone.
  await expect(window.locator('[data-field]:focus')).toBeVisible();
  await typeSheet(window, roadExport);
  await save(window);
  await window.getByTestId('head-remark').fill('长'.repeat(1001));
  for (const button of ['button-save', 'button-declare']) {
    await window.getByTestId(button).click();
    await expect(window.getByTestId('dialog-message')).toContainText('备注最多 1000 个字符');
    await window.getByTestId('dialog-confirm').click();
    await expect(window.getByTestId('dialog-message')).toBeHidden();
    await expect(window.getByTestId('head-remark')).toBeFocused();
    await expect(window.getByTestId('head-remark')).toHaveValue('长'.repeat(1001));
    await expect(window.getByTestId('confirm-declare')).toHaveCount(0);
  }
});

test('申报 saves first, then asks with number, medium, district, items and weights', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await openForm(desk);
  await typeSheet(window, roadExport);
  await save(window);
  const tripNo = await systemField(window, 'tripNo').inputValue();
  await window.getByTestId('head-vehicleWeight').fill('9100.5');
  await window.getByTestId('button-declare').click();
  await expect(window.getByText('是否要申报该票单据？')).toBeVisible();
  // Only of this question: the dialog of the PIN has facts of its own.
  const facts = window.locator('.ask-facts');
  for (const fact of [
    tripNo,
    '车牌号 · 粤BD12345',
    '5301 皇岗海关',
    '1 条',
    '9100.5 千克',
    '7100 千克',
  ]) {
    await expect(facts).toContainText(fact);
  }
  await window.getByTestId('confirm-declare').click();
  await window.getByTestId('pin-cancel').click();
  await expect(window.getByTestId('status-label').first()).toHaveText('暂存成功');
  expect(await desk.endpoint.submissions()).toEqual([]);

  await askToDeclare(window);
  await enterPin(window);
  await expect(window.getByText('申报成功').first()).toBeVisible();
  const [submission] = await desk.endpoint.submissions();
  expect(JSON.parse(submission?.payload ?? '{}')).toMatchObject({ VehicleWeight: '9100.5' });
});

test('the card of another operator is named in the words of the manual, before any PIN', async ({
  openDesk,
}) => {
  const window = await openForm(await openDesk(), 'wangfang');
  await typeSheet(window, roadExport);
  await save(window);
  await askToDeclare(window);
  await expect(window.getByTestId('dialog-message')).toHaveText(
    `当前卡号 ${sampleWorld.cards[0].cardNumber} 与用户注册信息卡号 2100000000025 不一致，无法进行申报`,
  );
  await expect(window.getByTestId('pin-input')).toHaveCount(0);
});

test('where the card can not tell the tries left the clerk reads 剩余次数未知', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const profile = z
    .looseObject({ pin: z.looseObject({ triesQuery: z.boolean() }) })
    .parse(JSON.parse(readFileSync(trainingProfileFile, 'utf8')));
  const file = path.join(desk.folder, 'profile.json');
  writeFileSync(file, JSON.stringify({ ...profile, pin: { ...profile.pin, triesQuery: false } }));
  const { window } = await desk.start({ env: { KAKOU_CARD_PROFILE: file } });
  await desk.signIn(window);
  await typeSheet(window, roadExport);
  await save(window);
  await askToDeclare(window);
  await expect(window.getByTestId('pin-tries')).toHaveText('剩余次数未知');
});

test('white 新增 empties the item, 保存 puts it into the list, 删除 takes out what is checked', async ({
  openDesk,
}) => {
  const window = await openForm(await openDesk());
  await typeSheet(window, { ...roadExport, items: [] });
  const rows = window.getByTestId('item-row');
  const typeItem = async (objectId: string): Promise<void> => {
    await window.getByTestId('item-objectType').fill('VN');
    await window.getByTestId('item-objectId').fill(objectId);
    await window.getByTestId('item-voyageNo').fill('5301026112201');
  };
  await typeItem('粤B1111挂');
  await window.getByTestId('item-new').click();
  await window.getByTestId('dialog-confirm').click();
  await expect(window.getByTestId('item-objectId')).toHaveValue('');
  await expect(window.getByTestId('item-businessType')).toHaveValue(/^1000000000/);
  await expect(rows).toHaveCount(0);

  for (const plate of ['粤B1111挂', '粤B2222挂', '粤B3333挂']) {
    await typeItem(plate);
    await window.getByTestId('item-save').click();
  }
  await expect(rows).toHaveCount(3);
  await expect(window.getByTestId('item-delete')).toBeDisabled();
  await rows.nth(0).getByRole('checkbox').check();
  await rows.nth(2).getByRole('checkbox').check();
  await window.getByTestId('item-delete').click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('粤B2222挂');

  // With an error the cursor goes to the first bad field, and nothing is lost.
  await window.getByTestId('item-objectType').fill('VN');
  await window.getByTestId('item-remark').fill('留着');
  await window.getByTestId('item-remark').press('Enter');
  await expect(window.getByTestId('item-objectId')).toBeFocused();
  await expect(window.getByTestId('item-remark')).toHaveValue('留着');
  await expect(rows).toHaveCount(1);
});

test('warnings are confirmed together, but for the one about a medium with an open sheet', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await openForm(desk);
  await typeSheet(window, roadExport);
  await save(window);
  const tripNo = await systemField(window, 'tripNo').inputValue();
  await newSheet(window);
  await typeSheet(window, { ...roadExport, head: { ...roadExport.head, vehicleWeight: '200000' } });
  // Told at the field as soon as it was left, with number, status and time.
  const medium = window.locator('.field-cell', { has: window.getByTestId('head-mediumId') });
  await expect(medium.getByRole('alert')).toContainText('还有一票自己暂存、尚未申报的单证');
  await expect(medium.getByRole('alert')).toContainText(/（暂存成功，\d{4}-\d{2}-\d{2} 录入）/);
  await expect(medium.getByRole('alert')).toContainText(tripNo);

  await save(window);
  await window.getByTestId('button-declare').click();
  await window.getByTestId('confirm-all').click();
  await expect(window.getByTestId('warning-count')).toHaveText('1 条待确认');
  await window.getByTestId('button-declare').click();
  await expect(window.getByText('有 1 条提示需要确认后才能申报。')).toBeVisible();
  await expect(window.getByTestId('confirm-declare')).toHaveCount(0);
  const alone = window.getByTestId('finding').filter({ hasText: tripNo });
  await expect(alone.getByRole('button', { name: '打开该票' })).toBeVisible();
  await alone.getByTestId('finding-confirm').check();
  await askToDeclare(window);
  await enterPin(window);
  await expect(window.getByText('申报成功').first()).toBeVisible();
});

test('复制 makes a new sheet with the content, without numbers, status and dates', async ({
  openDesk,
}) => {
  const window = await openForm(await openDesk());
  await typeSheet(window, roadExport);
  await save(window);
  await window.getByTestId('button-copy').click();
  await expect(window.getByTestId('status-label')).toHaveText('未暂存');
  for (const key of ['dataCentreNo', 'tripNo', 'enteredOn']) {
    await expect(systemField(window, key)).toHaveValue('');
  }
  await expect(window.getByTestId('head-mediumId')).toHaveValue('粤BD12345');
  await expect(window.getByTestId('item-row')).toHaveCount(1);
});
