import type { CDPSession, Page } from '@playwright/test';

/** A clerk's hands: nothing but keys, and each of them counted. */
export interface Keyboard {
  readonly press: (key: string) => Promise<void>;
  /** Types a text; Chinese counts one key a character, as if it stood on the keyboard. */
  readonly type: (text: string) => Promise<void>;
  readonly count: () => number;
}

export const countedKeyboard = ({ keyboard }: Page): Keyboard => {
  let count = 0;
  return {
    press: async (key) => {
      count += 1;
      await keyboard.press(key);
    },
    type: async (text) => {
      count += [...text].length;
      await keyboard.type(text);
    },
    count: () => count,
  };
};

/** How the key that confirms a candidate reaches the page; input methods differ. */
export type Confirmation = 'keyBeforeText' | 'plainKeyBehindText' | 'heldKey';

export interface InputMethod {
  /** Composes `pinyin` letter by letter and confirms `text` with Enter; answers the keys used. */
  readonly compose: (text: string, pinyin: string, confirmation?: Confirmation) => Promise<number>;
}

const letterKey = (letter: string) => ({
  code: `Key${letter.toUpperCase()}`,
  key: 'Process',
  windowsVirtualKeyCode: 229,
});
const processedEnter = { code: 'Enter', key: 'Process', windowsVirtualKeyCode: 229 };
const plainEnter = { code: 'Enter', key: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };

const key = (
  session: CDPSession,
  type: 'rawKeyDown' | 'keyDown' | 'keyUp',
  which: typeof plainEnter | typeof processedEnter,
  autoRepeat = false,
): Promise<unknown> => session.send('Input.dispatchKeyEvent', { type, ...which, autoRepeat });

/** Stands in for a Chinese input method: the events are those that Chromium gets from a real one. */
export const attachInputMethod = async (window: Page): Promise<InputMethod> => {
  const session = await window.context().newCDPSession(window);
  const confirm: Readonly<Record<Confirmation, (text: string) => Promise<unknown>>> = {
    keyBeforeText: async (text) => {
      await key(session, 'rawKeyDown', processedEnter);
      await session.send('Input.insertText', { text });
    },
    // Sent together: the plain Enter arrives right behind the end of the composition.
    plainKeyBehindText: (text) =>
      Promise.all([
        session.send('Input.insertText', { text }),
        key(session, 'keyDown', plainEnter),
      ]),
    heldKey: async (text) => {
      await key(session, 'rawKeyDown', processedEnter);
      await session.send('Input.insertText', { text });
      for (let repeat = 0; repeat < 5; repeat += 1) {
        await window.waitForTimeout(30);
        await key(session, 'keyDown', plainEnter, true);
      }
    },
  };
  return {
    compose: async (text, pinyin, confirmation = 'keyBeforeText') => {
      for (const [at, letter] of [...pinyin].entries()) {
        await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...letterKey(letter) });
        await session.send('Input.imeSetComposition', {
          text: pinyin.slice(0, at + 1),
          selectionStart: at + 1,
          selectionEnd: at + 1,
        });
        await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...letterKey(letter) });
      }
      await confirm[confirmation](text);
      await key(session, 'keyUp', plainEnter);
      // The clerk's finger needs longer than this to press Enter again.
      await window.waitForTimeout(60);
      return pinyin.length + 1;
    },
  };
};
