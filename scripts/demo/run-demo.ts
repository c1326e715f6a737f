import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { expect } from '@playwright/test';
import { sampleWorld } from '../../simulators/sample-world.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import {
  askToDeclare,
  enterPin,
  newSheet,
  save,
  signIn,
  systemField,
  typeSheet,
} from '../../tests/support/clerk.ts';
import { launchApp } from '../../tests/support/electron-app.ts';
import type { RunningApp } from '../../tests/support/electron-app.ts';
import { startCardProcess, startEndpointProcess } from '../../tests/support/outside-world.ts';
import type { RunningCard } from '../../tests/support/outside-world.ts';
import { takeCardService } from '../../tests/support/pcscd-lock.ts';
import { emptyContainers, roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { projectRoot } from '../setup.mjs';
import { createSteps } from './steps.ts';

const [ownCard, othersCard] = sampleWorld.cards;
const customsPace = 700;

/** The vehicle's weight was forgotten: customs' rules reject it. */
const withoutVehicleWeight = (sheet: Sheet): Sheet => ({
  ...sheet,
  head: { ...sheet.head, vehicleWeight: '0' },
});

/**
 * Drives the real window through the whole job: three sheets typed field by field, one wrong card,
 * one wrong PIN, one 退单 that is corrected and declared again. Each step is checked in the window
 * and at the endpoint. Answers the exit code.
 */
export const runDemo = async (options: {
  readonly withCardService: boolean;
  readonly args: readonly string[];
}): Promise<number> => {
  const { values } = parseArgs({
    args: [...options.args],
    options: { json: { type: 'string' }, size: { type: 'string', default: '1366x768' } },
  });
  const [width = 1366, height = 768] = values.size.split('x').map(Number);
  const { step, writeJson } = createSteps(path.join(projectRoot, 'out', 'demo'));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kakou-desk-demo-'));
  const releaseCardService = await takeCardService();
  const { withCardService } = options;
  const insert = (card: (typeof sampleWorld.cards)[number], port?: number): Promise<RunningCard> =>
    startCardProcess({
      dataFolder: path.join(folder, 'cards'),
      ...card,
      withCardService,
      ...(port === undefined ? {} : { port }),
    });

  const endpoint = await startEndpointProcess({
    dataFolder: path.join(folder, 'endpoint'),
    stepMs: customsPace,
  });
  let card = await insert(ownCard);
  let running: RunningApp | null = null;
  let complete = false;
  try {
    running = await launchApp({
      args: ['--training'],
      size: { width, height },
      env: { KAKOU_ENDPOINT_URL: endpoint.url, ...card.environment },
      userData: path.join(folder, 'user-data'),
    });
    const { window } = running;
    const see = (testId: string) => window.getByTestId(testId);
    const simulatedPort =
      Number(card.environment['KAKOU_CARD_ADDRESS']?.split(':').at(-1)) || undefined;
    const changeCard = async (to: (typeof sampleWorld.cards)[number]): Promise<void> => {
      await card.remove();
      await card.stop();
      card = await insert(to, simulatedPort);
      await expect(see('card-state')).toContainText(to.cardNumber);
    };
    const atEndpoint = async (tripNo: string) =>
      (await endpoint.submissions()).filter((submission) => submission.tripNo === tripNo);
    const tripNo = (): Promise<string> => systemField(window, 'tripNo').inputValue();
    const statusIs = (text: string, timeout = 20_000): Promise<void> =>
      expect(see('status-label').first()).toHaveText(text, { timeout });

    await step('登录窗口，标明培训环境', window, 'sign-in', async () => {
      await expect(see('training-badge').first()).toContainText('培训环境');
      await expect(see('sign-in-captcha')).toBeVisible();
    });
    await step('操作员登录，读卡器与卡号可见', window, 'signed-in', async () => {
      await signIn(window, endpoint.url);
      await expect(see('operator')).toContainText('陈敏');
      await expect(see('card-state')).toContainText(ownCard.cardNumber);
      await expect(see('endpoint-state')).toContainText('在线');
    });

    let seaTrip = '';
    await step('海运进口：逐字段录入表头与两条提单', window, 'sea-typed', async () => {
      await see('menu-new').click();
      await typeSheet(window, seaImport);
      await expect(see('item-row')).toHaveCount(2);
    });
    await step('海运进口：暂存，得到两个编号和录入时间', window, 'sea-saved', async () => {
      await save(window);
      seaTrip = await tripNo();
      expect(seaTrip).toMatch(new RegExp(`^\\d{6}${ownCard.cardNumber}\\d{13}$`));
      await expect(systemField(window, 'dataCentreNo')).toHaveValue(/^\d{18}$/);
      await expect(systemField(window, 'enteredOn')).toHaveValue(/^\d{4}-\d\d-\d\d$/);
      expect(await atEndpoint(seaTrip)).toEqual([]);
    });
    await step('插着别人的卡：申报被拒，不问密码', window, 'wrong-card', async () => {
      await changeCard(othersCard);
      await askToDeclare(window);
      await expect(see('dialog-message')).toHaveText(
        `当前卡号 ${othersCard.cardNumber} 与用户注册信息卡号 ${ownCard.cardNumber} 不一致，无法进行申报`,
      );
      await expect(see('pin-input')).toHaveCount(0);
    });
    await step('换回本人的卡，输错密码：显示剩余次数', window, 'wrong-pin', async () => {
      await see('dialog-confirm').click();
      await changeCard(ownCard);
      await askToDeclare(window);
      await enterPin(window, '12345678');
      await expect(see('pin-error')).toContainText('卡密码错误，还可尝试 4 次');
      expect(await atEndpoint(seaTrip)).toEqual([]);
    });
    await step(
      '输对密码：已签名并发送，单一窗口确认后申报成功',
      window,
      'sea-declared',
      async () => {
        await enterPin(window);
        await expect(window.getByText('申报成功').first()).toBeVisible();
        await expect.poll(async () => (await atEndpoint(seaTrip)).length).toBe(1);
        await expect(see('head-mediumId')).toBeDisabled();
      },
    );
    await step('海运进口：海关入库成功', window, 'sea-accepted', async () => {
      await statusIs('海关入库成功');
      expect((await atEndpoint(seaTrip))[0]?.state).toBe('accepted');
    });

    let roadTrip = '';
    await step(
      '公路出口：录入车牌与挂车，漏填车辆重量，提示后确认',
      window,
      'road-typed',
      async () => {
        await newSheet(window);
        await typeSheet(window, withoutVehicleWeight(roadExport));
        await save(window);
        roadTrip = await tripNo();
        await see('button-declare').click();
        await expect(see('check-list')).toBeVisible();
        await see('confirm-all').click();
      },
    );
    await step('公路出口：申报后被海关退单，原因可见', window, 'road-rejected', async () => {
      await askToDeclare(window);
      await enterPin(window);
      await statusIs('退单');
      await expect(see('last-reason')).toContainText('车辆重量');
      expect((await atEndpoint(roadTrip))[0]?.state).toBe('rejected');
    });
    await step('公路出口：改正重量，重新申报，海关入库成功', window, 'road-accepted', async () => {
      await see('head-vehicleWeight').fill(roadExport.head.vehicleWeight);
      await save(window);
      expect(await tripNo()).toBe(roadTrip);
      await askToDeclare(window);
      await enterPin(window);
      await statusIs('海关入库成功');
      const received = await atEndpoint(roadTrip);
      expect(received.map(({ state }) => state).toSorted()).toEqual(['accepted', 'rejected']);
    });

    await step('空箱：录入两个集装箱号，暂存并申报', window, 'empty-declared', async () => {
      await newSheet(window);
      await typeSheet(window, emptyContainers);
      await save(window);
      await askToDeclare(window);
      await enterPin(window);
      await statusIs('海关入库成功');
      const [received] = await atEndpoint(await tripNo());
      expect(JSON.parse(received?.payload ?? '{}')).toMatchObject({
        items: [{ ContaId1: 'TCLU4265475', ContaId2: 'OOLU8726194', RdCode: '0000100000' }],
      });
    });
    await step('已办结的回执到达', window, 'closed', async () => {
      await endpoint.control('customs', { tripNo: seaTrip, code: '40' });
      await see('menu-query').click();
      await see('query-run').click();
      await expect(see('query-row').filter({ hasText: seaTrip })).toContainText('已办结', {
        timeout: 20_000,
      });
    });
    await step('查询：三票都在列表中，状态正确', window, 'query', async () => {
      await expect(see('query-row')).toHaveCount(3);
      await expect(see('query-row').filter({ hasText: roadTrip })).toContainText('海关');
    });
    await step('查看回执：退单与入库都在历史中', window, 'receipts', async () => {
      await see('query-row').filter({ hasText: roadTrip }).getByTestId('row-receipts').click();
      await expect(see('receipts-row').filter({ hasText: '退单' }).first()).toBeVisible();
      await expect(see('receipts-row')).toHaveCount(6);
    });
    await step('单一窗口：每票恰好一次有效申报', window, 'exactly-once', async () => {
      const received = await endpoint.submissions();
      expect(received).toHaveLength(4);
      const accepted = received.filter(({ state }) => state === 'accepted');
      expect(new Set(accepted.map((submission) => submission.tripNo)).size).toBe(3);
    });
    complete = true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (running !== null) console.error(running.output());
  } finally {
    await running?.close();
    await card.stop();
    await endpoint.stop();
    await releaseCardService();
    await rm(folder, { recursive: true, force: true });
  }
  if (values.json !== undefined) writeJson(values.json);
  console.log(complete ? 'every step was seen' : 'the demonstration is not complete');
  return complete ? 0 : 1;
};
