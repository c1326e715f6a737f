import path from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import { z } from 'zod';
import type { SavedSheet } from '../../src-shared/contract/schemas.ts';
import { declarationFunctions } from '../../src-shared/declaration/sheet.ts';
import type { DeclarationFunction, Sheet } from '../../src-shared/declaration/sheet.ts';
import type { Failure } from '../../src-shared/errors/result.ts';
import { shippedTables } from '../../src-shared/parameters/shipped-tables.testing.ts';
import { sampleWorld } from '../../simulators/sample-world.ts';
import { startEndpoint } from '../../simulators/single-window/endpoint.ts';
import type { Endpoint, EndpointOptions } from '../../simulators/single-window/endpoint.ts';
import { saveAmendment } from '../../src-main/declarations/amend.ts';
import type { DeclareRequest } from '../../src-main/declarations/declarable.ts';
import { createRunningBatches } from '../../src-main/declarations/batch-steps.ts';
import { createDeclaring } from '../../src-main/declarations/declare.ts';
import { saveSheet } from '../../src-main/declarations/save.ts';
import { checkIdentity } from '../../src-main/desk/desk-identity.ts';
import { enrolDesk } from '../../src-main/desk/desk.ts';
import { findSheet } from '../../src-main/store/declarations.ts';
import { receiptsOf } from '../../src-main/store/receipts.ts';
import { readSetting } from '../../src-main/store/settings.ts';
import type { WritableStore } from '../../src-main/store/store.ts';
import type { ReceiptEffect } from '../../src-main/sync/apply-receipts.ts';
import { createEndpointClient } from '../../src-main/sync/endpoint-client.ts';
import { startSynchroniser } from '../../src-main/sync/synchroniser.ts';
import type { Synchroniser } from '../../src-main/sync/synchroniser.ts';
import { fakeCard } from './fake-card.ts';
import { keepSampleOperator } from './sample-operator.ts';
import { allWarnings, explainThrown, openTestStore, silentLog, valueOf } from './store-desk.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The receipt feed answers nothing: what is learned is learned otherwise. */
export const noFeed = { path: '/receipts', action: 'status', status: 500, times: 100_000 };

export interface Declared {
  readonly submissionId: string;
  readonly tripNo: string;
  readonly function: DeclarationFunction;
  readonly state: string;
}

interface Requested {
  readonly method: string;
  readonly path: string;
  readonly at: number;
}

export interface FollowingDesk {
  readonly store: WritableStore;
  readonly requests: Requested[];
  readonly effects: ReceiptEffect[];
  readonly refusals: string[];
  readonly parked: number[];
  readonly clock: { ahead: number };
  /** False: no request leaves this machine. */
  network: { up: boolean };
  readonly save: (sheet: Sheet, existing?: SavedSheet) => SavedSheet;
  /** 暂存 of a change, with every warning confirmed. */
  readonly amend: (sheet: SavedSheet, draft: Sheet) => SavedSheet;
  /** 申报 with a card, or 变更 or 删单; the value is the submission's id. */
  readonly declare: (sheet: SavedSheet, asked?: DeclarationFunction) => Promise<string>;
  readonly enrol: () => Promise<string>;
  readonly start: () => Synchroniser;
  readonly stop: () => Promise<void>;
  readonly sheet: (id: number) => SavedSheet;
  readonly problem: () => Failure | null | undefined;
}

export const until = (check: () => unknown): Promise<unknown> =>
  vi.waitFor(
    async () => {
      if (!(await check())) throw new Error(`still not: ${check.toString()}`);
    },
    { timeout: 15_000, interval: 15 },
  );

export const receiptCodes = (desk: FollowingDesk, id: number): string[] =>
  receiptsOf(desk.store, id).map(({ code }) => code);

/**
 * One endpoint for each test; desks that save, sign, send and follow as the program does. To be
 * called at the top of a test file.
 */
export const useEndpoint = () => {
  let endpoint: Endpoint;
  let endpointOptions: EndpointOptions;
  const stopping: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    endpointOptions = { port: 0, dataDir: temporaryFolder(), stepMs: 0 };
    endpoint = await startEndpoint(endpointOptions);
    // Where it was started once, it is started again: the program's address does not change.
    endpointOptions = { ...endpointOptions, port: Number(new URL(endpoint.url).port) };
  });
  afterEach(async () => {
    for (const stop of stopping.splice(0).toReversed()) await stop();
    await endpoint.close();
  });

  const control = async (name: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${endpoint.url}/control/${name}`, {
      ...(body === undefined
        ? {}
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };

  const misbehave = (...rules: readonly object[]): Promise<unknown> =>
    control('misbehave', { rules });

  const declaredAtEndpoint = async (): Promise<readonly Declared[]> =>
    z
      .object({
        submissions: z.array(
          z.object({
            submissionId: z.string(),
            tripNo: z.string(),
            function: z.enum(declarationFunctions),
            state: z.string(),
          }),
        ),
      })
      .parse(await control('submissions')).submissions;

  const openDesk = async (
    options: { readonly file?: string; readonly enrolled?: boolean } = {},
  ): Promise<FollowingDesk> => {
    const file = options.file ?? path.join(temporaryFolder(), 'kakou.db');
    const store = await openTestStore(file);
    const operator = keepSampleOperator(store, 'chenmin');
    const clock = { ahead: 0 };
    const network = { up: true };
    const now = (): number => Date.now() + clock.ahead;
    const requests: Requested[] = [];
    const client = createEndpointClient((url, init) => {
      const method = init.method ?? 'GET';
      requests.push({ method, path: new URL(url).pathname, at: Date.now() });
      return network.up ? fetch(url, init) : Promise.reject(new TypeError('no network'));
    }, endpoint.url);

    const effects: ReceiptEffect[] = [];
    const refusals: string[] = [];
    const parked: number[] = [];
    let synchroniser: Synchroniser | null = null;
    let enrolled = checkIdentity(store, file) === 'enrolled';
    const corrected = (): number => now() + Number(readSetting(store, 'clockOffset') ?? '0');

    const declaring = createDeclaring({
      store,
      tables: shippedTables,
      card: fakeCard(),
      batches: createRunningBatches(() => undefined, explainThrown),
      operator: () => operator,
      desk: () => (enrolled ? 'enrolled' : 'mustEnrolAgain'),
      now: corrected,
      queued: () => synchroniser?.wake(),
    });

    const desk: FollowingDesk = {
      store,
      requests,
      effects,
      refusals,
      parked,
      clock,
      network,
      save: (sheet, existing) =>
        valueOf(
          saveSheet(
            {
              store,
              tables: shippedTables,
              operator,
              desk: enrolled ? 'enrolled' : 'mustEnrolAgain',
              now: corrected,
            },
            {
              declaration: existing ?? null,
              sheet: { head: sheet.head, items: [...sheet.items] },
              confirmedWarnings: allWarnings(store, sheet, existing?.id ?? null),
              workingCopyId: null,
            },
          ),
        ).sheet,
      amend: (sheet, draft) =>
        valueOf(
          saveAmendment(
            { store, tables: shippedTables, operator, now: corrected },
            {
              declaration: { id: sheet.id, version: sheet.version },
              draftVersion: sheet.amendment?.version ?? null,
              sheet: { head: draft.head, items: [...draft.items] },
              confirmedWarnings: allWarnings(store, draft, sheet.id),
              workingCopyId: null,
            },
          ),
        ).sheet,
      declare: async ({ id, version, amendment }, asked = 'ADD') => {
        const request: DeclareRequest =
          asked === 'MOD'
            ? { id, version, function: 'MOD', draftVersion: amendment?.version ?? 0 }
            : { id, version, function: asked };
        const begun = valueOf(await declaring.begin({ declarations: [request] }));
        const { queued } = valueOf(await declaring.sign({ sessionId: begun.sessionId }));
        return queued[0]?.submissionId ?? '';
      },
      enrol: async () => {
        const { uscc, enrolmentCode } = sampleWorld.enterprise;
        const { deskNumber } = valueOf(
          await enrolDesk(
            { store, storeFile: file, endpoint: client, now },
            { uscc, enrolmentCode, deskName: '测试' },
          ),
        );
        enrolled = true;
        return deskNumber;
      },
      start: () => {
        synchroniser = startSynchroniser({
          store,
          endpoint: client,
          log: silentLog,
          isEnrolled: () => enrolled,
          parkAfterMilliseconds: 12 * 3_600_000,
          now,
          random: () => 0,
          pollWhileWaiting: 60,
          pollWhileQuiet: 60,
          events: {
            stateChanged: () => undefined,
            received: (received) => {
              effects.push(...received);
            },
            refused: (_id, reason) => {
              refusals.push(reason);
            },
            parked: (id) => {
              parked.push(id);
            },
            declarationsChanged: () => undefined,
          },
        });
        return synchroniser;
      },
      stop: async () => {
        await synchroniser?.stop();
        synchroniser = null;
      },
      sheet: (id) => {
        const found = findSheet(store, id);
        if (found === null) throw new Error(`no sheet ${String(id)}`);
        return found;
      },
      problem: () => synchroniser?.state().problem,
    };
    stopping.push(() => desk.stop());
    if (options.enrolled !== false && !enrolled) await desk.enrol();
    return desk;
  };

  return {
    control,
    misbehave,
    declaredAtEndpoint,
    openDesk,
    stopEndpoint: () => endpoint.close(),
    startEndpointAgain: async () => {
      endpoint = await startEndpoint(endpointOptions);
    },
  };
};
