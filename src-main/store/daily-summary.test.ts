import fc from 'fast-check';
import { expect, it } from 'vitest';
import { statusCodes } from '../../src-shared/declaration/status.ts';
import { declarationFunctions } from '../../src-shared/declaration/sheet.ts';
import { queueSubmission } from '../../tests/support/queued.ts';
import { emptyContainers, roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import type { StoreDesk } from '../../tests/support/store-desk.ts';
import { applyReceipts } from '../sync/apply-receipts.ts';
import { rebuildSummary, withSummaryRebuilt } from './daily-summary.ts';
import { findSheetEvenHidden, insertSheet, removeSheet, updateSheet } from './declarations.ts';
import type { SaveFacts } from './declarations.ts';
import { transaction } from './store.ts';
import type { ReadableStore } from './store.ts';
import { submissionsOf } from './submissions.ts';

const day = 86_400_000;
const sheets = [seaImport, roadExport, emptyContainers, { ...seaImport, items: [] }] as const;

const summary = (store: ReadableStore): unknown => ({
  summary: store.prepare('SELECT * FROM daily_summary').all(),
  customsTime: store.prepare('SELECT * FROM daily_customs_time').all(),
  rejections: store.prepare('SELECT * FROM daily_rejection').all(),
  sheets: store
    .prepare('SELECT id, total_pickup_weight, customs_milliseconds FROM declaration')
    .all(),
});

const expectKept = ({ store }: StoreDesk): void => {
  const kept = summary(store);
  rebuildSummary(store);
  expect(kept).toEqual(summary(store));
};

/** One thing that happens at a desk; `at` chooses the sheet that it happens to. */
type Event =
  | {
      readonly type: 'save';
      readonly at: number;
      readonly sheet: number;
      readonly by: number;
      readonly day: number;
    }
  | { readonly type: 'remove' | 'queue' | 'fail' | 'loseReceipt'; readonly at: number }
  | {
      readonly type: 'receipts';
      readonly at: number;
      readonly receipts: readonly {
        readonly function: (typeof declarationFunctions)[number];
        readonly code: string;
        readonly sequence: number;
        readonly submission: number;
        readonly issued: number;
      }[];
    }
  | { readonly type: 'weigh'; readonly at: number; readonly grams: number | null }
  | { readonly type: 'judge'; readonly at: number; readonly conflict: number };

const at = fc.nat(5);
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('save'),
      at,
      sheet: fc.nat(3),
      by: fc.nat(2),
      day: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constantFrom('remove', 'queue', 'fail', 'loseReceipt'), at }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('receipts'),
      at,
      receipts: fc.array(
        fc.record({
          // Mostly ADD: a duration and its end belong to it alone.
          function: fc.constantFrom('ADD', 'ADD', 'ADD', ...declarationFunctions),
          code: fc.constantFrom('1', '2', '10', '10', '20', '20', ...statusCodes),
          sequence: fc.integer({ min: 1, max: 8 }),
          submission: fc.nat(1),
          issued: fc.integer({ min: 0, max: 5_000_000 }),
        }),
        { maxLength: 6 },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('weigh'), at, grams: fc.option(fc.nat(9000)) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('judge'), at, conflict: fc.nat(1) }) },
);

let counter = 0;
let feedNumber = 0;

const happen = (desk: StoreDesk, ids: number[], event: Event): void => {
  const operators = [desk.chenmin, desk.liwei, desk.wangfang];
  const { store } = desk;
  const existing = ids[event.at];
  if (event.type === 'save') {
    const operator = operators[event.by] ?? desk.chenmin;
    const facts: SaveFacts = {
      at: desk.clock.now + event.day * day,
      operatorId: operator.id,
      operatorLabel: operator.cardNumber ?? operator.userName,
      uscc: '',
      organisationCode: '',
      problemCount: 0,
      confirmedWarnings: [],
    };
    const sheet = sheets[event.sheet] ?? seaImport;
    transaction(store, (writable) => {
      if (existing !== undefined) {
        updateSheet(writable, existing, sheet, facts);
        return;
      }
      counter += 1;
      const number = String(counter);
      ids.push(
        insertSheet(writable, sheet, facts, { dataCentreNo: `D${number}`, tripNo: `T${number}` }),
      );
    });
    return;
  }
  if (existing === undefined) return;
  const sheet = findSheetEvenHidden(store, existing);
  switch (event.type) {
    case 'remove':
      transaction(store, (writable) => removeSheet(writable, existing));
      if (findSheetEvenHidden(store, existing) === null) ids.splice(ids.indexOf(existing), 1);
      return;
    case 'fail':
      // Whatever fails takes everything back, the summary too.
      expect(() =>
        transaction(store, (writable) => {
          writable.prepare('DELETE FROM item WHERE declaration_id = ?').run(existing);
          writable.prepare(`UPDATE declaration SET status = '50' WHERE id = ?`).run(existing);
          throw new Error('taken back');
        }),
      ).toThrow('taken back');
      return;
    case 'loseReceipt':
      store.prepare('DELETE FROM receipt WHERE declaration_id = ? AND sequence < 3').run(existing);
      return;
    case 'queue':
      if (sheet !== null) queueSubmission(desk, sheet);
      return;
    case 'receipts': {
      if (sheet === null) return;
      if (submissionsOf(store, existing).length === 0) queueSubmission(desk, sheet);
      const submissions = submissionsOf(store, existing);
      const incoming = event.receipts.map((receipt) => ({
        ...receipt,
        feedNumber: (feedNumber += 1),
        tripNo: sheet.tripNo,
        submissionId: submissions[receipt.submission]?.id ?? 'of another desk',
        text:
          receipt.sequence % 2 === 0
            ? `退单：集装箱号 CSQU${String(feedNumber)} 不符`
            : '退单：重量 9 不符',
        issuedAt: receipt.issued,
      }));
      // Each comes twice: what is known already is left out.
      transaction(store, (writable) =>
        applyReceipts(writable, '00017', [...incoming, ...incoming], 1),
      );
      return;
    }
    case 'weigh':
      store
        .prepare('UPDATE item SET pickup_weight = ? WHERE declaration_id = ? AND position = 0')
        .run(event.grams, existing);
      return;
    case 'judge':
      store
        .prepare('UPDATE receipt SET conflict = ? WHERE declaration_id = ? AND sequence < 4')
        .run(event.conflict, existing);
  }
};

it(
  'is at every moment what all sheets, items and receipts add up to, whatever happened',
  { timeout: 60_000 },
  async () => {
    const desk = await storeDesk();
    // Thousands of transactions; none of them has to outlive a power cut.
    desk.store.pragma('synchronous = OFF');
    const seen = { accepted: 0, rejected: 0 };
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 5, maxLength: 30 }), (events) => {
        const ids: number[] = [];
        for (const event of events) happen(desk, ids, event);
        expectKept(desk);
        seen.accepted += Number(
          desk.store.prepare('SELECT count(*) FROM daily_customs_time').pluck().get(),
        );
        seen.rejected += Number(
          desk.store.prepare('SELECT count(*) FROM daily_rejection').pluck().get(),
        );
      }),
      { seed: 42, numRuns: 120 },
    );
    // The events are such that there was something to keep.
    expect(seen.accepted).toBeGreaterThan(100);
    expect(seen.rejected).toBeGreaterThan(100);
  },
);

it('holds nothing more once every sheet is gone', async () => {
  const desk = await storeDesk();
  const ids = [seaImport, roadExport, emptyContainers].map((sheet) => desk.saved(sheet).id);
  expect(
    desk.store.prepare('SELECT sum(sheets) FROM daily_summary WHERE grain = 0').pluck().get(),
  ).toBe(3);
  for (const id of ids) transaction(desk.store, (store) => removeSheet(store, id));
  expect(desk.store.prepare('SELECT count(*) FROM daily_summary').pluck().get()).toBe(0);
});

it('is left as it was where many sheets at once can’t be written', async () => {
  const desk = await storeDesk();
  desk.saved(seaImport);
  const before = summary(desk.store);
  expect(() =>
    withSummaryRebuilt(desk.store, (store) => {
      store.exec('UPDATE declaration SET status = 20');
      throw new Error('disk gone');
    }),
  ).toThrow('disk gone');
  expect(summary(desk.store)).toEqual(before);
  desk.saved(roadExport);
  expectKept(desk);
});

it('is mended by a rebuild', async () => {
  const desk = await storeDesk();
  desk.saved(seaImport);
  const before = summary(desk.store);
  desk.store.exec('DELETE FROM daily_summary; UPDATE declaration SET total_pickup_weight = 7');
  rebuildSummary(desk.store);
  expect(summary(desk.store)).toEqual(before);
});
