import { z } from 'zod';
import { declarationFunctions } from '../declaration/sheet.ts';
import { dayNumber, periodUnits } from '../statistics/periods.ts';

/** What 业务数据统计 asks for and gets. */

const mostDays = 3700;

export const statisticsFiltersSchema = z.strictObject({
  customsCode: z.string().max(8).optional(),
  businessType: z.string().max(16).optional(),
  operatorId: z.number().int().optional(),
  /** A status code, or `withdrawn` for 已删单. */
  status: z.string().max(16).optional(),
});
export type StatisticsFilters = z.infer<typeof statisticsFiltersSchema>;

export const statisticsInputSchema = z
  .strictObject({
    /** Calendar dates in Beijing of 录入时间, both within. */
    from: z.iso.date(),
    to: z.iso.date(),
    unit: z.enum(periodUnits),
    filters: statisticsFiltersSchema,
  })
  .refine(({ from, to }) => from <= to && dayNumber(to) - dayNumber(from) < mostDays);
export type StatisticsInput = z.infer<typeof statisticsInputSchema>;

const count = z.number().int();

/** Weights in grams: their sum may be more than a weight field holds. */
export const figuresSchema = z.object({
  sheets: count,
  /** Accepted by customs, whatever came after; withdrawn ones not. */
  accepted: count,
  /** 退单 or 发往内网失败 now. */
  sentBack: count,
  items: count,
  vehicleWeight: count,
  trailerWeight: count,
  containerWeight: count,
  pickupWeight: count,
});
export type Figures = z.infer<typeof figuresSchema>;

const customsTimeSchema = z.object({ sheets: count, p50: z.number(), p95: z.number() });

const groupSchema = z.object({
  /** A code, an operator's id, a status, or the first date of a period. */
  key: z.string(),
  figures: figuresSchema,
  /** Null where no sheet was accepted, or where it is not kept for this combination of filters. */
  customsTime: customsTimeSchema.nullable(),
});
export type StatisticsGroup = z.infer<typeof groupSchema>;

export const groupings = [
  'periods',
  'statuses',
  'districts',
  'businessTypes',
  'operators',
] as const;
export type Grouping = (typeof groupings)[number];

/** Customs times are told apart by these: a status says how far a sheet is, not how it was treated. */
export const timedGroupings = ['periods', 'districts', 'businessTypes', 'operators'] as const;
export type TimedGrouping = (typeof timedGroupings)[number];

const perGrouping = <Name extends string, Value extends z.ZodType>(
  names: readonly Name[],
  value: Value,
): z.ZodObject<Record<Name, z.ZodArray<Value>>> =>
  z.object(
    Object.fromEntries(names.map((name) => [name, z.array(value)])) as Record<
      Name,
      z.ZodArray<Value>
    >,
  );

export const statisticsSchema = z.object({
  total: groupSchema,
  groups: perGrouping(groupings, groupSchema),
  /** 退单 of ADD, 变更被退 of MOD, 删单被退 of DEL: most frequent first. */
  rejections: z.array(
    z.object({ reason: z.string(), function: z.enum(declarationFunctions), receipts: count }),
  ),
  /** Everybody who has ever saved a sheet on this desk. */
  operators: z.array(z.object({ id: count, name: z.string(), label: z.string() })),
});
export type Statistics = z.infer<typeof statisticsSchema>;

/** 精确计算: from the sheets and receipts themselves, one by one. */
export const exactStatisticsSchema = z.object({
  /** Sheets that were found; where it differs from the summary's, the summary needs a rebuild. */
  sheets: count,
  customsTime: customsTimeSchema.nullable(),
  groups: perGrouping(
    timedGroupings,
    z.object({ key: z.string(), customsTime: customsTimeSchema }),
  ),
});
export type ExactStatistics = z.infer<typeof exactStatisticsSchema>;
