import type { OperatorProfile, SavedSheet } from '../../src-shared/contract/schemas.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import { appendAudit } from '../store/audit.ts';
import { findSheet, removeSheet } from '../store/declarations.ts';
import { transaction } from '../store/store.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { isOpenElsewhere } from '../store/working-copies.ts';
import { checkAction, checkRight } from './sheet-guard.ts';

/** A clerk deletes own drafts that were never declared, a signer any (rules.md, People). */
const mayDelete = (operator: OperatorProfile, sheet: SavedSheet): boolean =>
  operator.rights.includes('signer') ||
  (sheet.lastSubmission === null &&
    (sheet.operator === operator.cardNumber || sheet.operator === operator.userName));

/** Refuses what the status table, the rights or another operator's open form forbid. */
export const checkDeletable = (
  parts: { readonly store: ReadableStore; readonly operator: OperatorProfile },
  { id, version }: { readonly id: number; readonly version: number },
): Result<SavedSheet> => {
  const guarded = checkAction(findSheet(parts.store, id), version, 'delete');
  if (!guarded.ok) return guarded;
  if (!mayDelete(parts.operator, guarded.value)) {
    return failure(failureOf('session.notAllowed', { action: '删除他人的或申报过的单证' }));
  }
  return isOpenElsewhere(parts.store, parts.operator.id, id)
    ? failure(failureOf('sheet.openElsewhere'))
    : guarded;
};

/**
 * 删除. A sheet that was never submitted is gone, one that was is hidden with all that belongs to
 * it; either way the audit log keeps both numbers (rules.md, Life 11).
 */
export const deleteSheet = (
  parts: {
    readonly store: WritableStore;
    readonly operator: OperatorProfile;
    readonly now: () => number;
  },
  input: { readonly id: number; readonly version: number },
): Result<null> => {
  const right = checkRight(parts.operator, 'delete');
  if (!right.ok) return right;
  return transaction(parts.store, (store) => {
    const deletable = checkDeletable({ store, operator: parts.operator }, input);
    if (!deletable.ok) return deletable;
    const { dataCentreNo, tripNo } = deletable.value;
    removeSheet(store, input.id);
    appendAudit(store, {
      at: parts.now(),
      action: 'delete',
      operatorId: parts.operator.id,
      declarationId: input.id,
      detail: `${dataCentreNo} ${tripNo}`,
    });
    return success(null);
  });
};
