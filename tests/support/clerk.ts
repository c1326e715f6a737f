import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { headFields, itemFields } from '../../src-shared/declaration/fields.ts';
import { presenceOf } from '../../src-shared/declaration/field-values.ts';
import { emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import type { Head, Item, Sheet } from '../../src-shared/declaration/sheet.ts';
import { sampleWorld } from '../../simulators/sample-world.ts';

/** What a clerk does at the window, in her words. Everything is typed; nothing is set from inside. */

export const samplePin = sampleWorld.cards[0].pin;

const field = (window: Page, name: string): Locator => window.getByTestId(name);

/** Reads the captcha from behind the stage: a test can't look at pictures. */
export const captchaText = async (endpointUrl: string): Promise<string> => {
  const response = await fetch(`${endpointUrl}/control/captcha/latest`);
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null || !('text' in body)) return '';
  return String(body.text);
};

/** Signs in by keyboard; `endpointUrl` null where the endpoint is not there and asks no captcha. */
export const signIn = async (
  window: Page,
  endpointUrl: string | null,
  userName = 'chenmin',
  password: string = sampleWorld.operators[0].password,
): Promise<void> => {
  await field(window, 'sign-in-user').fill(userName);
  await field(window, 'sign-in-password').fill(password);
  if (endpointUrl !== null) {
    await expect(field(window, 'sign-in-captcha')).toBeVisible();
    await field(window, 'sign-in-captcha').fill(await captchaText(endpointUrl));
  }
  await field(window, 'sign-in-submit').click();
};

const typeFields = async (
  window: Page,
  part: 'head' | 'item',
  fields: typeof headFields | typeof itemFields,
  values: Readonly<Record<string, string>>,
  initial: Readonly<Record<string, string>>,
  head: Head,
): Promise<void> => {
  for (const definition of fields) {
    const context = part === 'head' ? { head: values } : { head, item: values };
    if (presenceOf(definition, context) === 'closed') continue;
    const input = field(window, `${part}-${definition.key}`);
    await expect(input).toBeFocused();
    const value = values[definition.key] ?? '';
    // As an input method commits it: what each key does is tested for itself.
    if (value !== (initial[definition.key] ?? '')) await window.keyboard.insertText(value);
    await window.keyboard.press('Enter');
  }
};

/** Types one sheet field by field, from the first head field to the last item, with Enter alone. */
export const typeSheet = async (window: Page, sheet: Sheet): Promise<void> => {
  await field(window, 'head-customsCode').focus();
  const initialHead = Object.fromEntries(headFields.map(({ key, initial }) => [key, initial]));
  await typeFields(window, 'head', headFields, sheet.head, initialHead, sheet.head);
  for (const item of sheet.items) await typeItem(window, sheet.head, item);
};

export const typeItem = (window: Page, head: Head, item: Item): Promise<void> =>
  typeFields(window, 'item', itemFields, item, emptyItem(head), head);

export const save = async (window: Page): Promise<void> => {
  await field(window, 'button-save').click();
  await expect(field(window, 'status-label').first()).toHaveText('暂存成功');
};

/** From 申报 to the PIN dialog. */
export const askToDeclare = async (window: Page): Promise<void> => {
  await field(window, 'button-declare').click();
  await expect(window.getByText('是否要申报该票单据？')).toBeVisible();
  await field(window, 'confirm-declare').click();
};

export const enterPin = async (window: Page, pin: string = samplePin): Promise<void> => {
  const input = field(window, 'pin-input');
  await expect(input).toBeFocused();
  await input.fill(pin);
  await field(window, 'pin-confirm').click();
};

export const newSheet = async (window: Page): Promise<void> => {
  await field(window, 'button-new').click();
  await expect(field(window, 'head-customsCode')).toBeFocused();
};

export const systemField = (window: Page, key: string): Locator => field(window, `system-${key}`);
