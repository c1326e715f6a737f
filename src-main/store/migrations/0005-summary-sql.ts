/** Pieces of SQL that the daily summary's tables, their first filling and the triggers share. */

export const grains = (...wanted: readonly number[]): string =>
  `(SELECT column1 AS grain FROM (VALUES ${wanted.map((grain) => `(${grain})`).join(', ')})) AS grains`;
export const eachGrain = grains(0, 1, 2, 3, 4, 5, 6, 7);

export const dayOf = (row: string): string => `((${row}.entered_at + 28800000) / 86400000)`;
export const statusOf = (row: string): string =>
  `(CASE ${row}.withdrawn WHEN 1 THEN 'withdrawn' ELSE ${row}.status END)`;

/** What one grain tells apart of a row. */
export const keysOf = (row: string): string => `
  grains.grain,
  iif(grains.grain & 1, ${row}.customs_code, ''),
  iif(grains.grain & 2, ${row}.business_type, ''),
  iif(grains.grain & 4, ${row}.operator_id, 0)`;

export const measures = [
  'sheets',
  'items',
  'vehicle_weight',
  'trailer_weight',
  'container_weight',
  'pickup_weight',
] as const;

export const measuresOf = (row: string): readonly string[] => [
  '1',
  `${row}.item_count`,
  `coalesce(${row}.vehicle_weight, 0)`,
  `coalesce(${row}.trailer_weight, 0)`,
  `coalesce(${row}.container_weight, 0)`,
  `${row}.total_pickup_weight`,
];

export const summaryColumns = `grain, customs_code, business_type, operator_id, day, status, ${measures.join(', ')}`;

/** Adds to the summary, in every grain; `values` are the measures. */
export const addToSummary = (row: string, values: readonly string[], where: string): string => `
  INSERT INTO daily_summary (${summaryColumns})
    SELECT ${keysOf(row)}, ${dayOf(row)}, ${statusOf(row)}, ${values.join(', ')}
      FROM ${eachGrain} WHERE ${where}
    ON CONFLICT DO UPDATE SET
      ${measures.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')};`;

export const bucketOf = (milliseconds: string): string =>
  `(SELECT max(lower) FROM customs_time_bucket WHERE lower <= ${milliseconds})`;

/** The one thing that a single grain tells apart. */
export const valueOf = (row: string): string => `
  CASE grains.grain WHEN 1 THEN ${row}.customs_code WHEN 2 THEN ${row}.business_type
    WHEN 4 THEN CAST(${row}.operator_id AS TEXT) ELSE '' END`;

export const addCustomsTime = (row: string, sheets: '1' | '-1'): string => `
  INSERT INTO daily_customs_time (grain, value, bucket, day, sheets)
    SELECT grains.grain, ${valueOf(row)}, ${bucketOf(`${row}.customs_milliseconds`)}, ${dayOf(row)}, ${sheets}
      FROM ${grains(0, 1, 2, 4)}
      WHERE ${row}.hidden = 0 AND ${row}.customs_milliseconds IS NOT NULL
    ON CONFLICT DO UPDATE SET sheets = sheets + excluded.sheets;`;

/**
 * The reason without the numbers of one sheet: each run of digits, up to 64, becomes one #. What
 * else is the same reason in other words is found when the statistics are read.
 */
export const reasonOf = (text: string): string => {
  const digits = Array.from({ length: 10 }).reduce<string>(
    (sql, _digit, digit) => `replace(${sql}, '${String(digit)}', '#')`,
    text,
  );
  return Array.from({ length: 6 }).reduce<string>((sql) => `replace(${sql}, '##', '#')`, digits);
};

/** `sheet` has the declaration's columns, `receipt` the receipt's; both are rows or tables. */
export const addRejections = (
  sheet: string,
  receipt: string,
  receipts: '1' | '-1',
  from: string,
): string => `
  INSERT INTO daily_rejection
      (grain, customs_code, business_type, operator_id, function, reason, day, receipts)
    SELECT ${keysOf(sheet)}, ${receipt}.function, ${reasonOf(`${receipt}.text`)},
        ${dayOf(sheet)}, ${receipts}
      FROM ${from} AND ${sheet}.hidden = 0 AND ${receipt}.code = '20' AND ${receipt}.conflict = 0
    ON CONFLICT DO UPDATE SET receipts = receipts + excluded.receipts;`;

/**
 * How long customs took with a sheet: from 申报成功 to 海关入库成功 of the same submission, both by
 * the endpoint's clock, so that neither a wrong clock nor a wait in the outbox counts as customs'.
 */
export const customsMillisecondsOf = (id: string): string => `(
  SELECT max(0, accepted.issued_at - (
      SELECT min(confirmed.issued_at) FROM receipt AS confirmed
      WHERE confirmed.declaration_id = accepted.declaration_id AND confirmed.function = 'ADD'
        AND confirmed.submission_id = accepted.submission_id AND confirmed.code = '1'))
  FROM receipt AS accepted
  WHERE accepted.declaration_id = ${id} AND accepted.function = 'ADD' AND accepted.code = '10'
    AND accepted.conflict = 0
  ORDER BY accepted.sequence LIMIT 1)`;

export const totalPickupOf = (id: string): string =>
  `(SELECT coalesce(sum(pickup_weight), 0) FROM item WHERE declaration_id = ${id})`;
