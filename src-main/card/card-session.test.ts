import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VirtualCard } from '../../simulators/eport-card/card.ts';
import { fromBase64 } from '../../src-shared/signature/bytes.ts';
import { readCertificate } from '../../src-shared/signature/certificate.ts';
import { sm2Verify } from '../../src-shared/signature/sm2.ts';
import { createInProcessTransport } from './in-process-transport.testing.ts';
import {
  newCardFolder,
  pinBytes,
  trainingCard,
  trainingCardNumber,
  trainingPin,
  trainingProfileFile,
} from '../../simulators/eport-card/training-card.ts';
import { CardFault } from './card-fault.ts';
import { loadCardProfile } from './card-profile.ts';
import { createCardSessions } from './card-session.ts';
import { createLock } from './lock.ts';

const profile = loadCardProfile(trainingProfileFile);
const reader = '读卡器 A';
const payload = '{"SureId":"1","remark":"备注"}';

const world = (
  card: VirtualCard | null = trainingCard(),
  readers: readonly string[] = [reader],
  protocol: 'T0' | 'T1' = 'T0',
  cardProfile = profile,
) => {
  const transport = createInProcessTransport(readers, protocol);
  if (card) transport.insert(reader, card);
  const sessions = createCardSessions({ transport, profile: cardProfile, lock: createLock() });
  const verifies = () =>
    transport.sent.filter((command) => command.startsWith('00200081') && command.length > 10);
  return { transport, sessions, verifies };
};

const kindOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'no fault';
  } catch (error) {
    return error instanceof CardFault ? error.kind : String(error);
  }
};

describe('taking the card', () => {
  it('tells number, holder, tries left and certificate before any PIN', async () => {
    const { sessions, verifies } = world();
    const opened = await sessions.open(trainingCardNumber);
    expect(opened).toMatchObject({
      readerName: reader,
      cardNumber: trainingCardNumber,
      holder: '陈敏',
      triesLeft: 5,
      pinLength: { least: 8, most: 8 },
    });
    const certificate = readCertificate(fromBase64(opened.certificate));
    expect(certificate.serial).toBe(opened.certificateSerial);
    expect(certificate.notAfter).toBe(opened.certificateNotAfter);
    expect(verifies()).toEqual([]);
  });

  it('names both numbers of a wrong card in the words of the manual, and costs no try', async () => {
    const { sessions, verifies } = world();
    const fault = await sessions.open('2100000000025').catch((error: unknown) => error);
    expect(fault).toMatchObject({
      kind: 'card.wrongCard',
      details: { present: trainingCardNumber, expected: '2100000000025' },
    });
    expect(verifies()).toEqual([]);
  });

  it('finds the operator’s card among several readers', async () => {
    const { transport, sessions } = world(trainingCard({ cardNumber: '2100000000025' }), [
      reader,
      '读卡器 B',
    ]);
    transport.insert('读卡器 B', trainingCard());
    expect((await sessions.open(trainingCardNumber)).readerName).toBe('读卡器 B');
  });

  it.each([
    ['no card', null, 'card.noCard'],
    ['a card of another application', trainingCard({ kind: 'other' }), 'card.notEport'],
    ['a mute card', trainingCard({ kind: 'mute' }), 'card.unresponsive'],
    [
      'a card whose certificate has ended',
      trainingCard({ notBefore: Date.UTC(2020, 0), notAfter: Date.UTC(2025, 0) }),
      'card.certificateExpired',
    ],
  ])('says what is wrong with %s', async (_name, card, kind) => {
    expect(await kindOf(world(card).sessions.open(trainingCardNumber))).toBe(kind);
  });

  it('says that there is no reader', async () => {
    expect(await kindOf(world(null, []).sessions.open(trainingCardNumber))).toBe('card.noReader');
  });

  it('says that another program holds the card', async () => {
    const { transport, sessions } = world();
    transport.hold(reader, true);
    expect(await kindOf(sessions.open(trainingCardNumber))).toBe('card.heldByOther');
  });

  it('is exclusive, and given back with a reset when the session ends', async () => {
    const card = trainingCard();
    const reset = vi.spyOn(card, 'reset');
    const { transport, sessions } = world(card);
    const { sessionId } = await sessions.open(trainingCardNumber);
    expect(await kindOf(transport.connect(reader))).toBe('card.heldByOther');
    reset.mockClear();
    await sessions.close(sessionId);
    expect(reset).toHaveBeenCalledOnce();
    expect(sessions.heldReader()).toBeNull();
    expect(await kindOf(sessions.sign(sessionId, payload))).toBe('card.sessionEnded');
  });

  it('works over T=1 as well', async () => {
    const { sessions } = world(trainingCard(), [reader], 'T1');
    const { sessionId } = await sessions.open(trainingCardNumber);
    await sessions.verify(sessionId, pinBytes(trainingPin));
    expect(await sessions.sign(sessionId, payload)).toHaveLength(64);
  });

  it('is one at a time: the next session ends the one before', async () => {
    const { sessions } = world();
    const first = await sessions.open(trainingCardNumber);
    const second = await sessions.open(trainingCardNumber);
    expect(await kindOf(sessions.verify(first.sessionId, pinBytes(trainingPin)))).toBe(
      'card.sessionEnded',
    );
    await sessions.verify(second.sessionId, pinBytes(trainingPin));
  });
});

describe('the PIN', () => {
  it('allows many signatures once verified, each good for its payload', async () => {
    const { sessions } = world();
    const { sessionId, certificate } = await sessions.open(trainingCardNumber);
    await sessions.verify(sessionId, pinBytes(trainingPin));
    const { publicKey } = readCertificate(fromBase64(certificate));
    for (const text of [payload, '{}', '第三票']) {
      const signature = await sessions.sign(sessionId, text);
      expect(sm2Verify(publicKey, new TextEncoder().encode(text), signature)).toBe(true);
    }
  });

  it('must come first', async () => {
    const { sessions } = world();
    const { sessionId } = await sessions.open(trainingCardNumber);
    expect(await kindOf(sessions.sign(sessionId, payload))).toBe('card.sessionEnded');
  });

  it('when wrong tells the tries left, and the same session goes on', async () => {
    const { sessions, verifies } = world();
    const { sessionId } = await sessions.open(trainingCardNumber);
    const fault = await sessions.verify(sessionId, pinBytes('11111111')).catch((e: unknown) => e);
    expect(fault).toMatchObject({ kind: 'card.wrongPin', details: { tries: 4 } });
    expect(verifies()).toHaveLength(1);
    await sessions.verify(sessionId, pinBytes(trainingPin));
    expect(await sessions.sign(sessionId, payload)).toHaveLength(64);
  });

  it('leaves the tries unknown where the card can’t tell them, before and after a wrong one', async () => {
    const mute = { ...profile, pin: { ...profile.pin, triesQuery: false } };
    const { transport, sessions, verifies } = world(trainingCard(), [reader], 'T0', mute);
    const { sessionId, triesLeft } = await sessions.open(trainingCardNumber);
    expect(triesLeft).toBeNull();
    transport.intercept = (command) => (command[1] === 0x20 ? Uint8Array.of(0x63, 0x00) : null);
    const fault = await sessions.verify(sessionId, pinBytes('11111111')).catch((e: unknown) => e);
    expect(fault).toMatchObject({ kind: 'card.wrongPinUnknownTries' });
    expect(verifies()).toHaveLength(1);
  });

  it('when wrong after it was right, takes the verified state away', async () => {
    const { sessions } = world();
    const { sessionId } = await sessions.open(trainingCardNumber);
    await sessions.verify(sessionId, pinBytes(trainingPin));
    await kindOf(sessions.verify(sessionId, pinBytes('11111111')));
    expect(await kindOf(sessions.sign(sessionId, payload))).toBe('card.sessionEnded');
  });

  it('blocks the card when the tries are used up', async () => {
    const { sessions } = world(trainingCard({ triesAllowed: 2 }));
    const { sessionId } = await sessions.open(trainingCardNumber);
    expect(await kindOf(sessions.verify(sessionId, pinBytes('11111111')))).toBe('card.wrongPin');
    expect(await kindOf(sessions.verify(sessionId, pinBytes('11111111')))).toBe('card.blocked');
    expect(sessions.heldReader()).toBeNull();
    expect(await kindOf(sessions.open(trainingCardNumber))).toBe('card.blocked');
  });

  it.each(['1234567', '123456789', '', '1234567\n', '密码密码'])(
    'of a wrong form is not sent to the card: %j',
    async (pin) => {
      const { sessions, verifies } = world();
      const { sessionId } = await sessions.open(trainingCardNumber);
      expect(await kindOf(sessions.verify(sessionId, pinBytes(pin)))).toBe('card.pinFormat');
      expect(verifies()).toEqual([]);
      await sessions.verify(sessionId, pinBytes(trainingPin));
    },
  );

  it('never gets into an error', async () => {
    const { sessions } = world();
    const { sessionId } = await sessions.open(trainingCardNumber);
    const fault = await sessions.verify(sessionId, pinBytes('13572468')).catch((e: unknown) => e);
    expect(inspect(fault, { depth: 9, showHidden: true })).not.toContain('1357246');
  });
});

describe('a card that goes away', () => {
  it.each([
    ['while the PIN is checked', '0020'],
    ['while it signs', '002A'],
  ])(
    '%s is reported as removed, never as a wrong PIN, and VERIFY is not repeated',
    async (_name, prefix) => {
      const card = trainingCard();
      const { transport, sessions, verifies } = world(card);
      const { sessionId } = await sessions.open(trainingCardNumber);
      transport.intercept = (command) => {
        const isTarget = command[0] === 0 && command[1] === Number(`0x${prefix.slice(2)}`);
        if (isTarget) transport.remove(reader);
        return null;
      };
      const work = (async () => {
        await sessions.verify(sessionId, pinBytes(trainingPin));
        await sessions.sign(sessionId, payload);
      })();
      expect(await kindOf(work)).toBe('card.removed');
      expect(verifies()).toHaveLength(1);
      transport.intercept = () => null;
      transport.insert(reader, card);
      expect(await kindOf(sessions.sign(sessionId, payload))).toBe('card.sessionEnded');
      expect((await sessions.open(trainingCardNumber)).triesLeft).toBe(5);
    },
  );

  it('and comes back has to be unlocked again', async () => {
    const card = trainingCard();
    const { transport, sessions } = world(card);
    const { sessionId } = await sessions.open(trainingCardNumber);
    await sessions.verify(sessionId, pinBytes(trainingPin));
    transport.remove(reader);
    transport.insert(reader, card);
    expect(await kindOf(sessions.sign(sessionId, payload))).toBe('card.removed');
  });
});

describe('a card that answers strangely', () => {
  it.each([
    ['0020', '6300', 'card.wrongPin'],
    ['0020', '6984', 'card.blocked'],
    ['0020', '6C08', 'card.refusedCommand'],
    ['0020', '6F00', 'card.refusedCommand'],
    ['0020', '90', 'card.unresponsive'],
    ['002A', '6982', 'card.sessionEnded'],
    ['002A', '6A80', 'card.refusedCommand'],
    ['002A', `${'11'.repeat(64)}9000`, 'card.refusedCommand'],
    ['002A', `${'11'.repeat(63)}9000`, 'card.refusedCommand'],
    ['0022', '6A88', 'card.refusedCommand'],
  ])('to %s with %s is told as such, with one VERIFY', async (prefix, answer, kind) => {
    const { transport, sessions, verifies } = world();
    const { sessionId } = await sessions.open(trainingCardNumber);
    transport.intercept = (command) =>
      command[1] === Number(`0x${prefix.slice(2)}`) && command.length > 4
        ? Uint8Array.from(Buffer.from(answer, 'hex'))
        : null;
    const work = (async () => {
      await sessions.verify(sessionId, pinBytes(trainingPin));
      await sessions.sign(sessionId, payload);
    })();
    expect(await kindOf(work)).toBe(kind);
    expect(verifies()).toHaveLength(1);
  });

  it('and announces data for ever is given up', async () => {
    const { transport, sessions } = world();
    transport.intercept = () => Uint8Array.of(0x61, 0x10);
    expect(await kindOf(sessions.open(trainingCardNumber))).toBe('card.refusedCommand');
  });

  it('and holds a certificate of another card is not trusted', async () => {
    const dataDir = newCardFolder();
    const { renameSync } = await import('node:fs');
    trainingCard({ dataDir, cardNumber: '2100000000025' });
    renameSync(`${dataDir}/2100000000025.json`, `${dataDir}/${trainingCardNumber}.json`);
    const { sessions } = world(trainingCard({ dataDir }));
    expect(await kindOf(sessions.open(trainingCardNumber))).toBe('card.notEport');
  });
});

describe('a session left alone', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ends itself after two minutes and gives the card back', async () => {
    const { sessions } = world();
    const { sessionId } = await sessions.open(trainingCardNumber);
    await vi.advanceTimersByTimeAsync(119_000);
    await sessions.verify(sessionId, pinBytes(trainingPin));
    await vi.advanceTimersByTimeAsync(119_000);
    expect(sessions.heldReader()).toBe(reader);
    await vi.advanceTimersByTimeAsync(2000);
    expect(sessions.heldReader()).toBeNull();
    expect(await kindOf(sessions.sign(sessionId, payload))).toBe('card.sessionEnded');
  });
});
