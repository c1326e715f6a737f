import {
  app,
  BrowserWindow,
  Menu,
  MessageChannelMain,
  net,
  Notification,
  utilityProcess,
} from 'electron';
import path from 'node:path';
import type { ProgramEvent } from '../src-shared/contract/channels.ts';
import type { OperatorProfile, ProgramState } from '../src-shared/contract/schemas.ts';
import { eventChannel, pinPortChannel } from '../src-shared/contract/wire-names.ts';
import { failureOf } from '../src-shared/errors/error-kinds.ts';
import { failure, success } from '../src-shared/errors/result.ts';
import type { Failure, Result } from '../src-shared/errors/result.ts';
import { startCardClient } from './card/start-card-client.ts';
import type { StartedCardClient } from './card/start-card-client.ts';
import { createDeclaring } from './declarations/declare.ts';
import { checkIdentity, enrolmentOf } from './desk/desk-identity.ts';
import { enrolDesk } from './desk/desk.ts';
import type { DeskStatus } from './desk/desk.ts';
import { createHandlers } from './ipc/handlers.ts';
import type { Services, StoreServices } from './ipc/handlers.ts';
import { registerChannels } from './ipc/register-channels.ts';
import { createLog } from './log/log.ts';
import { noticeOf, parkedNotice, refusalNotice } from './notices.ts';
import type { Notice } from './notices.ts';
import { readTables } from './parameters/read-tables.ts';
import { isDebuggedProduction, readTestSettings } from './security/test-settings.ts';
import { readSettings } from './settings/settings.ts';
import { findSheetEvenHidden } from './store/declarations.ts';
import { readSetting } from './store/settings.ts';
import { openStore, storeFailure } from './store/store.ts';
import type { WritableStore } from './store/store.ts';
import { createEndpointClient } from './sync/endpoint-client.ts';
import { startSynchroniser } from './sync/synchroniser.ts';
import { keepSampleOperators, startTrainingWorld } from './training/start-training.ts';
import type { TrainingWorld } from './training/training-messages.ts';
import { denyEverythingElse, openWindow } from './window/open-window.ts';
import { registerScheme, serveWindowFiles } from './window/protocol.ts';

/** Set by Forge's dev server, absent in every build. */
declare const MAIN_WINDOW_VITE_DEV_SERVER_URL: string | undefined;

const developmentUrl =
  typeof MAIN_WINDOW_VITE_DEV_SERVER_URL === 'string' ? MAIN_WINDOW_VITE_DEV_SERVER_URL : null;
const developmentOrigin = developmentUrl === null ? null : new URL(developmentUrl).origin;

const training = app.commandLine.hasSwitch('training');
const packaged = app.isPackaged;
const start = { packaged, training };

const build = path.join(app.getAppPath(), '.vite', 'build');
const resources = packaged
  ? path.join(process.resourcesPath, 'resources')
  : path.join(app.getAppPath(), 'resources');
/** Training and production never share a file (design.md, Store). */
const profileFolder = path.join(app.getPath('userData'), training ? 'training' : 'production');
const storeFile = path.join(profileFolder, 'kakou.db');
const log = createLog(path.join(profileFolder, 'logs'));
const testSettings = readTestSettings({ ...start, environment: process.env });

/** Called at quit, the newest first. */
const stopping: (() => void | Promise<void>)[] = [];

const emit = (event: ProgramEvent): void => {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send(eventChannel, event);
  }
};

const showNotice = (notice: Notice): void => {
  emit(notice);
  const focused = BrowserWindow.getFocusedWindow() !== null;
  if (notice.tone !== 'bad' || focused || !Notification.isSupported()) return;
  const shown = new Notification({ title: notice.title, body: notice.message });
  shown.on('click', () => {
    BrowserWindow.getAllWindows()[0]?.show();
  });
  shown.show();
};

let windowIsReady: () => void = () => undefined;
const windowReady = new Promise<void>((resolve) => {
  windowIsReady = resolve;
});

const openStoreOrSayWhy = async (): Promise<Result<WritableStore>> => {
  try {
    const store = await openStore(storeFile);
    stopping.unshift(() => {
      store.close();
    });
    return success(store);
  } catch (error) {
    log.write('error', 'the store could not be opened', { error });
    return failure(storeFailure(error, storeFile) ?? failureOf('program.unexpected'));
  }
};

const openTrainingWorld = async (): Promise<Result<TrainingWorld> | null> => {
  if (!training) return null;
  try {
    const { world, stop } = await startTrainingWorld({
      modulePath: path.join(build, 'training-world.cjs'),
      dataFolder: path.join(profileFolder, 'world'),
      resources,
      withEndpoint: testSettings.endpointUrl === null,
      withCard: testSettings.cardProvider === null,
    });
    stopping.push(stop);
    return success(world);
  } catch (error) {
    log.write('error', 'the training world could not be started', { error });
    return failure(failureOf('training.notStarted'));
  }
};

const assemble = async (): Promise<Services> => {
  const { settings, problem: settingsProblem } = readSettings(profileFolder);
  const tables = readTables(resources);
  const [opened, trained] = await Promise.all([openStoreOrSayWhy(), openTrainingWorld()]);
  const world = trained?.ok === true ? trained.value : null;

  const endpoint = createEndpointClient(
    (url, init) => net.fetch(url, init),
    (testSettings.endpointUrl ?? world?.endpointUrl ?? settings.endpointUrl).replace(/\/+$/, ''),
  );
  /** Window and card process get a port of their own; main never sees what passes it. */
  const connectPinPort = (client: StartedCardClient | null): void => {
    const window = BrowserWindow.getAllWindows()[0];
    if (client === null || window === undefined || window.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    client.connectPinPort(port2);
    window.webContents.postMessage(pinPortChannel, null, [port1]);
  };
  let started: StartedCardClient | null = null;
  const card = startCardClient({
    modulePath: path.join(build, 'card-process.cjs'),
    fork: utilityProcess.fork.bind(utilityProcess),
    environment: {
      provider: testSettings.cardProvider ?? world?.card?.provider ?? 'pcsc',
      address: testSettings.cardAddress ?? world?.card?.address ?? null,
      profileFile:
        testSettings.cardProfile ?? path.join(resources, 'card-profiles', 'training.json'),
    },
    // The first process is there before the window, which asks for its port once it is loaded.
    onProcessStarted: () => {
      connectPinPort(started);
    },
    onProcessEnded: (exitCode) => {
      log.write('warning', 'the card process ended', { exitCode });
    },
  });
  started = card;
  stopping.push(() => card.stop());
  windowReady.then(
    () => {
      connectPinPort(card);
    },
    () => undefined,
  );

  let operator: OperatorProfile | null = null;
  let desk: DeskStatus = 'notEnrolled';

  const now = (): number =>
    Date.now() + (opened.ok ? Number(readSetting(opened.value, 'clockOffset') ?? '0') : 0);

  const startStored = async (store: WritableStore): Promise<StoreServices> => {
    desk = checkIdentity(store, storeFile);
    if (world !== null) {
      await keepSampleOperators(store, world.operators);
      if (desk !== 'enrolled') {
        const answer = await enrolDesk(
          { store, storeFile, endpoint, now },
          { ...world.enrolment, deskName: '培训' },
        );
        if (answer.ok) desk = 'enrolled';
      }
    }
    const tripNoOf = (id: number): string => findSheetEvenHidden(store, id)?.tripNo ?? '';
    const synchroniser = startSynchroniser({
      store,
      endpoint,
      log,
      isEnrolled: () => desk === 'enrolled',
      parkAfterMilliseconds: settings.parkAfterHours * 3_600_000,
      events: {
        stateChanged: (state) => {
          emit({ type: 'endpoint', endpoint: state });
        },
        received: (effects) => {
          for (const effect of effects) {
            const notice = noticeOf(effect);
            if (notice !== null) showNotice(notice);
          }
        },
        refused: (id, reason) => {
          showNotice(refusalNotice(id, tripNoOf(id), reason));
        },
        parked: (id) => {
          showNotice(parkedNotice(id, tripNoOf(id)));
        },
        declarationsChanged: (ids) => {
          emit({ type: 'declarationsChanged', ids: [...ids] });
        },
      },
    });
    stopping.unshift(() => synchroniser.stop());
    const declaring = createDeclaring({
      store,
      tables,
      card,
      operator: () => operator,
      desk: () => desk,
      now,
      queued: (ids) => {
        emit({ type: 'declarationsChanged', ids: [...ids] });
        synchroniser.wake();
      },
    });
    return { store, storeFile, declaring, synchroniser };
  };

  const startStoredOrSayWhy = async (store: WritableStore): Promise<Result<StoreServices>> => {
    try {
      return success(await startStored(store));
    } catch (error) {
      log.write('error', 'what needs the store could not be started', { error });
      return failure(storeFailure(error, storeFile) ?? failureOf('program.unexpected'));
    }
  };
  const stored = opened.ok ? await startStoredOrSayWhy(opened.value) : opened;

  const startupProblems: Failure[] = [
    ...(stored.ok ? [] : [stored.error]),
    ...(settingsProblem === null ? [] : [settingsProblem]),
    ...(trained?.ok === false ? [trained.error] : []),
  ];

  const state = (): ProgramState => ({
    training,
    programVersion: app.getVersion(),
    runtime: {
      electron: process.versions.electron,
      node: process.versions.node,
      sqlite: opened.ok
        ? String(opened.value.prepare('SELECT sqlite_version()').pluck().get())
        : '',
    },
    operator,
    enrolment: desk,
    deskNumber: opened.ok ? (enrolmentOf(opened.value)?.deskNumber ?? null) : null,
    startupProblems,
    storeOpen: stored.ok,
    card: card.state(),
    endpoint: stored.ok
      ? stored.value.synchroniser.state()
      : { connection: 'unknown', waitingCount: 0, lastContactAt: null, problem: null },
  });

  card.onState((changed) => {
    emit({ type: 'card', card: changed });
  });

  return {
    tables,
    endpoint,
    stored,
    operator: () => operator,
    changeOperator: (changed) => {
      operator = changed;
      emit({ type: 'session', operator: changed });
    },
    desk: () => desk,
    changeDesk: (changed) => {
      desk = changed;
      emit({ type: 'program', state: state() });
    },
    now,
    state,
    emit,
  };
};

const run = async (): Promise<void> => {
  await app.whenReady();
  Menu.setApplicationMenu(null);
  denyEverythingElse(developmentOrigin);
  serveWindowFiles(path.join(app.getAppPath(), '.vite', 'renderer', 'main_window'));
  const services = assemble();
  registerChannels(createHandlers(services), {
    log,
    developmentOrigin,
    explain: (error) => storeFailure(error, storeFile),
  });
  services.catch((error: unknown) => {
    log.write('error', 'the program could not be started', { error });
  });
  await openWindow({
    preload: path.join(build, 'preload.cjs'),
    icon: path.join(resources, 'icons', 'kakou.png'),
    developmentUrl,
  });
  windowIsReady();
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

if (isDebuggedProduction({ ...start, hasSwitch: (name) => app.commandLine.hasSwitch(name) })) {
  app.exit(1);
} else if (!app.requestSingleInstanceLock()) {
  app.quit();
} else {
  app.on('second-instance', () => {
    const window = BrowserWindow.getAllWindows()[0];
    if (window?.isMinimized() === true) window.restore();
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
  void run();
}
