import { BarChart, LineChart } from 'echarts/charts';
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
} from 'echarts/components';
import type {
  AriaComponentOption,
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import type { ComposeOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart, ChartSeries, Tone } from './statistics-charts.ts';
import { countWords, durationWords } from './statistics-words.ts';

/** The charts' library and nothing else; loaded when the first chart is seen. */

use([
  BarChart,
  LineChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  AriaComponent,
  SVGRenderer,
]);

type Option = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
  | AriaComponentOption
>;

type ColourName = Tone | 'ink' | 'muted' | 'line' | 'paper';
type Colours = Readonly<Record<ColourName, string>>;

const colourNames: readonly ColourName[] = [
  'accent',
  'good',
  'wrong',
  'draft',
  'ink',
  'muted',
  'line',
  'paper',
];

/** Of the theme that is on now. */
const coloursNow = (): Colours => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    colourNames.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  ) as Record<ColourName, string>;
};

const valueWords = ({ values }: Chart, value: number): string =>
  values === 'count' ? countWords(value) : durationWords(value);

const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

const barOf = (chart: Chart, series: ChartSeries, colours: Colours): BarSeriesOption => ({
  type: 'bar',
  name: series.name,
  data: [...series.values],
  barMaxWidth: 28,
  itemStyle: { color: colours[series.tone] },
  ...(chart.kind === 'stacked'
    ? { stack: 'all' }
    : {
        label: {
          show: true,
          position: 'right' as const,
          color: colours.ink,
          formatter: ({ value }) => valueWords(chart, Number(value)),
        },
      }),
});

const dashes = ['solid', 'dashed'] as const;
const symbols = ['circle', 'triangle'] as const;

const lineOf = (series: ChartSeries, index: number, colours: Colours): LineSeriesOption => ({
  type: 'line',
  name: series.name,
  data: [...series.values],
  connectNulls: true,
  symbol: symbols[index] ?? 'circle',
  symbolSize: 6,
  lineStyle: { type: dashes[index] ?? 'solid', width: 2, color: colours[series.tone] },
  itemStyle: { color: colours[series.tone] },
});

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** Steps of a clock, not of a thousand. */
const timeSteps = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * second),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hour),
  ...[1, 2, 5, 10, 20, 50, 100].map((days) => days * day),
];
const mostSteps = 5;

const timeScale = (chart: Chart): { interval?: number; max?: number } => {
  if (chart.values === 'count') return {};
  const largest = Math.max(0, ...chart.series.flatMap(({ values }) => values.map(Number)));
  const interval = timeSteps.find((step) => largest / step <= mostSteps);
  return interval === undefined ? {} : { interval, max: Math.ceil(largest / interval) * interval };
};

const optionOf = (chart: Chart, colours: Colours): Option => {
  const text = { color: colours.ink };
  const categories = {
    type: 'category' as const,
    data: [...chart.labels],
    axisLine: { lineStyle: { color: colours.line } },
    axisLabel: {
      color: colours.ink,
      formatter: (label: string) => shortened(label, chart.kind === 'ranked' ? 13 : 12),
    },
  };
  const amounts = {
    type: 'value' as const,
    ...(chart.values === 'count' ? { minInterval: 1 } : timeScale(chart)),
    axisLabel: {
      color: colours.muted,
      hideOverlap: true,
      formatter: (value: number) => valueWords(chart, value),
    },
    splitLine: { lineStyle: { color: colours.line } },
  };
  const isRanked = chart.kind === 'ranked';
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, ...text },
    // A pattern beside each colour; what the chart says in words stands in the table beside it.
    aria: { enabled: true, label: { enabled: false }, decal: { show: chart.kind === 'stacked' } },
    grid: {
      left: 8,
      right: isRanked ? 56 : 16,
      top: isRanked ? 8 : 34,
      bottom: 8,
      outerBoundsMode: 'same',
    },
    legend: { show: !isRanked, top: 2, textStyle: text, itemHeight: 12 },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: isRanked ? 'shadow' : 'line' },
      backgroundColor: colours.paper,
      borderColor: colours.line,
      textStyle: { ...text, fontSize: 12 },
      valueFormatter: (value) => (typeof value === 'number' ? valueWords(chart, value) : '—'),
      confine: true,
    },
    xAxis: isRanked ? { ...amounts, axisLabel: { show: false } } : categories,
    yAxis: isRanked ? { ...categories, inverse: true } : amounts,
    series: chart.series.map((series, index) =>
      chart.kind === 'lines' ? lineOf(series, index, colours) : barOf(chart, series, colours),
    ),
  };
};

export interface DrawnChart {
  /** Draws it in the theme that is on now, at once: what is printed next is what was drawn. */
  readonly show: (chart: Chart) => void;
  readonly fit: () => void;
  readonly remove: () => void;
}

export const drawChart = (element: HTMLElement): DrawnChart => {
  const drawn = init(element, null, { renderer: 'svg', locale: 'ZH' });
  return {
    show: (chart) => {
      drawn.setOption(optionOf(chart, coloursNow()), { notMerge: true });
      drawn.getZr().flush();
    },
    fit: () => {
      drawn.resize();
    },
    remove: () => {
      drawn.dispose();
    },
  };
};
