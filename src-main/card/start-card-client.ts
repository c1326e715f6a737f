import type { MessagePortMain } from 'electron';
import type { CardState } from '../../src-shared/contract/schemas.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import type { CardClient } from './card-client.ts';
import { fromCardProcessSchema, openedCardSchema, signatureSchema } from './card-messages.ts';
import type { CardEnvironment, CardRequest, ParsedAnswer, ToCardProcess } from './card-messages.ts';

/** What is used of Electron's `UtilityProcess`. */
export interface CardProcess {
  postMessage(message: ToCardProcess, transfer?: MessagePortMain[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (exitCode: number) => void): unknown;
  kill(): boolean;
}

/** As `utilityProcess.fork`. */
export type ForkCardProcess = (
  modulePath: string,
  args: string[],
  options: { serviceName: string },
) => CardProcess;

export interface StartedCardClient extends CardClient {
  /**
   * Hands one end of a channel to the card process; the other one belongs to the window. A port
   * ends with the process that has it: make a new channel in `onProcessStarted`.
   */
  readonly connectPinPort: (port: MessagePortMain) => void;
}

/** How long the clerk waits for a card; after that the process hangs in a driver and is ended. */
const answerMilliseconds = 10_000;
/** Pauses between a process's end and the next one's start; the last one stays. */
const restartPauses = [0, 500, 2000, 5000] as const;
/** A process that has run for so long starts the row of pauses anew. */
const steadyMilliseconds = 60_000;
/** How long the process may take to reset the card before it is ended on quit. */
const stopMilliseconds = 2000;

const emptyState = (provider: CardState['provider']): CardState => ({
  provider,
  service: 'running',
  readers: [],
  ikeys: [],
  problem: null,
});

/** Parsing gives `triesLeft: undefined` where a failure has none. */
const resultFrom = (answer: ParsedAnswer): Result<unknown> => {
  if (answer.ok) return success(answer.value);
  const { triesLeft, ...rest } = answer.error;
  return failure(triesLeft === undefined ? rest : { ...rest, triesLeft });
};

/**
 * Keeps a card process running and speaks to it: a process that died is started again, one that
 * hangs is ended, and every request is answered in any case.
 */
export const startCardClient = (options: {
  readonly modulePath: string;
  readonly fork: ForkCardProcess;
  readonly environment: CardEnvironment;
  /** A process is there, the first or a new one; it has no PIN port yet. */
  readonly onProcessStarted?: () => void;
  /** A process ended by itself or was ended because it hung; for the log. */
  readonly onProcessEnded?: (exitCode: number) => void;
  readonly answerMilliseconds?: number;
}): StartedCardClient => {
  const { environment } = options;
  const limit = options.answerMilliseconds ?? answerMilliseconds;
  const listeners = new Set<(state: CardState) => void>();
  const pending = new Map<number, (result: Result<unknown>) => void>();
  let state = emptyState(environment.provider);
  let child: CardProcess | null = null;
  let lastId = 0;
  let restarts = 0;
  let restartTimer: NodeJS.Timeout | null = null;
  let isStopping = false;

  const setState = (next: CardState): void => {
    state = next;
    for (const listener of listeners) listener(next);
  };

  const receive = (message: unknown): void => {
    const parsed = fromCardProcessSchema.safeParse(message);
    if (!parsed.success) return;
    const { data } = parsed;
    switch (data.type) {
      case 'state':
        return setState(data.state);
      case 'unusable':
        return setState({
          ...emptyState(environment.provider),
          service: 'unavailable',
          problem: failureOf('card.bindingUnavailable'),
        });
      case 'answer':
        pending.get(data.id)?.(resultFrom(data.answer));
    }
  };

  const endedWith = (exitCode: number, startedAt: number): void => {
    child = null;
    for (const settle of pending.values()) settle(failure(failureOf('card.processStopped')));
    if (isStopping) return;
    options.onProcessEnded?.(exitCode);
    if (Date.now() - startedAt > steadyMilliseconds) restarts = 0;
    const pause = restartPauses[Math.min(restarts, restartPauses.length - 1)];
    restarts += 1;
    // Which cards are in is not known until the next process has looked.
    setState({
      ...emptyState(environment.provider),
      problem: failureOf('card.processStopped'),
    });
    restartTimer = setTimeout(start, pause);
  };

  const start = (): void => {
    const startedAt = Date.now();
    const started = options.fork(options.modulePath, [], { serviceName: 'Kakou Desk card' });
    child = started;
    started.on('message', (message: unknown) => {
      if (child === started) receive(message);
    });
    started.on('exit', (exitCode: number) => {
      if (child === started) endedWith(exitCode, startedAt);
    });
    started.postMessage({ type: 'start', environment });
    options.onProcessStarted?.();
  };

  const ask = (request: CardRequest): Promise<Result<unknown>> =>
    new Promise((resolve) => {
      const asked = child;
      if (!asked) return resolve(failure(failureOf('card.processStopped')));
      const id = (lastId += 1);
      const settle = (result: Result<unknown>): void => {
        clearTimeout(timer);
        pending.delete(id);
        resolve(result);
      };
      const timer = setTimeout(() => {
        settle(failure(failureOf('card.timeout')));
        asked.kill();
      }, limit);
      pending.set(id, settle);
      asked.postMessage({ type: 'request', id, request });
    });

  const askFor = async <Value>(
    request: CardRequest,
    parse: (value: unknown) => Value,
  ): Promise<Result<Value>> => {
    const result = await ask(request);
    if (!result.ok) return result;
    try {
      return success(parse(result.value));
    } catch {
      return failure(failureOf('program.unexpected'));
    }
  };

  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      isStopping = true;
      if (restartTimer) clearTimeout(restartTimer);
      const stopped = child;
      if (!stopped) return resolve();
      const timer = setTimeout(() => {
        stopped.kill();
        resolve();
      }, stopMilliseconds);
      stopped.on('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      stopped.postMessage({ type: 'stop' });
    });

  start();
  return {
    state: () => state,
    onState: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    openSession: (expectedCardNumber) =>
      askFor({ name: 'openSession', expectedCardNumber }, (value) => openedCardSchema.parse(value)),
    sign: (sessionId, payload) =>
      askFor({ name: 'sign', sessionId, payload }, (value) => signatureSchema.parse(value)),
    closeSession: async (sessionId) => {
      await ask({ name: 'closeSession', sessionId });
    },
    connectPinPort: (port) => child?.postMessage({ type: 'pinPort' }, [port]),
    stop,
  };
};
