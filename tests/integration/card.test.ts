import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CardFault } from '../../src-main/card/card-fault.ts';
import { loadCardProfile } from '../../src-main/card/card-profile.ts';
import { createCardSessions } from '../../src-main/card/card-session.ts';
import type { CardSessions } from '../../src-main/card/card-session.ts';
import { createEportApplet } from '../../src-main/card/eport-applet.ts';
import { createLock } from '../../src-main/card/lock.ts';
import { createPcscTransport } from '../../src-main/card/pcsc-transport.ts';
import { startReaderMonitor } from '../../src-main/card/reader-monitor.ts';
import type { ReaderMonitor } from '../../src-main/card/reader-monitor.ts';
import type { CardTransport } from '../../src-main/card/transport.ts';
import { fromBase64 } from '../../src-shared/signature/bytes.ts';
import { readCertificate, verifyCertificate } from '../../src-shared/signature/certificate.ts';
import { sm2Verify } from '../../src-shared/signature/sm2.ts';
import { trainingAuthority } from '../../simulators/certificate-authority.ts';
import { startCardProgram } from '../support/card-program.ts';
import type { CardProgram } from '../support/card-program.ts';
import { takeCardService } from '../support/pcscd-lock.ts';
import { startPcscd, stopPcscd } from '../support/pcsc-service.ts';
import {
  newCardFolder,
  pinBytes,
  trainingCardNumber,
  trainingPin,
  trainingProfileFile,
} from '../../simulators/eport-card/training-card.ts';

/** The real pcscd, the real vpcd driver, and the virtual card as a program of its own. */

const profile = loadCardProfile(trainingProfileFile);
const payload = '{"SureId":"20261121000000000170001700000001"}';

let release: () => Promise<void>;
let transport: CardTransport;
let sessions: CardSessions;
let monitor: ReaderMonitor;
let programs: CardProgram[];

beforeAll(async () => {
  release = await takeCardService();
  await startPcscd();
}, 600_000);

afterAll(async () => {
  await startPcscd();
  await release();
});

beforeEach(async () => {
  programs = [];
  transport = createPcscTransport();
  const lock = createLock();
  sessions = createCardSessions({
    transport,
    profile,
    lock,
    onChange: () => monitor.refresh(),
  });
  monitor = startReaderMonitor({
    transport,
    profile,
    lock,
    heldReader: () => sessions.heldReader(),
    ikeys: () => [],
    onState: () => undefined,
  });
});

afterEach(async () => {
  await sessions.closeAny();
  monitor.stop();
  for (const program of programs) await program.quit();
  await vi.waitFor(async () => {
    const readers = await transport.list();
    expect(readers.every(({ presence }) => presence === 'empty')).toBe(true);
  }, 10_000);
  await transport.close();
});

const insertCard = async (
  options: {
    readonly cardNumber?: string;
    readonly kind?: string;
    readonly reader?: number;
    readonly data?: string;
  } = {},
): Promise<CardProgram> => {
  const program = await startCardProgram([
    ...['--reader', String(options.reader ?? 0)],
    ...['--card-number', options.cardNumber ?? trainingCardNumber],
    ...['--pin', trainingPin],
    ...['--holder', '陈敏'],
    ...['--data', options.data ?? newCardFolder()],
    ...['--kind', options.kind ?? 'eport'],
  ]);
  programs.push(program);
  return program;
};

const shown = (state: string, readerIndex = 0): Promise<void> =>
  vi.waitFor(() => expect(monitor.state().readers[readerIndex]?.state).toBe(state), {
    timeout: 15_000,
    interval: 50,
  });

const kindOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'no fault';
  } catch (error) {
    return error instanceof CardFault ? error.kind : String(error);
  }
};

describe('a card in a PC/SC reader', () => {
  it('is recognised when it goes in and forgotten when it comes out', async () => {
    await shown('empty');
    expect(monitor.state().problem?.kind).toBe('card.noCard');
    const program = await insertCard();
    await shown('ready');
    expect(monitor.state().readers[0]).toMatchObject({
      cardNumber: trainingCardNumber,
      holder: '陈敏',
      atr: '3B054B414B4F55',
    });
    expect(monitor.state().problem).toBeNull();
    await program.remove();
    await shown('empty');
    await program.insert();
    await shown('ready');
  });

  it('signs with a certificate of the training authority', async () => {
    await insertCard();
    await shown('ready');
    const opened = await sessions.open(trainingCardNumber);
    expect(opened.triesLeft).toBe(5);
    await sessions.verify(opened.sessionId, pinBytes(trainingPin));
    const signature = await sessions.sign(opened.sessionId, payload);
    const certificate = readCertificate(fromBase64(opened.certificate));
    expect(sm2Verify(certificate.publicKey, new TextEncoder().encode(payload), signature)).toBe(
      true,
    );
    const issuer = readCertificate(trainingAuthority().certificate);
    expect(verifyCertificate(certificate, issuer, Date.now())).toBe('valid');
  });

  it('counts wrong PINs, also over being taken out, and is blocked at the end', async () => {
    const data = newCardFolder();
    const program = await insertCard({ data });
    await shown('ready');
    const first = await sessions.open(trainingCardNumber);
    for (const tries of [4, 3]) {
      const fault = await sessions
        .verify(first.sessionId, pinBytes('00000000'))
        .catch((error: unknown) => error);
      expect(fault).toMatchObject({ kind: 'card.wrongPin', details: { tries } });
    }
    await sessions.close(first.sessionId);
    await program.quit();
    await shown('empty');
    await insertCard({ data });
    await shown('ready');
    const second = await sessions.open(trainingCardNumber);
    expect(second.triesLeft).toBe(3);
    const faults: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      faults.push(await kindOf(sessions.verify(second.sessionId, pinBytes('00000000'))));
    }
    expect(faults).toEqual(['card.wrongPin', 'card.wrongPin', 'card.blocked']);
    expect(await kindOf(sessions.open(trainingCardNumber))).toBe('card.blocked');
  });

  it('of another operator is refused before any PIN and costs no try', async () => {
    await insertCard({ cardNumber: '2100000000025' });
    await shown('ready');
    const fault = await sessions.open(trainingCardNumber).catch((error: unknown) => error);
    expect(fault).toMatchObject({
      kind: 'card.wrongCard',
      details: { present: '2100000000025', expected: trainingCardNumber },
    });
    expect((await sessions.open('2100000000025')).triesLeft).toBe(5);
  });

  it('is found in the second reader while another one is in the first', async () => {
    await insertCard({ cardNumber: '2100000000025' });
    await insertCard({ reader: 1 });
    await shown('ready', 1);
    expect((await sessions.open(trainingCardNumber)).readerName).toBe('Virtual PCD 00 01');
  });

  it.each([
    ['other', 'notEport', 'card.notEport'],
    ['mute', 'unresponsive', 'card.unresponsive'],
  ])('that is no E-Port card is named for what it is: %s', async (kind, state, problem) => {
    await insertCard({ kind });
    await shown(state);
    expect(monitor.state().problem?.kind).toBe(problem);
    expect(await kindOf(sessions.open(trainingCardNumber))).toBe(problem);
  });

  it('pulled out in the middle is reported as removed, never as a wrong PIN', async () => {
    const data = newCardFolder();
    const program = await insertCard({ data });
    await shown('ready');
    const { sessionId } = await sessions.open(trainingCardNumber);
    await program.remove();
    expect(await kindOf(sessions.verify(sessionId, pinBytes(trainingPin)))).toBe('card.removed');
    await shown('empty');
    await program.insert();
    await shown('ready');
    expect(await kindOf(sessions.sign(sessionId, payload))).toBe('card.sessionEnded');
    const again = await sessions.open(trainingCardNumber);
    expect(again.triesLeft).toBe(5);
  });

  it('is held by one program at a time', async () => {
    await insertCard();
    await shown('ready');
    const other = createPcscTransport();
    const connection = await other.connect('Virtual PCD 00 00');
    await shown('inUse');
    expect(monitor.state().problem?.kind).toBe('card.heldByOther');
    expect(await kindOf(sessions.open(trainingCardNumber))).toBe('card.heldByOther');
    await connection.disconnect('leave');
    await shown('ready');
    await sessions.open(trainingCardNumber);
    expect(await kindOf(other.connect('Virtual PCD 00 00'))).toBe('card.heldByOther');
    expect(monitor.state().problem).toBeNull();
  });

  it('forgets its verified PIN when the session ends, also for the next program', async () => {
    await insertCard();
    await shown('ready');
    const { sessionId } = await sessions.open(trainingCardNumber);
    await sessions.verify(sessionId, pinBytes(trainingPin));
    await sessions.close(sessionId);
    await shown('ready');
    const connection = await transport.connect('Virtual PCD 00 00');
    const applet = createEportApplet(connection, profile);
    // Whoever takes the card as it was left finds nothing open; selecting would close it anyway.
    expect(await kindOf(applet.sign(new Uint8Array(32)))).not.toBe('no fault');
    await applet.select();
    expect(await kindOf(applet.sign(new Uint8Array(32)))).toBe('card.sessionEnded');
    await connection.disconnect('leave');
  });
});

describe('the card service of the system', () => {
  afterEach(startPcscd);

  it('is named when it stops, in the middle of a session too, and found again by itself', async () => {
    await insertCard();
    await shown('ready');
    const { sessionId } = await sessions.open(trainingCardNumber);
    await stopPcscd();
    expect(await kindOf(sessions.verify(sessionId, pinBytes(trainingPin)))).toBe(
      'card.serviceNotRunning',
    );
    await vi.waitFor(() => expect(monitor.state().service).toBe('stopped'), 15_000);
    expect(monitor.state()).toMatchObject({
      readers: [],
      problem: { kind: 'card.serviceNotRunning' },
    });
    expect(await kindOf(sessions.open(trainingCardNumber))).toBe('card.serviceNotRunning');
    await startPcscd();
    await shown('empty');
    await insertCard();
    await shown('ready');
    expect((await sessions.open(trainingCardNumber)).triesLeft).toBe(5);
  });
});
