import { afterEach, expect, it, vi } from 'vitest';
import { roadExport } from '../../tests/support/sample-sheets.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import { watchTroubles } from './watch-troubles.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('tells once of a sheet that customs leaves unanswered, and of the next one too', async () => {
  const desk = await storeDesk();
  vi.useFakeTimers();
  const told: number[] = [];
  let before = 0;
  const counts: number[] = [];
  const watch = watchTroubles({
    store: desk.store,
    unansweredBefore: () => before,
    tellCount: (count) => counts.push(count),
    tellUnanswered: (id) => told.push(id),
  });
  const confirmed = (at: number): number => {
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
  const [first, second] = [confirmed(10), confirmed(20)];
  const look = (at: number): void => {
    before = at;
    vi.advanceTimersByTime(60_000);
  };
  look(5);
  expect(told).toEqual([]);
  look(15);
  look(16);
  expect(told).toEqual([first]);
  look(25);
  expect(told).toEqual([first, second]);
  expect(counts).toEqual([0, 1, 2]);
  watch.stop();
  confirmed(30);
  watch.lookSoon();
  watch.stop();
  look(99);
  expect(told).toEqual([first, second]);
});
