import { Worker } from 'node:worker_threads';
import type { z } from 'zod';
import { chosenFactsSchema } from '../../src-shared/contract/schemas.ts';
import type {
  ChosenFacts,
  QueryConditions,
  SheetChoice,
} from '../../src-shared/contract/schemas.ts';
import { troublePageSchema } from '../../src-shared/contract/troubles.ts';
import type { TroublePage, TroubleQuestion } from '../../src-shared/contract/troubles.ts';
import type { ListQuestion, SheetCount, SheetPage } from '../store/query.ts';
import { countSchema, pageSchema, replySchema, troubleSummarySchema } from './query-messages.ts';
import type { QueryReply, QueryRequest } from './query-messages.ts';
import type { TroubleSummary } from './troubles.ts';

/**
 * Reads the query's list and 异常单证 beside everything else; null where a newer question of the same
 * kind took the place. `unansweredBefore`: see `troubleKeysInSteps`.
 */
export interface QueryReader {
  readonly page: (question: ListQuestion) => Promise<SheetPage | null>;
  readonly count: (conditions: QueryConditions) => Promise<SheetCount | null>;
  readonly facts: (choice: SheetChoice) => Promise<ChosenFacts | null>;
  readonly troubles: (
    question: TroubleQuestion,
    unansweredBefore: number,
  ) => Promise<TroublePage | null>;
  readonly troubleSummary: (unansweredBefore: number) => Promise<TroubleSummary | null>;
  readonly stop: () => Promise<void>;
}

interface Waiting {
  readonly settle: (outcome: QueryReply['outcome']) => void;
  readonly fail: (error: unknown) => void;
}

/** An error of the thread with SQLite's code, which tells main what to say to the clerk. */
const threadError = (message: string, code: string): Error =>
  Object.assign(new Error(message), { code });

/** The thread starts with the first question, and again after it has ended by an error. */
export const createQueryReader = (options: {
  readonly storeFile: string;
  /** The thread's program: a bundle in the product, its source in tests. */
  readonly threadFile: string | URL;
}): QueryReader => {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | null = null;
  let lastTicket = 0;

  const failAll = (error: unknown): void => {
    thread = null;
    for (const { fail } of waiting.values()) fail(error);
    waiting.clear();
  };

  const start = (): Worker => {
    const started = new Worker(options.threadFile, {
      workerData: { storeFile: options.storeFile },
    });
    started.on('message', (message: unknown) => {
      const { ticket, outcome } = replySchema.parse(message);
      waiting.get(ticket)?.settle(outcome);
      waiting.delete(ticket);
    });
    started.on('error', failAll);
    started.on('exit', () => {
      if (thread === started) failAll(new Error('the query thread has ended'));
    });
    return started;
  };

  const ask = async <Value>(
    value: z.ZodType<Value>,
    request: (ticket: number) => QueryRequest,
  ): Promise<Value | null> => {
    lastTicket += 1;
    const ticket = lastTicket;
    const outcome = await new Promise<QueryReply['outcome']>((settle, fail) => {
      waiting.set(ticket, { settle, fail });
      thread ??= start();
      thread.postMessage(request(ticket));
    });
    switch (outcome.kind) {
      case 'value':
        return value.parse(outcome.value);
      case 'superseded':
        return null;
      case 'error':
        throw threadError(outcome.message, outcome.code);
    }
  };

  return {
    page: (question) => ask(pageSchema, (ticket) => ({ kind: 'page', ticket, question })),
    count: (conditions) =>
      ask(countSchema, (ticket) => ({ kind: 'count', ticket, question: { conditions } })),
    facts: (choice) =>
      ask(chosenFactsSchema, (ticket) => ({ kind: 'facts', ticket, question: { choice } })),
    troubles: (question, unansweredBefore) =>
      ask(troublePageSchema, (ticket) => ({
        kind: 'troubles',
        ticket,
        question,
        unansweredBefore,
      })),
    troubleSummary: (unansweredBefore) =>
      ask(troubleSummarySchema, (ticket) => ({ kind: 'troubleSummary', ticket, unansweredBefore })),
    stop: async () => {
      const stopped = thread;
      failAll(new Error('the query thread was stopped'));
      await stopped?.terminate();
    },
  };
};
