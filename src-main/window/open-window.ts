import { app, BrowserWindow, session } from 'electron';
import path from 'node:path';
import { windowOrigin } from '../../src-shared/contract/wire-names.ts';
import { setMainWindow } from './main-window.ts';

/**
 * Every window and view that is ever made: no permission, no other window, no other page, no
 * webview (anchors.md, Electron's checklist 5, 12, 13, 14).
 */
export const denyEverythingElse = (developmentOrigin: string | null): void => {
  const allowed = new Set([
    windowOrigin,
    ...(developmentOrigin === null ? [] : [developmentOrigin]),
  ]);
  const isOurs = (url: string): boolean => {
    if (!URL.canParse(url)) return false;
    const { protocol, host } = new URL(url);
    return allowed.has(`${protocol}//${host}`);
  };
  app.on('web-contents-created', (_created, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => {
      if (!isOurs(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!isOurs(event.url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
    });
  });
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.setDevicePermissionHandler(() => false);
};

/** The one window that is seen; shown when it has something to show. */
export const openWindow = (options: {
  readonly preload: string;
  readonly icon: string;
  readonly developmentUrl: string | null;
  /** The page is there, for the first time or again. */
  readonly onPageLoaded: () => void;
  /** The renderer crashed; what was typed comes back from the working copies. */
  readonly onPageGone: (reason: string) => void;
  readonly onPageFailed: (reason: string) => void;
}): void => {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: '#f5f7fa',
    title: '智能卡口申报客户端',
    icon: path.resolve(options.icon),
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  setMainWindow(window);
  window.once('ready-to-show', () => {
    window.show();
  });
  // One that draws pages behind it must not keep the program alive.
  window.once('closed', () => {
    app.quit();
  });
  window.webContents.on('did-finish-load', options.onPageLoaded);
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    options.onPageGone(reason);
    window.webContents.reload();
  });
  window.webContents.on('did-fail-load', (_event, _code, description, _url, isMainFrame) => {
    if (isMainFrame) options.onPageFailed(description);
  });
  // A page that tries to leave while it loads makes this reject; it must not end the program.
  void window
    .loadURL(options.developmentUrl ?? `${windowOrigin}/index.html`)
    .catch(() => undefined);
};
