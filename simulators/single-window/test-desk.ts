import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { DeclarationFunction, Head, Item, Sheet } from '../../src-shared/declaration/sheet.ts';
import { signatureAlgorithm } from '../../src-shared/signature/envelope.ts';
import type { Envelope } from '../../src-shared/signature/envelope.ts';
import { readCertificate } from '../../src-shared/signature/certificate.ts';
import { buildPayload } from '../../src-shared/signature/payload.ts';
import type { PayloadParts } from '../../src-shared/signature/payload.ts';
import { sm2Digest, sm2KeyPair, sm2SignDigest } from '../../src-shared/signature/sm2.ts';
import { trainingAuthority } from '../certificate-authority.ts';
import type { CertificateAuthority, CertificateRequest } from '../certificate-authority.ts';
import { sampleWorld } from '../sample-world.ts';
import { startEndpoint } from './endpoint.ts';
import type { Endpoint, EndpointOptions } from './endpoint.ts';

/** For tests: an endpoint in a folder of its own, a desk that is enrolled there, a card that signs. */

export interface TestEndpoint {
  readonly url: () => string;
  readonly dataDir: string;
  readonly restart: (options?: Partial<EndpointOptions>) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Passwords take long to hash, and desks declare without anybody signed in. */
const withoutOperators = { ...sampleWorld, operators: [] };

export const startTestEndpoint = async (
  options: Partial<EndpointOptions> = {},
): Promise<TestEndpoint> => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'kakou-endpoint-'));
  const start = (more: Partial<EndpointOptions>): Promise<Endpoint> =>
    startEndpoint({ port: 0, dataDir, stepMs: 0, world: withoutOperators, ...options, ...more });
  let endpoint = await start({});
  return {
    url: () => endpoint.url,
    dataDir,
    restart: async (more = {}) => {
      await endpoint.close();
      endpoint = await start(more);
    },
    stop: async () => {
      await endpoint.close();
      rmSync(dataDir, { recursive: true });
    },
  };
};

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Null where there is none. */
  readonly body: unknown;
}

export const call = async (
  url: string,
  init: { method?: string; token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Reply> => {
  const response = await fetch(url, {
    method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(init.token === undefined ? {} : { authorization: `Bearer ${init.token}` }),
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...init.headers,
    },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
  });
  const text = await response.text();
  const body: unknown = text === '' ? null : JSON.parse(text);
  return { status: response.status, headers: response.headers, body };
};

const head: Head = {
  customsCode: '3501',
  mediumType: 'VN',
  mediumId: '闽A12345',
  businessType: '1000000000',
  transportMode: '4',
  importExport: 'I',
  vehicleType: '02',
  vehicleWeight: '12500.5',
  trailerWeight: '0',
  containerWeight: '0',
  remark: '',
};

const item: Item = {
  direction: 'E',
  objectType: 'C',
  objectId: 'CSQU3054383',
  vesselName: '',
  voyageNo: '2611220000001',
  businessType: '1000000000',
  billType: '',
  pickupWeight: '',
  containerNo1: '',
  containerNo2: '',
  sealNos1: '',
  sealNos2: '',
  remark: '',
};

/** A sheet that customs accepts. */
export const sampleSheet = (
  changes: Partial<Head> = {},
  itemChanges: Partial<Item> = {},
): Sheet => ({
  head: { ...head, ...changes },
  items: [{ ...item, ...itemChanges }],
});

export interface TestCard {
  readonly cardNumber: string;
  readonly certificate: Uint8Array;
  readonly sign: (payload: string) => Envelope;
}

export const createTestCard = (
  changes: Partial<CertificateRequest> = {},
  authority: CertificateAuthority = trainingAuthority(),
): TestCard => {
  const { privateKey, publicKey } = sm2KeyPair();
  const cardNumber = changes.cardNumber ?? sampleWorld.cards[0].cardNumber;
  const certificate = authority.issue({
    cardNumber,
    holder: sampleWorld.cards[0].holder,
    organisation: sampleWorld.enterprise.name,
    organisationCode: sampleWorld.enterprise.organisationCode,
    publicKey,
    ...changes,
  });
  return {
    cardNumber,
    certificate,
    sign: (payload) => {
      const signature = sm2SignDigest(
        privateKey,
        sm2Digest(publicKey, new TextEncoder().encode(payload)),
      );
      return {
        payload,
        signature: Buffer.from(signature).toString('base64'),
        certificate: Buffer.from(certificate).toString('base64'),
        algorithm: signatureAlgorithm,
      };
    },
  };
};

const enrolmentSchema = z.object({ deskNumber: z.string(), token: z.string() });

export interface TestDesk {
  readonly deskNumber: string;
  readonly token: string;
  readonly nextTripNo: () => string;
  readonly payload: (
    declarationFunction: DeclarationFunction,
    tripNo: string,
    changes?: Partial<PayloadParts>,
  ) => string;
  readonly send: (envelope: Envelope, idempotencyKey?: string) => Promise<Reply>;
  /** Signs with the desk's card and sends under a new id. */
  readonly declare: (
    declarationFunction: DeclarationFunction,
    tripNo: string,
    sheet?: Sheet,
  ) => Promise<Reply>;
  readonly get: (path: string) => Promise<Reply>;
  readonly post: (path: string, body: unknown) => Promise<Reply>;
}

export const enrolTestDesk = async (
  url: () => string,
  card: TestCard = createTestCard(),
): Promise<TestDesk> => {
  const { enterprise } = sampleWorld;
  const enrolment = await call(`${url()}/desks`, {
    body: {
      uscc: enterprise.uscc,
      enrolmentCode: enterprise.enrolmentCode,
      deskName: '测试',
      instanceId: randomUUID(),
    },
  });
  const { deskNumber, token } = enrolmentSchema.parse(enrolment.body);
  let counter = 0;

  const payload: TestDesk['payload'] = (declarationFunction, tripNo, changes = {}) =>
    buildPayload({
      submissionId: randomUUID(),
      function: declarationFunction,
      deskNumber,
      cardNumber: card.cardNumber,
      certificateSerial: readCertificate(card.certificate).serial,
      signedAt: Date.now(),
      numbers: { tripNo, dataCentreNo: `2026${tripNo.slice(-13).padStart(14, '0')}` },
      enteredAt: Date.now(),
      enterprise,
      operator: card.cardNumber,
      sheet: sampleSheet(),
      ...changes,
    });

  const idOf = (text: string): string =>
    z.object({ submissionId: z.string() }).parse(JSON.parse(text)).submissionId;

  const send: TestDesk['send'] = (envelope, idempotencyKey = idOf(envelope.payload)) =>
    call(`${url()}/submissions`, {
      token,
      body: envelope,
      headers: { 'idempotency-key': idempotencyKey },
    });

  return {
    deskNumber,
    token,
    nextTripNo: () => {
      counter += 1;
      return `202611${card.cardNumber}${deskNumber}${String(counter).padStart(8, '0')}`;
    },
    payload,
    send,
    declare: (declarationFunction, tripNo, sheet = sampleSheet()) =>
      send(card.sign(payload(declarationFunction, tripNo, { sheet }))),
    get: (path) => call(`${url()}${path}`, { token }),
    post: (path, body) => call(`${url()}${path}`, { token, body }),
  };
};
