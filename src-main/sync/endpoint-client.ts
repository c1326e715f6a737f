import type { z } from 'zod';
import type { OperatorProfile } from '../../src-shared/contract/schemas.ts';
import { shanghaiDateTime } from '../../src-shared/declaration/numbers.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import type { ErrorKind } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import type { Envelope } from '../../src-shared/signature/envelope.ts';
import {
  acknowledgementSchema,
  captchaSchema,
  clockSchema,
  enrolmentSchema,
  operatorAnswerSchema,
  problemSchema,
  receiptPageSchema,
  submissionAnswerSchema,
  tripSchema,
} from './endpoint-answers.ts';

/** The part of `fetch` that is used; Electron's `net.fetch` in the app, Node's elsewhere. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What came of one request to the endpoint. */
export type Answer<Value> =
  | { readonly type: 'answer'; readonly value: Value }
  /** The endpoint's own no, which the same request will meet again. */
  | {
      readonly type: 'refused';
      readonly status: number;
      readonly code: string;
      readonly reason: string;
      readonly until: string | null;
    }
  /** 429 or 5xx: the endpoint is there but can't now. */
  | { readonly type: 'later'; readonly retryAfterMilliseconds: number | null }
  /** No answer: whether the request arrived is not known. */
  | { readonly type: 'unreachable' }
  /** An answer that is not of the contract: whether the request took effect is not known. */
  | { readonly type: 'badAnswer' };

const interactiveTimeout = 8_000;
const backgroundTimeout = 20_000;

/** An hour: whatever an endpoint asks for, a sheet must not be put off for days. */
const longestRetryAfter = 3_600_000;

const retryAfter = (response: Response): number | null => {
  const header = response.headers.get('retry-after');
  if (header === null) return null;
  const pause = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(pause) ? null : Math.min(longestRetryAfter, Math.max(0, pause));
};

const bodyOf = async (response: Response): Promise<unknown> => {
  try {
    return JSON.parse(await response.text());
  } catch {
    return undefined;
  }
};

const answerOf = async <Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
): Promise<Answer<z.infer<Schema>>> => {
  if (response.status === 429 || response.status >= 500) {
    return { type: 'later', retryAfterMilliseconds: retryAfter(response) };
  }
  const body = await bodyOf(response);
  if (response.ok) {
    const parsed = schema.safeParse(body);
    return parsed.success ? { type: 'answer', value: parsed.data } : { type: 'badAnswer' };
  }
  const problem = problemSchema.safeParse(body);
  if (!problem.success) return { type: 'badAnswer' };
  const { code, reason, until } = problem.data;
  return { type: 'refused', status: response.status, code, reason, until: until ?? null };
};

export interface EndpointClient {
  /** Asks for the clock; the answer is the endpoint's time in UTC milliseconds. */
  readonly clock: () => Promise<Answer<number>>;
  readonly captcha: () => Promise<Result<{ captchaId: string; image: string }>>;
  readonly signIn: (input: {
    readonly userName: string;
    readonly password: string;
    readonly captchaId: string;
    readonly captchaText: string;
  }) => Promise<Result<Omit<OperatorProfile, 'id'>>>;
  readonly enrol: (input: {
    readonly uscc: string;
    readonly enrolmentCode: string;
    readonly deskName: string;
    readonly instanceId: string;
  }) => Promise<Result<{ deskNumber: string; token: string }>>;
  readonly submit: (
    token: string,
    submissionId: string,
    envelope: Envelope,
  ) => Promise<Answer<z.infer<typeof acknowledgementSchema>>>;
  readonly lookUp: (
    token: string,
    submissionId: string,
  ) => Promise<Answer<z.infer<typeof submissionAnswerSchema>>>;
  readonly trip: (token: string, tripNo: string) => Promise<Answer<z.infer<typeof tripSchema>>>;
  readonly receipts: (
    token: string,
    after: number,
  ) => Promise<Answer<z.infer<typeof receiptPageSchema>>>;
}

/** The endpoint's problem codes that have words of their own for the clerk. */
const problemKinds: Readonly<Record<string, ErrorKind>> = {
  wrongPassword: 'session.wrongPassword',
  wrongCaptcha: 'session.wrongCaptcha',
  locked: 'session.locked',
  wrongEnrolmentCode: 'desk.wrongCode',
};

/** An answer as a result for the clerk who waits for it. */
const asResult = <Value>(answer: Answer<Value>): Result<Value> => {
  switch (answer.type) {
    case 'answer':
      return success(answer.value);
    case 'unreachable':
    case 'later':
      return failure(failureOf('endpoint.unreachable'));
    case 'badAnswer':
      return failure(failureOf('endpoint.badAnswer'));
    case 'refused':
      return failure(
        failureOf(problemKinds[answer.code] ?? 'endpoint.refused', {
          reason: answer.reason,
          until: answer.until === null ? '' : shanghaiDateTime(Date.parse(answer.until)),
        }),
      );
  }
};

/** `baseUrl` without a slash at its end. Nothing that is sent or answered is ever logged here. */
export const createEndpointClient = (fetch: Fetch, baseUrl: string): EndpointClient => {
  const request = async <Schema extends z.ZodType>(
    schema: Schema,
    method: 'GET' | 'POST',
    path: string,
    options: {
      readonly token?: string;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly timeout?: number;
    } = {},
  ): Promise<Answer<z.infer<Schema>>> => {
    let response: Response;
    try {
      response = await fetch(`${baseUrl}${path}`, {
        method,
        headers: {
          accept: 'application/json, application/problem+json',
          ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
          ...options.headers,
        },
        ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
        signal: AbortSignal.timeout(options.timeout ?? backgroundTimeout),
        credentials: 'omit',
        redirect: 'error',
      });
      return await answerOf(response, schema);
    } catch {
      return { type: 'unreachable' };
    }
  };

  return {
    clock: async () => {
      const answer = await request(clockSchema, 'GET', '/clock', { timeout: 3_000 });
      return answer.type === 'answer'
        ? { type: 'answer', value: Date.parse(answer.value.serverTime) }
        : answer;
    },
    captcha: async () =>
      asResult(await request(captchaSchema, 'GET', '/captcha', { timeout: interactiveTimeout })),
    signIn: async (input) =>
      asResult(
        await request(operatorAnswerSchema, 'POST', '/sign-in', {
          body: input,
          timeout: interactiveTimeout,
        }),
      ),
    enrol: async (input) =>
      asResult(
        await request(enrolmentSchema, 'POST', '/desks', {
          body: input,
          timeout: interactiveTimeout,
        }),
      ),
    submit: (token, submissionId, envelope) =>
      request(acknowledgementSchema, 'POST', '/submissions', {
        token,
        body: envelope,
        headers: { 'idempotency-key': submissionId },
      }),
    lookUp: (token, submissionId) =>
      request(submissionAnswerSchema, 'GET', `/submissions/${encodeURIComponent(submissionId)}`, {
        token,
      }),
    trip: (token, tripNo) =>
      request(tripSchema, 'GET', `/trips/${encodeURIComponent(tripNo)}`, { token }),
    receipts: (token, after) =>
      request(receiptPageSchema, 'GET', `/receipts?after=${String(after)}&limit=200`, { token }),
  };
};
