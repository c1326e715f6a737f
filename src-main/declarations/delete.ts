import type { OperatorProfile, SavedSheet } from '../../src-shared/contract/schemas.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import { appendAudit } from '../store/audit.ts';
import { findSheet, removeSheet } from '../store/declarations.ts';
import { transaction } from '../store/store.ts';
import type { WritableStore } from '../store/store.ts';
import { isOpenElsewhere } from '../store/working-copies.ts';
import { checkAction, checkRight } from './sheet-guard.ts';

/** A clerk deletes own drafts that were never declared, a signer any (rules.md, People). */
const mayDelete = (operator: OperatorProfile, sheet: SavedSheet): boolean =>
  operator.rights.includes('signer') ||
  (sheet.lastSubmission === null &&
    (sheet.operator === operator.cardNumber || sheet.operator === operator.userName));

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
    const guarded = checkAction(findSheet(store, input.id), input.version, 'delete');
    if (!guarded.ok) return guarded;
    const sheet = guarded.value;
    if (!mayDelete(parts.operator, sheet)) {
      return failure(failureOf('session.notAllowed', { action: '删除他人的或申报过的单证' }));
    }
    if (isOpenElsewhere(store, parts.operator.id, input.id)) {
      return failure(failureOf('sheet.openElsewhere'));
    }
    const { dataCentreNo, tripNo } = sheet;
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
