import type { RunningApp } from './electron-app.ts';

/** Copied in another program, pasted at the focus. */
export const paste = async ({ app, window }: RunningApp, text: string): Promise<void> => {
  await app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
  await window.keyboard.press('Control+V');
};
