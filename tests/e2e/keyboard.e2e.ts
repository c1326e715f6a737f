import type { Page } from '@playwright/test';
import { headFields, itemFields } from '../../src-shared/declaration/fields.ts';
import { presenceOf } from '../../src-shared/declaration/field-values.ts';
import { emptyHead, emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import type { Item, Sheet } from '../../src-shared/declaration/sheet.ts';
import { sampleWorld } from '../../simulators/sample-world.ts';
import { captchaText, samplePin } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { attachInputMethod, countedKeyboard } from '../support/keyboard.ts';
import type { Confirmation, Keyboard } from '../support/keyboard.ts';
import { seaImport } from '../support/sample-sheets.ts';

const itemCount = 5;
/** Sea import with five bills of lading; the first ones with a container, one with a remark. */
const fiveItems: Sheet = {
  head: seaImport.head,
  items: Array.from({ length: itemCount }, (_, at): Item => {
    const item = seaImport.items[at] ?? {
      ...emptyItem(seaImport.head),
      direction: 'E',
      objectType: 'B',
      vesselName: 'COSCO SHIPPING ARIES',
      voyageNo: '042W',
      billType: '1',
      pickupWeight: '7500.5',
    };
    const remark = at === itemCount - 1 ? '分批提货' : '';
    return { ...item, objectId: `COSU638123456${String(at)}`, remark };
  }),
};

interface TypedField {
  readonly name: string;
  /** Empty where the field already holds what is wanted. */
  readonly text: string;
}

/** The open fields in the order of the form, with what is to be typed into each. */
const fieldsOf = ({ head, items }: Sheet): readonly TypedField[] => {
  const start = emptyHead();
  const field = (name: string, value: string, initial: string): TypedField => ({
    name,
    text: value === initial ? '' : value,
  });
  return [
    ...headFields
      .filter((one) => presenceOf(one, { head }) !== 'closed')
      .map(({ key }) => field(`head-${key}`, head[key], start[key])),
    ...items.flatMap((item) =>
      itemFields
        .filter((one) => presenceOf(one, { head, item }) !== 'closed')
        .map(({ key }) => field(`item-${key}`, item[key], emptyItem(head)[key])),
    ),
  ];
};

const lengthOf = (text: string): number => [...text].length;

interface Total {
  readonly keys: number;
  /** The characters of the data and one Enter a field. */
  readonly least: number;
}

/** From the sign-in to 申报成功 without the mouse. */
const declareByKeys = async (
  desk: Desk,
  window: Page,
  keys: Keyboard,
  typeText: (text: string) => Promise<void>,
): Promise<number> => {
  let least = 0;
  const enter = async (testId: string, text: string, type = keys.type): Promise<void> => {
    await expect(window.getByTestId(testId)).toBeFocused();
    if (text !== '') await type(text);
    await keys.press('Enter');
    least += lengthOf(text) + 1;
  };
  await expect(window.getByTestId('sign-in-captcha')).toBeVisible();
  await enter('sign-in-user', 'chenmin');
  await enter('sign-in-password', sampleWorld.operators[0].password);
  await enter('sign-in-captcha', await captchaText(desk.endpoint.url));
  for (const { name, text } of fieldsOf(fiveItems)) await enter(name, text, typeText);
  await expect(window.getByTestId('item-row')).toHaveCount(itemCount);
  await expect(window.getByTestId('item-direction')).toBeFocused();
  await expect(window.getByTestId('item-objectId')).toHaveValue('');

  await keys.press('F9');
  await expect(window.getByTestId('confirm-declare')).toBeFocused();
  await keys.press('Enter');
  await enter('pin-input', samplePin);
  await expect(window.getByText('申报成功').first()).toBeVisible({ timeout: 20_000 });

  const [submission] = await desk.endpoint.submissions();
  expect(JSON.parse(submission?.payload ?? '{}')).toMatchObject({
    BindKeyInfo: '沪A12345',
    remark: '船靠泊后提货',
    items: fiveItems.items.map(({ objectId, remark }) => ({ BindObjId: objectId, remark })),
  });
  return least;
};

const withinFifteenPercent = ({ keys, least }: Total): void => {
  console.log(
    `keystrokes: ${String(keys)}; characters of the data and one Enter a field: ${String(least)} ` +
      `(${((keys / least - 1) * 100).toFixed(1)} % more)`,
  );
  expect(keys).toBeLessThanOrEqual(least * 1.15);
};

test('a sheet with five items from the sign-in to 申报成功 by the keyboard alone', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  const keys = countedKeyboard(window);
  const least = await declareByKeys(desk, window, keys, keys.type);
  withinFifteenPercent({ keys: keys.count(), least });
});

/** How the Chinese of the sheet is typed with an input method. */
const pinyinOf: Readonly<Record<string, string>> = {
  沪: 'hu',
  船靠泊后提货: 'ckbhth',
  分批提货: 'fpth',
};

test('the same with an input method for the Chinese texts', async ({ openDesk }) => {
  const desk = await openDesk();
  const { window } = await desk.start();
  const keys = countedKeyboard(window);
  const inputMethod = await attachInputMethod(window);
  let composed = 0;
  const least = await declareByKeys(desk, window, keys, async (text) => {
    for (const part of text.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []) {
      const pinyin = pinyinOf[part];
      if (pinyin === undefined) await keys.type(part);
      else composed += await inputMethod.compose(part, pinyin);
    }
  });
  withinFifteenPercent({ keys: keys.count() + composed, least });
});

/** A signed-in desk with an empty sheet. */
const newSheet = async (desk: Desk): Promise<Page> => {
  const { window } = await desk.start();
  await desk.signIn(window);
  await expect(window.getByTestId('head-customsCode')).toBeFocused();
  return window;
};

test('the Enter that confirms a candidate never moves on', async ({ openDesk }) => {
  const desk = await openDesk();
  const window = await newSheet(desk);
  const inputMethod = await attachInputMethod(window);
  const { keyboard } = window;
  const confirmations: readonly Confirmation[] = ['keyBeforeText', 'plainKeyBehindText', 'heldKey'];

  for (const confirmation of confirmations) {
    // A code field: the letters filter while they are composed, the candidate does too.
    const code = window.getByTestId('head-customsCode');
    await code.focus();
    await inputMethod.compose('上海海关', 'shhg', confirmation);
    await expect(code, confirmation).toBeFocused();
    await expect(code).toHaveValue('上海海关');
    await expect(window.getByRole('option').first()).toContainText('上海海关');
    await keyboard.press('Enter');
    await expect(code).toHaveValue(/^2200 上海海关/);
    await expect(window.getByTestId('head-mediumType')).toBeFocused();

    await keyboard.type('VN');
    await keyboard.press('Enter');
    const medium = window.getByTestId('head-mediumId');
    await expect(medium).toBeFocused();
    await inputMethod.compose('沪', 'hu', confirmation);
    await expect(medium, confirmation).toBeFocused();
    await keyboard.type('A12345');
    await keyboard.press('Enter');
    await expect(window.getByTestId('head-businessType')).toBeFocused();
    await expect(medium).toHaveValue('沪A12345');

    const remark = window.getByTestId('head-remark');
    await remark.focus();
    await inputMethod.compose('提货', 'th', confirmation);
    await expect(remark, confirmation).toBeFocused();
    await expect(remark).toHaveValue('提货');
    await keyboard.press('Enter');
    await expect(window.getByTestId('item-direction')).toBeFocused();

    // The last field of the item: the confirming Enter does not save it.
    const itemRemark = window.getByTestId('item-remark');
    await itemRemark.focus();
    await inputMethod.compose('备注', 'bz', confirmation);
    await expect(itemRemark, confirmation).toBeFocused();
    await expect(itemRemark).toHaveValue('备注');
    await keyboard.press('Enter');
    await expect(window.getByTestId('item-objectType')).toBeFocused();

    for (const name of ['head-customsCode', 'head-mediumId', 'head-remark', 'item-remark']) {
      await window.getByTestId(name).fill('');
    }
  }
});

test('Tab and Enter act alike, with Shift back, past grey fields and from head to items', async ({
  openDesk,
}) => {
  const desk = await openDesk();
  const window = await newSheet(desk);
  const { keyboard } = window;
  const focused = (name: string) => expect(window.getByTestId(name)).toBeFocused();
  for (const key of ['Enter', 'Tab']) {
    await window.getByTestId('head-customsCode').focus();
    await keyboard.press(key);
    await focused('head-mediumType');
    // 绑定介质关键信息 is grey until a type is chosen.
    await keyboard.press(key);
    await focused('head-businessType');
    await keyboard.press(`Shift+${key}`);
    await focused('head-mediumType');
    await window.getByTestId('head-remark').focus();
    await keyboard.press(key);
    await focused('item-direction');
    await keyboard.press(`Shift+${key}`);
    await focused('head-remark');
  }
  for (const [at, key] of ['Enter', 'Tab'].entries()) {
    await window.getByTestId('head-transportMode').fill('4');
    await window.getByTestId('head-businessType').fill('1000000000');
    await window.getByTestId('item-objectType').fill('VN');
    await window.getByTestId('item-objectId').fill('粤B1234挂');
    await window.getByTestId('item-voyageNo').fill('5301026112201');
    await window.getByTestId('item-remark').focus();
    await keyboard.press(key);
    await focused('item-direction');
    await expect(window.getByTestId('item-row')).toHaveCount(at + 1);
    await expect(window.getByTestId('item-objectId')).toHaveValue('');
    await expect(window.getByTestId('item-businessType')).toHaveValue(/^1000000000/);
  }
});

test('a district is found by its pinyin, and Esc closes the list alone', async ({ openDesk }) => {
  const desk = await openDesk();
  const window = await newSheet(desk);
  const { keyboard } = window;
  const code = window.getByTestId('head-customsCode');
  for (const [typed, name] of [
    ['shhg', '上海海关'],
    ['xiamenhg', '厦门海关'],
    ['chongqhg', '重庆海关'],
  ] as const) {
    await keyboard.type(typed);
    await expect(window.getByRole('option', { name })).toBeVisible();
    await keyboard.press('Escape');
    await expect(window.getByRole('listbox')).toHaveCount(0);
    await expect(code).toBeFocused();
    await expect(code).toHaveValue('');
  }
  await keyboard.type('xmhg');
  await keyboard.press('Enter');
  await expect(code).toHaveValue(/厦门海关/);
  await expect(window.getByTestId('head-mediumType')).toBeFocused();
  // A long list holds only the rows in sight, and keeps the chosen one among them.
  await code.focus();
  await keyboard.press(' ');
  for (let page = 0; page < 6; page += 1) await keyboard.press('PageDown');
  const active = window.locator('[role=option][aria-selected=true]');
  await expect(active).toBeInViewport();
  expect(await window.getByRole('option').count()).toBeLessThan(20);
});

test('shortcuts act, are listed by F1, and rest while a dialog is open', async ({ openDesk }) => {
  const desk = await openDesk();
  const window = await newSheet(desk);
  const { keyboard } = window;
  const tabs = window.getByTestId('tab');
  await keyboard.press('F1');
  const help = window.getByTestId('shortcut-help');
  for (const word of ['新增', '暂存', '申报', '暂存并申报', '复制', '保存表体', '下一个选项卡']) {
    await expect(help.getByText(word, { exact: true })).toBeVisible();
  }
  await keyboard.press('F2');
  await keyboard.press('Control+s');
  await expect(tabs).toHaveCount(1);
  await expect(window.getByTestId('status-label')).toHaveText('未暂存');
  await keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expect(window.getByTestId('head-customsCode')).toBeFocused();

  // What is typed and not confirmed yet is in the sheet before the shortcut acts.
  await keyboard.type('2225');
  await keyboard.press('F4');
  await expect(tabs).toHaveCount(2);
  await expect(window.getByTestId('head-customsCode')).toHaveValue(/^2225/);
  await keyboard.press('F2');
  await expect(tabs).toHaveCount(3);
  await expect(window.getByTestId('head-customsCode')).toHaveValue('');
  await keyboard.press('Control+Tab');
  await expect(tabs.nth(0)).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Control+Shift+Tab');
  await expect(tabs.nth(2)).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Control+Tab');

  await window.getByTestId('item-voyageNo').fill('042W');
  await keyboard.press('Control+Enter');
  await expect(window.getByTestId('item-objectType')).toBeFocused();
  await window.getByTestId('item-voyageNo').fill('');
  await keyboard.press('Control+s');
  await expect(window.getByTestId('status-label').first()).toHaveText('暂存成功');
  await keyboard.press('F8');
  await expect(window.getByTestId('dialog-message')).toContainText('该数据没有表体信息');
  await keyboard.press('F2');
  await expect(tabs).toHaveCount(3);
  await expect(window.getByTestId('dialog-confirm')).toBeFocused();
  await keyboard.press('Enter');
  await expect(window.getByTestId('dialog-message')).toBeHidden();
});
