import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { save, signIn, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { paste } from '../support/paste.ts';
import { picture } from '../support/picture.ts';
import { roadExport, seaImport } from '../support/sample-sheets.ts';

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

test('10 MB pasted into one field are refused with a word, and nothing else changes', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const running = await desk.start();
  const { window } = running;
  await desk.signIn(window);
  await typeSheet(window, roadExport);
  const before = await window.getByTestId('item-row').allTextContents();
  const huge = {
    line: 'x'.repeat(10_000_000),
    // A remark may hold lines and tabs: it is no table there.
    text: '一二三四五六七八九\t\n'.repeat(1_000_000),
  };
  for (const [field, text] of [
    ['head-remark', huge.text],
    ['head-customsCode', huge.line],
    ['item-voyageNo', huge.line],
    ['item-objectId', huge.line],
    ['item-sealNos1', huge.line.replaceAll('xx', 'x|')],
  ] as const) {
    const value = await window.getByTestId(field).inputValue();
    await window.getByTestId(field).focus();
    await paste(running, text);
    await expect(window.getByTestId('notice'), field).toContainText('没有粘贴，本栏没有改动');
    await window.getByTestId('notice-close').click();
    await expect(window.getByTestId(field)).toHaveValue(value);
  }
  await expect(window.getByTestId('head-mediumId')).toHaveValue('粤BD12345');
  expect(await window.getByTestId('item-row').allTextContents()).toEqual(before);
  await save(window);
});

test('full-width is folded, what nobody sees is left out, emoji are told where they do not belong', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const running = await desk.start();
  const { window } = running;
  await desk.signIn(window);
  const leave = async (field: string, text: string, kept: string): Promise<void> => {
    await window.getByTestId(field).fill('');
    await window.getByTestId(field).focus();
    await paste(running, text);
    await window.keyboard.press('Enter');
    await expect(window.getByTestId(field), field).toHaveValue(kept);
  };
  const told = (field: string) =>
    window.locator('.field-cell', { has: window.getByTestId(field) }).locator('.field-message');

  await typeSheet(window, { ...seaImport, items: [] });
  await leave('head-customsCode', '５３０１', '5301 皇岗海关');
  await leave('head-mediumId', '\u200b沪\u0000Ａ·１２３\u0007４５\u202e\ufeff', '沪A12345');
  await expect(told('head-mediumId')).toHaveCount(0);
  await leave('head-vehicleWeight', '９０００．５０', '9000.5');
  await leave('item-containerNo1', 'ｃｓｑｕ ３０５４３８－３', 'CSQU3054383');
  await leave('item-vesselName', '\u0001\u0002\u200b', '');
  await leave('head-remark', 'a\tb\r\n\u0001\u001bc', 'a b\nc');

  await leave('head-mediumId', '沪A😀12345', '沪A😀12345');
  await expect(told('head-mediumId')).toContainText('不是常见的车牌格式');
  await window.getByTestId('item-objectType').fill('B');
  await window.getByTestId('item-objectType').press('Enter');
  await leave('item-objectId', 'COSU😀1', 'COSU😀1');
  await expect(told('item-objectId')).toContainText('只能用字母、数字和半角符号');
  await leave('head-remark', '😀'.repeat(3), '😀😀😀');
  await window.getByTestId('head-remark').focus();
  await expect(window.getByTestId('count-head-remark')).toHaveText('3/1000');
});

test('lengths are counted while a field is typed, and told without the focus once they are nearly full', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await desk.start({ size: { width: 1366, height: 768 } });
  await desk.signIn(window);
  const count = window.getByTestId('count-item-voyageNo');
  const voyage = window.getByTestId('item-voyageNo');
  await expect(count).toBeHidden();
  await voyage.focus();
  await window.keyboard.type('123 45 ');
  await expect(count).toBeVisible();
  await expect(count).toHaveText('6/32');
  await window.keyboard.press('Shift+Enter');
  await expect(count).toBeHidden();
  await voyage.fill('1'.repeat(30));
  await window.getByTestId('item-remark').focus();
  await expect(count).toBeVisible();
  await voyage.fill('1'.repeat(33));
  await window.getByTestId('item-remark').fill('一'.repeat(950));
  await window.getByTestId('head-customsCode').focus();
  await expect(count).toHaveText('33/32');
  await expect(window.getByTestId('count-item-remark')).toHaveText('950/1000');
  await picture(window, 'lengths');
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
