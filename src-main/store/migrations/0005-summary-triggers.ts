import {
  addCustomsTime,
  addRejections,
  addToSummary,
  customsMillisecondsOf,
  grains,
  measuresOf,
} from './0005-summary-sql.ts';

const negative = (values: readonly string[]): readonly string[] =>
  values.map((value) => `-(${value})`);

const rejectionOfReceipt = (receipt: 'OLD' | 'NEW', receipts: '1' | '-1'): string =>
  addRejections(
    'declaration',
    receipt,
    receipts,
    `${grains(0, 7)}, declaration WHERE declaration.id = ${receipt}.declaration_id`,
  );

const rejectionsOfSheet = (sheet: 'OLD' | 'NEW', receipts: '1' | '-1'): string =>
  addRejections(
    sheet,
    'receipt',
    receipts,
    `${grains(0, 7)}, receipt WHERE receipt.declaration_id = ${sheet}.id`,
  );

const noteCustomsTime = (id: string): string => `
  UPDATE declaration SET customs_milliseconds = ${customsMillisecondsOf(id)}
    WHERE id = ${id} AND customs_milliseconds IS NOT ${customsMillisecondsOf(id)};`;

const noteTotalPickup = (id: string, change: string): string => `
  UPDATE declaration SET total_pickup_weight = total_pickup_weight + (${change}) WHERE id = ${id};`;

const placeColumns = ['hidden', 'customs_code', 'business_type', 'operator_id', 'entered_at'];
const cellColumns = [...placeColumns, 'status', 'withdrawn'];
const measureColumns = [
  'item_count',
  'vehicle_weight',
  'trailer_weight',
  'container_weight',
  'total_pickup_weight',
];
const differs = (columns: readonly string[]): string =>
  `(${columns.map((name) => `OLD.${name} IS NOT NEW.${name}`).join(' OR ')})`;

/** Name and definition of each; a rebuild takes them away and puts them back. */
export const summaryTriggers: Readonly<Record<string, string>> = {
  summary_of_new_sheet: `AFTER INSERT ON declaration WHEN NEW.hidden = 0
    BEGIN ${addToSummary('NEW', measuresOf('NEW'), 'true')} ${addCustomsTime('NEW', '1')} END`,
  summary_of_erased_sheet: `AFTER DELETE ON declaration WHEN OLD.hidden = 0
    BEGIN ${addToSummary('OLD', negative(measuresOf('OLD')), 'true')} ${addCustomsTime('OLD', '-1')} END`,
  summary_of_moved_sheet: `AFTER UPDATE OF ${cellColumns.join(', ')} ON declaration
    WHEN ${differs(cellColumns)}
    BEGIN
      ${addToSummary('OLD', negative(measuresOf('OLD')), 'OLD.hidden = 0')}
      ${addToSummary('NEW', measuresOf('NEW'), 'NEW.hidden = 0')}
    END`,
  summary_of_changed_sheet: `AFTER UPDATE OF ${measureColumns.join(', ')} ON declaration
    WHEN NEW.hidden = 0 AND ${differs(measureColumns)} AND NOT ${differs(cellColumns)}
    BEGIN ${addToSummary(
      'NEW',
      measuresOf('NEW').map((value, index) => `${value} - ${measuresOf('OLD')[index] ?? ''}`),
      'true',
    )} END`,
  customs_time_of_sheet: `AFTER UPDATE OF ${[...placeColumns, 'customs_milliseconds'].join(', ')}
    ON declaration WHEN ${differs([...placeColumns, 'customs_milliseconds'])}
    BEGIN ${addCustomsTime('OLD', '-1')} ${addCustomsTime('NEW', '1')} END`,
  rejections_of_moved_sheet: `AFTER UPDATE OF ${placeColumns.join(', ')} ON declaration
    WHEN ${differs(placeColumns)}
    BEGIN ${rejectionsOfSheet('OLD', '-1')} ${rejectionsOfSheet('NEW', '1')} END`,

  pickup_of_new_item: `AFTER INSERT ON item WHEN NEW.pickup_weight IS NOT NULL
    BEGIN ${noteTotalPickup('NEW.declaration_id', 'NEW.pickup_weight')} END`,
  pickup_of_erased_item: `AFTER DELETE ON item WHEN OLD.pickup_weight IS NOT NULL
    BEGIN ${noteTotalPickup('OLD.declaration_id', '-OLD.pickup_weight')} END`,
  pickup_of_changed_item: `AFTER UPDATE OF declaration_id, pickup_weight ON item
    BEGIN
      ${noteTotalPickup('OLD.declaration_id', '-coalesce(OLD.pickup_weight, 0)')}
      ${noteTotalPickup('NEW.declaration_id', 'coalesce(NEW.pickup_weight, 0)')}
    END`,

  // Only after: what ON CONFLICT DO NOTHING leaves out has fired a BEFORE trigger already.
  customs_time_of_new_receipt: `AFTER INSERT ON receipt WHEN NEW.function = 'ADD' AND NEW.code IN ('1', '10')
    BEGIN ${noteCustomsTime('NEW.declaration_id')} END`,
  customs_time_of_changed_receipt: `AFTER UPDATE OF declaration_id, submission_id, function, sequence, code,
    issued_at, conflict ON receipt
    WHEN 'ADD' IN (OLD.function, NEW.function)
      AND (OLD.code IN ('1', '10') OR NEW.code IN ('1', '10'))
      AND ${differs(['declaration_id', 'submission_id', 'function', 'sequence', 'code', 'issued_at', 'conflict'])}
    BEGIN ${noteCustomsTime('OLD.declaration_id')} ${noteCustomsTime('NEW.declaration_id')} END`,
  customs_time_of_erased_receipt: `AFTER DELETE ON receipt WHEN OLD.function = 'ADD' AND OLD.code IN ('1', '10')
    BEGIN ${noteCustomsTime('OLD.declaration_id')} END`,
  rejection_of_new_receipt: `AFTER INSERT ON receipt WHEN NEW.code = '20'
    BEGIN ${rejectionOfReceipt('NEW', '1')} END`,
  rejection_of_changed_receipt: `AFTER UPDATE OF declaration_id, function, code, text, conflict ON receipt
    WHEN '20' IN (OLD.code, NEW.code) AND ${differs(['declaration_id', 'function', 'code', 'text', 'conflict'])}
    BEGIN ${rejectionOfReceipt('OLD', '-1')} ${rejectionOfReceipt('NEW', '1')} END`,
  rejection_of_erased_receipt: `AFTER DELETE ON receipt WHEN OLD.code = '20'
    BEGIN ${rejectionOfReceipt('OLD', '-1')} END`,

  empty_summary: `AFTER UPDATE ON daily_summary WHEN NEW.sheets = 0
    BEGIN DELETE FROM daily_summary WHERE grain = NEW.grain AND customs_code = NEW.customs_code
      AND business_type = NEW.business_type AND operator_id = NEW.operator_id
      AND day = NEW.day AND status = NEW.status; END`,
  empty_customs_time: `AFTER UPDATE ON daily_customs_time WHEN NEW.sheets = 0
    BEGIN DELETE FROM daily_customs_time WHERE grain = NEW.grain AND value = NEW.value
      AND bucket = NEW.bucket AND day = NEW.day; END`,
  empty_rejection: `AFTER UPDATE ON daily_rejection WHEN NEW.receipts = 0
    BEGIN DELETE FROM daily_rejection WHERE grain = NEW.grain
      AND customs_code = NEW.customs_code AND business_type = NEW.business_type
      AND operator_id = NEW.operator_id AND function = NEW.function AND reason = NEW.reason
      AND day = NEW.day; END`,
};

export const createSummaryTriggers = Object.entries(summaryTriggers)
  .map(([name, definition]) => `CREATE TRIGGER ${name} ${definition};`)
  .join('\n');

export const dropSummaryTriggers = Object.keys(summaryTriggers)
  .map((name) => `DROP TRIGGER IF EXISTS ${name};`)
  .join('\n');
