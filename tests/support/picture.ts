import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { RunningApp } from './electron-app.ts';

/** Where pictures go to be looked at; none are taken where `KAKOU_PICTURES` is not set. */
export const pictureFolder = process.env['KAKOU_PICTURES'];

const fileOf = (folder: string, name: string): string => {
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${name}.png`);
};

/** What moves in has arrived by then. */
const settled = 400;

export const picture = async (window: Page, name: string): Promise<void> => {
  if (pictureFolder === undefined) return;
  await window.waitForTimeout(settled);
  await window.screenshot({ path: fileOf(pictureFolder, name) });
};

/** Taken by the program itself: Playwright's own pictures are cut off where the window is zoomed. */
export const zoomedPicture = async ({ app, window }: RunningApp, name: string): Promise<void> => {
  if (pictureFolder === undefined) return;
  await window.waitForTimeout(settled);
  const encoded = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return image?.toPNG().toString('base64') ?? '';
  });
  writeFileSync(fileOf(pictureFolder, name), encoded, 'base64');
};
