import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { CardState } from '../../src-shared/contract/schemas.ts';
import { createInProcessTransport } from './in-process-transport.testing.ts';
import {
  trainingCard,
  trainingCardNumber,
  trainingProfileFile,
} from '../../simulators/eport-card/training-card.ts';
import { loadCardProfile } from './card-profile.ts';
import { createCardSessions } from './card-session.ts';
import { createLock } from './lock.ts';
import { startReaderMonitor } from './reader-monitor.ts';

const profile = loadCardProfile(trainingProfileFile);
const reader = '读卡器 A';

const world = (readers: readonly string[] = [reader]) => {
  const transport = createInProcessTransport(readers);
  const lock = createLock();
  const told: CardState[] = [];
  const sessions = createCardSessions({
    transport,
    profile,
    lock,
    onChange: () => monitor.refresh(),
  });
  const monitor = startReaderMonitor({
    transport,
    profile,
    lock,
    heldReader: sessions.heldReader,
    ikeys: () => [{ name: '握奇 USB Key', readerNamePattern: 'watchdata' }],
    onState: (state) => told.push(state),
  });
  const states = () => monitor.state().readers.map(({ state }) => state);
  const settled = (state: string) => vi.waitFor(() => expect(states()).toContain(state));
  return { transport, monitor, sessions, told, states, settled };
};

describe('what the clerk is told about the readers', () => {
  it('is that the card was recognised, with its number and holder', async () => {
    const { transport, monitor, told, settled } = world();
    transport.insert(reader, trainingCard());
    await settled('ready');
    expect(monitor.state()).toMatchObject({
      service: 'running',
      problem: null,
      readers: [{ name: reader, cardNumber: trainingCardNumber, holder: '陈敏' }],
    });
    expect(told.map((state) => state.readers[0]?.state)).toEqual(['empty', 'reading', 'ready']);
  });

  it.each([
    ['other', 'notEport', 'card.notEport'],
    ['mute', 'unresponsive', 'card.unresponsive'],
  ] as const)('is what a card is that can’t be used: %s', async (kind, state, problem) => {
    const { transport, monitor, settled } = world();
    transport.insert(reader, trainingCard({ kind }));
    await settled(state);
    expect(monitor.state().problem?.kind).toBe(problem);
  });

  it('shows the ATR of a card that was not recognised', async () => {
    const { transport, monitor, settled } = world();
    transport.insert(reader, trainingCard({ kind: 'other' }));
    await settled('notEport');
    expect(monitor.state().readers[0]?.atr).toBe('3B0442414E4B');
  });

  it('is that there is no card, no reader, no service', () => {
    expect(world().monitor.state().problem?.kind).toBe('card.noCard');
    expect(world([]).monitor.state().problem?.kind).toBe('card.noReader');
    const { transport, monitor } = world();
    transport.tell('stopped');
    expect(monitor.state()).toMatchObject({
      service: 'stopped',
      problem: { kind: 'card.serviceNotRunning' },
    });
    transport.tell('unavailable');
    expect(monitor.state().problem?.kind).toBe('card.bindingUnavailable');
    transport.tell('running');
    expect(monitor.state().problem?.kind).toBe('card.noCard');
  });

  it('is that another program holds the card, until it lets go', async () => {
    const { transport, monitor, settled } = world();
    transport.hold(reader, true);
    transport.insert(reader, trainingCard());
    await settled('inUse');
    expect(monitor.state().problem?.kind).toBe('card.heldByOther');
    transport.hold(reader, false);
    await settled('ready');
  });

  it('is no problem while a session of its own holds the card, which is left alone', async () => {
    const { transport, monitor, sessions, settled } = world();
    transport.insert(reader, trainingCard());
    await settled('ready');
    const { sessionId } = await sessions.open(trainingCardNumber);
    const sent = transport.sent.length;
    expect(monitor.state()).toMatchObject({
      problem: null,
      readers: [{ state: 'inUse', cardNumber: trainingCardNumber }],
    });
    transport.tell('running');
    await wait(20);
    expect(transport.sent).toHaveLength(sent);
    await sessions.close(sessionId);
    await settled('ready');
  });

  it('follows a card that is changed for another', async () => {
    const { transport, monitor, settled } = world();
    transport.insert(reader, trainingCard());
    await settled('ready');
    transport.insert(reader, trainingCard({ cardNumber: '2100000000025' }));
    await vi.waitFor(() => expect(monitor.state().readers[0]?.cardNumber).toBe('2100000000025'));
    transport.remove(reader);
    expect(monitor.state().readers[0]).toMatchObject({ state: 'empty', cardNumber: null });
  });

  it('is looked at without any PIN', async () => {
    const { transport, settled } = world();
    transport.insert(reader, trainingCard());
    await settled('ready');
    expect(transport.sent.filter((command) => command.startsWith('0020'))).toEqual([]);
  });

  it('names an Ikey that no driver shows as a reader', () => {
    expect(world().monitor.state().ikeys).toEqual([{ name: '握奇 USB Key', hasReader: false }]);
    expect(world(['Watchdata USB Key 00 00']).monitor.state().ikeys).toEqual([
      { name: '握奇 USB Key', hasReader: true },
    ]);
  });
});
