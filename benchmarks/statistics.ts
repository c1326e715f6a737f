import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createStatisticsReader } from '../src-main/reports/statistics/statistics-reader.ts';
import type { StatisticsReader } from '../src-main/reports/statistics/statistics-reader.ts';
import { rebuildSummary, withSummaryRebuilt } from '../src-main/store/daily-summary.ts';
import { insertSheet, removeSheet } from '../src-main/store/declarations.ts';
import { dropSummaryTriggers } from '../src-main/store/migrations/0005-summary-triggers.ts';
import { keepOperator } from '../src-main/store/operators.ts';
import { openStore, transaction } from '../src-main/store/store.ts';
import type { WritableStore } from '../src-main/store/store.ts';
import { timedGroupings } from '../src-shared/contract/statistics.ts';
import type {
  ExactStatistics,
  Statistics,
  StatisticsFilters,
  StatisticsInput,
} from '../src-shared/contract/statistics.ts';
import { periodUnits } from '../src-shared/statistics/periods.ts';
import type { CustomsTime } from '../src-shared/statistics/customs-time.ts';
import { insertRandomSheets } from '../tests/support/random-sheets.ts';
import { seaImport } from '../tests/support/sample-sheets.ts';
import { figure, figureWithin, quantile } from './figures.ts';
import type { Figure } from './figures.ts';

const sheetCount = 1_000_000;
const operatorCount = 20;
const rounds = 30;
const seed = 1;
const mostMilliseconds = 300;
const mostPercent = 5;

const year: StatisticsInput = {
  from: '2025-11-23',
  to: '2026-11-22',
  unit: 'month',
  filters: {},
};
/** 本月: what the screen always opens with. */
const opening: StatisticsInput = { ...year, from: '2026-11-01', unit: 'day' };
/** No sheet is from that day: what an answer takes that has nothing to add up. */
const emptyDay: StatisticsInput = { ...year, from: '2020-01-01', to: '2020-01-01' };

/** Common, rare and absent values of each filter, and of two at once. */
const oneFilter: readonly StatisticsFilters[] = [
  { customsCode: '5202' },
  { customsCode: '0202' },
  { customsCode: '9999' },
  { businessType: '1000000000' },
  { businessType: '1010000000' },
  { businessType: 'none' },
  { operatorId: 1 },
  { operatorId: 999 },
  { status: '50' },
  { status: '42' },
  { status: 'withdrawn' },
];
const twoFilters: readonly StatisticsFilters[] = [
  { customsCode: '5202', businessType: '1000000000' },
  { customsCode: '5202', operatorId: 2 },
  { businessType: '1000000000', operatorId: 2 },
  { businessType: '1000000000', status: '50' },
];

const keepOperators = (store: WritableStore): readonly number[] =>
  Array.from(
    { length: operatorCount },
    (_value, index) =>
      keepOperator(
        store,
        {
          userName: `bench${String(index)}`,
          displayName: `bench ${String(index)}`,
          cardNumber: null,
          rights: ['clerk'],
          enterprise: { name: 'bench', uscc: '', organisationCode: '' },
        },
        'no password',
      ).id,
  );

const timed = async (work: () => unknown): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

const readings = async (
  reader: StatisticsReader,
  inputs: readonly StatisticsInput[],
): Promise<number[]> => {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const input of inputs) taken.push(await timed(() => reader.read(input)));
  }
  return taken;
};

const errorPercent = (said: CustomsTime | null, exact: CustomsTime | null | undefined): number[] =>
  said === null || exact === null || exact === undefined
    ? []
    : (['p50', 'p95'] as const).map((share) =>
        exact[share] === 0
          ? said[share]
          : (Math.abs(said[share] - exact[share]) / exact[share]) * 100,
      );

/** How far the histogram's percentiles are from the exact ones, in percent of those. */
const errorsOf = (said: Statistics, exact: ExactStatistics): number[] => [
  ...errorPercent(said.total.customsTime, exact.customsTime),
  ...timedGroupings.flatMap((grouping) => {
    const times = new Map(exact.groups[grouping].map(({ key, customsTime }) => [key, customsTime]));
    return said.groups[grouping].flatMap(({ key, customsTime }) =>
      errorPercent(customsTime, times.get(key)),
    );
  }),
];

/** A save and its end, with the summary kept and, in turn, without. */
const measureKeeping = (store: WritableStore): { with: number[]; without: number[] } => {
  let number = 0;
  const keepOne = (): number => {
    number += 1;
    const started = performance.now();
    const id = transaction(store, (writable) =>
      insertSheet(
        writable,
        seaImport,
        {
          at: Date.UTC(2026, 10, 22),
          operatorId: 1,
          operatorLabel: 'bench0',
          uscc: '',
          organisationCode: '',
          problemCount: 0,
          confirmedWarnings: [],
        },
        { dataCentreNo: `bench ${String(number)}`, tripNo: `bench ${String(number)}` },
      ),
    );
    transaction(store, (writable) => {
      removeSheet(writable, id);
    });
    return performance.now() - started;
  };
  const many = (): number[] => Array.from({ length: rounds * 10 }, keepOne);
  const kept = many();
  store.exec(dropSummaryTriggers);
  return { with: kept, without: many() };
};

/**
 * The whole screen of 业务数据统计 over a year of a million sheets, asked as the window asks, in the
 * thread that the program uses; what it is worth against the exact figures; and what it costs to
 * keep and to make anew.
 */
export const benchmarkStatistics = async (): Promise<Figure[]> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kakou-desk-bench-'));
  const file = path.join(folder, 'kakou.db');
  const store = await openStore(file);
  const operatorIds = keepOperators(store);
  withSummaryRebuilt(store, (writable) => {
    insertRandomSheets(writable, {
      count: sheetCount,
      seed,
      firstDay: year.from,
      days: 365,
      operatorIds,
    });
  });
  const reader = createStatisticsReader({
    storeFile: file,
    // As built: the first look is also the thread's start, and nobody's waits for its types.
    threadFile: new URL('../.vite/build/statistics-thread.cjs', import.meta.url),
  });
  try {
    const rawPass = await timed(() =>
      store
        .prepare(
          `SELECT customs_code, business_type, operator_id, (entered_at + 28800000) / 86400000,
             status, count(*), sum(vehicle_weight) FROM declaration WHERE hidden = 0
           GROUP BY 1, 2, 3, 4, 5`,
        )
        .all(),
    );
    const rebuild = await timed(() => {
      rebuildSummary(store);
    });
    // The thread starts with it.
    const opened = await timed(() => reader.read(opening));
    const first = await timed(() => reader.read(year));
    const floor = quantile(await readings(reader, [emptyDay]), 0.95);
    const whole: Figure[] = [];
    for (const unit of periodUnits) {
      const taken = await readings(reader, [{ ...year, unit }]);
      const name = `statistics.year.by-${unit}.1m.p95 (floor: nothing to add up)`;
      whole.push(figureWithin(name, quantile(taken, 0.95), floor, mostMilliseconds));
    }
    const filtered = async (filters: readonly StatisticsFilters[]): Promise<number> =>
      quantile(
        await readings(
          reader,
          filters.map((one) => ({ ...year, filters: one })),
        ),
        0.95,
      );
    const one = await filtered(oneFilter);
    const two = await filtered(twoFilters);

    const errors: number[] = [];
    let exactTaken = 0;
    for (const unit of periodUnits) {
      const input = { ...year, unit };
      const said = await reader.read(input);
      const started = performance.now();
      const exact = await reader.exact(input);
      exactTaken = performance.now() - started;
      if (exact === null) throw new Error('nothing else was asked');
      if (exact.sheets !== said.total.figures.sheets) throw new Error('the summary is astray');
      errors.push(...errorsOf(said, exact));
    }
    const keeping = measureKeeping(store);
    return [
      ...whole,
      figureWithin('statistics.opening.1m', opened, floor, mostMilliseconds),
      figureWithin('statistics.year.first-look.1m', first, floor, mostMilliseconds),
      figureWithin('statistics.year.one-filter.1m.p95', one, floor, mostMilliseconds),
      figureWithin('statistics.year.two-filters.1m.p95', two, floor, mostMilliseconds),
      {
        ...figureWithin(
          'statistics.customs-time.largest-error (of the exact)',
          Math.max(...errors),
          mostPercent,
          mostPercent,
        ),
        unit: '%',
      },
      figure('statistics.exact.1m (floor: one pass over the sheets)', exactTaken, rawPass),
      figure('statistics.rebuild.1m (floor: one pass over the sheets)', rebuild, rawPass),
      figure(
        'statistics.save-and-delete.p50 (floor: without the summary)',
        quantile(keeping.with, 0.5),
        quantile(keeping.without, 0.5),
      ),
    ];
  } finally {
    await reader.stop();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
