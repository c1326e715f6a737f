import type { RunningApp } from '../support/electron-app.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { askToDeclare, enterPin, newSheet, save, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import { paste } from '../support/paste.ts';
import { zoomedPicture } from '../support/picture.ts';
import { roadExport, seaImport } from '../support/sample-sheets.ts';

const size = { width: 1366, height: 768 };

/** A theme changes colours and nothing else: in the dark one only they are looked at. */
const lookInBothThemes = async (running: RunningApp, state: string): Promise<void> => {
  const { window } = running;
  const darken = (dark: boolean): Promise<unknown> =>
    window.evaluate((on) => document.documentElement.classList.toggle('dark', on), dark);
  await zoomedPicture(running, `light-${state}`);
  await expectAccessible(window, `${state}, light`);
  await darken(true);
  await zoomedPicture(running, `dark-${state}`);
  await expectAccessible(window, `${state}, dark`, ['color-contrast']);
  await darken(false);
};

test('the look of the one who used the desk last is there before anybody signs in', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await desk.start({ size });
  await desk.signIn(window);
  await expect(window.locator('html.dark')).toHaveCount(0);
  await window.keyboard.press('Control+Shift+L');
  await expect(window.locator('html.dark')).toHaveCount(1);
  await window.getByTestId('sign-out').click();
  await expect(window.getByTestId('sign-in-submit')).toBeVisible();
  await expect(window.locator('html.dark')).toHaveCount(1);
});

test('axe finds nothing serious on any screen, in either theme', async ({ openDesk }) => {
  test.setTimeout(150_000);
  const desk = await openDesk();
  const running = await desk.start({ size });
  const { window } = running;
  const look = (state: string): Promise<void> => lookInBothThemes(running, state);
  await expect(window.getByTestId('sign-in-submit')).toBeVisible();
  await look('sign-in');

  await desk.signIn(window);
  await look('empty');
  await window.getByTestId('head-customsCode').focus();
  await window.keyboard.type('52');
  await look('code-list');
  await window.keyboard.press('Enter');
  await window.keyboard.type('VN');
  await window.keyboard.press('Enter');
  await window.keyboard.type('XX');
  await window.keyboard.press('Enter');
  await look('half-filled');
  await window.getByTestId('head-vehicleWeight').fill('abc');
  await window.getByTestId('item-objectId').focus();
  await window.getByTestId('item-save').click();
  await window.getByTestId('button-save').click();
  await expect(window.getByTestId('check-list')).toBeVisible();
  await look('cannot-be-saved');
  await window.getByTestId('dialog-confirm').click();
  await expect(window.getByTestId('dialog-message')).toBeHidden();
  await look('errors-and-check-list');

  await window.getByTestId('menu-fold').click();
  await window.getByTestId('button-new').click();
  await typeSheet(window, seaImport);
  await save(window);
  await askToDeclare(window);
  await expect(window.getByTestId('pin-input')).toBeFocused();
  await look('pin');
  await enterPin(window, '00000000');
  await expect(window.getByTestId('pin-error')).toBeVisible();
  await look('pin-wrong');
  await enterPin(window);
  await expect(window.getByTestId('status-label').first()).toHaveText('海关入库成功', {
    timeout: 20_000,
  });
  await look('declared');

  await window.getByTestId('menu-query').click();
  await expect(window.getByTestId('query-row').first()).toBeVisible();
  await look('query');
  await window.getByTestId('row-receipts').and(window.locator(':enabled')).first().click();
  await expect(window.getByTestId('receipts-row').first()).toBeVisible();
  await look('receipts');
});

test('axe finds nothing serious in what opens over 新增, in either theme', async ({ openDesk }) => {
  test.setTimeout(150_000);
  const desk = await openDesk();
  const running = await desk.start({ size });
  const { window } = running;
  await desk.signIn(window);
  const look = (state: string): Promise<void> => lookInBothThemes(running, state);
  const leave = async (testId: string): Promise<void> => {
    await window.keyboard.press('Escape');
    await expect(window.getByTestId(testId)).toBeHidden();
  };
  await window.getByTestId('entry-settings-open').click();
  await window.getByTestId('entry-settings').getByTestId('head-vehicleType').fill('9');
  await window.getByTestId('entry-settings').getByTestId('head-remark').focus();
  await look('entry-settings');
  await leave('entry-settings');
  await window.keyboard.press('F1');
  await expect(window.getByTestId('shortcut-help')).toBeVisible();
  await look('help');
  await leave('shortcut-help');

  await typeSheet(window, seaImport);
  await save(window);
  await window.getByTestId('button-template').click();
  await window.getByTestId('template-name').fill('埔新港办海运进口');
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('template-row')).toHaveCount(1);
  await look('template');
  await leave('template-name');
  await window.getByTestId('item-direction').focus();
  await paste(
    running,
    [
      '绑定对象类型\t绑定对象 ID\t船名\t航次\t提单类型\t本次提货重量\t集装箱号 1',
      'B\tCOSU6381234582\tCOSCO STAR\t042W\t1\t12000\tCSQU3054384',
      '船\tCOSU😀\t\t042W\t9\t1.2E+05\t',
    ].join('\n'),
  );
  await expect(window.getByTestId('paste-row')).toHaveCount(2);
  await look('paste');
  await leave('paste-summary');

  // The same plate again: its open sheet, its weights, its seals in the form.
  await window.getByTestId('item-row').first().press('Enter');
  await window.getByTestId('item-sealNos1').focus();
  await window.keyboard.type('ES100202 ');
  await look('seals');
  await window.getByTestId('item-new').click();
  await window.getByTestId('dialog-confirm').click();
  await newSheet(window);
  await window.getByTestId('head-mediumId').fill('沪A12345');
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('other-mediumId')).toBeVisible();
  await look('known-plate');
  await window.getByTestId('head-mediumId').focus();
  await window.keyboard.press('Alt+ArrowDown');
  await expect(window.getByTestId('recall-list')).toBeVisible();
  await look('earlier-values');
  await window.keyboard.press('Escape');
  await window.getByTestId('card-state').click();
  await look('card-details');
});

for (const { name, window: inner, textSize } of [
  { name: '150-percent', window: size, textSize: 150 },
  { name: 'narrow', window: { width: 1024, height: 640 }, textSize: 100 },
] as const) {
  test(`nothing is out of reach at ${name}`, async ({ openDesk }) => {
    const desk = await openDesk();
    const running = await desk.start({ size: inner });
    const { window } = running;
    await desk.signIn(window);
    await window.getByTestId('view-menu').focus();
    await window.keyboard.press('Enter');
    await window.getByTestId(`view-text-${String(textSize)}`).click();
    await expect
      // The window rounds to whole pixels its own way.
      .poll(async () =>
        Math.abs((await window.evaluate(() => innerWidth)) - (inner.width * 100) / textSize),
      )
      .toBeLessThanOrEqual(1);
    await zoomedPicture(running, `${name}-empty`);
    await typeSheet(window, roadExport);
    await zoomedPicture(running, `${name}-filled`);
    // Sideways nothing is clipped; downwards the form scrolls to its last field and its list.
    const sideways = await window.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.sheet-toolbar, .sheet-form, .top-bar, .tab-bar')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map(({ className }) => className),
    );
    expect(sideways).toEqual([]);
    for (const field of ['button-declare', 'item-remark', 'item-row', 'sign-out', 'hint-line']) {
      await window.getByTestId(field).first().scrollIntoViewIfNeeded();
      await expect(window.getByTestId(field).first(), field).toBeInViewport({ ratio: 0.5 });
    }
    await zoomedPicture(running, `${name}-scrolled`);
    await window.getByTestId('button-save').click();
    await window.getByTestId('button-declare').click();
    await expect(window.getByTestId('confirm-declare')).toBeInViewport();
    await zoomedPicture(running, `${name}-dialog`);
  });
}

test('thirty items stay readable in both themes', async ({ openDesk }) => {
  const desk = await openDesk();
  const running = await desk.start({ size });
  const { window } = running;
  await desk.signIn(window);
  const [item] = roadExport.items;
  if (item === undefined) throw new Error('the sample has an item');
  await typeSheet(window, { ...roadExport, items: Array.from({ length: 30 }, () => item) });
  await expect(window.getByTestId('item-row')).toHaveCount(30);
  await lookInBothThemes(running, '30-items');
});
