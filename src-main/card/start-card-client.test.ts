import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import type { PinAnswer } from '../../src-shared/contract/pin-port.ts';
import { createInProcessTransport } from './in-process-transport.testing.ts';
import {
  pinBytes,
  trainingCard,
  trainingCardNumber,
  trainingPin,
  trainingProfileFile,
} from '../../simulators/eport-card/training-card.ts';
import type { ToCardProcess } from './card-messages.ts';
import { createCardService } from './card-service.ts';
import type { CardService, PinPort } from './card-service.ts';
import { startCardClient } from './start-card-client.ts';
import type { CardProcess } from './start-card-client.ts';

const environment = {
  provider: 'simulated',
  address: null,
  profileFile: trainingProfileFile,
} as const;

/** A process that is none: the real service behind messages that are copied as between processes. */
class FakeProcess extends EventEmitter implements CardProcess {
  readonly service: CardService;
  isDeaf = false;

  constructor(transport: ReturnType<typeof createInProcessTransport>) {
    super();
    this.service = createCardService({
      post: (message) => queueMicrotask(() => this.emit('message', structuredClone(message))),
      onStopped: () => this.emit('exit', 0),
      createTransport: () => transport,
      loadHid: () => Promise.reject(new Error('none')),
    });
  }

  postMessage(message: ToCardProcess): void {
    if (!this.isDeaf) this.service.receive(structuredClone(message));
  }

  kill(): boolean {
    void this.service.stop();
    return true;
  }
}

const world = (answerMilliseconds = 1000) => {
  const transport = createInProcessTransport();
  const processes: FakeProcess[] = [];
  const ended: number[] = [];
  const client = startCardClient({
    modulePath: 'card-process.cjs',
    environment,
    answerMilliseconds,
    fork: () => {
      const started = new FakeProcess(transport);
      processes.push(started);
      return started;
    },
    onProcessEnded: (exitCode) => ended.push(exitCode),
  });
  const current = (): FakeProcess => {
    const last = processes.at(-1);
    if (!last) throw new Error('no process');
    return last;
  };
  const pinPort = () => {
    const answers: PinAnswer[] = [];
    let deliver: (data: unknown) => void = () => undefined;
    const port: PinPort = {
      onMessage: (listener) => {
        deliver = listener;
      },
      post: (answer) => answers.push(answer),
    };
    current().service.receive({ type: 'pinPort' }, [port]);
    return { answers, deliver: (data: unknown) => deliver(data) };
  };
  return { client, transport, processes, current, ended, pinPort };
};

describe('main and the card process', () => {
  it('open, verify over the port, sign and close', async () => {
    const { client, transport, pinPort } = world();
    const { answers, deliver } = pinPort();
    transport.insert('读卡器 A', trainingCard());
    await vi.waitFor(() => expect(client.state().readers[0]?.state).toBe('ready'));
    const opened = await client.openSession(trainingCardNumber);
    if (!opened.ok) throw new Error(opened.error.message);
    const { sessionId } = opened.value;
    const pin = pinBytes(trainingPin);
    deliver({ sessionId, pin });
    await vi.waitFor(() => expect(answers).toEqual([{ sessionId, ok: true }]));
    expect([...pin]).toEqual([...new Uint8Array(8)]);
    const signed = await client.sign(sessionId, '{}');
    expect(signed.ok && signed.value).toMatch(/^[\w+/]{86}==$/);
    await client.closeSession(sessionId);
    expect(await client.sign(sessionId, '{}')).toMatchObject({
      ok: false,
      error: { kind: 'card.sessionEnded' },
    });
    await client.stop();
  });

  it('tell a wrong PIN with the tries left, and overwrite it too', async () => {
    const { client, transport, pinPort } = world();
    const { answers, deliver } = pinPort();
    transport.insert('读卡器 A', trainingCard());
    const opened = await client.openSession(trainingCardNumber);
    if (!opened.ok) throw new Error(opened.error.message);
    const { sessionId } = opened.value;
    const pin = pinBytes('12345678');
    deliver({ sessionId, pin });
    await vi.waitFor(() =>
      expect(answers).toMatchObject([
        {
          ok: false,
          error: { kind: 'card.wrongPin', triesLeft: 4, message: '卡密码错误，还可尝试 4 次。' },
        },
      ]),
    );
    expect([...pin]).toEqual([...new Uint8Array(8)]);
    await client.stop();
  });

  it('leave nonsense on the PIN port unanswered', async () => {
    const { client, pinPort, current } = world();
    const { answers, deliver } = pinPort();
    deliver({ sessionId: 'x', pin: '88888888' });
    deliver(null);
    current().service.receive({ type: 'request', id: 'x' });
    current().service.receive('stop');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(answers).toEqual([]);
    expect(await client.openSession(trainingCardNumber)).toMatchObject({
      error: { kind: 'card.noCard' },
    });
    await client.stop();
  });

  it('answer the waiting clerk when the process dies, and start another', async () => {
    const { client, transport, processes, current, ended } = world();
    transport.insert('读卡器 A', trainingCard());
    await vi.waitFor(() => expect(client.state().readers[0]?.state).toBe('ready'));
    current().isDeaf = true;
    const opening = client.openSession(trainingCardNumber);
    current().emit('exit', 139);
    expect(await opening).toMatchObject({ error: { kind: 'card.processStopped' } });
    expect(client.state().problem?.kind).toBe('card.processStopped');
    expect(ended).toEqual([139]);
    await vi.waitFor(() => expect(processes).toHaveLength(2));
    await vi.waitFor(() => expect(client.state().readers[0]?.state).toBe('ready'));
    expect(await client.openSession(trainingCardNumber)).toMatchObject({ ok: true });
    await client.stop();
  });

  it('end a process that hangs in a driver, and start another', async () => {
    const { client, transport, processes, current } = world(40);
    transport.insert('读卡器 A', trainingCard());
    current().isDeaf = true;
    expect(await client.openSession(trainingCardNumber)).toMatchObject({
      error: { kind: 'card.timeout' },
    });
    await vi.waitFor(() => expect(processes).toHaveLength(2));
    expect(await client.openSession(trainingCardNumber)).toMatchObject({ ok: true });
    await client.stop();
  });

  it('wait longer each time before a process that keeps dying is started again', async () => {
    vi.useFakeTimers();
    const { client, processes, current } = world();
    const dieAfter = async (milliseconds: number, count: number) => {
      current().emit('exit', 1);
      await vi.advanceTimersByTimeAsync(milliseconds - 1);
      const before = processes.length;
      await vi.advanceTimersByTimeAsync(1);
      expect([before, processes.length]).toEqual([count - 1, count]);
    };
    current().emit('exit', 1);
    await vi.advanceTimersByTimeAsync(0);
    expect(processes).toHaveLength(2);
    await dieAfter(500, 3);
    await dieAfter(2000, 4);
    await dieAfter(5000, 5);
    await dieAfter(5000, 6);
    await vi.advanceTimersByTimeAsync(60_001);
    current().emit('exit', 1);
    await vi.advanceTimersByTimeAsync(0);
    expect(processes).toHaveLength(7);
    const stopped = client.stop();
    await vi.advanceTimersByTimeAsync(3000);
    await stopped;
    vi.useRealTimers();
  });

  it('say that cards can’t be read where the profile is unreadable', async () => {
    const transport = createInProcessTransport();
    const client = startCardClient({
      modulePath: '',
      environment: { ...environment, profileFile: '/nowhere.json' },
      fork: () => new FakeProcess(transport),
    });
    await vi.waitFor(() => expect(client.state().problem?.kind).toBe('card.bindingUnavailable'));
    await client.stop();
  });
});
