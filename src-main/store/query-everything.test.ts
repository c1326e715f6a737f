import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import type { QueryConditions, SheetKey, SheetRow } from '../../src-shared/contract/schemas.ts';
import { foldText } from '../../src-shared/declaration/free-text.ts';
import { emptyHead, emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import { sendingConditionOf, sendingConditions } from '../../src-shared/declaration/query-words.ts';
import type { SheetSort } from '../../src-shared/declaration/query-words.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { isUnanswered, submissionStates } from '../../src-shared/declaration/status.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import type { StoreDesk } from '../../tests/support/store-desk.ts';
import {
  findSheet,
  noteSubmission,
  removeSheet,
  renumberSheet,
  updateSheet,
  writeCustomsState,
} from './declarations.ts';
import { chosenIds, countSheets, querySheets } from './query.ts';
import { openForReading } from './store.ts';
import type { ReadableStore } from './store.ts';
import { insertSubmission, writeSubmissionState } from './submissions.ts';

/**
 * The list against a slow computation that knows nothing of indexes, counts or tokens: whatever
 * happens to the sheets, every combination of conditions finds the same ones in the same order.
 */

const plates = ['沪A12345', '沪A12346', '粤BD12345', 'AB12', '12345'];
const bills = ['COSU6381234560', 'COSU6381', 'XX"*%_-/1', 'MSKU9070323', ''];
const words = ['', '提货单号', '加急 提货', 'cosco "%" _', '运单\n提货', '２０２６'];
const vessels = ['', 'COSCO SHIPPING ARIES', 'Ever Given', '远洋之星'];
const day = 86_400_000;

const pick = <Value>(values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);

const arbitrarySheet: fc.Arbitrary<Sheet> = fc
  .record({
    customsCode: pick(['5202', '5301']),
    mediumType: pick(['VN', 'BC']),
    mediumId: pick(plates),
    businessType: pick(['1000000000', '0000100000']),
    importExport: pick(['I', 'E']),
    remark: pick(words),
    items: fc.array(
      fc.record({
        objectId: pick(bills),
        vesselName: pick(vessels),
        containerNo1: pick(['', 'CSQU3054383']),
        sealNos1: pick(['', 'ES100201|ES100202']),
        remark: pick(words),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ items, ...values }) => {
    const head = emptyHead({ ...values, transportMode: '2' });
    return { head, items: items.map((item) => ({ ...emptyItem(head), ...item })) };
  });

type Act = (desk: StoreDesk, ids: readonly number[]) => void;

const submit = (desk: StoreDesk, id: number, of: 'ADD' | 'MOD'): string => {
  const submissionId = randomUUID();
  insertSubmission(desk.store, {
    id: submissionId,
    declarationId: id,
    declarationVersion: 1,
    function: of,
    deskNumber: '00017',
    envelope: {
      payload: '{}',
      signature: '',
      certificate: '',
      algorithm: 'SM2-SM3',
    },
    cardNumber: '',
    signerId: desk.chenmin.id,
    signerName: '',
    signedAt: 0,
    queuedAt: 0,
  });
  noteSubmission(desk.store, id, submissionId, { status: '0', sequence: 0 });
  return submissionId;
};

const arbitraryAct: fc.Arbitrary<Act> = fc.oneof(
  fc
    .record({ sheet: arbitrarySheet, by: fc.boolean(), later: fc.nat(3) })
    .map(({ sheet, by, later }): Act => (desk) => {
      desk.clock.now += later * (day / 2);
      desk.saved(sheet, { by: by ? desk.wangfang : desk.chenmin });
    }),
  fc
    .record({ at: fc.nat(), state: pick(submissionStates), of: pick(['ADD', 'MOD'] as const) })
    .map(({ at, state, of }): Act => (desk, ids) => {
      const id = ids[at % ids.length];
      if (id === undefined) return;
      writeSubmissionState(desk.store, submit(desk, id, of), state, null, 0);
    }),
  fc
    .record({ at: fc.nat(), status: pick(['10', '20', '50', '0']), withdrawn: fc.boolean() })
    .map(({ at, status, withdrawn }): Act => (desk, ids) => {
      const id = ids[at % ids.length];
      if (id === undefined) return;
      writeCustomsState(desk.store, id, { status, withdrawn, changeOutcome: null }, null);
    }),
  fc.nat().map((at): Act => (desk, ids) => {
    const id = ids[at % ids.length];
    if (id !== undefined) removeSheet(desk.store, id);
  }),
  fc.record({ at: fc.nat(), sheet: arbitrarySheet }).map(({ at, sheet }): Act => (desk, ids) => {
    const id = ids[at % ids.length];
    if (id === undefined) return;
    desk.clock.now += 1000;
    updateSheet(desk.store, id, sheet, {
      at: desk.clock.now,
      operatorId: desk.liwei.id,
      operatorLabel: 'liwei',
      uscc: '',
      organisationCode: '',
      problemCount: at % 2,
      confirmedWarnings: [],
    });
  }),
  fc.nat().map((at): Act => (desk, ids) => {
    const sheet = findSheet(desk.store, ids[at % ids.length] ?? -1);
    if (sheet === null || sheet.tripNo.startsWith('2099')) return;
    renumberSheet(desk.store, sheet.id, sheet.tripNo.replace(/^.{6}/, '209901'));
  }),
);

/** Seldom enough that conditions leave something to be found. */
const sometimes = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const arbitraryText = fc.oneof(
  pick([
    '沪A12345',
    'COSU',
    'U638',
    '12',
    '345',
    '提货',
    'co "',
    '"%',
    '*%',
    '２０',
    '货\n',
    'AB12',
  ]),
  pick(['202611', '2026112', '209901', '0000001', '00017', '不存在', 'OR "x"', '_', '号CO']),
);

const arbitraryConditions: fc.Arbitrary<QueryConditions> = fc
  .record({
    status: sometimes(pick(['0', '10', '20', '99'])),
    mediumType: sometimes(pick(['VN', 'BC'])),
    mediumId: sometimes(pick(plates)),
    businessType: sometimes(pick(['1000000000', '0000100000'])),
    customsCode: sometimes(pick(['5202', '9999'])),
    importExport: sometimes(pick(['I', 'E'])),
    enteredFrom: sometimes(pick(['2026-11-22', '2026-11-24', '2030-01-01'])),
    enteredTo: sometimes(pick(['2026-11-22', '2026-11-25', '2030-01-01'])),
    text: fc.option(arbitraryText, { nil: undefined, freq: 2 }),
    sending: sometimes(pick(sendingConditions)),
    operatorId: sometimes(pick([1, 2, 3])),
    toSign: sometimes(fc.constant(true as const)),
    withdrawn: sometimes(fc.constant(true as const)),
    amended: sometimes(fc.constant(true as const)),
  })
  .map((conditions) =>
    Object.fromEntries(Object.entries(conditions).filter(([, value]) => value !== undefined)),
  );

interface Known {
  readonly row: SheetRow;
  readonly sheet: Sheet;
  readonly operatorId: number;
  readonly systemNumbers: readonly string[];
}

const numbersOf = ({ sheet }: Known): readonly string[] =>
  [
    sheet.head.mediumId,
    ...sheet.items.flatMap((item) => [
      item.objectId,
      item.containerNo1,
      ...item.sealNos1.split('|'),
    ]),
  ].map(foldText);

const isWhole = (known: Known, text: string): boolean =>
  [
    ...known.systemNumbers,
    known.sheet.head.mediumId,
    ...known.sheet.items.flatMap(({ objectId, containerNo1 }) => [objectId, containerNo1]),
  ].includes(text);

const isSystemNumber = ({ systemNumbers }: Known, text: string): boolean =>
  /^[0-9A-Z]+$/.test(text) &&
  systemNumbers.some(
    (number) =>
      (text.length > 6 && number.startsWith(text)) || (text.length > 8 && number.endsWith(text)),
  );

const isAnywhere = (known: Known, text: string): boolean =>
  known.systemNumbers.some(
    (number) =>
      (text.length <= 6 && number.startsWith(text)) || (text.length <= 8 && number.endsWith(text)),
  ) ||
  numbersOf(known).some((number) =>
    text.length >= 4 ? number.includes(text) : number.startsWith(text) || number.endsWith(text),
  ) ||
  [
    known.sheet.head.remark,
    ...known.sheet.items.flatMap(({ remark, vesselName, voyageNo }) => [
      remark,
      vesselName,
      voyageNo,
    ]),
  ].some((words) => foldText(words).includes(text));

const isMarked = ({ row }: Known, conditions: QueryConditions): boolean => {
  const state = row.lastSubmission?.state ?? null;
  const sending = state === null ? 'none' : sendingConditionOf[state];
  return (
    (conditions.sending === undefined || conditions.sending === sending) &&
    (conditions.withdrawn !== true || row.withdrawn) &&
    (conditions.amended !== true || row.amended) &&
    (conditions.toSign !== true ||
      (row.status === '0' &&
        row.problemCount === 0 &&
        !row.withdrawn &&
        (state === null || !isUnanswered(state))))
  );
};

const isListed = (known: Known, conditions: QueryConditions): boolean => {
  const { row, sheet } = known;
  const same = (value: string | undefined, own: string): boolean =>
    value === undefined || value === own;
  return (
    same(conditions.status, row.status) &&
    same(conditions.mediumType, sheet.head.mediumType) &&
    same(conditions.mediumId, sheet.head.mediumId) &&
    same(conditions.businessType, sheet.head.businessType) &&
    same(conditions.customsCode, sheet.head.customsCode) &&
    same(conditions.importExport, sheet.head.importExport) &&
    (conditions.operatorId === undefined || conditions.operatorId === known.operatorId) &&
    (conditions.enteredFrom === undefined || row.enteredOn >= conditions.enteredFrom) &&
    (conditions.enteredTo === undefined || row.enteredOn <= conditions.enteredTo) &&
    isMarked(known, conditions)
  );
};

/** A question's text as the clerk's keyboard may give it. */
const asked = (text: string): string => foldText(text.replace(/\n/g, ' ')).trim();

const slowly = (
  all: readonly Known[],
  conditions: QueryConditions,
  sort: SheetSort,
): readonly number[] => {
  const { text } = conditions;
  const reaches = [isWhole, isSystemNumber, isAnywhere];
  const reach =
    text === undefined
      ? () => true
      : (reaches.find((one) => all.some((known) => one(known, asked(text)))) ?? isAnywhere);
  const by = sort === 'lastSaved' || sort === 'firstSaved' ? 'changedAt' : 'enteredAt';
  const direction = sort === 'oldest' || sort === 'firstSaved' ? 1 : -1;
  return all
    .filter((known) => isListed(known, conditions))
    .filter((known) => text === undefined || (asked(text).length > 1 && reach(known, asked(text))))
    .map(({ row }) => row)
    .toSorted((a, b) => direction * (a[by] - b[by] || a.id - b.id))
    .map(({ id }) => id);
};

const everything = (desk: StoreDesk): Known[] =>
  desk.store
    .prepare('SELECT id, operator_id, trip_no, earlier_trip_no, data_centre_no FROM declaration')
    .all()
    .flatMap((found) => {
      const row = found as Record<string, string | number | null>;
      const sheet = findSheet(desk.store, Number(row['id']));
      if (sheet === null) return [];
      const systemNumbers = ['trip_no', 'earlier_trip_no', 'data_centre_no'].flatMap((column) =>
        row[column] === null ? [] : [String(row[column])],
      );
      return [{ row: sheet, sheet, operatorId: Number(row['operator_id']), systemNumbers }];
    });

const quickly = (
  reading: ReadableStore,
  conditions: QueryConditions,
  sort: SheetSort,
): number[] => {
  const ids: number[] = [];
  let after: SheetKey | null = null;
  for (;;) {
    const page = querySheets(reading, conditions, after, 3, sort);
    ids.push(...page.rows.map(({ id }) => id));
    if (page.next === null) return ids;
    after = page.next;
  }
};

it('finds by whatever conditions what a slow computation finds, page by page', async () => {
  const desk = await storeDesk();
  // As the query's thread reads.
  const reading = openForReading(desk.file);
  onTestFinished(() => {
    reading.close();
  });
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbitraryAct, { minLength: 8, maxLength: 12 }),
      fc.array(fc.tuple(arbitraryConditions, pick(['newest', 'oldest', 'lastSaved'] as const)), {
        minLength: 10,
        maxLength: 10,
      }),
      async (acts, questions) => {
        for (const act of acts)
          act(
            desk,
            everything(desk).map(({ row }) => row.id),
          );
        const all = everything(desk);
        for (const [conditions, sort] of questions) {
          const expected = slowly(all, conditions, sort);
          found += expected.length > 0 ? 1 : 0;
          // Text has no order by the last 暂存.
          const inOrder = (ids: readonly number[]): readonly number[] =>
            conditions.text !== undefined && sort === 'lastSaved' ? ids.toSorted() : ids;
          expect([conditions, sort, inOrder(quickly(reading, conditions, sort))]).toEqual([
            conditions,
            sort,
            inOrder(expected),
          ]);
          expect(countSheets(reading, conditions)).toEqual({
            count: expected.length,
            isMore: false,
          });
          const chosen = chosenIds(reading, { kind: 'matching', conditions, except: [], sort });
          expect(inOrder(chosen)).toEqual(inOrder(expected));
        }
      },
    ),
    { seed: 5, numRuns: 40 },
  );
  expect(found).toBeGreaterThan(100);
}, 60_000);
