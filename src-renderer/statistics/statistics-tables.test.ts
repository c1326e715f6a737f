import { expect, it } from 'vitest';
import type {
  ExactStatistics,
  Figures,
  Statistics,
  StatisticsInput,
} from '../../src-shared/contract/statistics.ts';
import { chartsOf } from './statistics-charts.ts';
import { conditionsFor, filterWords, saidOf, tablesOf } from './statistics-tables.ts';
import type { Names } from './statistics-tables.ts';

const figures = (sheets: number, more: Partial<Figures> = {}): Figures => ({
  sheets,
  accepted: 0,
  sentBack: 0,
  items: sheets * 2,
  vehicleWeight: 0,
  trailerWeight: 0,
  containerWeight: 0,
  pickupWeight: sheets * 1_500_250,
  ...more,
});
const time = { sheets: 5, p50: 90_000, p95: 600_000 };

const statistics: Statistics = {
  total: { key: '', figures: figures(10, { accepted: 7, sentBack: 1 }), customsTime: time },
  groups: {
    periods: [
      {
        key: '2026-11-02',
        figures: figures(10, { accepted: 7, sentBack: 1 }),
        customsTime: time,
      },
      { key: '2026-11-09', figures: figures(0), customsTime: null },
    ],
    statuses: [
      { key: '10', figures: figures(8), customsTime: null },
      { key: 'withdrawn', figures: figures(1), customsTime: null },
      { key: 'ZZ', figures: figures(1), customsTime: null },
    ],
    districts: [
      { key: '5202', figures: figures(9), customsTime: time },
      { key: '', figures: figures(1), customsTime: null },
    ],
    businessTypes: [{ key: '1000000000', figures: figures(10), customsTime: time }],
    operators: [{ key: '1', figures: figures(10), customsTime: time }],
  },
  rejections: [
    { reason: '重量不符', function: 'ADD', receipts: 3 },
    { reason: '车辆已进场', function: 'DEL', receipts: 1 },
  ],
  operators: [{ id: 1, name: '陈敏', label: '2100000000017' }],
};
const input: StatisticsInput = {
  from: '2026-11-02',
  to: '2026-11-12',
  unit: 'week',
  filters: {},
};
const exact: ExactStatistics = {
  sheets: 10,
  customsTime: { sheets: 5, p50: 91_000, p95: 601_000 },
  groups: {
    periods: [{ key: '2026-11-02', customsTime: { sheets: 5, p50: 92_000, p95: 602_000 } }],
    districts: [],
    businessTypes: [],
    operators: [],
  },
};
const names: Names = {
  code: (_table, code) => ({ '5202': '5202 洋山', '1000000000': '1000000000 报关' })[code] ?? code,
};
const said = saidOf(statistics, input);

const columnOf = (key: keyof ReturnType<typeof tablesOf>, label: string): readonly string[] => {
  const table = tablesOf(said, null, names)[key];
  const index = table.columns.findIndex((column) => column.label === label);
  return table.rows.map(({ cells }) => cells[index]?.text ?? '');
};

it('calls everything as the clerk does', () => {
  expect(columnOf('periods', '时间')).toEqual([
    '2026-W45（11-02 至 11-08）',
    '2026-W46（11-09 至 11-12）',
  ]);
  expect(columnOf('statuses', '单证状态')).toEqual(['海关审核通过', '已删单', '未知状态 ZZ']);
  expect(columnOf('districts', '关区代码')).toEqual(['5202 洋山', '（未填）']);
  expect(columnOf('operators', '操作人员')).toEqual(['陈敏 2100000000017']);
  expect(columnOf('rejections', '答复的请求')).toEqual(['申报', '删单']);
  expect(
    filterWords(saidOf(statistics, { ...input, filters: { status: '20', operatorId: 1 } }), names),
  ).toEqual(['操作人员 陈敏', '单证状态 退单']);
});

it('says of each time whether it is estimated, and of a status no time at all', () => {
  expect(columnOf('periods', '用时（中位）')).toEqual(['≈ 1 分 30 秒', '—']);
  const exactly = tablesOf(said, exact, names);
  expect(exactly.periods.rows[0]?.cells[5]).toEqual({ text: '1 分 32 秒', value: 92 });
  expect(exactly.periods.total?.cells[6]).toEqual({ text: '10 分 1 秒', value: 601 });
  expect(exactly.statuses.columns.map(({ label }) => label)).not.toContain('用时（中位）');
});

it('keeps in a file what can be counted on: numbers, and kilograms to the gram', () => {
  const { columns, rows, total } = tablesOf(said, null, names).districts;
  const index = columns.findIndex(({ fileLabel }) => fileLabel === '提货重量（千克）');
  expect(rows.map(({ cells }) => cells[index])).toEqual([
    { text: '13.502', value: 13_502.25 },
    { text: '1.500', value: 1500.25 },
  ]);
  expect(total?.cells[index]?.value).toBe(15_002.5);
  expect(new Set(rows.map(({ cells }) => cells.length))).toEqual(new Set([columns.length]));
});

it('leads from a figure to the sheets that it counts, where the query can find them', () => {
  const dates = { enteredFrom: '2026-11-02', enteredTo: '2026-11-12' };
  expect(conditionsFor(said, 'districts', '5202')).toEqual({ ...dates, customsCode: '5202' });
  expect(conditionsFor(said, 'statuses', '10')).toEqual({ ...dates, status: '10' });
  expect(conditionsFor(said, 'periods', '2026-11-09')).toEqual({
    enteredFrom: '2026-11-09',
    enteredTo: '2026-11-12',
  });
  expect(conditionsFor(said, 'districts', '')).toBeNull();
  const filtered = saidOf(statistics, { ...input, filters: { businessType: '1000000000' } });
  expect(conditionsFor(filtered, 'statuses', '20')).toEqual({
    ...dates,
    businessType: '1000000000',
    status: '20',
  });
  const [, empty] = tablesOf(said, null, names).periods.rows;
  expect(empty?.conditions).toBeNull();
});

it('draws what the tables say: parts that add up, the longest first, names without codes', () => {
  const charts = chartsOf(said, null, tablesOf(said, null, names));
  expect(charts.periods.series.map(({ values }) => values[0])).toEqual([7, 1, 2]);
  expect(charts.periods.labels).toEqual(['2026-W45', '2026-W46']);
  expect(charts.customsTimes.series.map(({ values }) => values)).toEqual([
    [90_000, null],
    [600_000, null],
  ]);
  expect(charts.districts).toMatchObject({
    labels: ['洋山', '（未填）'],
    series: [{ values: [9, 1] }],
  });
  expect(charts.businessTypes.labels).toEqual(['报关']);
  expect(charts.operators.labels).toEqual(['陈敏']);
  expect(charts.rejections.series[0]?.values).toEqual([3, 1]);
});
