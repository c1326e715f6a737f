import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { projectRoot } from '../../scripts/setup.mjs';
import { createCard } from '../../simulators/eport-card/card.ts';
import type { CardKind } from '../../simulators/eport-card/card.ts';
import { startSimulatedReader } from '../../simulators/eport-card/simulated-reader.ts';
import { startEndpoint } from '../../simulators/single-window/endpoint.ts';
import { declarationFunctions } from '../../src-shared/declaration/sheet.ts';

/**
 * The endpoint and the cards: as programs of their own, as `npm run endpoint` and `npm run card`, or
 * in the process of the tests, where a thousand of their modules need not be loaded for every test.
 * The program under test sees the same: an HTTP server, and a reader behind a socket.
 */

const startSimulator = (script: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [path.join(projectRoot, 'simulators', script), ...args], {
    cwd: projectRoot,
    stdio: ['pipe', 'pipe', 'inherit'],
  });

/** Hands out the lines that a program prints, one by one. */
const lineReader = (child: ChildProcess): (() => Promise<string>) => {
  if (child.stdout === null) throw new Error('the program has no standard output');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async () => {
    const next = await lines.next();
    if (next.done === true) throw new Error('the program ended before it answered');
    return next.value;
  };
};

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
};

const receivedSchema = z.object({
  submissions: z.array(
    z.object({
      submissionId: z.string(),
      tripNo: z.string(),
      function: z.enum(declarationFunctions),
      state: z.string(),
      payload: z.string(),
      receipts: z.array(z.object({ code: z.string(), text: z.string() })),
    }),
  ),
});
export type ReceivedSubmission = z.infer<typeof receivedSchema>['submissions'][number];

export interface RunningEndpoint {
  readonly url: string;
  readonly submissions: () => Promise<ReceivedSubmission[]>;
  readonly control: (path: string, body: unknown) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface EndpointOptions {
  readonly dataFolder: string;
  readonly port?: number;
  /** Milliseconds between two steps of customs. */
  readonly stepMs?: number;
}

const usualStepMs = 300;

const endpointAt = (url: string, stop: () => Promise<void>): RunningEndpoint => ({
  url,
  submissions: async () => {
    const response = await fetch(`${url}/control/submissions`);
    return receivedSchema.parse(await response.json()).submissions;
  },
  control: async (name, body) => {
    const response = await fetch(`${url}/control/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`the endpoint refused ${name}: ${await response.text()}`);
  },
  stop,
});

export const startEndpointProcess = async ({
  dataFolder,
  port = 0,
  stepMs = usualStepMs,
}: EndpointOptions): Promise<RunningEndpoint> => {
  const child = startSimulator('single-window/main.ts', [
    ...['--port', String(port), '--data', dataFolder],
    ...['--step-ms', String(stepMs), '--close-after-ms', 'never'],
  ]);
  const url = await lineReader(child)();
  return endpointAt(url, () => end(child, 'SIGTERM'));
};

export const startEndpointHere = async ({
  dataFolder,
  port = 0,
  stepMs = usualStepMs,
}: EndpointOptions): Promise<RunningEndpoint> => {
  const { url, close } = await startEndpoint({
    port,
    dataDir: dataFolder,
    stepMs,
    closeAfterMs: null,
    openapiFile: path.join(projectRoot, 'resources/single-window/openapi.yaml'),
    parametersDir: path.join(projectRoot, 'resources/parameters'),
  });
  let closed: Promise<void> | null = null;
  return endpointAt(url, () => (closed ??= close()));
};

export interface RunningCard {
  /** What the program needs to know to find this card. */
  readonly environment: Readonly<Record<string, string>>;
  readonly insert: () => Promise<void>;
  readonly remove: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface CardOptions {
  readonly dataFolder: string;
  readonly cardNumber: string;
  readonly holder: string;
  readonly pin: string;
  readonly kind?: CardKind;
}

const simulatedReader = (address: string): RunningCard['environment'] => ({
  KAKOU_CARD_PROVIDER: 'simulated',
  KAKOU_CARD_ADDRESS: address,
});

/** A card in a simulated reader. */
export const startCardHere = async ({
  dataFolder,
  cardNumber,
  holder,
  pin,
  kind = 'eport',
}: CardOptions): Promise<RunningCard> => {
  const card = createCard({ cardNumber, holder, pin, kind, dataDir: dataFolder });
  const reader = await startSimulatedReader();
  reader.insert(card);
  return {
    environment: simulatedReader(`${reader.address.host}:${String(reader.address.port)}`),
    insert: async () => reader.insert(card),
    remove: async () => reader.remove(),
    stop: () => reader.close(),
  };
};

/**
 * A card in the first reader of the virtual driver, or in a simulated reader where there is no
 * PC/SC. The caller holds the lock of `pcscd-lock.ts`.
 */
export const startCardProcess = async (
  options: CardOptions & {
    readonly withCardService: boolean;
    /** The port of the simulated reader, where a later card is to take its place. */
    readonly port?: number;
  },
): Promise<RunningCard> => {
  const child = startSimulator('eport-card/main.ts', [
    '--card-number',
    options.cardNumber,
    '--holder',
    options.holder,
    '--pin',
    options.pin,
    '--data',
    options.dataFolder,
    '--kind',
    options.kind ?? 'eport',
    ...(options.withCardService ? ['--reader', '0'] : ['--listen', String(options.port ?? 0)]),
  ]);
  const nextLine = lineReader(child);
  const listening = options.withCardService ? '' : await nextLine();
  const expectLine = async (expected: string): Promise<void> => {
    let line = await nextLine();
    // Said on its own when the card service ended.
    while (line === 'gone') line = await nextLine();
    if (line !== expected) throw new Error(`the card said ${line}, not ${expected}`);
  };
  await expectLine('inserted');
  const order = async (command: string, answer: string): Promise<void> => {
    child.stdin?.write(`${command}\n`);
    await expectLine(answer);
  };
  return {
    environment: options.withCardService
      ? { KAKOU_CARD_PROVIDER: 'pcsc' }
      : simulatedReader(listening.replace('listening ', '')),
    insert: () => order('insert', 'inserted'),
    remove: () => order('remove', 'removed'),
    stop: () => end(child, 'SIGKILL'),
  };
};
