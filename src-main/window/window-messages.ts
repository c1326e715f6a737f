import { BrowserWindow, MessageChannelMain, Notification } from 'electron';
import type { MessagePortMain } from 'electron';
import type { ProgramEvent } from '../../src-shared/contract/channels.ts';
import { eventChannel, pinPortChannel } from '../../src-shared/contract/wire-names.ts';
import type { Notice } from '../notices.ts';
import { mainWindow } from './main-window.ts';

/** Tells the window something without being asked. */
export const emit = (event: ProgramEvent): void => {
  mainWindow()?.webContents.send(eventChannel, event);
};

/** Brings the window to the front and opens the sheet in it; null opens 异常单证. */
export const showWanted = (declarationId: number | null): void => {
  const window = mainWindow();
  if (window?.isMinimized() === true) window.restore();
  window?.show();
  window?.focus();
  emit({ type: 'wanted', declarationId });
};

/** A notice in the window; a bad one also from the system while the window has no focus. */
export const showNotice = (notice: Notice): void => {
  emit(notice);
  const focused = BrowserWindow.getFocusedWindow() !== null;
  if (notice.tone !== 'bad' || focused || !Notification.isSupported()) return;
  const shown = new Notification({ title: notice.title, body: notice.message });
  shown.on('click', () => {
    showWanted(notice.declarationId);
  });
  shown.show();
};

/**
 * Window and card process get a port of their own; main never sees what passes it. Needed anew
 * whenever the page was loaded or the card process started.
 */
export const connectPinPort = (card: {
  readonly connectPinPort: (port: MessagePortMain) => void;
}): void => {
  const window = mainWindow();
  if (window === null) return;
  const { port1, port2 } = new MessageChannelMain();
  card.connectPinPort(port2);
  window.webContents.postMessage(pinPortChannel, null, [port1]);
};
