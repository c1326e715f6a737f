import type { Page } from '@playwright/test';

/** A clerk who types at random, and what she has typed with the moment of each key. */

/** The same numbers for the same seed (mulberry32). */
export const randomFrom = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
};

export interface Moment {
  readonly at: number;
  readonly text: string;
}

/** What every field of every tab held, oldest first; the key is `tab:field`. */
export type History = Map<string, Moment[]>;

/** Nothing that leaving the field would fold, so that what is typed is what must be back. */
const letters = Array.from('ABCDEFGHJKLMNPQRSTUVWXYZ0123456789沪粤京港散货备注');
const digits = Array.from('0123456789');
const longest = 30;

/** Fields that neither close nor open others, so that no question comes between two keys. */
const textFields = ['head:remark', 'item:remark', 'item:voyageNo'] as const;
const codeFields = ['head:customsCode', 'head:vehicleType'] as const;
const typedFields: readonly string[] = [...textFields, ...codeFields];
const isCode = (field: string): boolean => codeFields.some((code) => code === field);

const inputOf = (window: Page, field: string) => window.locator(`[data-field="${field}"]`);

/** A code field shows the name behind the code; only the code was typed. */
export const shownText = async (window: Page, field: string): Promise<string> => {
  const text = await inputOf(window, field).inputValue();
  return isCode(field) ? (text.split(' ')[0] ?? '') : text;
};

export const showTab = async (window: Page, tab: number): Promise<void> => {
  const chosen = window.getByTestId('tab').nth(tab);
  const wasShown = (await chosen.getAttribute('aria-selected')) === 'true';
  await chosen.click();
  await inputOf(window, 'head:remark').waitFor();
  // A tab that comes to the front puts the focus where it was; a hand is slower than that.
  if (!wasShown) {
    const focused = window.locator('[data-field]:focus');
    await focused.waitFor({ timeout: 2_000 }).catch(() => undefined);
  }
};

/** What stands in every field of every tab. */
export const readEverything = async (window: Page): Promise<Map<string, string>> => {
  const found = new Map<string, string>();
  const count = await window.getByTestId('tab').count();
  for (let tab = 0; tab < count; tab += 1) {
    await showTab(window, tab);
    for (const input of await window.locator('[data-field]').all()) {
      const field = await input.getAttribute('data-field');
      if (field !== null) found.set(`${String(tab)}:${field}`, await shownText(window, field));
    }
  }
  return found;
};

/** Types until the program is gone. */
export const typeUntilKilled = async (
  window: Page,
  random: (below: number) => number,
  tabCount: number,
  history: History,
): Promise<void> => {
  let tab = -1;
  for (;;) {
    if (tab < 0 || random(4) === 0) {
      tab = random(tabCount);
      await showTab(window, tab);
    }
    const field = typedFields[random(typedFields.length)] ?? 'head:remark';
    const moments = history.get(`${String(tab)}:${field}`);
    if (moments === undefined) throw new Error(`nothing is known of ${field}`);
    await inputOf(window, field).focus();
    await window.locator(`[data-field="${field}"]:focus`).waitFor();
    let text = moments.at(-1)?.text ?? '';
    if (isCode(field) || text.length > longest) {
      await window.keyboard.press('Control+A');
      text = '';
    } else await window.keyboard.press('Control+End');
    const keys = isCode(field) ? 1 + random(4) : 3 + random(15);
    for (let key = 0; key < keys; key += 1) {
      const set = isCode(field) ? digits : letters;
      const letter = set[random(set.length)] ?? 'A';
      text += letter;
      // Noted before the key is sent: what was on its way may be back or not.
      moments.push({ at: Date.now(), text });
      await window.keyboard.insertText(letter);
    }
    // Some clerks pause, some never do.
    if (random(3) === 0) await window.waitForTimeout(random(400));
  }
};
