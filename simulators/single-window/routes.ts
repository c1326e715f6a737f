import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { operations } from '../../src-shared/contract/endpoint-api.ts';
import type { Desk, Desks } from './desks.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import type { Operation } from './openapi-document.ts';
import { EndpointProblem } from './problems.ts';

/** Serves the operations of the OpenAPI document; every request and answer is held against it. */

type OperationId = keyof operations;
type Parameters<Id extends OperationId> = operations[Id]['parameters'];

export interface OperationRequest<Id extends OperationId> {
  readonly path: Parameters<Id> extends { path: infer Path } ? Path : unknown;
  readonly query: Parameters<Id> extends { query?: infer Query } ? Readonly<Query> : unknown;
  readonly headers: FastifyRequest['headers'];
  readonly body: operations[Id] extends {
    requestBody: { content: { 'application/json': infer Body } };
  }
    ? Body
    : undefined;
  /** The desk whose token came along. */
  readonly desk: Desk | null;
}

type Responses<Id extends OperationId> = operations[Id]['responses'];
type GoodStatus = 200 | 201 | 202 | 304;

/** A good answer, by its status; refusals are thrown. */
export type OperationAnswer<Id extends OperationId> = {
  [Status in keyof Responses<Id> & GoodStatus]: {
    readonly status: Status;
    readonly headers?: Readonly<Record<string, string>>;
  } & (Responses<Id>[Status] extends { content: { 'application/json': infer Body } }
    ? { readonly body: Body }
    : { readonly body?: never });
}[keyof Responses<Id> & GoodStatus];

export type OperationHandlers = {
  readonly [Id in OperationId]: (
    request: OperationRequest<Id>,
  ) => OperationAnswer<Id> | Promise<OperationAnswer<Id>>;
};

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly mediaType: string | null;
  readonly body: unknown;
}

/** A handler as the wrapper sees it; the document's checks make up for the types it forgets. */
type AnyHandler = (request: {
  readonly path: unknown;
  readonly query: unknown;
  readonly headers: FastifyRequest['headers'];
  readonly body: unknown;
  readonly desk: Desk | null;
}) => GoodAnswer | Promise<GoodAnswer>;

interface GoodAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const problemType = 'application/problem+json';

export const problemAnswer = (error: unknown): Answer => {
  const problem =
    error instanceof EndpointProblem
      ? error
      : new EndpointProblem('unexpected', {
          detail: error instanceof Error ? error.message : String(error),
        });
  return { status: problem.status, mediaType: problemType, body: problem.problem };
};

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? '';

const cut = (request: FastifyRequest, reply: FastifyReply): void => {
  reply.hijack();
  request.raw.socket.destroy();
};

const send = (reply: FastifyReply, answer: Answer, text: string): FastifyReply => {
  void reply.code(answer.status).headers(answer.headers ?? {});
  if (answer.mediaType === null) return reply.send();
  return reply.type(`${answer.mediaType}; charset=utf-8`).send(text);
};

export const registerOperations = (
  app: FastifyInstance,
  contract: readonly Operation[],
  handlers: OperationHandlers,
  desks: Desks,
  misbehaviour: Misbehaviour,
): void => {
  const handlerOf = (operationId: string): AnyHandler => {
    const handler = Object.entries<unknown>(handlers).find(([id]) => id === operationId)?.[1];
    if (handler === undefined) throw new Error(`Nothing serves ${operationId}`);
    // Each handler takes its own request type; requestFault checks the parts against it first.
    return handler as AnyHandler;
  };

  const answerOf = async (
    operation: Operation,
    handler: AnyHandler,
    request: FastifyRequest,
  ): Promise<Answer> => {
    const parts = {
      path: request.params,
      query: request.query,
      header: request.headers,
      body: request.body,
    };
    const desk = operation.token === 'none' ? null : desks.find(request.headers.authorization);
    if (operation.token === 'required' && desk === null) throw new EndpointProblem('unknownDesk');
    const fault = operation.requestFault(parts);
    if (fault !== null) throw new EndpointProblem('badRequest', { detail: fault });
    const { status, headers, body } = await handler({
      path: parts.path,
      query: parts.query,
      headers: request.headers,
      body: parts.body,
      desk,
    });
    return {
      status,
      ...(headers === undefined ? {} : { headers }),
      mediaType: body === undefined ? null : 'application/json',
      body,
    };
  };

  /** An answer of ours that breaks the contract becomes an error that no test can overlook. */
  const held = (operation: Operation, answer: Answer): Answer => {
    const fault = operation.answerFault(answer.status, answer.mediaType, answer.body);
    if (fault === null) return answer;
    return problemAnswer(
      new Error(`${operation.operationId} answered against the contract: ${fault}`),
    );
  };

  for (const operation of contract) {
    const handler = handlerOf(operation.operationId);
    app.route({
      method: operation.method,
      url: operation.url,
      handler: async (request, reply) => {
        const { method } = operation;
        const path = pathOf(request);
        const interference = await misbehaviour.before(method, path);
        if (interference.kind === 'cut') return cut(request, reply);
        if (interference.kind === 'answer') {
          const { status, retryAfter, body } = interference;
          const headers = retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
          const answer = { status, headers, mediaType: problemType, body };
          return send(reply, answer, JSON.stringify(body));
        }
        const answer = held(
          operation,
          await answerOf(operation, handler, request).catch(problemAnswer),
        );
        const text = misbehaviour.after(
          method,
          path,
          answer.body === undefined ? '' : JSON.stringify(answer.body),
        );
        return text === null ? cut(request, reply) : send(reply, answer, text);
      },
    });
  }
};
