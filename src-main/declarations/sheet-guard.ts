import type { OperatorProfile, SavedSheet } from '../../src-shared/contract/schemas.ts';
import {
  isStatusCode,
  statuses,
  underwayLabels,
  isUnanswered,
  withdrawnLabel,
  withdrawnSentence,
} from '../../src-shared/declaration/status.ts';
import type { SheetAction } from '../../src-shared/declaration/status.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';

type Right = OperatorProfile['rights'][number];

const actionWords: Readonly<Record<SheetAction, string>> = {
  view: '查看',
  edit: '修改',
  delete: '删除',
  declare: '申报',
  withdraw: '删单',
  amend: '变更',
  receipts: '查看回执',
  copy: '复制',
  print: '打印',
};

/** Which right an action asks for; the others need none but being signed in (rules.md, People). */
const rightFor: Readonly<Partial<Record<SheetAction, Right>>> = {
  edit: 'clerk',
  delete: 'clerk',
  declare: 'signer',
  withdraw: 'signer',
  amend: 'signer',
};

const holds = (operator: OperatorProfile, right: Right): boolean =>
  operator.rights.includes(right) || (right === 'clerk' && operator.rights.includes('signer'));

/** Refuses an action that the operator has no right to. */
export const checkRight = (operator: OperatorProfile, action: SheetAction): Result<null> => {
  const right = rightFor[action];
  if (right === undefined || holds(operator, right)) return success(null);
  return failure(failureOf('session.notAllowed', { action: actionWords[action] }));
};

const situationOf = (sheet: SavedSheet): { status: string; sentence: string } => {
  const { lastSubmission } = sheet;
  if (lastSubmission !== null && isUnanswered(lastSubmission.state)) {
    return {
      status: underwayLabels[lastSubmission.function],
      sentence: '请等待海关回执。',
    };
  }
  if (sheet.withdrawn) return { status: withdrawnLabel, sentence: withdrawnSentence };
  return isStatusCode(sheet.status)
    ? { status: statuses[sheet.status].label, sentence: statuses[sheet.status].sentence }
    : { status: sheet.status, sentence: '可查看、复制或打印。' };
};

/** The table's no, with what the clerk can do instead. */
export const notAllowed = (sheet: SavedSheet, action: SheetAction): Result<never> =>
  failure(
    failureOf('sheet.actionNotAllowed', { ...situationOf(sheet), action: actionWords[action] }),
  );

/**
 * Refuses what the status table forbids, even if the window asks, and what was asked of a version
 * that is no longer the saved one (rules.md, Life 3).
 */
export const checkAction = (
  sheet: SavedSheet | null,
  version: number,
  action: SheetAction,
): Result<SavedSheet> => {
  if (sheet === null) return failure(failureOf('sheet.notFound'));
  if (!sheet.allowed.includes(action)) return notAllowed(sheet, action);
  if (sheet.version !== version) return failure(failureOf('sheet.changedMeanwhile'));
  return success(sheet);
};
