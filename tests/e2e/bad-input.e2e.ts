import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { save, signIn, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { roadExport } from '../support/sample-sheets.ts';

/** A desk whose data folder is in a bad state before the program starts. */
const trainingFolder = (desk: Desk): string => path.join(desk.folder, 'user-data', 'training');

const startupProblem = (window: Page, text: string | RegExp): Promise<void> =>
  expect(window.getByTestId('startup-problems').filter({ hasText: text }).first()).toBeVisible();

test('a broken settings file is kept aside, named, and nothing else stops', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  mkdirSync(trainingFolder(desk), { recursive: true });
  writeFileSync(path.join(trainingFolder(desk), 'settings.json'), '{');
  const { window } = await desk.start();
  await startupProblem(window, '设置文件内容损坏，已改用默认设置');
  await desk.signIn(window);
  await window.getByTestId('menu-new').click();
  await typeSheet(window, roadExport);
  await save(window);
  const kept = readdirSync(trainingFolder(desk)).find((name) =>
    name.startsWith('settings.unreadable-'),
  );
  expect(readFileSync(path.join(trainingFolder(desk), kept ?? ''), 'utf8')).toBe('{');
});

test('a data folder that cannot be written is named, and typing goes on', async ({ openDesk }) => {
  const desk = await openDesk();
  mkdirSync(path.join(desk.folder, 'user-data'), { recursive: true });
  writeFileSync(trainingFolder(desk), 'a file in the place of the folder');
  const { window } = await desk.start();
  await startupProblem(window, '数据文件夹无法写入');
  await desk.signIn(window);
  await window.getByTestId('menu-new').click();
  await typeSheet(window, roadExport);
  await window.getByTestId('button-save').click();
  await expect(window.getByTestId('dialog-message')).toContainText('数据文件夹无法写入');
  await window.getByTestId('dialog-confirm').click();
  await expect(window.getByTestId('head-mediumId')).toHaveValue('粤BD12345');
  await expect(window.getByTestId('item-row')).toHaveCount(1);
});

test('a database of a newer program is refused with its own message and left as it is', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const file = path.join(trainingFolder(desk), 'kakou.db');
  mkdirSync(trainingFolder(desk), { recursive: true });
  const newer = new Database(file);
  newer.pragma('application_id = 1262570325');
  newer.pragma('user_version = 999');
  newer.exec('CREATE TABLE declaration (from_the_future TEXT)');
  newer.close();
  const before = { bytes: readFileSync(file), changed: statSync(file).mtimeMs };
  const { window } = await desk.start();
  await startupProblem(window, '数据文件由更新版本的程序建立');
  await expect(window.getByText(/删除.*数据/)).toHaveCount(0);
  expect(readFileSync(file).equals(before.bytes)).toBe(true);
});

test('a database that is none is named and not deleted', async ({ openDesk }) => {
  const desk = await openDesk();
  const file = path.join(trainingFolder(desk), 'kakou.db');
  mkdirSync(trainingFolder(desk), { recursive: true });
  writeFileSync(file, 'this is no database, but it may be all that somebody has'.repeat(100));
  const before = readFileSync(file);
  const { window } = await desk.start();
  await startupProblem(window, '数据文件无法读取');
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('with the single window down a known operator signs in, types and saves', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const first = await desk.start();
  await desk.signIn(first.window);
  await first.close();
  await desk.stopEndpoint();
  const { window } = await desk.start();
  await expect(window.getByTestId('sign-in-submit')).toBeVisible();
  await signIn(window, null);
  await expect(window.getByTestId('operator')).toBeVisible();
  await expect(window.getByTestId('endpoint-state')).toContainText('离线');
  await window.getByTestId('menu-new').click();
  await typeSheet(window, roadExport);
  await save(window);
});

const cardProblem = async (window: Page, text: string): Promise<void> => {
  await expect(window.getByTestId('card-state')).toContainText(text, { timeout: 15_000 });
};

const declareIsRefused = async (window: Page, text: string): Promise<void> => {
  await window.getByTestId('menu-new').click();
  await typeSheet(window, roadExport);
  await save(window);
  await window.getByTestId('button-declare').click();
  await window.getByTestId('confirm-declare').click();
  await expect(window.getByTestId('dialog-message')).toContainText(text);
  await expect(window.getByTestId('pin-input')).toHaveCount(0);
  await window.getByTestId('dialog-confirm').click();
  await expect(window.getByTestId('status-label').first()).toHaveText('暂存成功');
};

test('a card that is no E-Port card is said to be none', async ({ openDesk }) => {
  const desk = await openDesk({ kind: 'other' });
  const { window } = await desk.start();
  await desk.signIn(window);
  await cardProblem(window, '不是电子口岸卡');
  await declareIsRefused(window, '读卡器中的卡不是电子口岸卡');
});

test('without a card the reader is shown empty, and a card put in later is found', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  await desk.card.remove();
  const { window } = await desk.start();
  await desk.signIn(window);
  await cardProblem(window, '读卡器中没有卡');
  await declareIsRefused(window, '读卡器中没有卡');
  await desk.card.insert();
  await cardProblem(window, '2100000000017');
});

test('without a reader the program says so and everything but declaring works', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  await desk.card.stop();
  const { window } = await desk.start();
  await desk.signIn(window);
  await cardProblem(window, '没有找到读卡器');
  await declareIsRefused(window, '没有找到读卡器或 Ikey');
});

test('every channel refuses a wrong payload with a code', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  await desk.signIn(window);
  const { channels } = await import('../../src-shared/contract/channels.ts');
  const answers = await window.evaluate(async (names) => {
    const invoke = (name: string, input: unknown): Promise<unknown> =>
      (
        window as unknown as {
          kakou: { invoke: (name: string, input: unknown) => Promise<unknown> };
        }
      ).kakou.invoke(name, input);
    return Promise.all(
      names.map(async (name) => ({ name, answer: await invoke(name, { junk: ['x'.repeat(9)] }) })),
    );
  }, Object.keys(channels));
  for (const { name, answer } of answers) {
    expect(answer, name).toMatchObject({ ok: false, error: { kind: 'ipc.badPayload' } });
  }
});
