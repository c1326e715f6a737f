import { expect, it } from 'vitest';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { success } from '../../src-shared/errors/result.ts';
import { createRunningBatches } from './batch-steps.ts';

it('tells what was done before something was thrown, and what was not reached', async () => {
  const full = failureOf('store.full');
  const explained: unknown[] = [];
  const batches = createRunningBatches(
    () => undefined,
    (error) => {
      explained.push(error);
      return full;
    },
  );
  const disk = new Error('database or disk is full');
  const outcome = await batches.run('one', [{ id: 1 }, { id: 2 }, { id: 3 }], ({ id }) => {
    if (id === 2) throw disk;
    return success(null);
  });
  expect(outcome).toEqual({ done: [1], failed: [], notReached: [2, 3], stoppedBy: full.message });
  expect(explained).toEqual([disk]);
});
