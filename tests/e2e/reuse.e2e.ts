import type { Page } from '@playwright/test';
import { itemFields } from '../../src-shared/declaration/fields.ts';
import { emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import type { Item } from '../../src-shared/declaration/sheet.ts';
import { toTabSeparated } from '../../src-shared/declaration/tab-separated.ts';
import { newSheet, save, typeItem, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import type { RunningApp } from '../support/electron-app.ts';
import { paste } from '../support/paste.ts';
import { picture } from '../support/picture.ts';
import { roadExport } from '../support/sample-sheets.ts';

/** What a clerk does not type twice: pasted rows, copied rows, templates, kept and earlier values. */

const small = { width: 1366, height: 768 };

/** Signed in, with an empty sheet in front. */
const openSheet = async (desk: Desk): Promise<RunningApp> => {
  const running = await desk.start({ size: small });
  await desk.signIn(running.window);
  await running.window.getByTestId('menu-new').click();
  await running.window.getByTestId('head-customsCode').focus();
  return running;
};

/** Nothing sticks out of the window at the right. */
const fits = async (window: Page): Promise<void> => {
  const beyond = await window.evaluate(() =>
    [...document.querySelectorAll('.sheet-screen, .el-dialog, .sheet-form, .sheet-toolbar')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.className),
  );
  expect(beyond).toEqual([]);
};

const headings = ['绑定对象类型', '绑定对象 ID', '货物运输批次号', '进出方向', '备注'];
const rowOf = (objectId: string, type = '车辆车牌'): string[] => [
  type,
  objectId,
  '5301026112201',
  '进厂',
  '一\n二',
];

test('rows from Excel are shown with what is wrong, taken, and taken back', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const running = await openSheet(desk);
  const { window } = running;
  await typeSheet(window, roadExport);
  await expect(window.getByTestId('item-row')).toHaveCount(1);

  await paste(
    running,
    toTabSeparated([headings, rowOf('粤Ｂ１２３４挂'), rowOf('粤B5678挂'), rowOf('粤B9', '船')]),
  );
  await expect(window.getByTestId('paste-row')).toHaveCount(3);
  await expect(window.getByTestId('paste-summary')).toContainText('共 3 行；1 行有误；按表头');
  await expect(
    window.getByTestId('paste-cell-told').filter({ hasText: '绑定对象类型没有代码' }),
  ).toHaveCount(1);
  await fits(window);
  await picture(window, 'reuse-paste');
  await expect(window.getByTestId('paste-take-valid')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('item-row')).toHaveCount(3);
  await expect(window.getByTestId('item-row').nth(1)).toContainText('粤B1234挂');
  await picture(window, 'reuse-pasted');
  await window.getByTestId('undo').click();
  await expect(window.getByTestId('item-row')).toHaveCount(1);

  // From the button, by keyboard alone, without a header.
  await window.getByTestId('item-paste').focus();
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('paste-area')).toBeFocused();
  await paste(running, 'I\tVN\t粤B7777挂\t\t5301026112202\r\n');
  await expect(window.getByTestId('paste-take-all')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('item-row')).toHaveCount(2);
});

test('what is no table of 表体 is told, and nothing else changes', async ({ openDesk }) => {
  const desk = await openDesk();
  const running = await openSheet(desk);
  const { window } = running;
  await typeSheet(window, roadExport);
  const wrong: readonly (readonly [string, string])[] = [
    ['x\ty\n'.repeat(2_500_000), '内容太多'],
    ['B\t\u0001\u0002', '控制字符'],
    ['姓名\t电话\n张三\t110', '看起来不是表体的表格'],
    [`${headings.join('\t')}\n`, '没有数据行'],
  ];
  for (const [text, reason] of wrong) {
    await window.getByTestId('item-objectId').focus();
    await paste(running, text);
    await expect(window.getByTestId('paste-problem')).toContainText(reason);
    await expect(window.getByTestId('paste-take-all')).toHaveCount(0);
    await window.keyboard.press('Escape');
    await expect(window.getByTestId('paste-problem')).toBeHidden();
    await expect(window.getByTestId('item-objectId')).toBeFocused();
    await expect(window.getByTestId('item-objectId')).toHaveValue('');
    await expect(window.getByTestId('item-row')).toHaveCount(1);
  }
  await paste(running, toTabSeparated([headings, rowOf('粤B1234挂😀')]));
  await expect(window.getByTestId('paste-cell-told')).toContainText('表情符号');
  await window.keyboard.press('Escape');
});

test('a row is copied into the form with the keyboard', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await openSheet(desk);
  await typeSheet(window, roadExport);
  await window.getByTestId('item-row').first().focus();
  await window.keyboard.press('Space');
  await window.getByTestId('item-copy').focus();
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('item-objectId')).toBeFocused();
  await window.keyboard.type('粤B4321挂');
  await window.getByTestId('item-save').click();
  await expect(window.getByTestId('item-row')).toHaveCount(2);
  await expect(window.getByTestId('item-row').nth(0)).toContainText('粤B1234挂');
  await expect(window.getByTestId('item-row').nth(1)).toContainText('粤B4321挂');
});

test('a sheet of 200 items stays fluid', async ({ openDesk }) => {
  const desk = await openDesk();
  const running = await openSheet(desk);
  const { window } = running;
  await typeSheet(window, { head: roadExport.head, items: [] });
  const keys = itemFields.map(({ key }) => key);
  const items = Array.from({ length: 200 }, (_, index): Item => ({
    ...emptyItem(roadExport.head),
    objectType: 'VN',
    objectId: `粤B${String(1000 + index)}挂`,
    voyageNo: '5301026112201',
  }));
  await paste(running, toTabSeparated(items.map((item) => keys.map((key) => item[key]))));
  await window.getByTestId('paste-take-all').click();
  await expect(window.getByTestId('item-row')).toHaveCount(200);
  await window.evaluate(() => {
    const times: number[] = [];
    const frames: number[] = [];
    Object.assign(window, { keyTimes: times, frameTimes: frames });
    document.addEventListener(
      'input',
      () => {
        const start = performance.now();
        requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - start)));
      },
      true,
    );
    let last = performance.now();
    const frame = (now: number): void => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await window.getByTestId('item-remark').focus();
  await window.keyboard.type('一二三四五六七八九十'.repeat(4), { delay: 40 });
  await window.waitForTimeout(800);
  const figures = await window.evaluate(() => {
    const { keyTimes, frameTimes } = window as unknown as {
      keyTimes: number[];
      frameTimes: number[];
    };
    const sorted = [...keyTimes].sort((a, b) => a - b);
    return {
      keys: sorted.length,
      keyMiddle: sorted[Math.floor(sorted.length / 2)] ?? 0,
      key95: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
      longestFrame: Math.max(...frameTimes.slice(2)),
    };
  });
  await window.getByTestId('item-remark').fill('');
  await window.getByTestId('item-direction').focus();
  const started = Date.now();
  await typeItem(window, roadExport.head, { ...items[0], objectId: '粤B9999挂' } as Item);
  await expect(window.getByTestId('item-row')).toHaveCount(201);
  console.log('200 items:', JSON.stringify({ ...figures, addedInMs: Date.now() - started }));
  expect(figures.keys).toBeGreaterThan(30);
  // The middle, for a busy machine; alone, 95 of 100 keys are painted within 30 ms.
  expect(figures.keyMiddle).toBeLessThan(50);
});

test('a template starts a new sheet, for everybody or for its maker', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await openSheet(desk);
  await typeSheet(window, roadExport);
  await save(window);
  await window.getByTestId('button-template').focus();
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('template-name')).toBeFocused();
  await window.keyboard.type('皇岗出口');
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('template-row')).toHaveCount(1);
  await window.getByTestId('template-name').fill('公用出口');
  await window.getByTestId('template-shared').check();
  await window.getByTestId('template-keep').click();
  await expect(window.getByTestId('template-row')).toHaveCount(2);
  await fits(window);
  await picture(window, 'reuse-templates');

  // The same name again is asked for, and the focus is on 取消.
  await window.getByTestId('template-name').fill('公用出口');
  await window.getByTestId('template-keep').click();
  await expect(window.getByTestId('dialog-cancel')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('template-row')).toHaveCount(2);

  const own = window.getByTestId('template-row').filter({ hasText: '皇岗出口' });
  await own.getByTestId('template-rename').click();
  await window.keyboard.type('皇岗');
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('template-row').filter({ hasText: '皇岗' })).toHaveCount(1);

  await window
    .getByTestId('template-row')
    .filter({ hasText: '皇岗' })
    .getByTestId('template-apply')
    .focus();
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('head-mediumId')).toHaveValue('粤BD12345');
  await expect(window.getByTestId('item-row')).toHaveCount(1);
  await expect(window.getByTestId('system-tripNo')).toHaveValue('');
  await expect(window.getByTestId('status-label').first()).toHaveText('未暂存');
  await picture(window, 'reuse-template-applied');

  await window.getByTestId('button-template').click();
  await window
    .getByTestId('template-row')
    .filter({ hasText: '皇岗' })
    .getByTestId('template-delete')
    .click();
  await window.getByTestId('dialog-confirm').click();
  await expect(window.getByTestId('template-row')).toHaveCount(1);
});

test('locked fields come with the last sheet, the others do not; the locks stay', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const first = await openSheet(desk);
  const { window } = first;
  await typeSheet(window, roadExport);
  await save(window);
  await newSheet(window);
  await expect(window.getByTestId('head-customsCode')).toHaveValue('5301 皇岗海关');
  await expect(window.getByTestId('head-transportMode')).toHaveValue('4 公路');
  await expect(window.getByTestId('head-importExport')).toHaveValue('E 出口');
  await expect(window.getByTestId('head-mediumType')).toHaveValue('VN 车牌号');
  await expect(window.getByTestId('head-businessType')).toHaveValue('');
  await expect(window.getByTestId('head-mediumId')).toHaveValue('');
  await picture(window, 'reuse-locks');
  await fits(window);

  // Values of locks are no typing.
  await window.getByTestId('button-save').click();
  await expect(window.getByTestId('dialog-message')).toContainText('没有录入');
  await window.getByTestId('dialog-confirm').click();
  // The dialog gives the focus back when it has gone.
  await expect(window.getByTestId('dialog-message')).toBeHidden();

  await window.getByTestId('head-businessType').focus();
  await window.keyboard.press('Alt+l');
  await expect(window.getByTestId('lock-businessType')).toHaveAttribute('aria-pressed', 'true');
  await window.getByTestId('lock-importExport').click();
  await expect(window.getByTestId('lock-importExport')).toHaveAttribute('aria-pressed', 'false');
  await first.close();

  const second = await openSheet(desk);
  await expect(second.window.getByTestId('head-businessType')).toHaveValue('1000000000 报关');
  await expect(second.window.getByTestId('head-importExport')).toHaveValue('');
  await expect(second.window.getByTestId('item-businessType')).toHaveValue('1000000000 报关');
});

test('a known plate brings its weights, marked until confirmed, and never over what was typed', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await openSheet(desk);
  await typeSheet(window, roadExport);
  await save(window);
  await newSheet(window);

  // The plate itself from the earlier values, by keyboard alone.
  await window.getByTestId('head-containerWeight').fill('4600');
  await window.getByTestId('head-mediumId').focus();
  await window.keyboard.press('Alt+ArrowDown');
  await expect(window.getByTestId('recall-list')).toContainText('粤BD12345');
  await picture(window, 'reuse-recall');
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('head-mediumId')).toHaveValue('粤BD12345');
  await expect(window.getByTestId('head-businessType')).toBeFocused();

  await expect(window.getByTestId('head-vehicleWeight')).toHaveValue('9000');
  await expect(window.getByTestId('head-trailerWeight')).toHaveValue('7100');
  await expect(window.getByTestId('head-containerWeight')).toHaveValue('4600');
  await expect(window.getByTestId('recalled-vehicleWeight')).toHaveText('沿用上次重量，请核对');
  await expect(window.getByTestId('recalled-containerWeight')).toHaveCount(0);
  await picture(window, 'reuse-weights');

  await window.getByTestId('head-vehicleWeight').focus();
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('recalled-vehicleWeight')).toHaveCount(0);
  await expect(window.getByTestId('recalled-trailerWeight')).toHaveCount(1);

  // Another vehicle: what was not confirmed goes with the one it came with.
  await window.getByTestId('head-mediumId').fill('粤B11111');
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('head-trailerWeight')).toHaveValue('0');
  await expect(window.getByTestId('head-vehicleWeight')).toHaveValue('9000');
});
