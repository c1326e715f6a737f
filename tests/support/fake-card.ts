import { randomUUID } from 'node:crypto';
import { trainingAuthority } from '../../simulators/certificate-authority.ts';
import { sampleWorld } from '../../simulators/sample-world.ts';
import type { CardClient } from '../../src-main/card/card-client.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import type { ErrorKind } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import { readCertificate } from '../../src-shared/signature/certificate.ts';
import { sm2Digest, sm2KeyPair, sm2SignDigest } from '../../src-shared/signature/sm2.ts';

/**
 * A card client whose signatures and certificates are real, without readers and PINs: those have
 * tests of their own.
 */
export interface FakeCard extends CardClient {
  /** Sessions that were opened and not yet closed. */
  readonly openSessions: ReadonlySet<string>;
  readonly payloads: readonly string[];
  /** The next openSession or sign is answered with this failure. */
  failNext: { readonly at: 'open' | 'sign'; readonly kind: ErrorKind } | null;
  /** Runs while the card signs: what somebody else does meanwhile. */
  whileSigning: () => void | Promise<void>;
  whileOpening: () => void | Promise<void>;
}

export const fakeCard = (certificate: { notBefore?: number; notAfter?: number } = {}): FakeCard => {
  const { privateKey, publicKey } = sm2KeyPair();
  const openSessions = new Set<string>();
  const payloads: string[] = [];
  const card: FakeCard = {
    openSessions,
    payloads,
    failNext: null,
    whileSigning: () => undefined,
    whileOpening: () => undefined,
    state: () => ({
      provider: 'simulated',
      service: 'running',
      readers: [],
      ikeys: [],
      problem: null,
    }),
    onState: () => () => undefined,
    openSession: async (cardNumber) => {
      await card.whileOpening();
      if (card.failNext?.at === 'open') {
        const { kind } = card.failNext;
        card.failNext = null;
        return failure(failureOf(kind));
      }
      const { enterprise } = sampleWorld;
      const der = trainingAuthority().issue({
        cardNumber,
        holder: '陈敏',
        organisation: enterprise.name,
        organisationCode: enterprise.organisationCode,
        publicKey,
        ...certificate,
      });
      const { serial, notAfter } = readCertificate(der);
      const sessionId = randomUUID();
      openSessions.add(sessionId);
      return success({
        sessionId,
        readerName: '模拟读卡器',
        cardNumber,
        holder: '陈敏',
        triesLeft: 5,
        pinLength: { least: 8, most: 8 },
        certificateSerial: serial,
        certificate: Buffer.from(der).toString('base64'),
        certificateNotAfter: notAfter,
      });
    },
    sign: async (sessionId, payload) => {
      await card.whileSigning();
      if (!openSessions.has(sessionId)) return failure(failureOf('card.sessionEnded'));
      if (card.failNext?.at === 'sign') {
        const { kind } = card.failNext;
        card.failNext = null;
        return failure(failureOf(kind));
      }
      payloads.push(payload);
      const digest = sm2Digest(publicKey, new TextEncoder().encode(payload));
      return success(Buffer.from(sm2SignDigest(privateKey, digest)).toString('base64'));
    },
    closeSession: (sessionId) => {
      openSessions.delete(sessionId);
      return Promise.resolve();
    },
    stop: () => Promise.resolve(),
  };
  return card;
};
