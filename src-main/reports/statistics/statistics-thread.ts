import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { ExactStatistics, StatisticsInput } from '../../../src-shared/contract/statistics.ts';
import { openForReading } from '../../store/store.ts';
import { writeTable } from '../table-file.ts';
import { exactStatisticsInSteps, readStatistics } from './statistics.ts';
import { requestSchema, threadDataSchema } from './statistics-messages.ts';
import type { Question, Reply } from './statistics-messages.ts';

/**
 * The thread that reads the statistics on a connection of its own and writes their tables, so that
 * neither the window nor what else main does waits for it.
 */

const { storeFile } = threadDataSchema.parse(workerData);
const store = openForReading(storeFile);

/** What the clerk looks at now, as text; exact figures of anything else are not wanted any more. */
let seen = '';

/** Null where the clerk has gone on to other figures meanwhile. */
const exactUnlessLeft = async (input: StatisticsInput): Promise<ExactStatistics | null> => {
  const asked = JSON.stringify(input);
  seen = asked;
  // A connection of its own: the one above can't begin to read a moment while this reads on.
  const ownStore = openForReading(storeFile);
  try {
    for (const found of exactStatisticsInSteps(ownStore, input)) {
      if (found !== null) return found;
      await setImmediate();
      if (seen !== asked) return null;
    }
    return null;
  } finally {
    ownStore.close();
  }
};

const answer = async (question: Question): Promise<unknown> => {
  switch (question.kind) {
    case 'read':
      seen = JSON.stringify(question.input);
      return readStatistics(store, question.input);
    case 'exact':
      return exactUnlessLeft(question.input);
    case 'writeTable':
      await writeTable(question.file, question.table);
      return null;
  }
};

const failed = (error: unknown): Reply['outcome'] => ({
  kind: 'error',
  message: error instanceof Error ? error.message : String(error),
  code: error instanceof Error && 'code' in error ? String(error.code) : '',
});

parentPort?.on('message', (message: unknown) => {
  const { ticket, question } = requestSchema.parse(message);
  void answer(question)
    .then((value): Reply['outcome'] => ({ kind: 'value', value }), failed)
    .then((outcome) => {
      parentPort?.postMessage({ ticket, outcome } satisfies Reply);
    });
});
