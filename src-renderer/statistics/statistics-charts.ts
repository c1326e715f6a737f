import type { ExactStatistics } from '../../src-shared/contract/statistics.ts';
import { periodLabel } from '../../src-shared/statistics/periods.ts';
import type { ShownTable, TableKey } from './statistics-tables.ts';
import { knownTime } from './statistics-tables.ts';
import type { Said } from './statistics-tables.ts';

/** What the charts show, as plain data; how they are drawn lies in `draw-chart.ts`. */

/** Colours of the program, by what they mean; every series also has a pattern or a dash of its own. */
export type Tone = 'accent' | 'good' | 'wrong' | 'draft';

export interface ChartSeries {
  readonly name: string;
  readonly tone: Tone;
  readonly values: readonly (number | null)[];
}

export interface Chart {
  /** Bars on each other, lines, or bars that lie, the longest on top. */
  readonly kind: 'stacked' | 'lines' | 'ranked';
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly values: 'count' | 'milliseconds';
}

export type ChartKey = TableKey | 'customsTimes';

/** Longer lists end in their table: a chart of many tiny bars says nothing. */
const mostRanked = 10;

/** `5202 洋山` is 洋山 and `陈敏 2100000000017` is 陈敏: codes and numbers stand in the table. */
const nameIn = (label: string): string =>
  /^\S*\d\S* (.+)$/.exec(label)?.[1] ?? /^(\S+) \S+$/.exec(label)?.[1] ?? label;

const ranked = (table: ShownTable, tone: Tone, countColumn: number): Chart => {
  const rows = table.rows.slice(0, mostRanked);
  const labelOf = table.key === 'rejections' ? (label: string) => label : nameIn;
  return {
    kind: 'ranked',
    labels: rows.map(({ cells }) => labelOf(cells[0]?.text ?? '')),
    series: [
      {
        name: '票数',
        tone,
        values: rows.map(({ cells }) => Number(cells[countColumn]?.value ?? 0)),
      },
    ],
    values: 'count',
  };
};

export const chartsOf = (
  said: Said,
  exact: ExactStatistics | null,
  tables: Readonly<Record<TableKey, ShownTable>>,
): Readonly<Record<ChartKey, Chart>> => {
  const { statistics, input, periods } = said;
  const groups = statistics.groups.periods;
  const isWithinAYear = input.from.slice(0, 4) === input.to.slice(0, 4);
  const labels = groups.map(({ key }) => {
    const period = periods.get(key);
    const label = period === undefined ? key : periodLabel(input.unit, period);
    return input.unit === 'day' && isWithinAYear ? label.slice(5) : label;
  });
  const exactTimes = new Map(
    exact?.groups.periods.map(({ key, customsTime }) => [key, customsTime]),
  );
  const times = groups.map((group) => knownTime(group, exactTimes.get(group.key))?.time ?? null);
  return {
    periods: {
      kind: 'stacked',
      labels,
      series: [
        { name: '已通过', tone: 'good', values: groups.map(({ figures }) => figures.accepted) },
        { name: '被退', tone: 'wrong', values: groups.map(({ figures }) => figures.sentBack) },
        {
          name: '其他',
          tone: 'draft',
          values: groups.map(({ figures }) => figures.sheets - figures.accepted - figures.sentBack),
        },
      ],
      values: 'count',
    },
    customsTimes: {
      kind: 'lines',
      labels,
      series: [
        { name: '中位', tone: 'accent', values: times.map((time) => time?.p50 ?? null) },
        { name: '95%', tone: 'wrong', values: times.map((time) => time?.p95 ?? null) },
      ],
      values: 'milliseconds',
    },
    statuses: ranked(tables.statuses, 'accent', 1),
    districts: ranked(tables.districts, 'accent', 1),
    businessTypes: ranked(tables.businessTypes, 'accent', 1),
    operators: ranked(tables.operators, 'accent', 1),
    rejections: ranked(tables.rejections, 'wrong', 2),
  };
};
