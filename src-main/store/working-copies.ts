import { z } from 'zod';
import { workingCopySchema } from '../../src-shared/contract/schemas.ts';
import type { WorkingCopy } from '../../src-shared/contract/schemas.ts';
import type { ReadableStore, WritableStore } from './store.ts';

/** The operator's open forms, oldest first. A copy that no longer parses stays in the store. */
export const listWorkingCopies = (store: ReadableStore, operatorId: number): WorkingCopy[] => {
  const found = store
    .prepare('SELECT content FROM working_copy WHERE operator_id = ? ORDER BY kept_at, id')
    .pluck()
    .all(operatorId);
  return z
    .array(z.string())
    .parse(found)
    .flatMap((content) => {
      const parsed = workingCopySchema.safeParse(JSON.parse(content));
      return parsed.success ? [parsed.data] : [];
    });
};

/** True where another operator has the sheet open for change (rules.md, People). */
export const isOpenElsewhere = (
  store: ReadableStore,
  operatorId: number,
  declarationId: number,
): boolean =>
  store
    .prepare('SELECT 1 FROM working_copy WHERE declaration_id = ? AND operator_id <> ?')
    .get(declarationId, operatorId) !== undefined;

/** True where any operator has typed on the sheet and not saved it. */
export const isOpenForChange = (store: ReadableStore, declarationId: number): boolean =>
  store.prepare('SELECT 1 FROM working_copy WHERE declaration_id = ?').get(declarationId) !==
  undefined;

/**
 * Writes the form as it stands, also where its sheet has gone meanwhile. Answers false where another operator has the same sheet open for
 * change, or the copy itself (rules.md, People).
 */
export const keepWorkingCopy = (
  store: WritableStore,
  operatorId: number,
  copy: WorkingCopy,
  at: number,
): boolean => {
  const owners = store
    .prepare('SELECT operator_id FROM working_copy WHERE id = ? OR declaration_id = ?')
    .pluck()
    .all(copy.id, copy.declarationId);
  if (owners.some((owner) => owner !== operatorId)) return false;
  if (copy.declarationId !== null) {
    store
      .prepare('DELETE FROM working_copy WHERE declaration_id = ? AND id <> ?')
      .run(copy.declarationId, copy.id);
  }
  store
    .prepare(
      `INSERT INTO working_copy (id, operator_id, declaration_id, content, kept_at)
       VALUES (?, ?, (SELECT id FROM declaration WHERE id = ?), ?, ?)
       ON CONFLICT (id) DO UPDATE SET declaration_id = excluded.declaration_id,
         content = excluded.content, kept_at = excluded.kept_at`,
    )
    .run(copy.id, operatorId, copy.declarationId, JSON.stringify(copy), at);
  return true;
};

export const discardWorkingCopy = (store: WritableStore, operatorId: number, id: string): void => {
  store.prepare('DELETE FROM working_copy WHERE id = ? AND operator_id = ?').run(id, operatorId);
};

/** True where this operator has a change (变更) of the sheet open that is not saved. */
export const isAmendedBy = (
  store: ReadableStore,
  operatorId: number,
  declarationId: number,
): boolean =>
  store
    .prepare(
      `SELECT 1 FROM working_copy WHERE declaration_id = ? AND operator_id = ?
         AND json_extract(content, '$.amends') IS NOT NULL`,
    )
    .get(declarationId, operatorId) !== undefined;

/** What this operator typed into the sheet and did not save. */
export const discardCopyOf = (
  store: WritableStore,
  operatorId: number,
  declarationId: number,
): void => {
  store
    .prepare('DELETE FROM working_copy WHERE declaration_id = ? AND operator_id = ?')
    .run(declarationId, operatorId);
};
