import type { OperatorProfile, SavedSheet } from '../../src-shared/contract/schemas.ts';
import { shippedTables } from '../../src-shared/parameters/shipped-tables.testing.ts';
import { createRunningBatches } from '../../src-main/declarations/batch-steps.ts';
import { createDeclaring } from '../../src-main/declarations/declare.ts';
import type { Declaring } from '../../src-main/declarations/declare.ts';
import { fakeCard } from './fake-card.ts';
import type { FakeCard } from './fake-card.ts';
import { explainThrown, morning, storeDesk } from './store-desk.ts';
import type { StoreDesk } from './store-desk.ts';

/** A desk with a card: what 申报, 变更 and 删单 do up to the outbox. */
export interface DeclaringDesk extends StoreDesk {
  readonly card: FakeCard;
  readonly declaring: Declaring;
  readonly queued: number[][];
  /** `done/total` as the window is told. */
  readonly progress: readonly string[];
  /** 停止 is pressed when so many are done. */
  stopAfter: number;
  operator: OperatorProfile | null;
  readonly declare: (...sheets: readonly SavedSheet[]) => ReturnType<Declaring['sign']>;
  readonly submissionCount: () => unknown;
}

export const declaringDesk = async (
  card = fakeCard({ notBefore: morning - 1 }),
): Promise<DeclaringDesk> => {
  const desk = await storeDesk();
  const queued: number[][] = [];
  const progress: string[] = [];
  const batches = createRunningBatches((batchId, done, total) => {
    progress.push(`${String(done)}/${String(total)}`);
    if (done === whole.stopAfter) batches.stop(batchId);
  }, explainThrown);
  const declaring = createDeclaring({
    store: desk.store,
    tables: shippedTables,
    card,
    batches,
    operator: () => whole.operator,
    desk: () => 'enrolled',
    now: () => desk.clock.now,
    queued: (ids) => {
      queued.push([...ids]);
    },
  });
  const whole: DeclaringDesk = {
    ...desk,
    card,
    declaring,
    queued,
    progress,
    stopAfter: -1,
    operator: desk.chenmin,
    declare: async (...sheets) => {
      const begun = await declaring.begin({
        declarations: sheets.map(({ id, version }) => ({ id, version })),
      });
      return begun.ok ? declaring.sign({ sessionId: begun.value.sessionId }) : begun;
    },
    submissionCount: () => desk.store.prepare('SELECT count(*) FROM submission').pluck().get(),
  };
  return whole;
};
