import { beforeEach, expect, it, vi } from 'vitest';
import type { Notice } from '../notices.ts';
import { showNotice } from './window-messages.ts';

/** Electron as far as notices need it: one window, and what the system was asked to show. */
const electron = vi.hoisted(() => ({
  focused: false,
  sent: [] as unknown[],
  broughtToFront: 0,
  shown: [] as { title: string; body: string; click: () => void }[],
}));

vi.mock('./main-window.ts', () => ({
  mainWindow: () => ({
    isMinimized: () => false,
    show: () => undefined,
    focus: () => {
      electron.broughtToFront += 1;
    },
    webContents: {
      send: (_channel: string, event: unknown) => {
        electron.sent.push(event);
      },
    },
  }),
}));

vi.mock('electron', () => {
  class Notification {
    static isSupported = () => true;
    readonly words: { title: string; body: string };
    click = (): void => undefined;
    constructor(words: { title: string; body: string }) {
      this.words = words;
    }
    on(_event: string, listener: () => void): void {
      this.click = listener;
    }
    show(): void {
      electron.shown.push({
        ...this.words,
        click: () => {
          this.click();
        },
      });
    }
  }
  return {
    BrowserWindow: { getFocusedWindow: () => (electron.focused ? {} : null) },
    Notification,
  };
});

const notice = (tone: Notice['tone']): Notice => ({
  type: 'notice',
  tone,
  title: '退单',
  message: '沪A12345：重量不符',
  declarationId: 7,
});

beforeEach(() => {
  Object.assign(electron, { focused: false, sent: [], broughtToFront: 0, shown: [] });
});

it('brings bad news from the system too while another program is used; a click opens the sheet', () => {
  showNotice(notice('bad'));
  expect(electron.sent).toEqual([notice('bad')]);
  expect(electron.shown).toMatchObject([{ title: '退单', body: '沪A12345：重量不符' }]);
  electron.shown[0]?.click();
  expect(electron.broughtToFront).toBe(1);
  expect(electron.sent.at(-1)).toEqual({ type: 'wanted', declarationId: 7 });
});

it('leaves to the window what is good news, and what comes while the clerk looks at it', () => {
  showNotice(notice('good'));
  electron.focused = true;
  showNotice(notice('bad'));
  expect(electron.sent).toEqual([notice('good'), notice('bad')]);
  expect(electron.shown).toEqual([]);
});
