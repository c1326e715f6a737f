import { utilityProcess } from 'electron';
import { findOperator, keepOperator } from '../store/operators.ts';
import { transaction } from '../store/store.ts';
import type { WritableStore } from '../store/store.ts';
import { trainingMessageSchema } from './training-messages.ts';
import type { TrainingWorld } from './training-messages.ts';

/**
 * The switch of the training mode: starts the mocked endpoint and the virtual card in a process of
 * their own, which ends with the program. Rejects where they can't be started.
 */
export const startTrainingWorld = (options: {
  readonly modulePath: string;
  readonly dataFolder: string;
  readonly resources: string;
  readonly withEndpoint: boolean;
  readonly withCard: boolean;
}): Promise<{ readonly world: TrainingWorld; readonly stop: () => void }> =>
  new Promise((resolve, reject) => {
    const child = utilityProcess.fork(
      options.modulePath,
      [
        JSON.stringify({
          dataDir: options.dataFolder,
          resources: options.resources,
          withEndpoint: options.withEndpoint,
          withCard: options.withCard,
        }),
      ],
      { serviceName: 'kakou-training-world', stdio: 'pipe' },
    );
    const stop = (): void => {
      child.kill();
    };
    child.once('exit', (code) => {
      reject(new Error(`the training world ended with code ${String(code)}`));
    });
    child.once('message', (message: unknown) => {
      const parsed = trainingMessageSchema.safeParse(message);
      if (parsed.success && parsed.data.type === 'ready') {
        resolve({ world: parsed.data, stop });
        return;
      }
      stop();
      reject(
        new Error(
          parsed.success && parsed.data.type === 'failed'
            ? parsed.data.message
            : 'the training world sent no message of the contract',
        ),
      );
    });
  });

/** The sample operators can sign in from the first start, with or without the endpoint. */
export const keepSampleOperators = (
  store: WritableStore,
  operators: TrainingWorld['operators'],
): void => {
  transaction(store, (writable) => {
    for (const { passwordHash, ...profile } of operators) {
      if (findOperator(store, profile.userName) !== null) continue;
      keepOperator(writable, profile, passwordHash);
    }
  });
};
