import { connect as openSocket } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { concatBytes, equalBytes } from '../../src-shared/signature/bytes.ts';
import { CardFault } from './card-fault.ts';
import type { CardConnection, CardTransport, TransportReader } from './transport.ts';

/**
 * A reader without PC/SC for training and tests: a program on this computer that listens on TCP
 * (simulators/eport-card/simulated-reader.ts). Messages are framed as vpcd's: a length of two
 * bytes, big-endian, and a body; a body of one byte is a control message.
 */

const controls = { powerOn: 1, reset: 2, answerToReset: 4 } as const;
const longestAnswerToReset = 33;
const pollMilliseconds = 300;
const readerName = '模拟读卡器';

interface Channel {
  /** Sends a message that is answered by one. */
  readonly ask: (body: Uint8Array) => Promise<Uint8Array>;
  readonly tell: (body: Uint8Array) => void;
  readonly isOpen: () => boolean;
  readonly close: () => void;
}

const openChannel = (host: string, port: number): Promise<Channel> =>
  new Promise((resolve, reject) => {
    const socket: Socket = openSocket({ host, port });
    socket.setNoDelay(true);
    const waiting: { done: (body: Uint8Array) => void; lost: (fault: CardFault) => void }[] = [];
    let pending: Uint8Array = new Uint8Array();

    const send = (body: Uint8Array): void => {
      socket.write(concatBytes(Uint8Array.of(body.length >> 8, body.length & 0xff), body));
    };

    socket.on('data', (bytes) => {
      pending = concatBytes(pending, bytes);
      for (;;) {
        const [high, low] = pending;
        if (high === undefined || low === undefined) return;
        const end = 2 + high * 256 + low;
        if (pending.length < end) return;
        const body = pending.slice(2, end);
        pending = pending.slice(end);
        waiting.shift()?.done(body);
      }
    });
    socket.on('error', () => reject(new CardFault('card.noReader')));
    socket.on('close', () => {
      for (const { lost } of waiting.splice(0)) lost(new CardFault('card.noReader'));
    });
    socket.once('connect', () =>
      resolve({
        ask: (body) =>
          new Promise((done, lost) => {
            if (socket.destroyed) return lost(new CardFault('card.noReader'));
            waiting.push({ done, lost });
            send(body);
          }),
        tell: send,
        isOpen: () => !socket.destroyed,
        close: () => socket.destroy(),
      }),
    );
  });

/** @param address `host:port` */
export const createSimulatedTransport = (address: string): CardTransport => {
  const url = new URL(`tcp://${address}`);
  let opening: Promise<Channel> | null = null;
  let isHeld = false;
  let insertion = 0;
  let lastAtr: Uint8Array = new Uint8Array();

  const channel = async (): Promise<Channel> => {
    const open = await opening?.catch(() => null);
    if (open?.isOpen()) return open;
    opening = openChannel(url.hostname, Number(url.port));
    return opening;
  };

  const list = async (): Promise<readonly TransportReader[]> => {
    const atr = await (await channel()).ask(Uint8Array.of(controls.answerToReset));
    if (!equalBytes(atr, lastAtr)) insertion += 1;
    lastAtr = atr;
    const isMute = atr.length > longestAnswerToReset;
    const presence = atr.length === 0 ? 'empty' : isMute ? 'mute' : 'present';
    return [
      { name: readerName, presence, isHeld, atr: isMute ? new Uint8Array() : atr, insertion },
    ];
  };

  const watch: CardTransport['watch'] = (onSnapshot) => {
    const stopping = new AbortController();
    const isStopped = (): boolean => stopping.signal.aborted;
    const run = async (): Promise<void> => {
      while (!isStopped()) {
        const readers = await list().catch(() => []);
        if (isStopped()) return;
        onSnapshot({ service: 'running', readers });
        await wait(pollMilliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    };
    void run();
    return () => stopping.abort();
  };

  const connect: CardTransport['connect'] = async () => {
    if (isHeld) throw new CardFault('card.heldByOther');
    const [reader] = await list();
    if (!reader || reader.presence === 'empty') throw new CardFault('card.noCard');
    if (reader.presence === 'mute') throw new CardFault('card.unresponsive');
    const line = await channel();
    line.tell(Uint8Array.of(controls.powerOn));
    isHeld = true;
    const connection: CardConnection = {
      readerName,
      protocol: 'T0',
      transmit: async (command) => {
        const answer = await line.ask(command).catch(() => new Uint8Array());
        if (answer.length === 0) throw new CardFault('card.removed');
        return answer;
      },
      reset: async () => line.tell(Uint8Array.of(controls.reset)),
      disconnect: async (disposition) => {
        if (disposition === 'reset' && line.isOpen()) line.tell(Uint8Array.of(controls.reset));
        isHeld = false;
      },
    };
    return connection;
  };

  return {
    provider: 'simulated',
    list,
    watch,
    connect,
    close: async () => {
      (await opening?.catch(() => null))?.close();
    },
  };
};
