import {
  addRejections,
  bucketOf,
  customsMillisecondsOf,
  dayOf,
  grains,
  keysOf,
  measures,
  measuresOf,
  statusOf,
  summaryColumns,
  totalPickupOf,
  valueOf,
} from './0005-summary-sql.ts';
import { createSummaryTriggers } from './0005-summary-triggers.ts';

/**
 * The daily summary behind 业务数据统计. Triggers keep it in whatever transaction changes a sheet,
 * its items or its receipts, so that no writer can forget it; each table is the sum over the sheets
 * that are not hidden:
 *
 * - `daily_summary`: sheets, items and weights (grams) by day × district × business type ×
 *   operator × status. `grain` says which of the three in the middle a row tells apart (1 district,
 *   2 business type, 4 operator, or their sum); the others are empty. So every question finds rows
 *   that are summed up already, however many sheets there are.
 * - `daily_customs_time`: how long customs took, as a histogram; `bucket` is its lower bound in
 *   milliseconds. Kept for the whole (grain 0) and for each of the three alone, by its `value`.
 * - `daily_rejection`: 退单 by reason, for the whole (grain 0) and told apart by all three (7).
 *
 * A day is a calendar day in Beijing as days since 1970-01-01: that of 录入时间.
 */

const tables = /* sql */ `
CREATE TABLE daily_summary (
  grain INTEGER NOT NULL,
  customs_code TEXT NOT NULL,
  business_type TEXT NOT NULL,
  operator_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  status TEXT NOT NULL,
  ${measures.map((name) => `${name} INTEGER NOT NULL`).join(',\n  ')},
  PRIMARY KEY (grain, customs_code, business_type, operator_id, day, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE customs_time_bucket (lower INTEGER PRIMARY KEY) STRICT;

-- Each bound is at most a tenth above the one before: what lies between is known within 5 %.
INSERT INTO customs_time_bucket (lower)
  WITH RECURSIVE bound (lower) AS (
    SELECT 0 UNION ALL
    SELECT max(lower + 1, lower * 11 / 10) FROM bound WHERE lower < 400000000000)
  SELECT lower FROM bound;

CREATE TABLE daily_customs_time (
  grain INTEGER NOT NULL,
  value TEXT NOT NULL,
  bucket INTEGER NOT NULL,
  day INTEGER NOT NULL,
  sheets INTEGER NOT NULL,
  PRIMARY KEY (grain, value, bucket, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE daily_rejection (
  grain INTEGER NOT NULL,
  customs_code TEXT NOT NULL,
  business_type TEXT NOT NULL,
  operator_id INTEGER NOT NULL,
  function TEXT NOT NULL,
  reason TEXT NOT NULL,
  day INTEGER NOT NULL,
  receipts INTEGER NOT NULL,
  PRIMARY KEY (grain, customs_code, business_type, operator_id, function, reason, day)
) STRICT, WITHOUT ROWID;

ALTER TABLE declaration ADD COLUMN total_pickup_weight INTEGER NOT NULL DEFAULT 0;
ALTER TABLE declaration ADD COLUMN customs_milliseconds INTEGER;
`;

/** Each grain and a finer one that it is summed up from, in an order that has the finer one first. */
const coarserGrains = [
  [3, 7],
  [5, 7],
  [6, 7],
  [1, 3],
  [2, 3],
  [4, 5],
  [0, 1],
] as const;

/** Computes everything anew from sheets, items and receipts; without the triggers, or before them. */
export const fillSummary = /* sql */ `
DELETE FROM daily_summary;
DELETE FROM daily_customs_time;
DELETE FROM daily_rejection;

UPDATE declaration SET total_pickup_weight = ${totalPickupOf('declaration.id')}
  WHERE total_pickup_weight <> ${totalPickupOf('declaration.id')};
UPDATE declaration SET customs_milliseconds = ${customsMillisecondsOf('declaration.id')}
  WHERE customs_milliseconds IS NOT ${customsMillisecondsOf('declaration.id')};

INSERT INTO daily_summary (${summaryColumns})
  SELECT 7, customs_code, business_type, operator_id, ${dayOf('declaration')} AS day,
      ${statusOf('declaration')} AS shown_status,
      ${measuresOf('declaration')
        .map((value) => `sum(${value})`)
        .join(', ')}
    FROM declaration WHERE hidden = 0
    GROUP BY customs_code, business_type, operator_id, day, shown_status;
${coarserGrains
  .map(
    ([grain, finer]) => `
INSERT INTO daily_summary (${summaryColumns})
  SELECT ${keysOf('finer')}, day, status, ${measures.map((name) => `sum(${name})`).join(', ')}
    FROM daily_summary AS finer, ${grains(grain)} WHERE finer.grain = ${finer}
    GROUP BY 1, 2, 3, 4, 5, 6;`,
  )
  .join('\n')}

INSERT INTO daily_customs_time (grain, value, bucket, day, sheets)
  SELECT grains.grain, ${valueOf('declaration')},
      ${bucketOf('declaration.customs_milliseconds')}, ${dayOf('declaration')}, count(*)
    FROM declaration, ${grains(1, 2, 4)}
    WHERE hidden = 0 AND customs_milliseconds IS NOT NULL
    GROUP BY 1, 2, 3, 4;
INSERT INTO daily_customs_time (grain, value, bucket, day, sheets)
  SELECT 0, '', bucket, day, sum(sheets) FROM daily_customs_time WHERE grain = 1
    GROUP BY bucket, day;

${addRejections(
  'declaration',
  'receipt',
  '1',
  `${grains(0, 7)}, receipt JOIN declaration ON declaration.id = receipt.declaration_id WHERE true`,
)}
`;

export const dailySummary = `${tables}\n${fillSummary}\n${createSummaryTriggers}`;
