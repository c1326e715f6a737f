import path from 'node:path';
import fastify from 'fastify';
import { readCertificate } from '../../src-shared/signature/certificate.ts';
import { trainingAuthority } from '../certificate-authority.ts';
import { sampleWorld } from '../sample-world.ts';
import type { SampleWorld } from '../sample-world.ts';
import { createAdmission } from './admission.ts';
import { createCaptchas } from './captcha.ts';
import { registerControl } from './control.ts';
import { createCustoms } from './customs.ts';
import { openDatabase } from './database.ts';
import { createDesks } from './desks.ts';
import { createLedger } from './ledger.ts';
import { createMisbehaviour } from './misbehaviour.ts';
import { readOperations } from './openapi-document.ts';
import { createOperations } from './operations.ts';
import { createOperators } from './operators.ts';
import { createParameterTables } from './parameter-tables.ts';
import { EndpointProblem } from './problems.ts';
import { problemAnswer, registerOperations } from './routes.ts';
import { createVerification } from './verification.ts';

/** The mocked single window: the contract's operations over HTTP, with customs behind them. */

export interface EndpointOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Keeps everything; the same folder goes on where it was. */
  readonly dataDir: string;
  /** Between two steps of customs; 0 takes them before the submission is answered. */
  readonly stepMs?: number | null;
  /** From 海关入库成功 to 已办结; null never closes, which is what a pace of 0 starts with. */
  readonly closeAfterMs?: number | null;
  /** Loopback only: there is no transport security and the control side has no password. */
  readonly host?: '127.0.0.1' | '::1' | 'localhost';
  /** Where left out, both are looked for below the working directory. */
  readonly openapiFile?: string;
  readonly parametersDir?: string;
  readonly world?: SampleWorld;
  /** UTC milliseconds; tests set it. */
  readonly now?: () => number;
}

export interface Endpoint {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const trainingStepMs = 1500;
const stepsUntilClosed = 20;

const defaultCloseAfter = (stepMs: number | null): number | null =>
  stepMs === null || stepMs === 0 ? null : stepMs * stepsUntilClosed;

/** A batch's largest payload, with room for its envelope. */
const bodyLimit = 5_000_000;

/** What Fastify itself refuses (no JSON, too long) breaks the contract like a wrong shape. */
const isRefusalOfFastify = (error: unknown): error is Error & { statusCode: number } =>
  error instanceof Error &&
  'statusCode' in error &&
  typeof error.statusCode === 'number' &&
  error.statusCode < 500;

export const startEndpoint = async (options: EndpointOptions): Promise<Endpoint> => {
  const now = options.now ?? Date.now;
  const stepMs = options.stepMs === undefined ? trainingStepMs : options.stepMs;
  const closeAfterMs =
    options.closeAfterMs === undefined ? defaultCloseAfter(stepMs) : options.closeAfterMs;
  const world = options.world ?? sampleWorld;

  const contract = readOperations(
    options.openapiFile ?? path.resolve('resources/single-window/openapi.yaml'),
  );
  const database = openDatabase(options.dataDir);
  const desks = createDesks(database, now);
  const captchas = createCaptchas(database, now);
  const operators = createOperators(database, captchas, now);
  const ledger = createLedger(database);
  const customs = createCustoms(database, ledger, now, { stepMs, closeAfterMs });
  const misbehaviour = createMisbehaviour();
  const verify = createVerification(readCertificate(trainingAuthority().certificate));

  if (operators.isEmpty()) {
    operators.putEnterprise(world.enterprise);
    await Promise.all(
      world.operators.map((operator) => operators.putOperator(operator, world.enterprise.uscc)),
    );
  }

  const app = fastify({ bodyLimit, forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => {
    const { status, mediaType, body } = problemAnswer(
      isRefusalOfFastify(error)
        ? new EndpointProblem('badRequest', { detail: error.message })
        : error,
    );
    return reply
      .code(status)
      .type(mediaType ?? '')
      .send(body);
  });
  app.setNotFoundHandler(() => {
    throw new EndpointProblem('unknownPath');
  });
  registerOperations(
    app,
    contract,
    createOperations({
      now,
      desks,
      captchas,
      operators,
      admission: createAdmission(ledger, customs, verify, now),
      ledger,
      parameterTables: createParameterTables(
        options.parametersDir ?? path.resolve('resources/parameters'),
      ),
      misbehaviour,
    }),
    desks,
    misbehaviour,
  );
  registerControl(app, { captchas, customs, ledger, misbehaviour, operators });

  const close = async (): Promise<void> => {
    customs.stop();
    misbehaviour.stop();
    await app.close();
    database.close();
  };

  try {
    const url = await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' });
    customs.wake();
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
};
