import type { Locator, Page } from '@playwright/test';
import { beijingDate, lastDays } from '../../src-renderer/components/moments.ts';
import { statusCodes, statuses } from '../../src-shared/declaration/status.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { enterPin } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { picture } from '../support/picture.ts';
import { emptyContainers, seaImport } from '../support/sample-sheets.ts';
import { storeSheets, tripNoOf, truck } from '../support/stored-sheets.ts';
import type { StoredSheet } from '../support/stored-sheets.ts';

/** 查询 · 数据查询: every sentence of manual 3.2.1, and the conditions that stand beside it. */

test.setTimeout(120_000);

const size = { width: 1366, height: 768 };
const day = 86_400_000;
const field = (window: Page, key: string): Locator => window.getByTestId(`query-${key}`);
const rows = (window: Page): Locator => window.getByTestId('query-row');
const tags = (window: Page): Locator => window.getByTestId('query-tag');
/** The desk with these sheets in its store, signed in, at the query. */
const openWith = async (
  desk: Desk,
  sheets: readonly StoredSheet[],
  userName?: string,
): Promise<Page> => {
  await storeSheets(desk, sheets);
  return open(desk, userName);
};

const open = async (desk: Desk, userName?: string): Promise<Page> => {
  const { window } = await desk.start({ size });
  await desk.signIn(window, userName);
  await window.getByTestId('menu-query').click();
  await expect(field(window, 'count')).toContainText('票');
  return window;
};

const run = (window: Page): Promise<void> => field(window, 'run').click();
const reset = (window: Page): Promise<void> => field(window, 'reset').click();

/** The media of the list, in any order. */
const expectMedia = async (window: Page, ...media: readonly string[]): Promise<void> => {
  await expect(rows(window)).toHaveCount(media.length);
  for (const medium of media) {
    await expect(rows(window).filter({ hasText: medium })).not.toHaveCount(0);
  }
  await expect(field(window, 'count')).toHaveText(`共 ${String(media.length)} 票`);
};

const chooseCode = async (window: Page, key: string, code: string): Promise<void> => {
  await field(window, key).fill(code);
  await field(window, key).press('Tab');
};

/** Every status once, in the order of the manual, besides what differs in the other conditions. */
const manyKinds = (now: number): readonly StoredSheet[] => [
  ...statusCodes.map((status, index) => ({
    sheet: truck(`粤B${String(10_001 + index)}`),
    at: now - 40 * day - index,
    status,
  })),
  { sheet: seaImport, at: now - 3 * day },
  { sheet: emptyContainers, at: now },
  { sheet: truck('E20000112233', { mediumType: 'VE', customsCode: '5304' }), at: now - 9 * day },
];

test('each condition of the manual finds exactly its sheets, and none is required', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await openWith(desk, manyKinds(Date.now()));
  await expect(rows(window)).toHaveCount(14);
  await expect(field(window, 'count')).toHaveText('共 14 票');
  await picture(window, 'query-all');

  // 车次确认编号: the whole number and nothing less.
  await field(window, 'tripNo').fill(tripNoOf(12));
  await run(window);
  await expectMedia(window, '沪A12345');
  await field(window, 'tripNo').fill(tripNoOf(12).slice(0, -1));
  await run(window);
  await expectMedia(window);
  await expect(field(window, 'empty')).toBeVisible();
  await reset(window);
  await expectMedia(
    window,
    ...Array.from({ length: 11 }, (_, at) => `粤B${String(10_001 + at)}`),
    '沪A12345',
    '浙B67890',
    'E20000112233',
  );

  // 绑定介质关键信息, exact as well; Enter runs.
  await field(window, 'mediumId').fill('沪A1234');
  await field(window, 'mediumId').press('Enter');
  await expectMedia(window);
  await field(window, 'mediumId').fill('沪A12345');
  await field(window, 'mediumId').press('Enter');
  await expectMedia(window, '沪A12345');
  await reset(window);

  for (const [key, code, media] of [
    ['mediumType', 'VE', ['E20000112233']],
    ['businessType', '0000100000', ['浙B67890']],
    ['customsCode', '5202', ['沪A12345']],
    ['importExport', 'I', ['沪A12345']],
  ] as const) {
    await chooseCode(window, key, code);
    await run(window);
    await expectMedia(window, ...media);
    await reset(window);
    await expect(field(window, key)).toHaveValue('');
    await expect(rows(window)).toHaveCount(14);
  }

  // 关区代码 is found by its name too, and 绑定介质类型 offers exactly the manual's four.
  await field(window, 'mediumType').press(' ');
  await expect(window.locator('.code-list [role=option]')).toHaveText([
    /^VN\s*车牌号/,
    /^VE\s*电子车牌号/,
    /^IC\s*IC\s*卡/,
    /^BC\s*条形码/,
  ]);
  await window.keyboard.press('Escape');
});

test('单据状态 offers 全部 and the eleven words of the manual, and each finds its own', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await openWith(desk, manyKinds(Date.now()));
  await expect(field(window, 'status').locator('option')).toHaveText([
    '全部',
    '暂存',
    '申报',
    '发往内网成功',
    '发往内网失败',
    '海关审核通过',
    '退单',
    '已办结',
    '已锁定',
    '解除锁定',
    '人工办结',
    '已口岸离场',
  ]);
  for (const [index, status] of statusCodes.entries()) {
    const { queryLabel, label } = statuses[status];
    await field(window, 'status').selectOption(queryLabel);
    await run(window);
    await expect(tags(window)).toHaveText([`单据状态：${queryLabel}`]);
    const found = rows(window).filter({ hasText: `粤B${String(10_001 + index)}` });
    await expect(found.getByTestId('status-label')).toHaveText(label);
    await expect(rows(window)).toHaveCount(status === '0' ? 4 : 1);
  }
  await field(window, 'status').selectOption('全部');
  await run(window);
  await expect(rows(window)).toHaveCount(14);
  await expect(tags(window)).toHaveCount(0);
});

test('录入时间 needs both dates in order, takes them from its calendar, and invents none', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const now = Date.now();
  const window = await openWith(desk, manyKinds(now));
  const [from, to] = [field(window, 'entered-from'), field(window, 'entered-to')];
  const fault = field(window, 'fault');

  await from.fill(beijingDate(now - 10 * day));
  await run(window);
  await expect(fault).toHaveText('按录入时间查询时，起始和结束时间都要填。');
  await to.fill(beijingDate(now - 11 * day));
  await run(window);
  await expect(fault).toHaveText('录入时间的起始日期不能晚于结束日期。');
  await expect(rows(window)).toHaveCount(14);

  for (const impossible of ['2026-13-45', '2026-02-30', '下周']) {
    await to.fill(impossible);
    await to.press('Enter');
    await expect(fault).toContainText(`“${impossible}”不是有效的日期`);
    await expect(to).toHaveValue(impossible);
  }
  await picture(window, 'query-impossible-date');
  await expectAccessible(window, 'impossible date');

  // Typed without strokes it is the same day.
  await to.fill(beijingDate(now - 2 * day).replaceAll('-', ''));
  await to.press('Enter');
  await expect(to).toHaveValue(beijingDate(now - 2 * day));
  await expectMedia(window, '沪A12345', 'E20000112233');
  await expect(tags(window)).toHaveText([
    `录入时间：${beijingDate(now - 10 * day)} 至 ${beijingDate(now - 2 * day)}`,
  ]);

  // From the calendar, with the mouse and with the keyboard.
  await reset(window);
  await field(window, 'entered-from-calendar').click();
  await expect(window.locator('.date-panel')).toBeVisible();
  await picture(window, 'query-calendar');
  await window.locator('.date-panel td.beijing-today').click();
  await expect(from).toHaveValue(beijingDate(now));
  await expect(window.locator('.date-panel')).toHaveCount(0);
  await to.press('Alt+ArrowDown');
  await expect(window.locator('.date-panel td.beijing-today')).toBeFocused();
  await window.keyboard.press('ArrowLeft');
  await expect(to).toHaveValue(beijingDate(now - day));
  await window.keyboard.press('Escape');
  await expect(to).toHaveValue('');
  await to.press('Alt+ArrowDown');
  await window.keyboard.press('Enter');
  await expect(window.locator('.date-panel')).toHaveCount(0);
  await expect(to).toHaveValue(beijingDate(now));
  await run(window);
  await expectMedia(window, '浙B67890');
});

test('今天, 近 7 天 and 近 30 天 are relative: told with their days, and kept as what they are', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const now = Date.now();
  const window = await openWith(desk, manyKinds(now));
  await field(window, 'range-today').click();
  await run(window);
  await expectMedia(window, '浙B67890');
  await expect(tags(window)).toHaveText([`录入时间：今天（${beijingDate(now)}）`]);
  await field(window, 'range-last7').click();
  await field(window, 'entered-from').press('Enter');
  await expectMedia(window, '浙B67890', '沪A12345');
  const [from, to] = lastDays(7, now);
  await expect(tags(window)).toHaveText([`录入时间：近 7 天（${from} 至 ${to}）`]);
  await expect(field(window, 'entered-from')).toHaveValue(from);
  await expect(field(window, 'range-last7')).toHaveAttribute('aria-pressed', 'true');
  await window.waitForTimeout(400);

  // Once it was asked some days ago, it means other days now.
  await window.getByTestId('sign-out').click();
  await expect(window.getByTestId('sign-in-submit')).toBeVisible();
  await window.clock.install({ time: now + 5 * day });
  await desk.signIn(window);
  await expect(tags(window)).toHaveText([
    `录入时间：近 7 天（${lastDays(7, now + 5 * day).join(' 至 ')}）`,
  ]);
});

test('conditions stay as they were asked across a restart, each operator’s own, until 重置', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await openWith(desk, manyKinds(Date.now()));
  await field(window, 'status').selectOption('暂存');
  await chooseCode(window, 'customsCode', '5301');
  await field(window, 'more').click();
  await field(window, 'toSign').check();
  await run(window);
  await expectMedia(window, '粤B10001');
  // Typed but not asked: that is not kept.
  await field(window, 'mediumId').fill('未查询');
  await window.waitForTimeout(400);
  await window.close();

  const again = await desk.start({ size });
  await desk.signIn(again.window);
  await expect(tags(again.window)).toHaveText([
    '单据状态：暂存',
    '关区代码：5301 皇岗海关',
    '待签',
  ]);
  await expectMedia(again.window, '粤B10001');
  await expect(field(again.window, 'status')).toHaveValue('0');
  await expect(field(again.window, 'toSign')).toBeChecked();
  await expect(field(again.window, 'mediumId')).toHaveValue('');
  await picture(again.window, 'query-after-restart');

  await again.window.getByTestId('sign-out').click();
  await desk.signIn(again.window, 'wangfang');
  await again.window.getByTestId('menu-query').click();
  await expect(rows(again.window)).toHaveCount(14);
  await expect(tags(again.window)).toHaveCount(0);

  await again.window.getByTestId('sign-out').click();
  await desk.signIn(again.window);
  await expect(tags(again.window)).toHaveCount(3);
  await reset(again.window);
  await expect(tags(again.window)).toHaveCount(0);
  await expect(rows(again.window)).toHaveCount(14);
});

test('active conditions are always shown as tags, and a removed tag is a removed condition', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const now = Date.now();
  const window = await openWith(desk, manyKinds(now));
  await field(window, 'status').selectOption('暂存');
  await chooseCode(window, 'importExport', 'E');
  await field(window, 'range-today').click();
  await field(window, 'text').fill('OOLU8726194');
  await run(window);
  await expectMedia(window, '浙B67890');
  await expect(tags(window)).toHaveText([
    '单据状态：暂存',
    '进出口标志：E 出口',
    /^录入时间：今天/,
    '全文：OOLU8726194',
  ]);
  await expectAccessible(window, 'query with tags');
  const remove = (text: string): Promise<void> =>
    tags(window).filter({ hasText: text }).locator('.el-tag__close').click();
  await remove('全文');
  await expect(tags(window)).toHaveCount(3);
  await expect(field(window, 'text')).toHaveValue('');
  await remove('录入时间');
  await expect(field(window, 'entered-from')).toHaveValue('');
  await expectMedia(window, '粤B10001', '浙B67890', 'E20000112233');
  await remove('单据状态');
  await remove('进出口标志');
  await expect(rows(window)).toHaveCount(14);
  await expect(window.getByText('当前显示：全部单证')).toBeVisible();
});

test('free text finds whole numbers first, tells how far it reached, and looks further on demand', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const now = Date.now();
  const window = await openWith(desk, [
    ...manyKinds(now),
    { sheet: truck('粤B77777', { remark: '代 COSU6381234560 换提单，靠泊后放行' }), at: now },
  ]);
  const text = field(window, 'text');
  const note = window.getByTestId('text-reach');

  await text.fill('船');
  await text.press('Enter');
  await expect(field(window, 'fault')).toHaveText('全文查询请至少输入两个字符。');
  await expect(note).toHaveCount(0);

  await text.fill('COSU6381234560');
  await text.press('Enter');
  await expectMedia(window, '沪A12345');
  await expect(note).toContainText('完全相同');
  await picture(window, 'query-free-text');
  await window.getByTestId('reach-anywhere').click();
  await expectMedia(window, '沪A12345', '粤B77777');
  await expect(note).toContainText('任一编号、备注、船名或航次');
  await expect(tags(window)).toHaveText(['全文：COSU6381234560（任意位置）']);
  await expect(window.getByTestId('reach-anywhere')).toHaveCount(0);

  // The end of a trip number; a word of a remark; a container; what is nowhere.
  await text.fill(tripNoOf(13).slice(-12));
  await text.press('Enter');
  await expectMedia(window, '浙B67890');
  await expect(note).toContainText('开头或结尾');
  await text.fill('靠泊');
  await text.press('Enter');
  await expectMedia(window, '沪A12345', '粤B77777');
  await text.fill('MSKU9070323');
  await text.press('Enter');
  await expectMedia(window, '沪A12345');
  await text.fill('不存在的字');
  await text.press('Enter');
  await expectMedia(window);
  await expect(note).toContainText('没有找到');
});

test('待签, 已删单, 变更过, 发送状态, 操作人员 and 只看本人 find their sheets', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const now = Date.now();
  const window = await openWith(desk, [
    { sheet: truck('粤B00001'), at: now },
    { sheet: truck('粤B00002'), at: now, problemCount: 2 },
    { sheet: truck('粤B00003'), at: now, by: 'liwei' },
    { sheet: truck('粤B00004'), at: now, status: '10', withdrawn: true },
    { sheet: truck('粤B00005'), at: now, status: '10', amended: true },
  ]);
  await expect(field(window, 'toSign')).toBeHidden();
  await field(window, 'more').click();
  const only = async (key: string, ...media: readonly string[]): Promise<void> => {
    await field(window, key).check();
    await run(window);
    await expectMedia(window, ...media);
    await field(window, key).uncheck();
  };
  await only('toSign', '粤B00001', '粤B00003');
  await only('withdrawn', '粤B00004');
  await only('amended', '粤B00005');
  await only('mine', '粤B00001', '粤B00002', '粤B00004', '粤B00005');
  await expect(tags(window)).toHaveText(['只看本人']);
  await field(window, 'operator').selectOption('李伟（liwei）');
  await run(window);
  await expectMedia(window, '粤B00003');
  await expect(tags(window)).toHaveText(['操作人员：李伟']);
  await expect(field(window, 'mine')).not.toBeChecked();
  await picture(window, 'query-more');
  await reset(window);

  // What the outbox holds is found by its state.
  await desk.stopEndpoint();
  await expect(window.getByTestId('endpoint-state')).toContainText('离线', { timeout: 30_000 });
  await rows(window).filter({ hasText: '粤B00001' }).getByTestId('row-declare').click();
  await window.getByTestId('confirm-declare').click();
  await enterPin(window);
  await expect(
    rows(window).filter({ hasText: '粤B00001' }).getByTestId('sending-label'),
  ).toHaveText('待发送', { timeout: 20_000 });
  await field(window, 'sending').selectOption('待发送');
  await run(window);
  await expectMedia(window, '粤B00001');
  await field(window, 'sending').selectOption('从未申报');
  await run(window);
  await expect(rows(window)).toHaveCount(4);
  await expect(tags(window)).toHaveText(['发送状态：从未申报']);
});
