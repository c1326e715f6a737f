import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TroublePage, TroubleQuestion } from '../../src-shared/contract/troubles.ts';
import { useTroubles } from './troubles-store.ts';

beforeEach(() => {
  setActivePinia(createPinia());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const counts: TroublePage['counts'] = [
  { kind: 'rejected', count: 250 },
  { kind: 'sendFailed', count: 50 },
];

/** A main process with that many sheets; its answers can be held back, or fail. */
const main = () => {
  const asked: TroubleQuestion[] = [];
  let held: (() => void)[] | null = null;
  let fails = false;
  vi.stubGlobal('window', {
    kakou: {
      invoke: async (_name: string, question: TroubleQuestion): Promise<unknown> => {
        asked.push(question);
        const isFailing = fails;
        const waiting = held;
        if (waiting !== null) await new Promise<void>((resolve) => waiting.push(resolve));
        if (isFailing) {
          return {
            ok: false,
            error: { kind: 'store.unwritable', message: '读不出来', advice: '' },
          };
        }
        const pageCount = { rejected: 3, sendFailed: 1 }[String(question.kind)] ?? 3;
        const page = Math.min(question.page, pageCount - 1);
        return { ok: true, value: { counts, page, pageCount, troubles: [] } satisfies TroublePage };
      },
    },
  });
  return {
    asked,
    hold: () => {
      held = [];
    },
    release: () => {
      held?.forEach((letGo) => {
        letGo();
      });
      held = null;
    },
    fail: (isFailing: boolean) => {
      fails = isFailing;
    },
  };
};

test('turns the pages of what is shown, never past the ends', async () => {
  const { asked } = main();
  const troubles = useTroubles();
  await troubles.look();
  expect(troubles.count).toBe(300);
  await troubles.turn(-1);
  for (let press = 0; press < 4; press += 1) await troubles.turn(1);
  expect(asked.map(({ page }) => page)).toEqual([0, 0, 1, 2, 2, 2]);
  expect(troubles.shown.page).toBe(2);
});

test('begins a chosen kind at its first page, also where 下一页 is pressed before it is there', async () => {
  const { asked, hold, release } = main();
  const troubles = useTroubles();
  await troubles.look();
  await troubles.turn(1);
  hold();
  const chosen = troubles.showKind('rejected');
  const turned = troubles.turn(1);
  release();
  await Promise.all([chosen, turned]);
  expect(asked.slice(2)).toEqual([
    { kind: 'rejected', page: 0 },
    { kind: 'rejected', page: 0 },
  ]);
  expect(troubles.shown.page).toBe(0);
});

test('stays on its page where the next one can’t be read, and asks again when it is pressed again', async () => {
  const { asked, fail } = main();
  const troubles = useTroubles();
  await troubles.look();
  fail(true);
  await troubles.turn(1);
  expect(troubles.problem?.message).toBe('读不出来');
  await troubles.showKind('rejected');
  fail(false);
  await troubles.turn(1);
  expect(troubles.problem).toBeNull();
  await troubles.look();
  expect(asked.map(({ page }) => page)).toEqual([0, 1, 0, 0, 0]);
});

test('forgets everything at the sign-out, an answer on its way too', async () => {
  const { hold, release } = main();
  const troubles = useTroubles();
  await troubles.showKind('rejected');
  hold();
  const looked = troubles.look();
  troubles.rest();
  release();
  await looked;
  expect(troubles.count).toBe(0);
  expect(troubles.kind).toBeNull();
});
