import { z } from 'zod';
import type { Amendment } from '../../src-shared/contract/schemas.ts';
import { mapHead, mapItem } from '../../src-shared/declaration/field-values.ts';
import { emptyHead, emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import { weightFields } from '../../src-shared/declaration/reuse.ts';
import type { WeightField } from '../../src-shared/declaration/reuse.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import type { ReadableStore, WritableStore } from './store.ts';

/** Drafts of changes (变更), each beside the accepted version of its sheet. */

const rowSchema = z.object({
  version: z.number(),
  head: z.string(),
  items: z.string(),
  confirmed_warnings: z.string(),
  recalled_weights: z.string(),
  problem_count: z.number(),
  changed_at: z.number(),
  operator_label: z.string(),
});

const textsSchema = z.record(z.string(), z.string());

/** A field that came with a later version of the program is empty in an older draft. */
const sheetOf = (headText: string, itemsText: string): Pick<Amendment, 'head' | 'items'> => {
  const texts = textsSchema.parse(JSON.parse(headText));
  const head = mapHead(emptyHead(), ({ key }) => texts[key] ?? '');
  const items = z
    .array(textsSchema)
    .parse(JSON.parse(itemsText))
    .map((item) => mapItem(emptyItem(head), ({ key }) => item[key] ?? ''));
  return { head, items };
};

export const findAmendment = (store: ReadableStore, declarationId: number): Amendment | null => {
  const found = store
    .prepare(
      `SELECT version, head, items, confirmed_warnings, recalled_weights, problem_count, changed_at,
         operator_label
       FROM amendment WHERE declaration_id = ?`,
    )
    .get(declarationId);
  if (found === undefined) return null;
  const row = rowSchema.parse(found);
  return {
    ...sheetOf(row.head, row.items),
    version: row.version,
    confirmedWarnings: z.array(z.string()).parse(JSON.parse(row.confirmed_warnings)),
    recalledWeights: z.array(z.enum(weightFields)).parse(JSON.parse(row.recalled_weights)),
    problemCount: row.problem_count,
    changedAt: row.changed_at,
    operator: row.operator_label,
  };
};

/**
 * 暂存 of a change: the first one lays the draft beside the sheet, later ones count on. A version
 * that was signed never comes again, so that its answer is never taken for that of another draft.
 */
export const writeAmendment = (
  store: WritableStore,
  declarationId: number,
  { head, items }: Sheet,
  facts: {
    readonly at: number;
    readonly operatorId: number;
    readonly operatorLabel: string;
    readonly problemCount: number;
    readonly confirmedWarnings: readonly string[];
    readonly recalledWeights: readonly WeightField[];
  },
): void => {
  store
    .prepare(
      `INSERT INTO amendment (declaration_id, version, head, items, confirmed_warnings,
         recalled_weights, problem_count, changed_at, operator_id, operator_label)
       VALUES (@id, 1 + (SELECT coalesce(max(declaration_version), 0) FROM submission
           WHERE declaration_id = @id AND function = 'MOD'), ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (declaration_id) DO UPDATE SET version = version + 1, head = excluded.head,
         items = excluded.items, confirmed_warnings = excluded.confirmed_warnings,
         recalled_weights = excluded.recalled_weights,
         problem_count = excluded.problem_count, changed_at = excluded.changed_at,
         operator_id = excluded.operator_id, operator_label = excluded.operator_label`,
    )
    .run(
      { id: declarationId },
      JSON.stringify(head),
      JSON.stringify(items),
      JSON.stringify(facts.confirmedWarnings),
      JSON.stringify(facts.recalledWeights),
      facts.problemCount,
      facts.at,
      facts.operatorId,
      facts.operatorLabel,
    );
};

export const removeAmendment = (store: WritableStore, declarationId: number): void => {
  store.prepare('DELETE FROM amendment WHERE declaration_id = ?').run(declarationId);
};
