import type { Locator, Page } from '@playwright/test';
import { presenceOf } from '../../src-shared/declaration/field-values.ts';
import { headFields, itemFields, systemFields } from '../../src-shared/declaration/fields.ts';
import type { FieldContext } from '../../src-shared/declaration/fields.ts';
import { emptyHead, emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { sampleWorld } from '../../simulators/sample-world.ts';
import { save, systemField, typeSheet } from '../support/clerk.ts';
import { expect, test } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { roadExport } from '../support/sample-sheets.ts';

/** The fields of the form as manual 2.3.2 and 3.1.1 describe them, seen in the real window. */

const openForm = async (desk: Desk, userName?: string): Promise<Page> => {
  const { window } = await desk.start({ size: { width: 1366, height: 768 } });
  await desk.signIn(window, userName);
  await expect(window.getByTestId('head-customsCode')).toBeFocused();
  return window;
};

type Ground = 'yellow' | 'white' | 'grey' | 'another colour';

/** What colour the clerk calls it. */
const groundOf = async (input: Locator): Promise<Ground> => {
  const colour = await input.evaluate((element) => {
    // The field of the seals has no ground of its own: its box shows.
    const own = getComputedStyle(element).backgroundColor;
    const box = element.closest('.field-input');
    return own === 'rgba(0, 0, 0, 0)' && box !== null ? getComputedStyle(box).backgroundColor : own;
  });
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
  if (red === 255 && green === 255 && blue === 255) return 'white';
  if (red > 230 && green > 220 && blue < 210) return 'yellow';
  const spread = Math.max(red, green, blue) - Math.min(red, green, blue);
  return spread < 20 && red < 240 ? 'grey' : 'another colour';
};

const isRed = async (element: Locator): Promise<boolean> => {
  const colour = await element.evaluate((one) => getComputedStyle(one).color);
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
  return red > 2 * green && red > 2 * blue;
};

const grounds = { required: 'yellow', optional: 'white', closed: 'grey' } as const;

/** Every field has the ground, the mark and the lock that the manual gives it on this sheet. */
const expectGrounds = async (window: Page, { head, item }: Required<FieldContext>) => {
  const fields = [
    ...headFields.map((field) => ({ part: 'head', field })),
    ...itemFields.map((field) => ({ part: 'item', field })),
  ];
  // The last field that was filled may not be left yet: the focus changes no ground.
  for (const { part, field } of fields) {
    const input = window.getByTestId(`${part}-${field.key}`);
    const presence = presenceOf(field, { head, item });
    expect(await groundOf(input), field.label).toBe(grounds[presence]);
    await expect(input, field.label).toBeEnabled({ enabled: presence !== 'closed' });
    await expect(input, field.label).toHaveAttribute(
      'aria-required',
      String(presence === 'required'),
    );
  }
};

test('yellow is to be filled, white may be, grey is closed, and follows what is filled', async ({
  openDesk,
}) => {
  const window = await openForm(await openDesk());
  const head = { ...emptyHead() };
  const item = { ...emptyItem(head) };
  await expectGrounds(window, { head, item });
  const steps = [
    ['head', 'mediumType', 'VN'],
    ['head', 'transportMode', '2'],
    ['head', 'importExport', 'E'],
    ['item', 'objectType', 'B'],
    ['item', 'businessType', '0000100000'],
  ] as const;
  for (const [part, key, code] of steps) {
    await window.getByTestId(`${part}-${key}`).fill(code);
    await window.keyboard.press('Enter');
    Object.assign(part === 'head' ? head : item, { [key]: code });
  }
  await window.getByTestId('head-customsCode').focus();
  await expectGrounds(window, { head, item });
  for (const { key, label } of systemFields) {
    expect(await groundOf(systemField(window, key)), label).toBe('grey');
  }
});

test('the red line at the bottom says how the field with the cursor is filled', async ({
  openDesk,
}) => {
  const window = await openForm(await openDesk());
  const line = window.getByTestId('hint-line');
  for (const [part, fields] of [
    ['head', headFields],
    ['item', itemFields],
  ] as const) {
    for (const { key, label, hint } of fields) {
      const input = window.getByTestId(`${part}-${key}`);
      if (await input.isDisabled()) continue;
      await input.focus();
      await expect(line).toContainText(label);
      await expect(line).toContainText(`：${hint}`);
    }
  }
  expect(await isRed(line)).toBe(true);
  await systemField(window, 'tripNo').click();
  await expect(line).toContainText('车次确认编号：系统返填，不可录入');
  const box = await line.boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeGreaterThan(768 - 40);
});

test('what is wrong is told in red at its field as soon as it is left', async ({ openDesk }) => {
  const window = await openForm(await openDesk());
  const weight = window.getByTestId('head-vehicleWeight');
  await weight.fill('九吨');
  const cell = window.locator('.field-cell', { has: weight });
  await expect(cell.getByRole('alert')).toHaveCount(0);
  await weight.press('Enter');
  const told = cell.getByRole('alert');
  await expect(told).toContainText('车辆重量“九吨”不是重量');
  expect(await isRed(told)).toBe(true);
  await expect(weight).toHaveAttribute('aria-invalid', 'true');
  await expect(weight).toHaveValue('九吨');
  await weight.fill('9000');
  await expect(told).toHaveCount(0);
});

test('Space opens the list of every code field, and Enter takes the row that was typed for', async ({
  openDesk,
}) => {
  const window = await openForm(await openDesk());
  const { keyboard } = window;
  const codeFields = [
    ...headFields.map(({ key, input }) => ({ name: `head-${key}`, input })),
    ...itemFields.map(({ key, input }) => ({ name: `item-${key}`, input })),
  ].filter(({ input }) => input.type === 'code');
  await window.getByTestId('item-objectType').fill('B');
  await keyboard.press('Enter');
  for (const { name } of codeFields) {
    await window.getByTestId(name).focus();
    await keyboard.press(' ');
    await expect(window.getByRole('option').first(), name).toBeVisible();
    await keyboard.press('Escape');
    await expect(window.getByRole('listbox')).toHaveCount(0);
  }
  const typed = [
    ['head-customsCode', '皇岗', '5301 皇岗海关'],
    ['head-mediumType', 'ic', 'IC IC卡'],
    ['head-businessType', '空车', '0000000100 空车'],
    ['head-transportMode', '5', '5 航空'],
    ['head-importExport', '出口', 'E 出口'],
    ['head-vehicleType', '03', '03 重进重出'],
    ['item-direction', '进厂', 'I 进厂'],
    ['item-billType', '二程', '2 二程舱单'],
  ] as const;
  for (const [name, text, taken] of typed) {
    const input = window.getByTestId(name);
    await input.focus();
    await keyboard.type(text);
    await keyboard.press('Enter');
    await expect(input).toHaveValue(taken);
    await expect(input).not.toBeFocused();
  }
  await window.getByTestId('head-customsCode').focus();
  await keyboard.type('五里店');
  await expect(window.getByRole('option').first()).toHaveText(/0111.*京五里店.*名称未核实/);
});

test('the program fills the grey fields at 暂存, and nobody else can', async ({ openDesk }) => {
  const window = await openForm(await openDesk());
  const { enterprise, operators } = sampleWorld;
  const filled = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      await Promise.all(
        systemFields.map(async ({ key }) => [key, await systemField(window, key).inputValue()]),
      ),
    ) as Record<string, string>;
  const person = {
    uscc: enterprise.uscc,
    organisationCode: enterprise.organisationCode,
    operator: operators[0].cardNumber,
  };
  expect(await filled()).toEqual({
    ...person,
    dataCentreNo: '',
    tripNo: '',
    status: '未暂存',
    enteredOn: '',
  });
  await systemField(window, 'tripNo').click();
  await window.keyboard.type('123');
  await expect(systemField(window, 'tripNo')).toHaveValue('');

  await typeSheet(window, roadExport);
  await save(window);
  const after = await filled();
  expect(after).toMatchObject({ ...person, status: '暂存成功' });
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  expect(after['enteredOn']).toBe(today);
  expect(after['dataCentreNo']).toMatch(new RegExp(`^${today.slice(0, 4)}\\d{14}$`));
  expect(after['tripNo']).toMatch(
    new RegExp(`^${today.slice(0, 7).replace('-', '')}${operators[0].cardNumber}\\d{13}$`),
  );
  for (const { key } of systemFields) {
    await expect(systemField(window, key)).toHaveAttribute('readonly');
    await expect(systemField(window, key)).toHaveAttribute('tabindex', '-1');
  }
});

test('a change that closes filled fields lists them, clears them on confirm, and is undone', async ({
  openDesk,
}) => {
  const window = await openForm(await openDesk());
  const sea: Sheet = {
    head: { ...roadExport.head, transportMode: '2' },
    items: roadExport.items.map((item) => ({ ...item, vesselName: 'EVER GIVEN' })),
  };
  await typeSheet(window, sea);
  const toRoad = async (): Promise<void> => {
    await window.getByTestId('head-transportMode').fill('4');
    await window.keyboard.press('Enter');
    await expect(window.getByTestId('dialog-message')).toContainText('以下内容不再适用');
    await expect(window.locator('.ask-lines li')).toHaveText([/船名.*EVER GIVEN/]);
  };
  await toRoad();
  await window.getByTestId('dialog-cancel').click();
  await expect(window.getByTestId('dialog-message')).toBeHidden();
  await expect(window.getByTestId('head-transportMode')).toHaveValue('2 海运');
  await expect(window.getByTestId('item-row')).toContainText('EVER GIVEN');

  await toRoad();
  await window.getByTestId('dialog-confirm').click();
  await expect(window.getByTestId('head-transportMode')).toHaveValue('4 公路');
  await expect(window.getByTestId('item-row')).not.toContainText('EVER GIVEN');
  await window.getByTestId('undo').click();
  await expect(window.getByTestId('head-transportMode')).toHaveValue('2 海运');
  await expect(window.getByTestId('item-row')).toContainText('EVER GIVEN');
});

test('Alt+Enter breaks the line of 备注, Enter goes on', async ({ openDesk }) => {
  const window = await openForm(await openDesk());
  const remark = window.getByTestId('head-remark');
  await remark.focus();
  await window.keyboard.type('第一行');
  await window.keyboard.press('Alt+Enter');
  await window.keyboard.type('第二行');
  await window.keyboard.press('Enter');
  await expect(remark).toHaveValue('第一行\n第二行');
  await expect(window.getByTestId('item-direction')).toBeFocused();
  await remark.fill('长'.repeat(1001));
  await remark.press('Enter');
  await expect(window.locator('.field-cell', { has: remark }).getByRole('alert')).toContainText(
    '备注最多 1000 个字符，现有 1001 个',
  );
});
