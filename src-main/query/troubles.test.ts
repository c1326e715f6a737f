import { expect, it } from 'vitest';
import { troublesPerPage } from '../../src-shared/contract/troubles.ts';
import type { TroublePage, TroubleQuestion } from '../../src-shared/contract/troubles.ts';
import { roadExport } from '../../tests/support/sample-sheets.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import type { StoreDesk } from '../../tests/support/store-desk.ts';
import { finish } from '../store/query.ts';
import { troublesInSteps, troubleSummaryInSteps } from './troubles.ts';

const sendBack = (
  desk: StoreDesk,
  id: number,
  status: string,
  at: number,
  reason: string,
): void => {
  desk.store
    .prepare('UPDATE declaration SET status = ?, last_reason = ?, changed_at = ? WHERE id = ?')
    .run(status, reason, at, id);
};

const page = (desk: StoreDesk, question: Partial<TroubleQuestion> = {}): TroublePage =>
  finish(troublesInSteps(desk.store, { kind: null, page: 0, ...question }, 0));

const deskInTrouble = async (rejected: number, failed: number) => {
  const desk = await storeDesk();
  const ids = Array.from({ length: rejected + failed }, () => desk.saved(roadExport).id);
  ids.forEach((id, at) => {
    sendBack(desk, id, at < rejected ? '20' : 'FF', at, '该车未备案');
  });
  return { desk, ids };
};

it('shows very many sheets page by page, the newest first, each exactly once', async () => {
  const { desk, ids } = await deskInTrouble(2 * troublesPerPage + 5, 3);
  const pages = [0, 1, 2].map((number) => page(desk, { page: number }));
  expect(pages.map(({ troubles }) => troubles.length)).toEqual([
    troublesPerPage,
    troublesPerPage,
    8,
  ]);
  const shown = pages.flatMap(({ troubles }) => troubles.map(({ row }) => row.id));
  expect(shown).toEqual(ids.toReversed());
  expect(new Set(pages.map(({ pageCount }) => pageCount))).toEqual(new Set([3]));
});

it('counts every kind whichever page is shown, and pages the chosen kind alone', async () => {
  const { desk, ids } = await deskInTrouble(troublesPerPage + 1, 2);
  const failed = page(desk, { kind: 'sendFailed' });
  expect(failed.troubles.map(({ row }) => row.id)).toEqual(ids.slice(-2).toReversed());
  expect(failed.pageCount).toBe(1);
  expect(failed.counts).toEqual([
    { kind: 'rejected', count: troublesPerPage + 1 },
    { kind: 'sendFailed', count: 2 },
  ]);
  expect(page(desk, { kind: 'rejected', page: 1 }).troubles).toHaveLength(1);
});

it('shows the last page where the asked one has gone, and one empty page where none waits', async () => {
  const { desk } = await deskInTrouble(3, 0);
  expect(page(desk, { page: 7 })).toMatchObject({ page: 0, pageCount: 1 });
  desk.store.exec('UPDATE declaration SET hidden = 1');
  expect(page(desk, { page: 7 })).toEqual({ counts: [], page: 0, pageCount: 1, troubles: [] });
});

it('says which field a reason is about', async () => {
  const { desk } = await deskInTrouble(1, 0);
  expect(page(desk).troubles[0]?.place).toMatchObject({ part: 'head', field: 'mediumId' });
});

it('sums up for main how many wait', async () => {
  const { desk } = await deskInTrouble(4, 2);
  expect(finish(troubleSummaryInSteps(desk.store, 0))).toEqual({ count: 6, unanswered: [] });
});
