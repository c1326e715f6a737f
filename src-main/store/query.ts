import { z } from 'zod';
import type { QueryConditions, SheetChoice, SheetRow } from '../../src-shared/contract/schemas.ts';
import { normaliseHead } from '../../src-shared/declaration/folding.ts';
import { emptyHead } from '../../src-shared/declaration/new-sheet.ts';
import { selectSheetRow, sheetRowOf, sheetRowSchema } from './sheet-row.ts';
import type { ReadableStore } from './store.ts';

/** When a calendar date begins in Beijing; a clerk may ask for dates that no sheet can have. */
const dayStart = (date: string): number => Date.parse(`${date}T00:00:00.000+08:00`);

/** How a medium may lie in the store: a plate folds otherwise than a bar code does. */
const mediumSpellings = (mediumId: string): readonly string[] => [
  ...new Set(
    ['VN', 'BC', ''].map(
      (mediumType) => normaliseHead(emptyHead({ mediumType, mediumId })).mediumId,
    ),
  ),
];

/** What the query screen asks for, condition by condition: SQL and its values. */
const conditionSql = (
  conditions: QueryConditions,
): { readonly sql: readonly string[]; readonly values: readonly (string | number)[] } => {
  const parts: { readonly sql: string; readonly values: readonly (string | number)[] }[] = [
    { sql: 'declaration.hidden = 0', values: [] },
  ];
  const equals = (column: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') {
      parts.push({ sql: `declaration.${column} = ?`, values: [value] });
    }
  };
  const tripNo = conditions.tripNo?.trim().toUpperCase();
  if (tripNo) {
    parts.push({
      sql: 'declaration.id IN (SELECT id FROM declaration WHERE trip_no = ? UNION ALL SELECT id FROM declaration WHERE earlier_trip_no = ?)',
      values: [tripNo, tripNo],
    });
  }
  equals('status', conditions.status);
  equals('medium_type', conditions.mediumType);
  if (conditions.mediumId?.trim()) {
    const values = mediumSpellings(conditions.mediumId);
    parts.push({
      sql: `declaration.medium_id IN (${values.map(() => '?').join(', ')})`,
      values,
    });
  }
  equals('business_type', conditions.businessType);
  equals('customs_code', conditions.customsCode);
  equals('import_export', conditions.importExport);
  if (conditions.enteredFrom !== undefined) {
    parts.push({
      sql: 'declaration.entered_at >= ?',
      values: [dayStart(conditions.enteredFrom)],
    });
  }
  if (conditions.enteredTo !== undefined) {
    const day = 86_400_000;
    parts.push({
      sql: 'declaration.entered_at < ?',
      values: [dayStart(conditions.enteredTo) + day],
    });
  }
  return { sql: parts.map(({ sql }) => sql), values: parts.flatMap(({ values }) => values) };
};

/** One page, newest first, by key and not by offset. */
export const querySheets = (
  store: ReadableStore,
  conditions: QueryConditions,
  after: { readonly enteredAt: number; readonly id: number } | null,
  limit: number,
): { rows: SheetRow[]; hasMore: boolean } => {
  const { sql, values } = conditionSql(conditions);
  const paging = after === null ? [] : ['(declaration.entered_at, declaration.id) < (?, ?)'];
  const found = store
    .prepare(
      `${selectSheetRow} WHERE ${[...sql, ...paging].join(' AND ')}
       ORDER BY declaration.entered_at DESC, declaration.id DESC LIMIT ?`,
    )
    .all(...values, ...(after === null ? [] : [after.enteredAt, after.id]), limit + 1);
  const rows = z
    .array(sheetRowSchema)
    .parse(found)
    .map((row) => sheetRowOf(row));
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
};

const idsSchema = z.array(z.number());

/** The ids that a choice stands for now, in the order of the list; checked ones that are gone left out. */
export const chosenIds = (store: ReadableStore, choice: SheetChoice): readonly number[] => {
  if (choice.kind === 'checked') {
    return idsSchema.parse(
      store
        .prepare(
          `SELECT declaration.id FROM json_each(?) AS checked
           JOIN declaration ON declaration.id = checked.value WHERE declaration.hidden = 0
           ORDER BY checked.key`,
        )
        .pluck()
        .all(JSON.stringify(choice.ids)),
    );
  }
  const { sql, values } = conditionSql(choice.conditions);
  const except = new Set(choice.except);
  return idsSchema
    .parse(
      store
        .prepare(
          `SELECT declaration.id FROM declaration WHERE ${sql.join(' AND ')}
           ORDER BY declaration.entered_at DESC, declaration.id DESC`,
        )
        .pluck()
        .all(...values),
    )
    .filter((id) => !except.has(id));
};
