import { Worker } from 'node:worker_threads';
import type { z } from 'zod';
import {
  exactStatisticsSchema,
  statisticsSchema,
} from '../../../src-shared/contract/statistics.ts';
import type {
  ExactStatistics,
  Statistics,
  StatisticsInput,
} from '../../../src-shared/contract/statistics.ts';
import type { Table } from '../../../src-shared/contract/table-file.ts';
import { replySchema } from './statistics-messages.ts';
import type { Question, Reply, Request } from './statistics-messages.ts';

/** Reads the statistics beside everything else. Rejects as SQLite or the file system does. */
export interface StatisticsReader {
  readonly read: (input: StatisticsInput) => Promise<Statistics>;
  /** Null where other figures were asked for meanwhile. */
  readonly exact: (input: StatisticsInput) => Promise<ExactStatistics | null>;
  readonly writeTable: (file: string, table: Table) => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Waiting {
  readonly settle: (outcome: Reply['outcome']) => void;
  readonly fail: (error: unknown) => void;
}

/** The thread starts with the first question, and again after it has ended by an error. */
export const createStatisticsReader = (options: {
  readonly storeFile: string;
  /** The thread's program: a bundle in the product, its source in tests. */
  readonly threadFile: string | URL;
}): StatisticsReader => {
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
      if (thread === started) failAll(new Error('the statistics thread has ended'));
    });
    return started;
  };

  const ask = async (question: Question): Promise<unknown> => {
    lastTicket += 1;
    const request: Request = { ticket: lastTicket, question };
    const outcome = await new Promise<Reply['outcome']>((settle, fail) => {
      waiting.set(request.ticket, { settle, fail });
      thread ??= start();
      thread.postMessage(request);
    });
    if (outcome.kind === 'value') return outcome.value;
    throw Object.assign(new Error(outcome.message), { code: outcome.code });
  };

  const answerTo = async <Value>(value: z.ZodType<Value>, question: Question): Promise<Value> =>
    value.parse(await ask(question));

  return {
    read: (input) => answerTo(statisticsSchema, { kind: 'read', input }),
    exact: (input) => answerTo(exactStatisticsSchema.nullable(), { kind: 'exact', input }),
    writeTable: async (file, table) => {
      await ask({ kind: 'writeTable', file, table });
    },
    stop: async () => {
      const stopped = thread;
      failAll(new Error('the statistics thread was stopped'));
      await stopped?.terminate();
    },
  };
};
