import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { SavedSheet } from '../../src-shared/contract/schemas.ts';
import { queueSubmission } from '../../tests/support/queued.ts';
import { roadExport } from '../../tests/support/sample-sheets.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import type { StoreDesk } from '../../tests/support/store-desk.ts';
import { findSheet } from '../store/declarations.ts';
import type { IncomingReceipt } from '../store/receipts.ts';
import { receiptsOf } from '../store/receipts.ts';
import { transaction } from '../store/store.ts';
import { findSubmission } from '../store/submissions.ts';
import { applyReceipts } from './apply-receipts.ts';
import type { ReceiptEffect } from './apply-receipts.ts';

const receipt = (
  sheet: Pick<SavedSheet, 'tripNo'>,
  submissionId: string,
  sequence: number,
  code: string,
  changes: Partial<IncomingReceipt> = {},
): IncomingReceipt => ({
  feedNumber: sequence,
  tripNo: sheet.tripNo,
  submissionId,
  function: 'ADD',
  sequence,
  code,
  text: `回执 ${code}`,
  issuedAt: sequence,
  ...changes,
});

const apply = (
  { store }: StoreDesk,
  receipts: readonly IncomingReceipt[],
  desk = '00017',
): ReceiptEffect[] => transaction(store, (writable) => applyReceipts(writable, desk, receipts, 9));

it('comes to the same, however often and in whatever order and portions receipts come', async () => {
  const desk = await storeDesk();
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([1, 2, 3, 1, 2, 3], { minLength: 6 }),
      fc.integer({ min: 1, max: 6 }),
      (order, portion) => {
        const sheet = desk.saved(roadExport);
        const id = queueSubmission(desk, sheet);
        const codes = ['1', '2', '10'];
        for (let from = 0; from < order.length; from += portion) {
          const page = order.slice(from, from + portion).map((sequence) =>
            receipt(sheet, id, sequence, codes[sequence - 1] ?? '', {
              feedNumber: sheet.id * 10 + sequence,
            }),
          );
          apply(desk, page);
        }
        expect(findSheet(desk.store, sheet.id)).toMatchObject({ status: '10', receiptCount: 3 });
        expect(findSubmission(desk.store, id)?.state).toBe('accepted');
        return Promise.resolve();
      },
    ),
    { seed: 5, numRuns: 60 },
  );
}, 30_000);

it('settles a submission also by receipts that were known before it was confirmed', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(roadExport);
  const id = queueSubmission(desk, sheet);
  const known = [
    receipt(sheet, id, 1, '1'),
    receipt(sheet, id, 2, '2'),
    receipt(sheet, id, 3, '20'),
  ];
  apply(desk, known, 'of the trip');
  desk.store.exec(`UPDATE submission SET state = 'sending'`);
  expect(apply(desk, known)).toEqual([]);
  expect(findSubmission(desk.store, id)).toMatchObject({ state: 'rejected', reason: '回执 20' });
});

it('keeps apart receipts of two desks that have the same number', async () => {
  const desk = await storeDesk();
  const [first, second] = [desk.saved(roadExport), desk.saved(roadExport)];
  const ids = [
    queueSubmission(desk, first),
    queueSubmission(desk, second, { deskNumber: '00099' }),
  ];
  apply(desk, [receipt(first, ids[0] ?? '', 1, '1')], '00017');
  apply(desk, [receipt(second, ids[1] ?? '', 1, '1')], '00099');
  expect(findSheet(desk.store, second.id)?.status).toBe('1');
});

it('keeps two receipts that contradict each other, and believes neither', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(roadExport);
  const id = queueSubmission(desk, sheet);
  apply(desk, [receipt(sheet, id, 1, '1'), receipt(sheet, id, 2, '10', { feedNumber: 2 })]);
  apply(desk, [receipt(sheet, id, 2, '20', { feedNumber: 3 })]);
  expect(findSheet(desk.store, sheet.id)?.status).toBe('1');
  expect(receiptsOf(desk.store, sheet.id).map(({ code, conflict }) => [code, conflict])).toEqual([
    ['1', false],
    ['10', true],
    ['20', true],
  ]);
});

it('keeps a code that it does not know, as a conflict', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(roadExport);
  const id = queueSubmission(desk, sheet);
  const [effect] = apply(desk, [receipt(sheet, id, 1, '1'), receipt(sheet, id, 2, 'ZZ')]);
  expect(effect).toMatchObject({ after: { status: '1' }, codes: ['1'] });
  expect(receiptsOf(desk.store, sheet.id).at(-1)).toMatchObject({ code: 'ZZ', conflict: true });
});

it('keeps a receipt for a sheet that this store never had', async () => {
  const desk = await storeDesk();
  const stranger = receipt({ tripNo: '209901'.padEnd(32, '0') }, randomUUID(), 1, '1');
  expect(apply(desk, [stranger, stranger])).toEqual([]);
  expect(desk.store.prepare('SELECT count(*) FROM receipt').pluck().get()).toBe(1);
});

it('finds a renumbered sheet also by the number it had before', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(roadExport);
  const id = queueSubmission(desk, sheet);
  desk.store.exec(`UPDATE declaration SET earlier_trip_no = trip_no, trip_no = 'new'`);
  apply(desk, [receipt(sheet, id, 1, '1')]);
  expect(findSheet(desk.store, sheet.id)?.status).toBe('1');
});

it('keeps the accepted status where a change or a withdrawal is sent back', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(roadExport);
  const id = queueSubmission(desk, sheet);
  const change = randomUUID();
  apply(desk, [receipt(sheet, id, 1, '1'), receipt(sheet, id, 2, '10')]);
  const [effect] = apply(desk, [
    receipt(sheet, change, 3, '1', { function: 'MOD' }),
    receipt(sheet, change, 4, '20', { function: 'MOD', text: '变更不符' }),
  ]);
  expect(effect?.after).toEqual({ status: '10', withdrawn: false, changeOutcome: 'amendRejected' });
  expect(findSheet(desk.store, sheet.id)).toMatchObject({ status: '10', lastReason: '变更不符' });
  apply(desk, [receipt(sheet, randomUUID(), 5, '10', { function: 'DEL' })]);
  expect(findSheet(desk.store, sheet.id)).toMatchObject({ status: '10', withdrawn: true });
});
