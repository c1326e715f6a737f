import { z } from 'zod';
import type { Figures, StatisticsFilters } from '../../src-shared/contract/statistics.ts';
import { declarationFunctions } from '../../src-shared/declaration/sheet.ts';
import type { ReadableStore } from './store.ts';

/**
 * Reads the daily summary (migrations/0005-daily-summary.ts). Days are days since 1970-01-01 in
 * Beijing; every range is of whole days, both ends within.
 */
export interface SummaryRange {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly filters: StatisticsFilters;
}

/** What the summary can tell apart, and how it says that a row does not. */
const dimensions = {
  customsCode: { grain: 1, column: 'customs_code', none: `''` },
  businessType: { grain: 2, column: 'business_type', none: `''` },
  operatorId: { grain: 4, column: 'operator_id', none: '0' },
} as const;
export type Dimension = keyof typeof dimensions;
export const dimensionNames = Object.keys(dimensions) as readonly Dimension[];

/** The statuses that customs gives a sheet once it has been accepted. */
const acceptedStatuses = `('10', '40', '41', '42', '43', '50')`;
const sentBackStatuses = `('20', 'FF')`;

const figureSums = `
  sum(sheets) AS sheets,
  sum(iif(status IN ${acceptedStatuses}, sheets, 0)) AS accepted,
  sum(iif(status IN ${sentBackStatuses}, sheets, 0)) AS sentBack,
  sum(items) AS items,
  sum(vehicle_weight) AS vehicleWeight,
  sum(trailer_weight) AS trailerWeight,
  sum(container_weight) AS containerWeight,
  sum(pickup_weight) AS pickupWeight`;

const figureShape = {
  sheets: z.number(),
  accepted: z.number(),
  sentBack: z.number(),
  items: z.number(),
  vehicleWeight: z.number(),
  trailerWeight: z.number(),
  containerWeight: z.number(),
  pickupWeight: z.number(),
} satisfies Record<keyof Figures, z.ZodNumber>;

type Values = (string | number)[];

const isFiltered = (filters: StatisticsFilters, name: Dimension): boolean =>
  filters[name] !== undefined;

/** The rows of the coarsest grain that tells apart what is filtered and what is asked for. */
const cellsSql = (filters: StatisticsFilters, by: Dimension | null): [string, Values] => {
  const told = dimensionNames.filter((name) => name === by || isFiltered(filters, name));
  const grain = told.reduce((sum, name) => sum + dimensions[name].grain, 0);
  const parts = [`grain = ${String(grain)}`];
  const values: Values = [];
  for (const name of dimensionNames) {
    const { column, none } = dimensions[name];
    const value = filters[name];
    if (value !== undefined) {
      parts.push(`${column} = ?`);
      values.push(value);
    } else if (name !== by) parts.push(`${column} = ${none}`);
  }
  return [parts.join(' AND '), values];
};

const summarySql = (
  { firstDay, lastDay, filters }: SummaryRange,
  by: Dimension | null,
): [string, Values] => {
  const [cells, values] = cellsSql(filters, by);
  const status = filters.status === undefined ? [] : [filters.status];
  return [
    `FROM daily_summary WHERE ${cells} AND day BETWEEN ? AND ?
       ${status.length === 0 ? '' : 'AND status = ?'}`,
    [...values, firstDay, lastDay, ...status],
  ];
};

const dayRowSchema = z.object({ day: z.number(), status: z.string(), ...figureShape });
export type DayRow = z.infer<typeof dayRowSchema>;

/** Figures by day and status. */
export const figuresByDay = (store: ReadableStore, range: SummaryRange): DayRow[] => {
  const [from, values] = summarySql(range, null);
  return z
    .array(dayRowSchema)
    .parse(
      store
        .prepare(`SELECT day, status, ${figureSums} ${from} GROUP BY day, status`)
        .all(...values),
    );
};

const groupRowSchema = z.object({
  key: z.union([z.string(), z.number()]).transform(String),
  ...figureShape,
});
export type GroupRow = z.infer<typeof groupRowSchema>;

/** Figures by district, business type or operator. */
export const figuresBy = (store: ReadableStore, range: SummaryRange, by: Dimension): GroupRow[] => {
  const [from, values] = summarySql(range, by);
  const { column } = dimensions[by];
  return z
    .array(groupRowSchema)
    .parse(
      store
        .prepare(`SELECT ${column} AS key, ${figureSums} ${from} GROUP BY ${column}`)
        .all(...values),
    );
};

/** The customs times that are kept for these filters: of the whole, or of one dimension alone. */
const timesSql = (
  { firstDay, lastDay, filters }: SummaryRange,
  by: Dimension | null,
): [string, Values] | null => {
  const told = dimensionNames.filter((name) => name === by || isFiltered(filters, name));
  const [only] = told;
  if (filters.status !== undefined || told.length > 1) return null;
  const value = only === undefined ? '' : filters[only];
  const grain = only === undefined ? 0 : dimensions[only].grain;
  return [
    `FROM daily_customs_time WHERE grain = ${String(grain)} AND day BETWEEN ? AND ?
       ${value === undefined ? '' : 'AND value = ?'}`,
    [firstDay, lastDay, ...(value === undefined ? [] : [String(value)])],
  ];
};

const dayTimesSchema = z.array(z.tuple([z.number(), z.number(), z.number()]));

/** Sheets by bucket and day, as `[bucket, day, sheets]`; null where that is not kept. */
export const customsTimesByDay = (
  store: ReadableStore,
  range: SummaryRange,
): [number, number, number][] | null => {
  const sql = timesSql(range, null);
  if (sql === null) return null;
  const [from, values] = sql;
  return dayTimesSchema.parse(
    store
      .prepare(`SELECT bucket, day, sheets ${from}`)
      .raw()
      .all(...values),
  );
};

const groupTimesSchema = z.array(z.tuple([z.string(), z.number(), z.number()]));

/** Sheets by key and bucket, as `[key, bucket, sheets]`; null where that is not kept. */
export const customsTimesBy = (
  store: ReadableStore,
  range: SummaryRange,
  by: Dimension,
): [string, number, number][] | null => {
  const sql = timesSql(range, by);
  if (sql === null) return null;
  const [from, values] = sql;
  return groupTimesSchema.parse(
    store
      .prepare(`SELECT value, bucket, sum(sheets) ${from} GROUP BY grain, value, bucket`)
      .raw()
      .all(...values),
  );
};

const rejectionSchema = z.object({
  function: z.enum(declarationFunctions),
  reason: z.string(),
  receipts: z.number(),
});
export type RejectionRow = z.infer<typeof rejectionSchema>;

/** 退单 by function and text; the status of the sheet now does not count. */
export const rejectionsOf = (
  store: ReadableStore,
  { firstDay, lastDay, filters }: SummaryRange,
): RejectionRow[] => {
  const filtered = dimensionNames.filter((name) => isFiltered(filters, name));
  const cells = filtered.map((name) => `AND ${dimensions[name].column} = ?`).join(' ');
  return z.array(rejectionSchema).parse(
    store
      .prepare(
        `SELECT function, reason, sum(receipts) AS receipts FROM daily_rejection
         WHERE grain = ${filtered.length === 0 ? '0' : '7'} ${cells} AND day BETWEEN ? AND ?
         GROUP BY function, reason`,
      )
      .all(...filtered.map((name) => filters[name] ?? ''), firstDay, lastDay),
  );
};

const operatorsSchema = z.array(z.object({ id: z.number(), name: z.string(), label: z.string() }));
export type NamedOperator = z.infer<typeof operatorsSchema>[number];

/** Everybody who may be 操作人员 of a sheet, with what the sheet shows. */
export const namedOperators = (store: ReadableStore): NamedOperator[] =>
  operatorsSchema.parse(
    store
      .prepare(
        `SELECT id, display_name AS name, coalesce(card_number, user_name) AS label FROM operator
         ORDER BY display_name, id`,
      )
      .all(),
  );
