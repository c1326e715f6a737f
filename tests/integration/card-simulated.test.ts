import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CardFault } from '../../src-main/card/card-fault.ts';
import { loadCardProfile } from '../../src-main/card/card-profile.ts';
import { createCardSessions } from '../../src-main/card/card-session.ts';
import { createLock } from '../../src-main/card/lock.ts';
import { startReaderMonitor } from '../../src-main/card/reader-monitor.ts';
import { createSimulatedTransport } from '../../src-main/card/simulated-transport.ts';
import { startSimulatedReader } from '../../simulators/eport-card/simulated-reader.ts';
import type { SimulatedReader } from '../../simulators/eport-card/simulated-reader.ts';
import {
  pinBytes,
  trainingCard,
  trainingCardNumber,
  trainingPin,
  trainingProfileFile,
} from '../../simulators/eport-card/training-card.ts';

const profile = loadCardProfile(trainingProfileFile);

let reader: SimulatedReader;
beforeEach(async () => {
  reader = await startSimulatedReader();
});
afterEach(() => reader.close());

const world = () => {
  const transport = createSimulatedTransport(`${reader.address.host}:${reader.address.port}`);
  const lock = createLock();
  const sessions = createCardSessions({ transport, profile, lock });
  const monitor = startReaderMonitor({
    transport,
    profile,
    lock,
    heldReader: sessions.heldReader,
    ikeys: () => [],
    onState: () => undefined,
  });
  const shown = (state: string) =>
    vi.waitFor(() => expect(monitor.state().readers[0]?.state).toBe(state), 5000);
  const stop = async () => {
    monitor.stop();
    await sessions.closeAny();
    await transport.close();
  };
  return { sessions, monitor, shown, stop };
};

const kindOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'no fault';
  } catch (error) {
    return error instanceof CardFault ? error.kind : String(error);
  }
};

describe('a card in the simulated reader', () => {
  it('is recognised, signs, and is forgotten when it comes out', async () => {
    const { sessions, monitor, shown, stop } = world();
    await shown('empty');
    reader.insert(trainingCard());
    await shown('ready');
    expect(monitor.state().readers[0]).toMatchObject({ cardNumber: trainingCardNumber });
    const { sessionId } = await sessions.open(trainingCardNumber);
    await sessions.verify(sessionId, pinBytes(trainingPin));
    expect(await sessions.sign(sessionId, '{}')).toHaveLength(64);
    await sessions.close(sessionId);
    reader.remove();
    await shown('empty');
    await stop();
  });

  it('pulled out in the middle is reported as removed, also when it is back at once', async () => {
    const { sessions, shown, stop } = world();
    const card = trainingCard();
    reader.insert(card);
    await shown('ready');
    const { sessionId } = await sessions.open(trainingCardNumber);
    reader.remove();
    reader.insert(card);
    expect(await kindOf(sessions.verify(sessionId, pinBytes(trainingPin)))).toBe('card.removed');
    expect((await sessions.open(trainingCardNumber)).triesLeft).toBe(5);
    await stop();
  });

  it.each([
    ['other', 'notEport'],
    ['mute', 'unresponsive'],
  ] as const)('that is no E-Port card is named for what it is: %s', async (kind, state) => {
    const { shown, stop } = world();
    reader.insert(trainingCard({ kind }));
    await shown(state);
    await stop();
  });

  it('is not there without a reader, and is found when the reader comes', async () => {
    const { port } = reader.address;
    await reader.close();
    const { sessions, monitor, shown, stop } = world();
    await vi.waitFor(() => expect(monitor.state().problem?.kind).toBe('card.noReader'));
    expect(await kindOf(sessions.open(trainingCardNumber))).toBe('card.noReader');
    reader = await startSimulatedReader({ port });
    reader.insert(trainingCard());
    await shown('ready');
    await stop();
  });
});
