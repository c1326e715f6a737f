import type { BrowserWindow } from 'electron';

/** The program's one window that is seen; others draw pages for paper behind it. */
let shown: BrowserWindow | null = null;

export const setMainWindow = (window: BrowserWindow): void => {
  shown = window;
};

export const mainWindow = (): BrowserWindow | null =>
  shown === null || shown.isDestroyed() ? null : shown;
