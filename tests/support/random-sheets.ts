import { shanghaiDayStart } from '../../src-shared/declaration/numbers.ts';
import type { WritableStore } from '../../src-main/store/store.ts';

/**
 * Very many sheets with items and receipts, written straight into the tables: a year of a busy
 * forwarder, the same at every run with the same seed.
 */
export interface RandomSheets {
  readonly count: number;
  readonly seed: number;
  /** Calendar date in Beijing of the first sheet, and over how many days they spread. */
  readonly firstDay: string;
  readonly days: number;
  readonly operatorIds: readonly number[];
}

/** Mulberry32: small, quick, and good enough to draw sheets. */
export const randomNumbers = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

type Weighted<Value> = readonly (readonly [Value, number])[];

const districts: Weighted<string> = [
  ['5202', 30],
  ['5301', 22],
  ['2225', 14],
  ['3104', 10],
  ['4201', 8],
  ['5304', 6],
  ['2202', 4],
  ['3701', 3],
  ['0202', 2],
  ['', 1],
];
const businessTypes: Weighted<string> = [
  ['1000000000', 55],
  ['0100000000', 15],
  ['0000100000', 12],
  ['0000010000', 6],
  ['0010000000', 4],
  ['0001000000', 3],
  ['0000001000', 2],
  ['0000000100', 2],
  ['1010000000', 1],
];
/** How the receipts of a sheet went on after 申报成功; empty for a draft. */
const stories: Weighted<readonly string[]> = [
  [[], 4],
  [['1', '2', '10', '40', '50'], 50],
  [['1', '2', '10', '40'], 12],
  [['1', '2', '10'], 16],
  [['1', '2', '10', '41'], 2],
  [['1', '2', '10', '41', '42'], 1],
  [['1', '2', '10', '43'], 2],
  [['1', '2', '20'], 3],
  [['1', '2', '20', 'again', '1', '2', '10', '40', '50'], 6],
  [['1', 'FF'], 1],
  [['1', '2'], 2],
  [['1'], 1],
];
const reasons: Weighted<(number: number) => string> = [
  [() => '退单：车辆重量不能为 0，请核实', 4],
  [(number) => `退单：集装箱号 CSQU${String(3_000_000 + number)} 校验位不符，请核实`, 3],
  [(number) => `退单：该车有未完成记录（车次 ${String(number)}）`, 2],
  [() => '退单：提货重量与舱单不符 ', 1],
];

const drawer = <Value>(choices: Weighted<Value>): ((draw: number) => Value) => {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  return (draw) => {
    let left = draw * total;
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    return choices[0]![0];
  };
};

const insertDeclaration = `
  INSERT INTO declaration (id, data_centre_no, trip_no, version, status, withdrawn, base_status,
    base_sequence, last_reason, receipt_count, problem_count, item_count, confirmed_warnings,
    entered_at, changed_at, operator_id, operator_label, uscc, organisation_code, hidden,
    customs_code, medium_type, medium_id, business_type, transport_mode, import_export,
    vehicle_type, vehicle_weight, trailer_weight, container_weight, remark)
  VALUES (?, ?, ?, 1, ?, ?, '0', 0, NULL, ?, 0, ?, '[]', ?, ?, ?, ?, '91350100M000100Y43',
    'M000100Y4', ?, ?, 'VN', ?, ?, '2', 'I', '02', ?, ?, ?, '')`;
const insertItem = `
  INSERT INTO item (declaration_id, position, direction, object_type, object_id, vessel_name,
    voyage_no, business_type, bill_type, pickup_weight, container_no1, container_no2, seal_nos1,
    seal_nos2, remark)
  VALUES (?, ?, 'E', ?, ?, 'COSCO SHIPPING ARIES', '042W', ?, '1', ?, '', '', '', '', '')`;
const insertReceipt = `
  INSERT INTO receipt (desk_number, feed_number, trip_no, declaration_id, submission_id, function,
    sequence, code, text, issued_at, received_at, conflict)
  VALUES ('00017', ?, ?, ?, ?, 'ADD', ?, ?, ?, ?, ?, ?)`;

const minute = 60_000;
const dayLength = 1440 * minute;

export const insertRandomSheets = (store: WritableStore, wanted: RandomSheets): void => {
  const random = randomNumbers(wanted.seed);
  const pick = {
    district: drawer(districts),
    businessType: drawer(businessTypes),
    story: drawer(stories),
    reason: drawer(reasons),
  };
  const declaration = store.prepare(insertDeclaration);
  const item = store.prepare(insertItem);
  const receipt = store.prepare(insertReceipt);
  const start = shanghaiDayStart(wanted.firstDay);
  const first = Number(
    store.prepare('SELECT coalesce(max(id), 0) + 1 FROM declaration').pluck().get(),
  );
  const between = (least: number, most: number): number =>
    least + Math.floor(random() * (most - least + 1));
  /** Skewed as waiting times are: half under 8 minutes, a few over hours. */
  const customsTime = (): number =>
    Math.round(8 * minute * Math.exp((random() + random() - 1) * 4));
  let feedNumber = first * 10;

  for (let id = first; id < first + wanted.count; id += 1) {
    const passed = (id - first + random()) / wanted.count;
    const enteredAt = start + Math.floor(passed * wanted.days * dayLength);
    const story = pick.story(random());
    const status = story.at(-1) ?? '0';
    const operatorId = wanted.operatorIds[between(0, wanted.operatorIds.length - 1)] ?? 1;
    const businessType = pick.businessType(random());
    const itemCount = between(1, 3);
    const tripNo = String(id).padStart(32, '0');
    declaration.run(
      id,
      String(id).padStart(18, '0'),
      tripNo,
      status,
      status === '10' && random() < 0.05 ? 1 : 0,
      story.filter((code) => code !== 'again').length,
      itemCount,
      enteredAt,
      enteredAt,
      operatorId,
      String(operatorId),
      random() < 0.01 ? 1 : 0,
      pick.district(random()),
      `沪A${String(id % 40_000).padStart(5, '0')}`,
      businessType,
      random() < 0.02 ? null : between(0, 40_000_000),
      between(0, 12_000_000),
      random() < 0.5 ? 0 : between(2_000_000, 5_000_000),
    );
    for (let position = 0; position < itemCount; position += 1) {
      const isBill = random() < 0.6;
      item.run(
        id,
        position,
        isBill ? 'B' : 'C',
        `COSU${String(id * 3 + position)}`,
        businessType,
        isBill ? between(1, 30_000_000) : null,
      );
    }
    let at = enteredAt + between(1, 120) * minute;
    let submission = 1;
    let sequence = 0;
    for (const code of story) {
      if (code === 'again') {
        submission += 1;
        at += between(5, 600) * minute;
        continue;
      }
      if (code !== '1') at += customsTime();
      feedNumber += 1;
      sequence += 1;
      receipt.run(
        feedNumber,
        tripNo,
        id,
        `${String(id)}-${String(submission)}`,
        sequence,
        code,
        code === '20' ? pick.reason(random())(id) : '回执',
        at,
        at + 2000,
        random() < 0.002 ? 1 : 0,
      );
    }
  }
};
