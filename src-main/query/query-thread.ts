import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { factsInSteps } from '../store/chosen-facts.ts';
import { countInSteps, pageInSteps } from '../store/query.ts';
import { openForReading } from '../store/store.ts';
import { requestSchema, threadDataSchema } from './query-messages.ts';
import type { QueryReply, QueryRequest } from './query-messages.ts';
import { troublesInSteps, troubleSummaryInSteps } from './troubles.ts';

/**
 * The thread that answers the query's list and 异常单证 on a connection of its own, so that neither
 * the window nor what else main does waits for it. A newer query ends an older one between two
 * steps.
 */

const store = openForReading(threadDataSchema.parse(workerData).storeFile);

/** The newest ticket of each kind; whatever is older need not be answered. */
const newest: Record<QueryRequest['kind'], number> = {
  page: 0,
  count: 0,
  facts: 0,
  troubles: 0,
  troubleSummary: 0,
};

const isStale = ({ kind, ticket }: QueryRequest): boolean => ticket < newest[kind];

const note = (request: QueryRequest): void => {
  newest[request.kind] = request.ticket;
  // The first page of a new query makes the count of the old one pointless.
  if (request.kind === 'page' && request.question.after === null) newest.count = request.ticket;
};

const stepsOf = (request: QueryRequest): Generator<void, unknown> => {
  switch (request.kind) {
    case 'page':
      return pageInSteps(store, request.question);
    case 'count':
      return countInSteps(store, request.question.conditions);
    case 'facts':
      return factsInSteps(store, request.question.choice);
    case 'troubles':
      return troublesInSteps(store, request.question, request.unansweredBefore);
    case 'troubleSummary':
      return troubleSummaryInSteps(store, request.unansweredBefore);
  }
};

const answer = async (request: QueryRequest): Promise<QueryReply['outcome']> => {
  const steps = stepsOf(request);
  for (;;) {
    // Lets what was asked meanwhile be heard first.
    await setImmediate();
    if (isStale(request)) return { kind: 'superseded' };
    const step = steps.next();
    if (step.done === true) return { kind: 'value', value: step.value };
  }
};

const failed = (error: unknown): QueryReply['outcome'] => ({
  kind: 'error',
  message: error instanceof Error ? error.message : String(error),
  code: error instanceof Error && 'code' in error ? String(error.code) : '',
});

parentPort?.on('message', (message: unknown) => {
  const request = requestSchema.parse(message);
  note(request);
  void answer(request)
    .catch(failed)
    .then((outcome) => {
      parentPort?.postMessage({ ticket: request.ticket, outcome } satisfies QueryReply);
    });
});
