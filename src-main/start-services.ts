import { app, net, utilityProcess } from 'electron';
import path from 'node:path';
import type { OperatorProfile, ProgramState } from '../src-shared/contract/schemas.ts';
import { failureOf } from '../src-shared/errors/error-kinds.ts';
import { failure, success } from '../src-shared/errors/result.ts';
import type { Failure, Result } from '../src-shared/errors/result.ts';
import { startCardClient } from './card/start-card-client.ts';
import type { StartedCardClient } from './card/start-card-client.ts';
import { createRunningBatches } from './declarations/batch-steps.ts';
import { createDeclaring } from './declarations/declare.ts';
import { checkIdentity, enrolmentOf } from './desk/desk-identity.ts';
import { enrolDesk } from './desk/desk.ts';
import type { DeskStatus } from './desk/desk.ts';
import { createExcelService } from './excel/excel-service.ts';
import type { Services, StoreServices } from './ipc/handlers.ts';
import type { Log } from './log/log.ts';
import { noticeOf, parkedNotice, refusalNotice, unansweredNotice } from './notices.ts';
import type { NoticeSubject } from './notices.ts';
import { readTables } from './parameters/read-tables.ts';
import { createPrintService } from './reports/print/print-service.ts';
import { createStatisticsReader } from './reports/statistics/statistics-reader.ts';
import type { TestSettings } from './security/test-settings.ts';
import { createQueryReader } from './query/query-reader.ts';
import { readSettings } from './settings/settings.ts';
import { findSheetEvenHidden } from './store/declarations.ts';
import { readSetting } from './store/settings.ts';
import { openStore, storeFailure } from './store/store.ts';
import type { WritableStore } from './store/store.ts';
import { createEndpointClient } from './sync/endpoint-client.ts';
import { watchTroubles } from './sync/watch-troubles.ts';
import { startSynchroniser } from './sync/synchroniser.ts';
import { keepSampleOperators, startTrainingWorld } from './training/start-training.ts';
import type { TrainingWorld } from './training/training-messages.ts';
import { chooseExistingFile, chooseNewFile, showInFolder } from './window/choose-file.ts';
import { createPaper } from './window/print-paper.ts';
import type { PrintPages } from './window/print-pages.ts';
import { connectPinPort, emit, showNotice } from './window/window-messages.ts';

/** What a start of the program is about. */
export interface ProgramStart {
  readonly training: boolean;
  readonly testSettings: TestSettings;
  readonly log: Log;
  /** Of the profile; training and production never share one. */
  readonly profileFolder: string;
  readonly storeFile: string;
  /** The bundles. */
  readonly build: string;
  readonly resources: string;
  readonly printPages: PrintPages;
  /** Resolves when the window shows its page, again at each load. */
  readonly onPageLoaded: (listener: () => void) => void;
  /** How many sheets wait for the clerk has changed. */
  readonly tellTroubles: (count: number) => void;
  /** Called at quit, the newest first. */
  readonly beforeQuit: (stop: () => void | Promise<void>) => void;
}

const openStoreOrSayWhy = async (start: ProgramStart): Promise<Result<WritableStore>> => {
  try {
    const store = await openStore(start.storeFile);
    start.beforeQuit(() => {
      store.close();
    });
    return success(store);
  } catch (error) {
    start.log.write('error', 'the store could not be opened', { error });
    return failure(storeFailure(error, start.storeFile) ?? failureOf('program.unexpected'));
  }
};

const openTrainingWorld = async (start: ProgramStart): Promise<Result<TrainingWorld> | null> => {
  if (!start.training) return null;
  try {
    const { world, stop } = await startTrainingWorld({
      modulePath: path.join(start.build, 'training-world.cjs'),
      dataFolder: path.join(start.profileFolder, 'world'),
      resources: start.resources,
      withEndpoint: start.testSettings.endpointUrl === null,
      withCard: start.testSettings.cardProvider === null,
    });
    start.beforeQuit(stop);
    return success(world);
  } catch (error) {
    start.log.write('error', 'the training world could not be started', { error });
    return failure(failureOf('training.notStarted'));
  }
};

const startCard = (start: ProgramStart, world: TrainingWorld | null): StartedCardClient => {
  const { testSettings } = start;
  let started: StartedCardClient | null = null;
  const connect = (): void => {
    if (started !== null) connectPinPort(started);
  };
  started = startCardClient({
    modulePath: path.join(start.build, 'card-process.cjs'),
    fork: utilityProcess.fork.bind(utilityProcess),
    environment: {
      provider: testSettings.cardProvider ?? world?.card?.provider ?? 'pcsc',
      address: testSettings.cardAddress ?? world?.card?.address ?? null,
      profileFile:
        testSettings.cardProfile ?? path.join(start.resources, 'card-profiles', 'training.json'),
    },
    onProcessStarted: connect,
    onProcessEnded: (exitCode) => {
      start.log.write('warning', 'the card process ended', { exitCode });
    },
  });
  const card = started;
  start.beforeQuit(() => card.stop());
  card.onState((changed) => {
    emit({ type: 'card', card: changed });
  });
  start.onPageLoaded(connect);
  return card;
};

/** Opens the store and wires every service; what could not be opened is a start-up problem. */
export const startServices = async (start: ProgramStart): Promise<Services> => {
  const { training, testSettings, log, storeFile } = start;
  const { settings, problem: settingsProblem } = readSettings(start.profileFolder);
  const tables = readTables(start.resources);
  const [opened, trained] = await Promise.all([openStoreOrSayWhy(start), openTrainingWorld(start)]);
  const world = trained?.ok === true ? trained.value : null;
  const endpoint = createEndpointClient(
    (url, init) => net.fetch(url, init),
    (testSettings.endpointUrl ?? world?.endpointUrl ?? settings.endpointUrl).replace(/\/+$/, ''),
  );
  const card = startCard(start, world);

  let operator: OperatorProfile | null = null;
  let desk: DeskStatus = 'notEnrolled';

  const now = (): number =>
    Date.now() + (opened.ok ? Number(readSetting(opened.value, 'clockOffset') ?? '0') : 0);

  const unansweredBefore = (): number => now() - settings.unansweredAfterMinutes * 60_000;

  const startStored = async (store: WritableStore): Promise<StoreServices> => {
    desk = checkIdentity(store, storeFile);
    /** A trainee has no enrolment code: the desk enrols by itself as soon as it can. */
    let enrolling = false;
    const enrolForTraining = async (): Promise<boolean> => {
      if (world === null || desk === 'enrolled' || enrolling) return false;
      enrolling = true;
      try {
        const answer = await enrolDesk(
          { store, storeFile, endpoint, now },
          { ...world.enrolment, deskName: '培训' },
        );
        if (answer.ok) desk = 'enrolled';
        return answer.ok;
      } finally {
        enrolling = false;
      }
    };
    if (world !== null) keepSampleOperators(store, world.operators);
    await enrolForTraining();
    const subjectOf = (declarationId: number): NoticeSubject => {
      const sheet = findSheetEvenHidden(store, declarationId);
      return {
        declarationId,
        tripNo: sheet?.tripNo ?? '',
        mediumId: sheet?.head.mediumId ?? '',
      };
    };
    const queryReader = createQueryReader({
      storeFile,
      threadFile: path.join(start.build, 'query-thread.cjs'),
    });
    start.beforeQuit(() => queryReader.stop());
    const troubles = watchTroubles({
      read: () => queryReader.troubleSummary(unansweredBefore()),
      failed: (error) => {
        log.write('error', 'the sheets in trouble could not be read', { error });
      },
      tellCount: start.tellTroubles,
      tellUnanswered: (id) => {
        showNotice(unansweredNotice(subjectOf(id)));
        emit({ type: 'declarationsChanged', ids: [id] });
      },
    });
    start.beforeQuit(troubles.stop);
    const declarationsChanged = (ids: readonly number[]): void => {
      emit({ type: 'declarationsChanged', ids: [...ids] });
      troubles.lookSoon();
    };
    const synchroniser = startSynchroniser({
      store,
      endpoint,
      log,
      isEnrolled: () => desk === 'enrolled',
      parkAfterMilliseconds: settings.parkAfterHours * 3_600_000,
      events: {
        stateChanged: (changed) => {
          emit({ type: 'endpoint', endpoint: changed });
          if (changed.connection !== 'online') return;
          enrolForTraining().then(
            (enrolled) => {
              if (enrolled) emit({ type: 'program', state: state() });
            },
            (error: unknown) => {
              log.write('error', 'the training desk could not enrol', { error });
            },
          );
        },
        received: (effects) => {
          for (const effect of effects) {
            const notice = noticeOf(effect);
            if (notice !== null) showNotice(notice);
          }
        },
        refused: (id, reason) => {
          showNotice(refusalNotice(subjectOf(id), reason));
        },
        parked: (id) => {
          showNotice(parkedNotice(subjectOf(id)));
        },
        declarationsChanged,
      },
    });
    start.beforeQuit(() => synchroniser.stop());
    const batches = createRunningBatches(
      (batchId, done, total) => {
        emit({ type: 'batchProgress', batchId, done, total });
      },
      (error) => {
        log.write('error', 'a batch was ended', { error });
        return storeFailure(error, storeFile) ?? failureOf('program.unexpected');
      },
    );
    const declaring = createDeclaring({
      store,
      tables,
      card,
      batches,
      operator: () => operator,
      desk: () => desk,
      now,
      queued: (ids) => {
        declarationsChanged(ids);
        synchroniser.wake();
      },
    });
    const excel = createExcelService({
      store,
      storeFile,
      tables,
      workerFile: path.join(start.build, 'excel-worker.cjs'),
      readerFile: path.join(start.build, 'export-reader.cjs'),
      dialogs: { chooseNewFile, chooseExistingFile, showInFolder },
      desk: () => desk,
      now,
      onProgress: (jobId, done, total) => {
        emit({ type: 'fileProgress', jobId, done, total });
      },
      onWorkerError: (error) => {
        log.write('error', 'the Excel worker failed', { error });
      },
    });
    start.beforeQuit(() => excel.endAll());
    const statistics = createStatisticsReader({
      storeFile,
      threadFile: path.join(start.build, 'statistics-thread.cjs'),
    });
    start.beforeQuit(() => statistics.stop());
    const print = createPrintService({
      store,
      tables,
      training,
      paper: createPaper(start.printPages),
      chooseNewFile,
      showInFolder,
      now,
      onProgress: (jobId, done, total) => {
        emit({ type: 'fileProgress', jobId, done, total });
      },
    });
    start.beforeQuit(print.endAll);
    return {
      store,
      storeFile,
      declaring,
      batches,
      synchroniser,
      statistics,
      queryReader,
      excel,
      print,
    };
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
    unansweredBefore,
    state,
    chooseFile: (name, format) =>
      chooseNewFile(name, format === 'csv' ? 'CSV 文件' : 'Excel 工作簿', format),
    emit,
  };
};
