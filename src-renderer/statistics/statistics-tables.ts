import type { QueryConditions } from '../../src-shared/contract/schemas.ts';
import type {
  ExactStatistics,
  Figures,
  Grouping,
  Statistics,
  StatisticsFilters,
  StatisticsGroup,
  StatisticsInput,
} from '../../src-shared/contract/statistics.ts';
import { isStatusCode, statuses } from '../../src-shared/declaration/status.ts';
import type { CustomsTime } from '../../src-shared/statistics/customs-time.ts';
import { periodLabel, periodsOf } from '../../src-shared/statistics/periods.ts';
import type { Period } from '../../src-shared/statistics/periods.ts';
import type { TableName } from '../../src-shared/parameters/table-names.ts';
import {
  countWords,
  durationWords,
  kilograms,
  shareWords,
  tonneWords,
} from './statistics-words.ts';

/** The tables of the screen: each stands beside its chart, is printed, and is kept in a file. */

export interface ShownCell {
  readonly text: string;
  /** What a file holds. */
  readonly value: string | number | null;
}

export interface ShownRow {
  readonly key: string;
  readonly cells: readonly ShownCell[];
  /** With which the query shows these sheets; null where it has no such conditions. */
  readonly conditions: QueryConditions | null;
}

export interface ShownColumn {
  readonly label: string;
  /** In a file, where it is another one: its unit is finer. */
  readonly fileLabel: string;
  /** What it means, where the word alone does not say it. */
  readonly meaning: string;
  readonly isNumber: boolean;
}

export type TableKey = Grouping | 'rejections';

export interface ShownTable {
  readonly key: TableKey;
  readonly title: string;
  readonly columns: readonly ShownColumn[];
  readonly rows: readonly ShownRow[];
  /** 合计; null where a sum says nothing. */
  readonly total: ShownRow | null;
}

/** What the tables call things by. */
export interface Names {
  /** `code name`. */
  readonly code: (table: TableName, code: string) => string;
}

const unitWords = { day: '按日', week: '按周', month: '按月' } as const;

export const tableTitle = (key: TableKey, { unit }: StatisticsInput): string =>
  ({
    periods: unitWords[unit],
    statuses: '按单证状态',
    districts: '按关区',
    businessTypes: '按业务类型',
    operators: '按操作人员',
    rejections: '退单原因',
  })[key];

const keyLabels: Readonly<Record<Grouping, string>> = {
  periods: '时间',
  statuses: '单证状态',
  districts: '关区代码',
  businessTypes: '业务类型',
  operators: '操作人员',
};

export const statusWord = (status: string): string =>
  status === 'withdrawn'
    ? '已删单'
    : isStatusCode(status)
      ? statuses[status].queryLabel
      : `未知状态 ${status}`;

const column = (label: string, options: Partial<Omit<ShownColumn, 'label'>> = {}): ShownColumn => ({
  label,
  fileLabel: label,
  meaning: '',
  isNumber: true,
  ...options,
});

const words = (text: string): ShownCell => ({ text, value: text });
const count = (value: number): ShownCell => ({ text: countWords(value), value });
const weight = (grams: number): ShownCell => ({
  text: tonneWords(grams),
  value: kilograms(grams),
});

const weightColumn = (name: string, meaning = ''): ShownColumn =>
  column(`${name}（吨）`, { fileLabel: `${name}（千克）`, meaning });

/** A time and whether it is exact. */
interface KnownTime {
  readonly time: CustomsTime;
  readonly isExact: boolean;
}

const duration = (known: KnownTime | null, share: 'p50' | 'p95'): ShownCell => {
  if (known === null) return { text: '—', value: null };
  const milliseconds = known.time[share];
  const text = durationWords(milliseconds);
  return { text: known.isExact ? text : `≈ ${text}`, value: Math.round(milliseconds / 1000) };
};

interface Measured {
  readonly group: StatisticsGroup;
  readonly known: KnownTime | null;
  readonly whole: Figures;
}

interface Measure {
  readonly column: ShownColumn;
  /** How long customs took; of a status it says nothing. */
  readonly isTime?: true;
  readonly cell: (measured: Measured) => ShownCell;
}

const measures: readonly Measure[] = [
  { column: column('票数'), cell: ({ group }) => count(group.figures.sheets) },
  {
    column: column('占比'),
    cell: ({ group, whole }) => words(shareWords(group.figures.sheets, whole.sheets)),
  },
  {
    column: column('已通过', { meaning: '海关审核通过的票，含其后锁定、办结、离场的；不含已删单' }),
    cell: ({ group }) => count(group.figures.accepted),
  },
  {
    column: column('被退', { meaning: '现为退单或发往内网失败的票' }),
    cell: ({ group }) => count(group.figures.sentBack),
  },
  {
    column: column('用时（中位）', {
      fileLabel: '海关用时中位数（秒）',
      meaning: '从申报成功到海关入库成功；一半的票在此时间内通过',
    }),
    isTime: true,
    cell: ({ known }) => duration(known, 'p50'),
  },
  {
    column: column('用时（95%）', {
      fileLabel: '海关用时 95%（秒）',
      meaning: '从申报成功到海关入库成功；95% 的票在此时间内通过',
    }),
    isTime: true,
    cell: ({ known }) => duration(known, 'p95'),
  },
  { column: weightColumn('提货重量'), cell: ({ group }) => weight(group.figures.pickupWeight) },
  { column: column('表体（条）'), cell: ({ group }) => count(group.figures.items) },
  { column: weightColumn('车辆重量'), cell: ({ group }) => weight(group.figures.vehicleWeight) },
  { column: weightColumn('挂车重量'), cell: ({ group }) => weight(group.figures.trailerWeight) },
  {
    column: weightColumn('集装箱重量'),
    cell: ({ group }) => weight(group.figures.containerWeight),
  },
];

/** An answer with what was asked. */
export interface Said {
  readonly statistics: Statistics;
  readonly input: StatisticsInput;
  /** By their first date. */
  readonly periods: ReadonlyMap<string, Period>;
}

export const saidOf = (statistics: Statistics, input: StatisticsInput): Said => ({
  statistics,
  input,
  periods: new Map(periodsOf(input.unit, input).map((period) => [period.from, period])),
});

/** What stands in the first column of a group's row. */
const groupLabel = (
  { statistics, input, periods }: Said,
  grouping: Grouping,
  key: string,
  names: Names,
): string => {
  switch (grouping) {
    case 'periods': {
      const period = periods.get(key);
      if (period === undefined) return key;
      const label = periodLabel(input.unit, period);
      return input.unit === 'week' ? `${label}（${shortDates(period)}）` : label;
    }
    case 'statuses':
      return statusWord(key);
    case 'districts':
      return key === '' ? '（未填）' : names.code('customsDistrict', key);
    case 'businessTypes':
      return key === '' ? '（未填）' : names.code('businessType', key);
    case 'operators': {
      const operator = statistics.operators.find(({ id }) => String(id) === key);
      return operator === undefined ? `操作员 ${key}` : `${operator.name} ${operator.label}`;
    }
  }
};

const shortDates = ({ from, to }: Period): string =>
  from === to ? from.slice(5) : `${from.slice(5)} 至 ${to.slice(5)}`;

/** The query's conditions for the sheets that a figure counts; null where it has none such. */
export const conditionsFor = (
  { input, periods }: Omit<Said, 'statistics'>,
  grouping: Grouping,
  key: string,
): QueryConditions | null => {
  const period = grouping === 'periods' ? periods.get(key) : input;
  const own: Readonly<Partial<Record<Grouping, StatisticsFilters>>> = {
    statuses: { status: key },
    districts: { customsCode: key },
    businessTypes: { businessType: key },
    operators: { operatorId: Number(key) },
  };
  const { customsCode, businessType, operatorId, status } = { ...input.filters, ...own[grouping] };
  if (operatorId !== undefined || customsCode === '' || businessType === '') return null;
  if (status === 'withdrawn' || period === undefined) return null;
  return {
    enteredFrom: period.from,
    enteredTo: period.to,
    ...(customsCode === undefined ? {} : { customsCode }),
    ...(businessType === undefined ? {} : { businessType }),
    ...(status === undefined ? {} : { status }),
  };
};

/** The filters as the clerk reads them. */
export const filterWords = ({ statistics, input }: Said, names: Names): readonly string[] => {
  const { customsCode, businessType, operatorId, status } = input.filters;
  const operator = statistics.operators.find(({ id }) => id === operatorId);
  return [
    ...(customsCode === undefined ? [] : [`关区 ${names.code('customsDistrict', customsCode)}`]),
    ...(businessType === undefined ? [] : [`业务类型 ${names.code('businessType', businessType)}`]),
    ...(operator === undefined ? [] : [`操作人员 ${operator.name}`]),
    ...(status === undefined ? [] : [`单证状态 ${statusWord(status)}`]),
  ];
};

const functionWords = { ADD: '申报', MOD: '变更', DEL: '删单' } as const;

const rejectionTable = ({ rejections }: Statistics, input: StatisticsInput): ShownTable => {
  const whole = rejections.reduce((sum, { receipts }) => sum + receipts, 0);
  return {
    key: 'rejections',
    title: tableTitle('rejections', input),
    columns: [
      column('退单原因', { isNumber: false, meaning: '# 代表单证上的号码或数字' }),
      column('答复的请求', { isNumber: false }),
      column('次数'),
      column('占比'),
    ],
    rows: rejections.map(({ reason, function: answered, receipts }) => ({
      key: `${answered} ${reason}`,
      cells: [
        words(reason),
        words(functionWords[answered]),
        count(receipts),
        words(shareWords(receipts, whole)),
      ],
      conditions: null,
    })),
    total:
      rejections.length === 0
        ? null
        : { key: '', cells: [words('合计'), words(''), count(whole), words('')], conditions: null },
  };
};

/** The exact time where it was computed, else the estimated one of the summary. */
export const knownTime = (
  group: StatisticsGroup,
  exact: CustomsTime | null | undefined,
): KnownTime | null => {
  if (exact !== null && exact !== undefined) return { time: exact, isExact: true };
  return group.customsTime === null ? null : { time: group.customsTime, isExact: false };
};

/** Everything that the screen shows as tables. */
export const tablesOf = (
  said: Said,
  exact: ExactStatistics | null,
  names: Names,
): Readonly<Record<TableKey, ShownTable>> => {
  const { statistics, input } = said;
  const whole = statistics.total.figures;
  const tableOf = (grouping: Grouping): ShownTable => {
    const exactTimes = new Map(
      grouping === 'statuses'
        ? []
        : exact?.groups[grouping].map(({ key, customsTime }) => [key, customsTime]),
    );
    const told = measures.filter(({ isTime }) => grouping !== 'statuses' || isTime !== true);
    const cellsOf = (group: StatisticsGroup, known: KnownTime | null): readonly ShownCell[] =>
      told.map(({ cell }) => cell({ group, known, whole }));
    return {
      key: grouping,
      title: tableTitle(grouping, input),
      columns: [
        column(keyLabels[grouping], { isNumber: false }),
        ...told.map((measure) => measure.column),
      ],
      rows: statistics.groups[grouping].map((group) => ({
        key: group.key,
        cells: [
          words(groupLabel(said, grouping, group.key, names)),
          ...cellsOf(group, knownTime(group, exactTimes.get(group.key))),
        ],
        conditions: group.figures.sheets === 0 ? null : conditionsFor(said, grouping, group.key),
      })),
      total: {
        key: '',
        cells: [
          words('合计'),
          ...cellsOf(statistics.total, knownTime(statistics.total, exact?.customsTime)),
        ],
        conditions: null,
      },
    };
  };
  return {
    periods: tableOf('periods'),
    statuses: tableOf('statuses'),
    districts: tableOf('districts'),
    businessTypes: tableOf('businessTypes'),
    operators: tableOf('operators'),
    rejections: rejectionTable(statistics, input),
  };
};
