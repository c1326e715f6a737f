import { dirname, join } from 'node:path';
import { pinRequestSchema } from '../../src-shared/contract/pin-port.ts';
import type { PinAnswer } from '../../src-shared/contract/pin-port.ts';
import { toBase64 } from '../../src-shared/signature/bytes.ts';
import { failureFrom, resultOf } from './card-fault.ts';
import { toCardProcessSchema } from './card-messages.ts';
import type { CardEnvironment, CardRequest, FromCardProcess } from './card-messages.ts';
import { loadCardProfile } from './card-profile.ts';
import { createCardSessions } from './card-session.ts';
import type { CardSessions } from './card-session.ts';
import { loadIkeyTable, startIkeyDetection } from './ikey-detection.ts';
import type { HidModule } from './ikey-detection.ts';
import { createLock } from './lock.ts';
import { createPcscTransport } from './pcsc-transport.ts';
import { startReaderMonitor } from './reader-monitor.ts';
import { createSimulatedTransport } from './simulated-transport.ts';
import type { CardTransport } from './transport.ts';

/** The card process without Electron: messages in, messages out. */
export interface CardService {
  /** A message of main; what is none is ignored. */
  readonly receive: (message: unknown, ports?: readonly PinPort[]) => void;
  readonly stop: () => Promise<void>;
}

/** One end of the port to the PIN dialog. */
export interface PinPort {
  readonly onMessage: (listener: (data: unknown) => void) => void;
  readonly post: (answer: PinAnswer) => void;
}

const transportFor = ({ provider, address }: CardEnvironment): CardTransport =>
  provider === 'simulated' ? createSimulatedTransport(address ?? '') : createPcscTransport();

interface Running {
  readonly sessions: CardSessions;
  readonly stop: () => Promise<void>;
}

export const createCardService = (options: {
  readonly post: (message: FromCardProcess) => void;
  /** The process has nothing left to do. */
  readonly onStopped?: () => void;
  readonly createTransport?: (environment: CardEnvironment) => CardTransport;
  readonly loadHid?: () => Promise<HidModule>;
  readonly idleMilliseconds?: number;
}): CardService => {
  let running: Running | null = null;

  const start = (environment: CardEnvironment): Running => {
    const profile = loadCardProfile(environment.profileFile);
    const transport = (options.createTransport ?? transportFor)(environment);
    const lock = createLock();
    const sessions = createCardSessions({
      transport,
      profile,
      lock,
      onChange: () => monitor.refresh(),
      ...(options.idleMilliseconds === undefined
        ? {}
        : { idleMilliseconds: options.idleMilliseconds }),
    });
    const ikeys = startIkeyDetection({
      table: loadIkeyTable(
        environment.ikeyFile ?? join(dirname(environment.profileFile), 'ikeys.json'),
      ),
      onChange: () => monitor.refresh(),
      ...(options.loadHid ? { load: options.loadHid } : {}),
    });
    const monitor = startReaderMonitor({
      transport,
      profile,
      lock,
      heldReader: sessions.heldReader,
      ikeys: ikeys.plugged,
      onState: (state) => options.post({ type: 'state', state }),
    });
    return {
      sessions,
      stop: async () => {
        monitor.stop();
        ikeys.stop();
        await sessions.closeAny();
        await transport.close();
      },
    };
  };

  const run = async (sessions: CardSessions, request: CardRequest): Promise<unknown> => {
    switch (request.name) {
      case 'openSession':
        return sessions.open(request.expectedCardNumber);
      case 'sign':
        return toBase64(await sessions.sign(request.sessionId, request.payload));
      case 'closeSession':
        await sessions.close(request.sessionId);
        return null;
    }
  };

  const answerPin = async (data: unknown, port: PinPort): Promise<void> => {
    const parsed = pinRequestSchema.safeParse(data);
    // What is no PIN request is not answered; its content is not told to anybody either.
    if (!parsed.success) return;
    const { sessionId, pin } = parsed.data;
    try {
      if (!running) throw new Error('not started');
      await running.sessions.verify(sessionId, pin);
      port.post({ sessionId, ok: true });
    } catch (error) {
      port.post({ sessionId, ok: false, error: failureFrom(error) });
    } finally {
      pin.fill(0);
    }
  };

  const stop = async (): Promise<void> => {
    await running?.stop();
    running = null;
    options.onStopped?.();
  };

  const receive: CardService['receive'] = (message, ports = []) => {
    const parsed = toCardProcessSchema.safeParse(message);
    if (!parsed.success) return;
    const { data } = parsed;
    switch (data.type) {
      case 'start':
        try {
          running ??= start(data.environment);
        } catch {
          options.post({ type: 'unusable' });
        }
        return;
      case 'request':
        void resultOf(async () => {
          if (!running) throw new Error('not started');
          return run(running.sessions, data.request);
        }).then((answer) => options.post({ type: 'answer', id: data.id, answer }));
        return;
      case 'pinPort':
        for (const port of ports) port.onMessage((pin) => void answerPin(pin, port));
        return;
      case 'stop':
        void stop();
    }
  };

  return { receive, stop };
};
