import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { roadExport } from '../../tests/support/sample-sheets.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import type { StoreDesk } from '../../tests/support/store-desk.ts';
import { troubleSummaryInSteps } from '../query/troubles.ts';
import { finish } from '../store/query.ts';
import { watchTroubles } from './watch-troubles.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const confirmed = (desk: StoreDesk, at: number): number => {
  const { id } = desk.saved(roadExport);
  desk.store
    .prepare(
      `INSERT INTO submission (id, declaration_id, function, declaration_version, desk_number,
         payload, signature, certificate, algorithm, card_number, signer_id, signer_name,
         signed_at, queued_at, state, attempts, next_attempt_at, answered_at)
       VALUES (?, ?, 'ADD', 1, '00017', '', '', '', 'sm2-sm3', '', ?, '', 0, 0, 'confirmed', 1, 0, ?)`,
    )
    .run(`submission ${String(id)}`, id, desk.chenmin.id, at);
  desk.store
    .prepare('UPDATE declaration SET last_submission_id = ? WHERE id = ?')
    .run(`submission ${String(id)}`, id);
  return id;
};

it('tells once of a sheet that customs leaves unanswered, and of the next one too', async () => {
  const desk = await storeDesk();
  const told: number[] = [];
  let before = 0;
  const counts: number[] = [];
  const watch = watchTroubles({
    read: async () => finish(troubleSummaryInSteps(desk.store, before)),
    failed: (error) => {
      throw error;
    },
    tellCount: (count) => counts.push(count),
    tellUnanswered: (id) => told.push(id),
  });
  const [first, second] = [confirmed(desk, 10), confirmed(desk, 20)];
  const look = async (at: number): Promise<void> => {
    before = at;
    await vi.advanceTimersByTimeAsync(60_000);
  };
  await look(5);
  expect(told).toEqual([]);
  await look(15);
  await look(16);
  expect(told).toEqual([first]);
  await look(25);
  expect(told).toEqual([first, second]);
  expect(counts).toEqual([0, 1, 2]);
  watch.stop();
  confirmed(desk, 30);
  watch.lookSoon();
  watch.stop();
  await look(99);
  expect(told).toEqual([first, second]);
});

it('says that it could not look, and looks again', async () => {
  const counts: number[] = [];
  const failures: unknown[] = [];
  const reads = [() => Promise.reject(new Error('disk')), () => Promise.resolve(null)];
  const watch = watchTroubles({
    read: () => reads.shift()?.() ?? Promise.resolve({ count: 3, unanswered: [] }),
    failed: (error) => failures.push(error),
    tellCount: (count) => counts.push(count),
    tellUnanswered: () => undefined,
  });
  await vi.advanceTimersByTimeAsync(500);
  expect(failures).toHaveLength(1);
  // Null: a newer look is under way, and tells.
  await vi.advanceTimersByTimeAsync(30_000);
  expect(counts).toEqual([]);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(counts).toEqual([3]);
  watch.stop();
});

it('is silent about a look that ends after the program has stopped watching', async () => {
  const counts: number[] = [];
  const failures: unknown[] = [];
  let end = (_failed: boolean): void => undefined;
  const watch = watchTroubles({
    read: () =>
      new Promise((resolve, reject) => {
        end = (failed) => {
          if (failed) reject(new Error('the query thread was stopped'));
          else resolve({ count: 1, unanswered: [] });
        };
      }),
    failed: (error) => failures.push(error),
    tellCount: (count) => counts.push(count),
    tellUnanswered: () => undefined,
  });
  await vi.advanceTimersByTimeAsync(500);
  watch.stop();
  end(true);
  await vi.advanceTimersByTimeAsync(0);
  expect([counts, failures]).toEqual([[], []]);
});
