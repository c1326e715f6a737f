import { app, Menu } from 'electron';
import path from 'node:path';
import { createHandlers } from './ipc/handlers.ts';
import { registerChannels } from './ipc/register-channels.ts';
import { createLog } from './log/log.ts';
import { isDebuggedProduction, readTestSettings } from './security/test-settings.ts';
import { startServices } from './start-services.ts';
import { storeFailure } from './store/store.ts';
import { mainWindow } from './window/main-window.ts';
import { denyEverythingElse, openWindow } from './window/open-window.ts';
import { createPrintPages } from './window/print-pages.ts';
import { openTray } from './window/tray.ts';
import { registerScheme, serveWindowFiles } from './window/protocol.ts';

/** Set by Forge's dev server, absent in every build. */
declare const MAIN_WINDOW_VITE_DEV_SERVER_URL: string | undefined;

const developmentUrl =
  typeof MAIN_WINDOW_VITE_DEV_SERVER_URL === 'string' ? MAIN_WINDOW_VITE_DEV_SERVER_URL : null;
const developmentOrigin = developmentUrl === null ? null : new URL(developmentUrl).origin;

const training = app.commandLine.hasSwitch('training');
const profile = { packaged: app.isPackaged, training };

const build = path.join(app.getAppPath(), '.vite', 'build');
const resources = profile.packaged
  ? path.join(process.resourcesPath, 'resources')
  : path.join(app.getAppPath(), 'resources');
const profileFolder = path.join(app.getPath('userData'), training ? 'training' : 'production');
const storeFile = path.join(profileFolder, 'kakou.db');
const log = createLog(path.join(profileFolder, 'logs'));

const stopping: (() => void | Promise<void>)[] = [];
const pageListeners: (() => void)[] = [];

const run = async (): Promise<void> => {
  await app.whenReady();
  Menu.setApplicationMenu(null);
  denyEverythingElse(developmentOrigin);
  const printPages = createPrintPages({
    styleFile: path.join(resources, 'print', 'print.css'),
    developmentOrigin,
  });
  serveWindowFiles(path.join(app.getAppPath(), '.vite', 'renderer', 'main_window'), printPages);
  const tray = openTray(path.join(resources, 'icons', 'kakou.png'));
  stopping.unshift(tray.remove);
  // The window opens while the services start; its calls wait for them.
  const services = startServices({
    training,
    testSettings: readTestSettings({ ...profile, environment: process.env }),
    log,
    profileFolder,
    storeFile,
    build,
    resources,
    printPages,
    onPageLoaded: (listener) => {
      pageListeners.push(listener);
    },
    tellTroubles: tray.tellTroubles,
    beforeQuit: (stop) => {
      stopping.unshift(stop);
    },
  });
  registerChannels(createHandlers(services), {
    log,
    developmentOrigin,
    explain: (error) => storeFailure(error, storeFile),
  });
  openWindow({
    preload: path.join(build, 'preload.cjs'),
    icon: path.join(resources, 'icons', 'kakou.png'),
    developmentUrl,
    onPageLoaded: () => {
      services.then(
        () => {
          for (const listener of pageListeners) listener();
        },
        (error: unknown) => {
          log.write('error', 'the program could not be started', { error });
        },
      );
    },
    onPageGone: (reason) => {
      log.write('error', 'the page ended and is loaded again', { reason });
    },
    onPageFailed: (reason) => {
      log.write('error', 'the page was not loaded', { reason });
    },
  });
};

const quit = async (): Promise<void> => {
  for (const stop of stopping.splice(0)) {
    try {
      await stop();
    } catch (error) {
      log.write('error', 'stopping failed', { error });
    }
  }
};

registerScheme();

if (isDebuggedProduction({ ...profile, hasSwitch: (name) => app.commandLine.hasSwitch(name) })) {
  app.exit(1);
} else if (!app.requestSingleInstanceLock()) {
  app.quit();
} else {
  app.on('second-instance', () => {
    const window = mainWindow();
    if (window?.isMinimized() === true) window.restore();
    window?.show();
    window?.focus();
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  let quitting = false;
  app.on('will-quit', (event) => {
    if (quitting) return;
    quitting = true;
    event.preventDefault();
    void quit().finally(() => {
      app.exit(0);
    });
  });
  run().catch((error: unknown) => {
    log.write('error', 'the program could not be started', { error });
    app.exit(1);
  });
}
