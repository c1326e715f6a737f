import type { OperatorProfile } from '../../src-shared/contract/schemas.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import { appendAudit } from '../store/audit.ts';
import { transaction } from '../store/store.ts';
import type { WritableStore } from '../store/store.ts';
import { findSubmission, releaseParked, writeSubmissionState } from '../store/submissions.ts';
import { checkRight } from './sheet-guard.ts';

interface OutboxParts {
  readonly store: WritableStore;
  readonly operator: OperatorProfile;
  readonly now: () => number;
}

/**
 * 取消发送: only while no send was tried; after that customs may have it (rules.md, Life 12).
 * The value is the sheet's id.
 */
export const takeBackSubmission = (parts: OutboxParts, submissionId: string): Result<number> => {
  const right = checkRight(parts.operator, 'declare');
  if (!right.ok) return right;
  return transaction(parts.store, (store) => {
    const submission = findSubmission(store, submissionId);
    if (submission === null) return failure(failureOf('sheet.notFound'));
    const waits = submission.state === 'queued' || submission.state === 'parked';
    if (!waits || submission.attempts > 0) return failure(failureOf('outbox.tried'));
    const at = parts.now();
    writeSubmissionState(store, submissionId, 'takenBack', '已取消发送', at);
    appendAudit(store, {
      at,
      action: 'takeBack',
      operatorId: parts.operator.id,
      declarationId: submission.declarationId,
      detail: submissionId,
    });
    return success(submission.declarationId);
  });
};

/** 仍要申报: what waited too long goes out after all. The value is the sheet's id. */
export const releaseSubmission = (parts: OutboxParts, submissionId: string): Result<number> => {
  const right = checkRight(parts.operator, 'declare');
  if (!right.ok) return right;
  return transaction(parts.store, (store) => {
    const submission = findSubmission(store, submissionId);
    if (submission?.state !== 'parked') return failure(failureOf('sheet.changedMeanwhile'));
    const at = parts.now();
    releaseParked(store, submissionId, at);
    appendAudit(store, {
      at,
      action: 'release',
      operatorId: parts.operator.id,
      declarationId: submission.declarationId,
      detail: submissionId,
    });
    return success(submission.declarationId);
  });
};
