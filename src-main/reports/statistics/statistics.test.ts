import { expect, it } from 'vitest';
import { z } from 'zod';
import type {
  Figures,
  Grouping,
  Statistics,
  StatisticsGroup,
  StatisticsInput,
} from '../../../src-shared/contract/statistics.ts';
import {
  statisticsInputSchema,
  statisticsSchema,
} from '../../../src-shared/contract/statistics.ts';
import { insertRandomSheets, randomNumbers } from '../../../tests/support/random-sheets.ts';
import { storeDesk } from '../../../tests/support/store-desk.ts';
import { rebuildSummary } from '../../store/daily-summary.ts';
import type { ReadableStore, WritableStore } from '../../store/store.ts';
import { readExactStatistics, readStatistics } from './statistics.ts';

/**
 * The independent computation: every table read whole, every sheet looked at, by plain loops and
 * the platform's own calendar. It shares nothing with the summary but the store's tables.
 */

const sheetSchema = z.object({
  id: z.number(),
  status: z.string(),
  withdrawn: z.number(),
  hidden: z.number(),
  entered_at: z.number(),
  operator_id: z.number(),
  customs_code: z.string(),
  business_type: z.string(),
  item_count: z.number(),
  vehicle_weight: z.number().nullable(),
  trailer_weight: z.number().nullable(),
  container_weight: z.number().nullable(),
});
const itemSchema = z.object({ declaration_id: z.number(), pickup_weight: z.number().nullable() });
const receiptSchema = z.object({
  declaration_id: z.number(),
  submission_id: z.string(),
  function: z.enum(['ADD', 'MOD', 'DEL']),
  sequence: z.number(),
  code: z.string(),
  text: z.string(),
  issued_at: z.number(),
  conflict: z.number(),
});
type StoredReceipt = z.infer<typeof receiptSchema>;

interface WholeSheet extends z.infer<typeof sheetSchema> {
  readonly date: string;
  readonly shown: string;
  readonly pickup: number;
  readonly receipts: readonly StoredReceipt[];
  readonly waited: number | null;
}

const beijing = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });

const waitedFor = (receipts: readonly StoredReceipt[]): number | null => {
  const accepted = receipts
    .filter((one) => one.function === 'ADD' && one.code === '10' && one.conflict === 0)
    .sort((a, b) => a.sequence - b.sequence)[0];
  if (accepted === undefined) return null;
  const confirmed = receipts.filter(
    (one) =>
      one.function === 'ADD' && one.code === '1' && one.submission_id === accepted.submission_id,
  );
  if (confirmed.length === 0) return null;
  return Math.max(0, accepted.issued_at - Math.min(...confirmed.map((one) => one.issued_at)));
};

const wholeSheets = (store: ReadableStore): WholeSheet[] => {
  const items = z.array(itemSchema).parse(store.prepare('SELECT * FROM item').all());
  const receipts = z
    .array(receiptSchema)
    .parse(store.prepare('SELECT * FROM receipt WHERE declaration_id IS NOT NULL').all());
  const itemsOf = Map.groupBy(items, (item) => item.declaration_id);
  const receiptsOf = Map.groupBy(receipts, (receipt) => receipt.declaration_id);
  return z
    .array(sheetSchema)
    .parse(store.prepare('SELECT * FROM declaration').all())
    .filter(({ hidden }) => hidden === 0)
    .map((sheet) => {
      const own = receiptsOf.get(sheet.id) ?? [];
      return {
        ...sheet,
        date: beijing.format(sheet.entered_at),
        shown: sheet.withdrawn === 1 ? 'withdrawn' : sheet.status,
        pickup: (itemsOf.get(sheet.id) ?? []).reduce(
          (sum, { pickup_weight }) => sum + (pickup_weight ?? 0),
          0,
        ),
        receipts: own,
        waited: waitedFor(own),
      };
    });
};

/** The Monday before, or the first of the month, but not before the range. */
const slowPeriod = ({ unit, from }: StatisticsInput, date: string): string => {
  if (unit === 'day') return date;
  if (unit === 'month') return `${date.slice(0, 7)}-01` < from ? from : `${date.slice(0, 7)}-01`;
  const day = new Date(`${date}T12:00:00Z`);
  while (day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() - 1);
  const monday = day.toISOString().slice(0, 10);
  return monday < from ? from : monday;
};

const slowFigures = (sheets: readonly WholeSheet[]): Figures => {
  let [accepted, sentBack, items, vehicle, trailer, container, pickup] = [0, 0, 0, 0, 0, 0, 0];
  for (const sheet of sheets) {
    if (['10', '40', '41', '42', '43', '50'].includes(sheet.shown)) accepted += 1;
    if (['20', 'FF'].includes(sheet.shown)) sentBack += 1;
    items += sheet.item_count;
    vehicle += sheet.vehicle_weight ?? 0;
    trailer += sheet.trailer_weight ?? 0;
    container += sheet.container_weight ?? 0;
    pickup += sheet.pickup;
  }
  return {
    sheets: sheets.length,
    accepted,
    sentBack,
    items,
    vehicleWeight: vehicle,
    trailerWeight: trailer,
    containerWeight: container,
    pickupWeight: pickup,
  };
};

const slowTimes = (sheets: readonly WholeSheet[]): { p50: number; p95: number } | null => {
  const times = sheets.flatMap(({ waited }) => waited ?? []).toSorted((a, b) => a - b);
  if (times.length === 0) return null;
  const atShare = (share: number): number =>
    times.find((_time, index) => (index + 1) / times.length >= share) ?? NaN;
  return { p50: atShare(0.5), p95: atShare(0.95) };
};

const keys: Readonly<Record<Grouping, (input: StatisticsInput, sheet: WholeSheet) => string>> = {
  periods: (input, { date }) => slowPeriod(input, date),
  statuses: (_input, { shown }) => shown,
  districts: (_input, sheet) => sheet.customs_code,
  businessTypes: (_input, sheet) => sheet.business_type,
  operators: (_input, sheet) => String(sheet.operator_id),
};
const groupings = Object.keys(keys) as Grouping[];

const matching = (sheets: readonly WholeSheet[], input: StatisticsInput): WholeSheet[] => {
  const { customsCode, businessType, operatorId, status } = input.filters;
  return sheets.filter(
    (sheet) =>
      sheet.date >= input.from &&
      sheet.date <= input.to &&
      (customsCode === undefined || sheet.customs_code === customsCode) &&
      (businessType === undefined || sheet.business_type === businessType) &&
      (operatorId === undefined || sheet.operator_id === operatorId) &&
      (status === undefined || sheet.shown === status),
  );
};

const within = (said: number, exact: number): void => {
  expect(Math.abs(said - exact)).toBeLessThanOrEqual(exact * 0.05);
};

const nonEmpty = (groups: readonly StatisticsGroup[]): Record<string, Figures> =>
  Object.fromEntries(
    groups.filter(({ figures }) => figures.sheets > 0).map(({ key, figures }) => [key, figures]),
  );

const randomDesk = async (count: number) => {
  const desk = await storeDesk();
  desk.store.pragma('synchronous = OFF');
  const operatorIds = [desk.chenmin.id, desk.liwei.id, desk.wangfang.id];
  insertRandomSheets(desk.store, {
    count,
    seed: 7,
    firstDay: '2025-12-20',
    days: 100,
    operatorIds,
  });
  return desk;
};

/** What clerks and customs do afterwards: status, district, operator, weights, hidden, receipts. */
const stir = (store: WritableStore, count: number): void => {
  const random = randomNumbers(99);
  const changes = [
    `UPDATE declaration SET status = '41' WHERE id = ?`,
    `UPDATE declaration SET customs_code = '5301', business_type = '0100000000' WHERE id = ?`,
    `UPDATE declaration SET operator_id = 2, vehicle_weight = 1234567 WHERE id = ?`,
    'UPDATE declaration SET hidden = 1 WHERE id = ?',
    'UPDATE declaration SET hidden = 0, withdrawn = 1 WHERE id = ?',
    'UPDATE item SET pickup_weight = 5500 WHERE declaration_id = ? AND position = 0',
    'UPDATE receipt SET conflict = 1 WHERE declaration_id = ? AND sequence = 3',
    'UPDATE receipt SET issued_at = issued_at + 7777 WHERE declaration_id = ? AND sequence = 2',
  ].map((sql) => store.prepare(sql));
  for (let change = 0; change < count; change += 1) {
    changes[Math.floor(random() * changes.length)]?.run(1 + Math.floor(random() * 5000));
  }
};

const inputs: readonly StatisticsInput[] = [
  { from: '2025-12-20', to: '2026-03-29', unit: 'month', filters: {} },
  { from: '2025-12-31', to: '2026-01-02', unit: 'day', filters: {} },
  { from: '2025-12-25', to: '2026-02-10', unit: 'week', filters: {} },
  { from: '2025-12-20', to: '2026-03-29', unit: 'week', filters: { customsCode: '5202' } },
  { from: '2026-01-15', to: '2026-03-29', unit: 'day', filters: { businessType: '1000000000' } },
  { from: '2026-01-01', to: '2026-01-31', unit: 'month', filters: { operatorId: 2 } },
  { from: '2026-01-01', to: '2026-03-31', unit: 'month', filters: { status: 'withdrawn' } },
  {
    from: '2026-01-01',
    to: '2026-03-31',
    unit: 'week',
    filters: { customsCode: '5301', operatorId: 1, status: '50' },
  },
  {
    from: '2026-01-01',
    to: '2026-03-31',
    unit: 'week',
    filters: { customsCode: '5301', businessType: '1000000000', operatorId: 1 },
  },
];

it('says of 5,000 sheets what a slow look at each of them says', { timeout: 60_000 }, async () => {
  const { store } = await randomDesk(5000);
  stir(store, 3000);
  const sheets = wholeSheets(store);
  let timed = 0;
  for (const input of inputs) {
    const found = matching(sheets, input);
    expect(found.length).toBeGreaterThan(0);
    const said = statisticsSchema.parse(readStatistics(store, input));
    const exact = readExactStatistics(store, input);
    expect(said.total.figures).toEqual(slowFigures(found));
    expect(exact.sheets).toBe(found.length);

    const all = slowTimes(found);
    expect(exact.customsTime).toMatchObject(all ?? {});
    if (said.total.customsTime !== null && all !== null) {
      within(said.total.customsTime.p50, all.p50);
      within(said.total.customsTime.p95, all.p95);
    }
    for (const grouping of groupings) {
      const slow = Object.groupBy(found, (sheet) => keys[grouping](input, sheet));
      expect([grouping, nonEmpty(said.groups[grouping])]).toEqual([
        grouping,
        Object.fromEntries(
          Object.entries(slow).map(([key, group]) => [key, slowFigures(group ?? [])]),
        ),
      ]);
      for (const { key, customsTime } of said.groups[grouping]) {
        const times = slowTimes(slow[key] ?? []);
        if (grouping === 'statuses') continue;
        const exactly = exact.groups[grouping].find((group) => group.key === key);
        expect(exactly?.customsTime ?? null).toEqual(
          times === null ? null : { ...times, sheets: exactly?.customsTime.sheets },
        );
        if (customsTime === null || times === null) continue;
        timed += 1;
        within(customsTime.p50, times.p50);
        within(customsTime.p95, times.p95);
      }
    }

    const { status: _status, ...others } = input.filters;
    const rejections = matching(sheets, { ...input, filters: others }).flatMap(({ receipts }) =>
      receipts.filter(({ code, conflict }) => code === '20' && conflict === 0),
    );
    expect(said.rejections.reduce((sum, { receipts }) => sum + receipts, 0)).toBe(
      rejections.length,
    );
    const misweighed = rejections.filter(({ text }) => text.includes('车辆重量')).length;
    expect(said.rejections.find(({ reason }) => reason.includes('车辆重量'))?.receipts ?? 0).toBe(
      misweighed,
    );
  }
  expect(timed).toBeGreaterThan(100);
});

it('says the same after the summary was made anew', { timeout: 60_000 }, async () => {
  const { store } = await randomDesk(1000);
  stir(store, 500);
  const before = inputs.map((input) => readStatistics(store, input));
  rebuildSummary(store);
  expect(inputs.map((input) => readStatistics(store, input))).toEqual(before);
});

const wholeYear: StatisticsInput = {
  from: '2025-12-20',
  to: '2026-03-29',
  unit: 'month',
  filters: {},
};

it('counts the same reason with another number once, the most frequent first', async () => {
  const { store } = await randomDesk(1000);
  const { rejections } = readStatistics(store, wholeYear);
  expect(rejections.map(({ reason }) => reason)).toEqual([
    '车辆重量不能为 #，请核实',
    '集装箱号 # 校验位不符，请核实',
    '该车有未完成记录（车次 #）',
    '提货重量与舱单不符',
  ]);
});

it('shows every period of the range, empty ones too, and knows every operator', async () => {
  const desk = await storeDesk();
  const said: Statistics = readStatistics(desk.store, { ...wholeYear, unit: 'day' });
  expect(said.groups.periods).toHaveLength(100);
  expect(said.total.figures.sheets).toBe(0);
  expect(said.total.customsTime).toBeNull();
  expect(said.operators.map(({ name, label }) => `${name} ${label}`)).toContain('李伟 liwei');
});

it('knows no customs times of combinations that it does not keep, but computes them exactly', async () => {
  const { store } = await randomDesk(500);
  const input = { ...wholeYear, filters: { customsCode: '5202', operatorId: 1 } };
  expect(readStatistics(store, input).total.customsTime).toBeNull();
  expect(readExactStatistics(store, input).customsTime?.sheets).toBeGreaterThan(0);
  const one = { ...wholeYear, filters: { customsCode: '5202' } };
  expect(readStatistics(store, one).total.customsTime?.sheets).toBe(
    readExactStatistics(store, one).customsTime?.sheets,
  );
});

it('takes no range that ends before it begins, and none of a lifetime', () => {
  const taken = (from: string, to: string): boolean =>
    statisticsInputSchema.safeParse({ from, to, unit: 'day', filters: {} }).success;
  expect(taken('2026-01-02', '2026-01-01')).toBe(false);
  expect(taken('2026-02-30', '2026-03-01')).toBe(false);
  expect(taken('2006-01-01', '2026-01-01')).toBe(false);
  expect(taken('2026-01-01', '2026-01-01')).toBe(true);
});
