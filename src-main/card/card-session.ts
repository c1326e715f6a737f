import { randomUUID } from 'node:crypto';
import type { ErrorKind } from '../../src-shared/errors/error-kinds.ts';
import { toBase64 } from '../../src-shared/signature/bytes.ts';
import { CertificateUnreadable, readCertificate } from '../../src-shared/signature/certificate.ts';
import { sm2Digest, sm2VerifyDigest } from '../../src-shared/signature/sm2.ts';
import type { OpenedCard } from './card-client.ts';
import { CardFault, faultKind } from './card-fault.ts';
import { matchesAtr } from './card-profile.ts';
import type { CardProfile } from './card-profile.ts';
import { createEportApplet } from './eport-applet.ts';
import type { EportApplet } from './eport-applet.ts';
import type { Lock } from './lock.ts';
import type { CardConnection, CardTransport, TransportReader } from './transport.ts';

/**
 * Signing sessions: opened → verified → ended. A session holds its card exclusively from the first
 * look at its number to the reset that ends its verified state. There is one at a time; the next
 * one ends the one before.
 */
export interface CardSessions {
  readonly open: (expectedCardNumber: string) => Promise<OpenedCard>;
  /** The caller overwrites the PIN. */
  readonly verify: (sessionId: string, pin: Uint8Array) => Promise<void>;
  /** The signature over SM3(Z_A ‖ UTF-8 of the payload), 64 bytes r‖s. */
  readonly sign: (sessionId: string, payload: string) => Promise<Uint8Array>;
  readonly close: (sessionId: string) => Promise<void>;
  readonly closeAny: () => Promise<void>;
  /** The reader that a session holds, or that one is being opened on. */
  readonly heldReader: () => string | null;
}

interface Session {
  readonly opened: OpenedCard;
  readonly connection: CardConnection;
  readonly applet: EportApplet;
  readonly publicKey: Uint8Array;
  isVerified: boolean;
  idleTimer: NodeJS.Timeout | null;
}

/** After these the card is as it was, and the same session can go on. */
const survivedKinds: readonly ErrorKind[] = [
  'card.pinFormat',
  'card.wrongPin',
  'card.wrongPinUnknownTries',
];

/** Which of several readers' reasons the clerk is told, the most telling first. */
const reasonsByWeight: readonly ErrorKind[] = [
  'card.wrongCard',
  'card.heldByOther',
  'card.unresponsive',
  'card.notEport',
  'card.noCard',
  'card.noReader',
];

const mostTelling = (faults: readonly CardFault[]): CardFault => {
  const weight = ({ kind }: CardFault): number => {
    const index = reasonsByWeight.indexOf(kind);
    // A kind without a place (the service ended, a refused command) says more than "no card".
    return index === -1 ? 1.5 : index;
  };
  return (
    faults.toSorted((left, right) => weight(left) - weight(right))[0] ??
    new CardFault('card.noReader')
  );
};

/** `2026-11-22` in Beijing, the date that clerks read. */
const beijingDate = (instant: number): string =>
  new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10);

export const createCardSessions = (options: {
  readonly transport: CardTransport;
  readonly profile: CardProfile;
  /** Shared with the reader monitor, which looks at cards too. */
  readonly lock: Lock;
  readonly onChange?: () => void;
  readonly idleMilliseconds?: number;
  readonly now?: () => number;
}): CardSessions => {
  const { transport, profile, lock } = options;
  const idleMilliseconds = options.idleMilliseconds ?? 120_000;
  const now = options.now ?? Date.now;
  let current: Session | null = null;
  let triedReader: string | null = null;

  const end = async (session: Session): Promise<void> => {
    if (session.idleTimer) clearTimeout(session.idleTimer);
    if (current === session) current = null;
    session.isVerified = false;
    await session.connection.disconnect('reset');
    options.onChange?.();
  };

  const keepAlive = (session: Session): void => {
    if (session.idleTimer) clearTimeout(session.idleTimer);
    session.idleTimer = setTimeout(() => {
      void lock(async () => {
        if (current === session) await end(session);
      });
    }, idleMilliseconds);
    session.idleTimer.unref();
  };

  /** Runs one step of a session; what the card did not survive ends it. */
  const withSession = <Value>(
    sessionId: string,
    work: (session: Session) => Promise<Value>,
  ): Promise<Value> =>
    lock(async () => {
      const session = current;
      if (session?.opened.sessionId !== sessionId) throw new CardFault('card.sessionEnded');
      if (session.idleTimer) clearTimeout(session.idleTimer);
      try {
        const value = await work(session);
        keepAlive(session);
        return value;
      } catch (error) {
        if (survivedKinds.includes(faultKind(error))) keepAlive(session);
        else await end(session);
        throw error;
      }
    });

  const certificateOf = async (applet: EportApplet) => {
    const der = await applet.readCertificate();
    try {
      return { der, certificate: readCertificate(der) };
    } catch (error) {
      throw error instanceof CertificateUnreadable ? new CardFault('card.notEport') : error;
    }
  };

  const takeCard = async (
    connection: CardConnection,
    expectedCardNumber: string,
  ): Promise<Session> => {
    const applet = createEportApplet(connection, profile);
    // Whatever another program left behind: a verified PIN, an open file.
    await connection.reset();
    await applet.select();
    const cardNumber = await applet.readCardNumber();
    if (cardNumber !== expectedCardNumber) {
      throw new CardFault('card.wrongCard', { present: cardNumber, expected: expectedCardNumber });
    }
    const holder = await applet.readHolder();
    const { der, certificate } = await certificateOf(applet);
    if (certificate.cardNumber !== null && certificate.cardNumber !== cardNumber) {
      throw new CardFault('card.notEport');
    }
    if (certificate.notAfter < now()) {
      throw new CardFault('card.certificateExpired', { date: beijingDate(certificate.notAfter) });
    }
    const triesLeft = await applet.triesLeft();
    if (triesLeft === 0) throw new CardFault('card.blocked');
    return {
      connection,
      applet,
      publicKey: certificate.publicKey,
      isVerified: false,
      idleTimer: null,
      opened: {
        sessionId: randomUUID(),
        readerName: connection.readerName,
        cardNumber,
        holder,
        triesLeft,
        pinLength: { least: profile.pin.least, most: profile.pin.most },
        certificateSerial: certificate.serial,
        certificate: toBase64(der),
        certificateNotAfter: certificate.notAfter,
      },
    };
  };

  const tryReader = async (
    reader: TransportReader,
    expectedCardNumber: string,
  ): Promise<Session> => {
    if (reader.presence === 'empty') throw new CardFault('card.noCard');
    if (reader.presence === 'mute') throw new CardFault('card.unresponsive');
    if (!matchesAtr(profile, reader.atr)) throw new CardFault('card.notEport');
    triedReader = reader.name;
    try {
      const connection = await transport.connect(reader.name);
      try {
        return await takeCard(connection, expectedCardNumber);
      } catch (error) {
        await connection.disconnect('reset');
        throw error;
      }
    } finally {
      triedReader = null;
    }
  };

  /** The operator's own card is there but can't be used: no other reader says more. */
  const decisiveKinds: readonly ErrorKind[] = [
    'card.blocked',
    'card.certificateExpired',
    'card.removed',
  ];

  const open: CardSessions['open'] = (expectedCardNumber) =>
    lock(async () => {
      if (current) await end(current);
      const faults: CardFault[] = [];
      for (const reader of await transport.list()) {
        try {
          const session = await tryReader(reader, expectedCardNumber);
          current = session;
          keepAlive(session);
          options.onChange?.();
          return session.opened;
        } catch (error) {
          if (!(error instanceof CardFault) || decisiveKinds.includes(error.kind)) throw error;
          faults.push(error);
        }
      }
      throw mostTelling(faults);
    });

  const verify: CardSessions['verify'] = (sessionId, pin) =>
    withSession(sessionId, async (session) => {
      session.isVerified = false;
      await session.applet.verify(pin);
      session.isVerified = true;
    });

  const sign: CardSessions['sign'] = (sessionId, payload) =>
    withSession(sessionId, async (session) => {
      if (!session.isVerified) throw new CardFault('card.sessionEnded');
      const digest = sm2Digest(session.publicKey, new TextEncoder().encode(payload));
      const signature = await session.applet.sign(digest);
      // A signature that the endpoint would refuse must not be queued.
      if (!sm2VerifyDigest(session.publicKey, digest, signature)) {
        throw new CardFault('card.refusedCommand', { statusWord: '9000' });
      }
      return signature;
    });

  const closeAny = (): Promise<void> =>
    lock(async () => {
      if (current) await end(current);
    });

  return {
    open,
    verify,
    sign,
    close: (sessionId) =>
      lock(async () => {
        if (current?.opened.sessionId === sessionId) await end(current);
      }),
    closeAny,
    heldReader: () => current?.connection.readerName ?? triedReader,
  };
};
