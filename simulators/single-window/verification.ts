import canonicalize from 'canonicalize';
import type { Envelope } from '../../src-shared/contract/endpoint-api.ts';
import {
  CertificateUnreadable,
  readCertificate,
  verifyCertificate,
} from '../../src-shared/signature/certificate.ts';
import type {
  CardCertificate,
  CertificateVerdict,
} from '../../src-shared/signature/certificate.ts';
import { sm2Verify } from '../../src-shared/signature/sm2.ts';
import type { Desk } from './desks.ts';
import { payloadSchema } from './payload-schema.ts';
import type { Payload } from './payload-schema.ts';
import { EndpointProblem } from './problems.ts';

/** Everything that is checked before a submission may be looked at by its content. */

const parsePayload = (text: string): Payload => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new EndpointProblem('badPayload', { detail: '不是 JSON' });
  }
  // Also refuses doubled keys, of which two readers might see different ones.
  if (canonicalize(value) !== text) {
    throw new EndpointProblem('badPayload', { detail: '不是规范 JSON（RFC 8785）' });
  }
  const parsed = payloadSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')} ${message}`))
    .join('；');
  throw new EndpointProblem('badPayload', { detail });
};

const parseCertificate = (base64: string): CardCertificate => {
  try {
    return readCertificate(new Uint8Array(Buffer.from(base64, 'base64')));
  } catch (error) {
    if (error instanceof CertificateUnreadable) {
      throw new EndpointProblem('certificateNotTrusted', { detail: '证书无法读取' });
    }
    throw error;
  }
};

const certificateProblems: Readonly<
  Record<Exclude<CertificateVerdict, 'valid'>, () => EndpointProblem>
> = {
  untrusted: () =>
    new EndpointProblem('certificateNotTrusted', { detail: '不是电子口岸证书管理中心签发' }),
  wrongUsage: () => new EndpointProblem('certificateNotTrusted', { detail: '证书不能用于签名' }),
  notYetValid: () => new EndpointProblem('certificateExpired'),
  expired: () => new EndpointProblem('certificateExpired'),
};

interface Circumstances {
  readonly idempotencyKey: string;
  readonly desk: Desk;
  readonly payload: Payload;
  readonly certificate: CardCertificate;
}

/** What payload, certificate, token and header must say alike; in the order of being told. */
const agreements: readonly {
  readonly holds: (circumstances: Circumstances) => boolean;
  readonly problem: (circumstances: Circumstances) => EndpointProblem;
}[] = [
  {
    holds: ({ payload, idempotencyKey }) => payload.submissionId === idempotencyKey,
    problem: () =>
      new EndpointProblem('badPayload', { detail: 'submissionId 与 Idempotency-Key 不一致' }),
  },
  {
    holds: ({ payload, certificate }) => payload.cardNumber === certificate.cardNumber,
    problem: () => new EndpointProblem('cardMismatch', { detail: '卡号' }),
  },
  {
    holds: ({ payload, certificate }) => payload.certificateSerial === certificate.serial,
    problem: () => new EndpointProblem('cardMismatch', { detail: '证书序列号' }),
  },
  {
    holds: ({ payload, desk }) => payload.deskNumber === desk.deskNumber,
    problem: ({ payload, desk }) =>
      new EndpointProblem('deskMismatch', { payload: payload.deskNumber, desk: desk.deskNumber }),
  },
  {
    holds: ({ payload, desk }) =>
      payload.ContractorCodeScc === desk.uscc && payload.ContractorCode === desk.organisationCode,
    problem: () => new EndpointProblem('enterpriseMismatch'),
  },
];

export type VerifyEnvelope = (
  envelope: Envelope,
  idempotencyKey: string,
  desk: Desk,
  at: number,
) => Payload;

export const createVerification =
  (authority: CardCertificate): VerifyEnvelope =>
  (envelope, idempotencyKey, desk, at) => {
    const payload = parsePayload(envelope.payload);
    const certificate = parseCertificate(envelope.certificate);
    const verdict = verifyCertificate(certificate, authority, at);
    if (verdict !== 'valid') throw certificateProblems[verdict]();
    const message = new TextEncoder().encode(envelope.payload);
    const signature = new Uint8Array(Buffer.from(envelope.signature, 'base64'));
    if (!sm2Verify(certificate.publicKey, message, signature)) {
      throw new EndpointProblem('badSignature');
    }
    const circumstances = { idempotencyKey, desk, payload, certificate };
    for (const { holds, problem } of agreements) {
      if (!holds(circumstances)) throw problem(circumstances);
    }
    return payload;
  };
