import { expect, it } from 'vitest';
import type { QueryConditions } from '../../src-shared/contract/schemas.ts';
import { explaining } from '../../tests/support/explaining-store.ts';
import type { Plan } from '../../tests/support/explaining-store.ts';
import { seaImport } from '../../tests/support/sample-sheets.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import { chosenIds, countSheets, querySheets } from './query.ts';

/** Plans of the list's SQL, over all combinations of conditions: no scan, no sorting, the index. */

/** With how many sheets have each value, so that it is known which one is the rarest. */
const conditions = [
  { asks: { amended: true }, column: 'amended', value: '1', sheets: 300, index: 'list_amended' },
  { asks: { toSign: true }, column: 'to_sign', value: '1', sheets: 310, index: 'list_to_sign' },
  {
    asks: { withdrawn: true },
    column: 'withdrawn',
    value: '1',
    sheets: 320,
    index: 'list_withdrawn',
  },
  {
    asks: { sending: 'waiting' },
    column: 'sending',
    value: 'waiting',
    sheets: 330,
    index: 'list_by_sending',
  },
  { asks: { status: '20' }, column: 'status', value: '20', sheets: 4000, index: 'list_by_status' },
  {
    asks: { customsCode: '5202' },
    column: 'customs_code',
    value: '5202',
    sheets: 50_000,
    index: 'list_by_customs_code',
  },
  {
    asks: { operatorId: 1 },
    column: 'operator_id',
    value: '1',
    sheets: 60_000,
    index: 'list_by_operator',
  },
  {
    asks: { businessType: '1000000000' },
    column: 'business_type',
    value: '1000000000',
    sheets: 400_000,
    index: 'list_by_business_type',
  },
  {
    asks: { mediumType: 'VN' },
    column: 'medium_type',
    value: 'VN',
    sheets: 800_000,
    index: 'list_by_medium_type',
  },
  {
    asks: { importExport: 'I' },
    column: 'import_export',
    value: 'I',
    sheets: 500_000,
    index: null,
  },
] as const;
const dates: QueryConditions = { enteredFrom: '2026-11-01', enteredTo: '2026-11-30' };

const subsets = <Value>(values: readonly Value[]): Value[][] =>
  values.reduce<Value[][]>((sets, value) => [...sets, ...sets.map((set) => [...set, value])], [[]]);

const combined = (parts: readonly QueryConditions[]): QueryConditions =>
  Object.assign({}, ...parts) as QueryConditions;

const million = async (): Promise<ReturnType<typeof explaining>> => {
  const desk = await storeDesk();
  for (let count = 0; count < 3; count += 1) desk.saved(seaImport);
  const write = desk.store.prepare(
    `INSERT INTO condition_count VALUES (?, ?, ?)
     ON CONFLICT (condition, value) DO UPDATE SET sheets = excluded.sheets`,
  );
  write.run('all', '1', 1_000_000);
  for (const { column, value, sheets } of conditions) write.run(column, value, sheets);
  desk.store.exec('UPDATE entry_day SET first_id = 1, last_id = 30000');
  return explaining(desk.store);
};

/** What no plan may contain, also not along a covering index. */
const isWasteful = ({ steps }: Plan): boolean =>
  steps.some(
    (step) =>
      /^SCAN (declaration|item)\b/.test(step) || step.includes('USE TEMP B-TREE FOR ORDER BY'),
  );

const indexesOf = (plans: readonly Plan[]): Set<string> =>
  new Set(
    plans.flatMap(({ steps }) =>
      steps.flatMap(
        (step) => /^SEARCH declaration USING (?:COVERING )?INDEX (\w+)/.exec(step)?.[1] ?? [],
      ),
    ),
  );

const after = { at: 1_700_000_000_000, id: 500 };

it('finds every combination along the index of its rarest condition, whichever way it is sorted', async () => {
  const { store, taken } = await million();
  let checked = 0;
  for (const chosen of subsets(conditions)) {
    const rarest = chosen.find(({ index }) => index !== null)?.index ?? 'list_newest';
    for (const withDates of [false, true]) {
      const asked = combined([...chosen.map(({ asks }) => asks), ...(withDates ? [dates] : [])]);
      for (const sort of ['newest', 'oldest', 'lastSaved'] as const) {
        querySheets(store, asked, null, 50, sort);
        if (sort === 'newest') querySheets(store, asked, after, 50, sort);
        const plans = taken();
        expect(plans.filter(isWasteful)).toEqual([]);
        const used = indexesOf(plans);
        const allowed = sort === 'lastSaved' ? [rarest, 'list_last_saved'] : [rarest];
        expect(used.size).toBe(1);
        expect(allowed).toContain([...used][0]);
        checked += plans.length;
      }
      countSheets(store, asked);
      const plans = taken();
      expect(plans.filter(isWasteful)).toEqual([]);
      expect([...indexesOf(plans)]).toEqual([rarest]);
    }
  }
  expect(checked).toBeGreaterThan(10_000);
}, 120_000);

it('holds every condition in the index that it goes along, so that no sheet is read in vain', async () => {
  const { store, taken } = await million();
  for (const chosen of subsets(conditions)) {
    querySheets(store, combined(chosen.map(({ asks }) => asks)), null, 50);
    const steps = taken()
      .flatMap((plan) => plan.steps)
      .filter((step) => step.includes('list_'));
    expect(steps).toHaveLength(1);
    expect(steps[0]).toContain('USING COVERING INDEX');
  }
}, 60_000);

it('goes along 最近暂存 where sheets are found there soon, else along the rarest condition', async () => {
  const { store, taken } = await million();
  const indexOf = (asked: QueryConditions): string[] => {
    querySheets(store, asked, null, 50, 'lastSaved');
    return [...indexesOf(taken())];
  };
  expect(indexOf({})).toEqual(['list_last_saved']);
  expect(indexOf({ mediumType: 'VN', importExport: 'I' })).toEqual(['list_last_saved']);
  expect(indexOf({ amended: true })).toEqual(['list_amended']);
  expect(indexOf({ status: '20', customsCode: '5202' })).toEqual(['list_by_status']);
});

it.each([
  ['a trip number', { tripNo: '20261121000000000170001700000001' }, null],
  ['a medium', { mediumId: '沪a12345' }, 'declaration_by_medium'],
  ['a whole number', { text: 'CSQU3054383' }, null],
  ['the beginning of a trip number', { text: '2026112100000000' }, null],
  ['the end of a trip number', { text: '01700000001' }, null],
  ['a part of a number', { text: 'SQU305' }, null],
  ['a word', { text: '提货' }, null],
] as const)(
  'finds by %s without a scan, whatever else is asked',
  async (_what, first, index) => {
    const { store, taken } = await million();
    for (const chosen of subsets(conditions.filter(({ sheets }) => sheets > 3000))) {
      const asked = combined([first, ...chosen.map(({ asks }) => asks), dates]);
      for (const sort of ['newest', 'oldest'] as const) {
        querySheets(store, asked, null, 50, sort);
        querySheets(store, asked, after, 50, sort);
      }
      countSheets(store, asked);
      chosenIds(store, { kind: 'matching', conditions: asked, except: [] });
      const plans = taken();
      expect(plans.filter(isWasteful)).toEqual([]);
      if (index !== null) expect([...indexesOf(plans)]).toContain(index);
    }
  },
  60_000,
);

it('begins a page behind another where that one ends, and not at a date of the question', async () => {
  const { store, taken } = await million();
  const bounds = (sort: 'newest' | 'oldest'): string[] => {
    querySheets(store, dates, after, 50, sort);
    const [plan] = taken().filter(({ steps }) =>
      steps.some((step) => step.includes('list_newest')),
    );
    return plan?.sql.match(/[ +(]declaration\.entered_at(, declaration\.id\))? [<>]=?/g) ?? [];
  };
  expect(bounds('newest')).toEqual([
    ' declaration.entered_at >=',
    '+declaration.entered_at <',
    '(declaration.entered_at, declaration.id) <',
  ]);
  expect(bounds('oldest')).toEqual([
    '+declaration.entered_at >=',
    ' declaration.entered_at <',
    '(declaration.entered_at, declaration.id) >',
  ]);
});

it('reads no sheet where a value is known to be absent', async () => {
  const { store, taken } = await million();
  expect(querySheets(store, { status: '43', mediumType: 'VN' }, null, 50).rows).toEqual([]);
  expect(countSheets(store, { importExport: 'X' })).toEqual({ count: 0, isMore: false });
  expect([...indexesOf(taken())]).toEqual([]);
});
