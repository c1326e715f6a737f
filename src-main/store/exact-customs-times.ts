import { z } from 'zod';
import { dateOfDay } from '../../src-shared/statistics/periods.ts';
import { shanghaiDayStart } from '../../src-shared/declaration/numbers.ts';
import type { SummaryRange } from './statistics.ts';
import type { ReadableStore } from './store.ts';

const dayLength = 86_400_000;

const rowSchema = z.tuple([z.number(), z.string(), z.string(), z.number(), z.number().nullable()]);

/** One sheet, as the statistics see it. */
export interface CountedSheet {
  /** Days since 1970-01-01 in Beijing. */
  readonly day: number;
  readonly customsCode: string;
  readonly businessType: string;
  readonly operatorId: number;
  /** From 申报成功 to 海关入库成功; null where it was not accepted. */
  readonly customsMilliseconds: number | null;
}

/**
 * Every sheet of a range one by one, from the sheets and receipts themselves: slow, and for the
 * exact percentiles that the clerk asks for only.
 */
export function* countedSheets(
  store: ReadableStore,
  { firstDay, lastDay, filters }: SummaryRange,
): Generator<CountedSheet> {
  const parts = [
    'declaration.hidden = 0',
    'declaration.entered_at >= ?',
    'declaration.entered_at < ?',
  ];
  const values: (string | number)[] = [
    shanghaiDayStart(dateOfDay(firstDay)),
    shanghaiDayStart(dateOfDay(lastDay)) + dayLength,
  ];
  const equals = (sql: string, value: string | number | undefined): void => {
    if (value === undefined) return;
    parts.push(`${sql} = ?`);
    values.push(value);
  };
  equals('declaration.customs_code', filters.customsCode);
  equals('declaration.business_type', filters.businessType);
  equals('declaration.operator_id', filters.operatorId);
  equals(
    `CASE declaration.withdrawn WHEN 1 THEN 'withdrawn' ELSE declaration.status END`,
    filters.status,
  );
  const rows = store
    .prepare(
      `SELECT (declaration.entered_at + 28800000) / 86400000, declaration.customs_code,
         declaration.business_type, declaration.operator_id,
         (SELECT max(0, accepted.issued_at - min(confirmed.issued_at))
          FROM receipt AS accepted JOIN receipt AS confirmed
            ON confirmed.declaration_id = accepted.declaration_id
              AND confirmed.submission_id = accepted.submission_id
          WHERE accepted.id = (
              SELECT id FROM receipt WHERE declaration_id = declaration.id AND function = 'ADD'
                AND code = '10' AND conflict = 0 ORDER BY sequence LIMIT 1)
            AND confirmed.function = 'ADD' AND confirmed.code = '1')
       FROM declaration WHERE ${parts.join(' AND ')}`,
    )
    .raw()
    .iterate(...values);
  for (const row of rows) {
    const [day, customsCode, businessType, operatorId, customsMilliseconds] = rowSchema.parse(row);
    yield { day, customsCode, businessType, operatorId, customsMilliseconds };
  }
}
