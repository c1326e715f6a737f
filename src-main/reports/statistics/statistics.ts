import { timedGroupings } from '../../../src-shared/contract/statistics.ts';
import type {
  ExactStatistics,
  Figures,
  TimedGrouping,
  Statistics,
  StatisticsGroup,
  StatisticsInput,
} from '../../../src-shared/contract/statistics.ts';
import {
  estimatedCustomsTime,
  exactCustomsTime,
} from '../../../src-shared/statistics/customs-time.ts';
import {
  dateOfDay,
  dayNumber,
  periodsOf,
  periodStart,
} from '../../../src-shared/statistics/periods.ts';
import type { PeriodUnit } from '../../../src-shared/statistics/periods.ts';
import { normalReason } from '../../../src-shared/statistics/rejection-reason.ts';
import { countedSheets } from '../../store/exact-customs-times.ts';
import {
  customsTimesBy,
  customsTimesByDay,
  figuresBy,
  figuresByDay,
  namedOperators,
  rejectionsOf,
} from '../../store/statistics.ts';
import type { Dimension, SummaryRange } from '../../store/statistics.ts';
import { snapshot } from '../../store/store.ts';
import type { ReadableStore } from '../../store/store.ts';

const noFigures: Figures = {
  sheets: 0,
  accepted: 0,
  sentBack: 0,
  items: 0,
  vehicleWeight: 0,
  trailerWeight: 0,
  containerWeight: 0,
  pickupWeight: 0,
};

const add = (to: Figures, from: Figures): void => {
  for (const name of Object.keys(noFigures) as (keyof Figures)[]) to[name] += from[name];
};

/** A map that makes what it does not have yet. */
const entryOf = <Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value => {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
};

type Histogram = Map<number, number>;
const emptyHistogram = (): Histogram => new Map();

const count = (histogram: Histogram, bucket: number, sheets: number): void => {
  histogram.set(bucket, (histogram.get(bucket) ?? 0) + sheets);
};

const rangeOf = ({ from, to, filters }: StatisticsInput): SummaryRange => ({
  firstDay: dayNumber(from),
  lastDay: dayNumber(to),
  filters,
});

/** The first day of each period lies in the range; that of the week or month around it may not. */
const periodKey = (unit: PeriodUnit, range: SummaryRange): ((day: number) => string) => {
  const keys = new Map<number, string>();
  return (day) =>
    entryOf(keys, day, () => dateOfDay(Math.max(periodStart(unit, day), range.firstDay)));
};

const byDimension = (
  store: ReadableStore,
  range: SummaryRange,
  by: Dimension,
): StatisticsGroup[] => {
  const histograms = new Map<string, Histogram>();
  for (const [key, bucket, sheets] of customsTimesBy(store, range, by) ?? []) {
    count(entryOf(histograms, key, emptyHistogram), bucket, sheets);
  }
  return figuresBy(store, range, by)
    .map(({ key, ...figures }) => ({
      key,
      figures,
      customsTime: estimatedCustomsTime(histograms.get(key) ?? emptyHistogram()),
    }))
    .sort((a, b) => b.figures.sheets - a.figures.sheets);
};

/** The whole screen, from the daily summary, as the store is at one moment. */
export const readStatistics = (store: ReadableStore, input: StatisticsInput): Statistics =>
  snapshot(store, () => {
    const range = rangeOf(input);
    const total = { ...noFigures };
    const statuses = new Map<string, Figures>();
    const periods = new Map<string, Figures>();
    const keyOf = periodKey(input.unit, range);
    for (const { day, status, ...figures } of figuresByDay(store, range)) {
      add(total, figures);
      add(
        entryOf(statuses, status, () => ({ ...noFigures })),
        figures,
      );
      add(
        entryOf(periods, keyOf(day), () => ({ ...noFigures })),
        figures,
      );
    }
    const times = emptyHistogram();
    const periodTimes = new Map<string, Histogram>();
    for (const [bucket, day, sheets] of customsTimesByDay(store, range) ?? []) {
      count(times, bucket, sheets);
      count(entryOf(periodTimes, keyOf(day), emptyHistogram), bucket, sheets);
    }
    const rejections = new Map<string, Statistics['rejections'][number]>();
    for (const row of rejectionsOf(store, range)) {
      const reason = normalReason(row.reason);
      entryOf(rejections, `${row.function} ${reason}`, () => ({
        reason,
        function: row.function,
        receipts: 0,
      })).receipts += row.receipts;
    }
    return {
      total: { key: '', figures: total, customsTime: estimatedCustomsTime(times) },
      groups: {
        periods: periodsOf(input.unit, input).map(({ from }) => ({
          key: from,
          figures: periods.get(from) ?? noFigures,
          customsTime: estimatedCustomsTime(periodTimes.get(from) ?? emptyHistogram()),
        })),
        statuses: [...statuses]
          .map(([key, figures]) => ({ key, figures, customsTime: null }))
          .sort((a, b) => b.figures.sheets - a.figures.sheets),
        districts: byDimension(store, range, 'customsCode'),
        businessTypes: byDimension(store, range, 'businessType'),
        operators: byDimension(store, range, 'operatorId'),
      },
      rejections: [...rejections.values()].sort((a, b) => b.receipts - a.receipts),
      operators: namedOperators(store),
    };
  });

/** So many sheets at a time: whoever waits for something else is heard in between. */
const sheetsPerStep = 2000;

/**
 * 精确计算: how long customs took with each sheet, from its receipts. In steps: null, and null
 * again, until there is an answer.
 */
export function* exactStatisticsInSteps(
  store: ReadableStore,
  input: StatisticsInput,
): Generator<ExactStatistics | null, void> {
  const range = rangeOf(input);
  const keyOf = periodKey(input.unit, range);
  const all: number[] = [];
  const times: Readonly<Record<TimedGrouping, Map<string, number[]>>> = {
    periods: new Map(),
    districts: new Map(),
    businessTypes: new Map(),
    operators: new Map(),
  };
  let sheets = 0;
  for (const sheet of countedSheets(store, range)) {
    sheets += 1;
    if (sheets % sheetsPerStep === 0) yield null;
    const { customsMilliseconds } = sheet;
    if (customsMilliseconds === null) continue;
    all.push(customsMilliseconds);
    const keys: Readonly<Record<TimedGrouping, string>> = {
      periods: keyOf(sheet.day),
      districts: sheet.customsCode,
      businessTypes: sheet.businessType,
      operators: String(sheet.operatorId),
    };
    for (const grouping of timedGroupings) {
      entryOf(times[grouping], keys[grouping], () => []).push(customsMilliseconds);
    }
  }
  const exactOf = (grouping: TimedGrouping): ExactStatistics['groups'][TimedGrouping] =>
    [...times[grouping]].flatMap(([key, milliseconds]) => {
      const customsTime = exactCustomsTime(milliseconds);
      return customsTime === null ? [] : [{ key, customsTime }];
    });
  yield {
    sheets,
    customsTime: exactCustomsTime(all),
    groups: {
      periods: exactOf('periods'),
      districts: exactOf('districts'),
      businessTypes: exactOf('businessTypes'),
      operators: exactOf('operators'),
    },
  };
}

/** The whole of it at once. */
export const readExactStatistics = (
  store: ReadableStore,
  input: StatisticsInput,
): ExactStatistics => {
  for (const found of exactStatisticsInSteps(store, input)) {
    if (found !== null) return found;
  }
  throw new Error('the last step is the answer');
};
