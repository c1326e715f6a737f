import { emptyHead, emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import type { Head, Item } from '../../src-shared/declaration/sheet.ts';
import type { SubmissionState } from '../../src-shared/declaration/status.ts';
import { chance } from './random.ts';
import type { Chance } from './random.ts';

/** Sheets as a forwarder's desk gathers them over three years; the same ones for the same seed. */

export interface SampleSheet {
  readonly head: Head;
  readonly items: readonly Item[];
  readonly status: string;
  readonly withdrawn: boolean;
  readonly amended: boolean;
  readonly hidden: boolean;
  readonly operatorId: number;
  readonly enteredAt: number;
  readonly changedAt: number;
  readonly problemCount: number;
  /** Null where it was never declared. */
  readonly submission: SubmissionState | null;
}

export const operatorCount = 12;
const first = Date.UTC(2023, 10, 20);
const last = Date.UTC(2026, 10, 20);
const day = 86_400_000;

const districts = [
  '5202 2248 5301 3100 0202 4216 5141 3702 2225 4201 5304 3104 0207 2210 5305 4227 3116 2201 5145 5318 7901 6007 0901 2900 5303 4205 3120 9401 5166 4700',
].flatMap((codes) => codes.split(' '));
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const businessTypes = [
  ['1000000000', 520],
  ['0100000000', 170],
  ['0000100000', 120],
  ['1010000000', 60],
  ['0010000000', 50],
  ['0001000000', 40],
  ['0000000100', 25],
  ['0000010000', 10],
  ['0000001000', 4],
  ['1000001000', 1],
] as const;
const mediumTypes = [
  ['VN', 820],
  ['VE', 100],
  ['IC', 60],
  ['BC', 20],
] as const;
const settled = [
  ['50', 700],
  ['40', 190],
  ['43', 15],
  ['20', 40],
  ['FF', 4],
  ['0', 20],
  ['10', 20],
  ['41', 3],
  ['42', 1],
] as const;
const fresh = [
  ['0', 200],
  ['1', 60],
  ['2', 80],
  ['10', 350],
  ['20', 40],
  ['50', 250],
  ['41', 20],
] as const;
const carriers = ['COSU', 'MAEU', 'OOLU', 'EGLV', 'MEDU', 'HLCU', 'ONEY', 'YMLU'] as const;
const owners = ['CSQU', 'MSKU', 'TCLU', 'OOLU', 'CMAU', 'TGHU', 'FCIU', 'BEAU'] as const;
const fleets = ['COSCO SHIPPING', 'EVER', 'MSC', 'OOCL', 'MAERSK', 'CMA CGM', '中远', '新海'];
const shipNames = ['ARIES', 'GOLDEN', 'LOTUS', 'TAURUS', 'UNIVERSE', '之星', '上海', 'HARMONY'];
const remarks = [
  '船靠泊后提货',
  '客户催急，请尽快放行',
  '空箱回场',
  '冷藏柜，注意温度',
  '司机电话已更新',
  '分两次提货',
  '原车故障，换车',
  '等待查验',
  '加急',
  '请与张师傅联系',
  '夜间进场',
] as const;
const rareRemarks = ['押车证遗失', '封条破损已拍照', '超限运输许可', '危品专用车位'] as const;

const digits = (random: Chance, count: number): string =>
  Array.from({ length: count }, () => String(random.below(10))).join('');

/** Some trucks come every day, most now and then, none so often as to be a tenth of all. */
const truck = (random: Chance, fleet: number): number => Math.floor(random.next() ** 1.5 * fleet);

const plate = (random: Chance, fleet: number): string => {
  const number = truck(random, fleet);
  const province = ['沪', '粤', '浙', '苏', '鲁'][number % 5]!;
  return `${province}${letters[number % 24]!}${String(10_000 + ((number * 7919) % 90_000))}`;
};

const mediumOf = (random: Chance, mediumType: string, fleet: number): string => {
  switch (mediumType) {
    case 'VN':
      return plate(random, fleet);
    case 'VE':
      return `E${String(1_000_000 + truck(random, fleet))}`;
    case 'IC':
      return `88${digits(random, 10)}`;
    default:
      return `BC${digits(random, 14)}`;
  }
};

const remarkOf = (random: Chance, share: number): string => {
  if (random.next() >= share) return '';
  return random.next() < 0.002 ? random.of(rareRemarks) : random.of(remarks);
};

/** 1 to 20: most trucks carry one or two things, a few carry many. */
const itemCount = (random: Chance): number =>
  Math.min(20, 1 + Math.floor(-Math.log(1 - random.next()) * 2.3));

const itemsOf = (random: Chance, head: Head): Item[] => {
  const vesselName =
    head.transportMode === '2' ? `${fleets[random.rank(8)]!} ${shipNames[random.rank(8)]!}` : '';
  const voyageNo = `${String(random.below(99)).padStart(3, '0')}${random.of(['E', 'W'])}`;
  let bill = '';
  return Array.from({ length: itemCount(random) }, (_value, index) => {
    if (index === 0 || random.next() < 0.4) bill = `${random.of(carriers)}6${digits(random, 9)}`;
    const container = `${random.of(owners)}${digits(random, 7)}`;
    const isBill = random.next() < 0.6;
    return {
      ...emptyItem(head),
      objectType: isBill ? 'B' : 'C',
      objectId: isBill ? bill : container,
      vesselName,
      voyageNo,
      billType: isBill ? '1' : '',
      pickupWeight: isBill ? String(1000 + random.below(20_000)) : '',
      containerNo1: random.next() < 0.8 ? container : '',
      sealNos1: random.next() < 0.4 ? `ES${digits(random, 6)}` : '',
      remark: remarkOf(random, 0.05),
    };
  });
};

const unanswered = ['queued', 'sending', 'confirmed', 'parked'] as const;

const submissionOf = (random: Chance, status: string): SubmissionState | null => {
  switch (status) {
    case '0':
      if (random.next() < 0.7) return null;
      return random.of([...unanswered, 'refused', 'takenBack'] as const);
    case '1':
    case '2':
      return 'confirmed';
    case '20':
      return 'rejected';
    case 'FF':
      return 'sendFailed';
    default:
      return 'accepted';
  }
};

/** `count` sheets, one after the other, from the oldest to the newest. */
export function* sampleSheets(count: number, seed: number): Generator<SampleSheet> {
  const random = chance(seed);
  const fleet = Math.max(200, Math.floor(count / 150));
  for (let index = 0; index < count; index += 1) {
    const enteredAt = Math.floor(first + ((last - first) * (index + random.next())) / count);
    const mediumType = random.weighted(mediumTypes);
    const head = emptyHead({
      customsCode: districts[random.rank(districts.length)]!,
      mediumType,
      mediumId: mediumOf(random, mediumType, fleet),
      businessType: random.weighted(businessTypes),
      transportMode: random.weighted([
        ['2', 6],
        ['4', 3],
        ['5', 1],
      ]),
      importExport: random.next() < 0.55 ? 'I' : 'E',
      vehicleType: random.of(['01', '02', '03', '04']),
      vehicleWeight: String(8000 + random.below(3000)),
      remark: remarkOf(random, 0.4),
    });
    const status = random.weighted(last - enteredAt < 14 * day ? fresh : settled);
    const isAccepted = ['10', '40', '41', '42', '43', '50'].includes(status);
    yield {
      head,
      items: itemsOf(random, head),
      status,
      withdrawn: status === '10' && random.next() < 0.3,
      amended: isAccepted && random.next() < 0.03,
      hidden: random.next() < 0.005,
      operatorId: 1 + random.rank(operatorCount),
      enteredAt,
      changedAt: enteredAt + random.below(2 * 3_600_000),
      problemCount: status === '0' && random.next() < 0.5 ? 1 + random.below(4) : 0,
      submission: submissionOf(random, status),
    };
  }
}
