import Database from 'better-sqlite3';
import type { QueryConditions } from '../../src-shared/contract/schemas.ts';
import { chance } from './random.ts';
import { seed } from './large-store.ts';

/** What is asked of a large store: of each condition values that are rare, common and absent. */

export interface Values {
  readonly common: QueryConditions;
  readonly rare: QueryConditions;
  readonly absent: QueryConditions;
}
export type Commonness = keyof Values;
export const commonnesses = ['common', 'rare', 'absent'] as const satisfies readonly Commonness[];

export interface Questions {
  readonly conditions: Readonly<Record<string, Values>>;
  readonly texts: Readonly<Record<string, Values>>;
}

/** The ten combinations of three, by the names of their conditions. */
export const triples = [
  ['status', 'customsCode', 'importExport'],
  ['status', 'businessType', 'dates'],
  ['mediumType', 'businessType', 'importExport'],
  ['customsCode', 'operator', 'dates'],
  ['status', 'operator', 'importExport'],
  ['sending', 'customsCode', 'mediumType'],
  ['toSign', 'operator', 'businessType'],
  ['amended', 'customsCode', 'status'],
  ['mediumId', 'status', 'dates'],
  ['text', 'status', 'customsCode'],
] as const;

const texts = (common: string, rare: string, absent: string): Values => ({
  common: { text: common },
  rare: { text: rare },
  absent: { text: absent },
});

/** Of no sheet, but as they look: of another desk, in a later month. */
const absentTripNo = '20271021000000000990001700923413';

/** Reads from the store which values are rare and which are common. */
export const questionsOf = (file: string): Questions => {
  const database = new Database(file, { readonly: true });
  const text = (sql: string, ...values: readonly (string | number)[]): string =>
    String(
      database
        .prepare(sql)
        .pluck()
        .get(...values),
    );
  const number = (sql: string): number => Number(database.prepare(sql).pluck().get());
  const random = chance(seed);
  const sheets = number('SELECT max(id) FROM declaration');
  /** A sheet that was entered about this share of the way from the oldest to the newest. */
  const sheetAt = (share: number): number => Math.max(1, Math.floor(sheets * share));
  const counted = (condition: string, rarest: boolean): string =>
    text(
      `SELECT value FROM condition_count WHERE condition = ? AND sheets > 0
       ORDER BY sheets ${rarest ? 'ASC' : 'DESC'} LIMIT 1`,
      condition,
    );
  const valuesOf = (
    condition: string,
    absent: string,
    asks: (value: string) => QueryConditions,
  ): Values => ({
    common: asks(counted(condition, false)),
    rare: asks(counted(condition, true)),
    absent: asks(absent),
  });
  const sheetNumber = (column: string, share: number): string =>
    text(
      `SELECT ${column} FROM declaration WHERE id >= ? AND ${column} <> '' LIMIT 1`,
      sheetAt(share),
    );
  const itemNumber = (column: string, share: number): string =>
    text(
      `SELECT ${column} FROM item WHERE declaration_id >= ? AND ${column} <> '' LIMIT 1`,
      sheetAt(share),
    );
  const share = (): number => random.next();
  const commonMedium = text(
    `SELECT medium_id FROM declaration WHERE hidden = 0 AND medium_type = 'VN'
     GROUP BY medium_id ORDER BY count(*) DESC LIMIT 1`,
  );
  const rareMedium = text(
    `SELECT medium_id FROM declaration WHERE medium_type = 'IC' AND id >= ? LIMIT 1`,
    sheetAt(share()),
  );
  const container = itemNumber('container_no1', share());
  const bill = text(
    `SELECT object_id FROM item WHERE object_type = 'B' AND declaration_id >= ? LIMIT 1`,
    sheetAt(share()),
  );
  const tripNo = sheetNumber('trip_no', share());
  const conditions: Questions['conditions'] = {
    none: { common: {}, rare: {}, absent: {} },
    tripNo: {
      common: { tripNo: sheetNumber('trip_no', share()) },
      rare: { tripNo },
      absent: { tripNo: '2'.repeat(32) },
    },
    status: valuesOf('status', 'ZZ', (status) => ({ status })),
    mediumType: valuesOf('medium_type', 'XX', (mediumType) => ({ mediumType })),
    mediumId: {
      common: { mediumId: commonMedium },
      rare: { mediumId: rareMedium },
      absent: { mediumId: '藏A00000' },
    },
    businessType: valuesOf('business_type', '1111111111', (businessType) => ({ businessType })),
    customsCode: valuesOf('customs_code', '9999', (customsCode) => ({ customsCode })),
    importExport: valuesOf('import_export', 'X', (importExport) => ({ importExport })),
    dates: {
      common: { enteredFrom: '2025-11-20', enteredTo: '2026-11-20' },
      rare: { enteredFrom: '2024-05-06', enteredTo: '2024-05-06' },
      absent: { enteredFrom: '2019-01-01', enteredTo: '2019-12-31' },
    },
    sending: {
      common: { sending: 'underway' },
      rare: { sending: 'refused' },
      absent: { sending: 'refused', status: '50' },
    },
    operator: valuesOf('operator_id', '999', (operatorId) => ({ operatorId: Number(operatorId) })),
    toSign: {
      common: { toSign: true },
      rare: { toSign: true },
      absent: { toSign: true, status: '50' },
    },
    withdrawn: {
      common: { withdrawn: true },
      rare: { withdrawn: true },
      absent: { withdrawn: true, status: '20' },
    },
    amended: {
      common: { amended: true },
      rare: { amended: true },
      absent: { amended: true, status: '20' },
    },
  };
  const found: Questions = {
    conditions,
    texts: {
      'whole.medium': texts(commonMedium, rareMedium, '藏A00000'),
      'whole.container': texts(itemNumber('container_no1', share()), container, 'ZZZU0000000'),
      'whole.bill': texts(itemNumber('object_id', share()), bill, 'ZZZZ6000000000'),
      'whole.trip-no': texts(sheetNumber('trip_no', share()), tripNo, absentTripNo),
      'whole.data-centre-no': texts(
        sheetNumber('data_centre_no', share()),
        sheetNumber('data_centre_no', share()),
        '3'.repeat(18),
      ),
      'beginning.number': texts('COSU', container.slice(0, 8), 'ZZZU0'),
      'beginning.trip-no': texts('2026', tripNo.slice(0, 28), '20991'),
      'beginning.trip-no-card': texts(
        tripNo.slice(0, 19),
        tripNo.slice(0, 30),
        '2026112100000000009',
      ),
      'end.number': texts('77', container.slice(-6), 'ZQ'),
      'end.trip-no': texts('345', tripNo.slice(-8), '3451234999'),
      'word.two': texts('提货', '押车', '鲸鱼'),
      'word.three': texts('客户催', '证遗失', '货提催'),
      'word.vessel': texts('COSCO', 'LOTUS', 'TITANIC'),
      'word.long': texts('COSCO SHIPPING ARIES', '封条破损已拍照', '船靠泊后放行'),
      'fragment.four': texts(bill.slice(5, 9), container.slice(3, 7), 'ZQXJ'),
      'fragment.six': texts(bill.slice(3, 9), container.slice(2, 8), '6QQ777'),
      'fragment.eight': texts(bill.slice(3, 11), bill.slice(4, 12), 'OSU69999'),
    },
  };
  database.close();
  return {
    ...found,
    conditions: { ...conditions, text: found.texts['word.two'] ?? texts('提货', '押车', '鲸鱼') },
  };
};
