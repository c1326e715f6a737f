import { onTestFinished } from 'vitest';
import type {
  ChannelInput,
  ChannelName,
  ProgramEvent,
} from '../../src-shared/contract/channels.ts';
import { channels } from '../../src-shared/contract/channels.ts';
import type { OperatorProfile } from '../../src-shared/contract/schemas.ts';
import { failure } from '../../src-shared/errors/result.ts';
import type { Failure, Result } from '../../src-shared/errors/result.ts';
import { shippedTables } from '../../src-shared/parameters/shipped-tables.testing.ts';
import { createRunningBatches } from '../../src-main/declarations/batch-steps.ts';
import { createDeclaring } from '../../src-main/declarations/declare.ts';
import type { DeskStatus } from '../../src-main/desk/desk.ts';
import { answerCall } from '../../src-main/ipc/answer-call.ts';
import { createStatisticsReader } from '../../src-main/reports/statistics/statistics-reader.ts';
import { createHandlers } from '../../src-main/ipc/handlers.ts';
import type { Log } from '../../src-main/log/log.ts';
import { troublesInSteps, troubleSummaryInSteps } from '../../src-main/query/troubles.ts';
import { factsInSteps } from '../../src-main/store/chosen-facts.ts';
import { countSheets, finish, querySheets } from '../../src-main/store/query.ts';
import { storeFailure } from '../../src-main/store/store.ts';
import { createEndpointClient } from '../../src-main/sync/endpoint-client.ts';
import type { Fetch } from '../../src-main/sync/endpoint-client.ts';
import { fakeCard } from './fake-card.ts';
import type { FakeCard } from './fake-card.ts';
import { noDialogs, testExcel } from './excel.ts';
import { testPrint } from './paper.ts';
import { explainThrown, storeDesk } from './store-desk.ts';
import type { StoreDesk } from './store-desk.ts';

/** The handlers of the whole contract over a real store, called as the window calls them. */
export interface TestServices extends StoreDesk {
  readonly card: FakeCard;
  readonly events: ProgramEvent[];
  readonly logged: string[];
  readonly woken: string[];
  operator: OperatorProfile | null;
  /** What the system's file dialogs answer, and the names they offered. */
  chosenFile: string | null;
  readonly chosenNames: readonly string[];
  /** What a call from the window is answered; the input is whatever the window sends. */
  readonly call: (name: ChannelName, input?: unknown) => Promise<Result<unknown>>;
  readonly ask: <Name extends ChannelName>(
    name: Name,
    input: ChannelInput<Name>,
  ) => Promise<Result<unknown>>;
}

export const testServices = async (
  options: { readonly fetch?: Fetch; readonly storeFailure?: Failure } = {},
): Promise<TestServices> => {
  const desk = await storeDesk();
  const card = fakeCard();
  const events: ProgramEvent[] = [];
  const logged: string[] = [];
  const woken: string[] = [];
  const chosenNames: string[] = [];
  const log: Log = {
    write: (_level, message, details) => {
      logged.push(JSON.stringify([message, details]));
    },
  };
  const endpoint = createEndpointClient(
    options.fetch ?? (() => Promise.reject(new Error('no network'))),
    'http://endpoint.invalid',
  );
  let deskStatus: DeskStatus = 'enrolled';
  const endpointState = {
    connection: 'offline',
    waitingCount: 0,
    lastContactAt: null,
    problem: null,
  } as const;

  const excel = testExcel(desk, noDialogs, {
    desk: () => deskStatus,
    onProgress: (jobId, done, total) => {
      events.push({ type: 'fileProgress', jobId, done, total });
    },
  });

  const batches = createRunningBatches(() => undefined, explainThrown);
  const statistics = createStatisticsReader({
    storeFile: desk.file,
    threadFile: new URL('../../src-main/reports/statistics/statistics-thread.ts', import.meta.url),
  });
  onTestFinished(() => statistics.stop());
  const handlers = createHandlers(
    Promise.resolve({
      tables: shippedTables,
      endpoint,
      stored:
        options.storeFailure === undefined
          ? {
              ok: true,
              value: {
                store: desk.store,
                storeFile: desk.file,
                batches,
                declaring: createDeclaring({
                  store: desk.store,
                  tables: shippedTables,
                  card,
                  batches,
                  operator: () => whole.operator,
                  desk: () => deskStatus,
                  now: Date.now,
                  queued: () => undefined,
                }),
                excel,
                print: testPrint(desk),
                synchroniser: {
                  state: () => endpointState,
                  wake: () => woken.push('wake'),
                  sendNow: () => woken.push('sendNow'),
                  stop: () => Promise.resolve(),
                },
                statistics,
                queryReader: {
                  page: async ({ conditions, after, limit, sort }) =>
                    querySheets(desk.store, conditions, after, limit, sort),
                  count: async (conditions) => countSheets(desk.store, conditions),
                  facts: async (choice) => finish(factsInSteps(desk.store, choice)),
                  troubles: async (question, before) =>
                    finish(troublesInSteps(desk.store, question, before)),
                  troubleSummary: async (before) =>
                    finish(troubleSummaryInSteps(desk.store, before)),
                  stop: () => Promise.resolve(),
                },
              },
            }
          : failure(options.storeFailure),
      operator: () => whole.operator,
      changeOperator: (changed) => {
        whole.operator = changed;
      },
      desk: () => deskStatus,
      changeDesk: (changed) => {
        deskStatus = changed;
      },
      now: Date.now,
      unansweredBefore: () => Date.now() - 60_000,
      state: () => ({
        training: false,
        programVersion: '0.1.0',
        runtime: { electron: '', node: '', sqlite: '' },
        operator: whole.operator,
        enrolment: deskStatus,
        deskNumber: '00017',
        startupProblems: [],
        storeOpen: true,
        card: card.state(),
        endpoint: endpointState,
      }),
      chooseFile: (name) => {
        chosenNames.push(name);
        return Promise.resolve(whole.chosenFile);
      },
      emit: (event) => {
        events.push(event);
      },
    }),
  );

  const call: TestServices['call'] = (name, input) =>
    answerCall(name, channels[name].input, handlers[name], input, {
      log,
      explain: (error) => storeFailure(error, desk.file),
    });
  const whole: TestServices = {
    ...desk,
    card,
    events,
    logged,
    woken,
    chosenFile: null,
    chosenNames,
    operator: desk.chenmin,
    call,
    ask: call,
  };
  return whole;
};
