import { isEnded } from './status.ts';
import type { ChangeOutcome, SubmissionState } from './status.ts';

/**
 * What must be seen: sheets with which something went wrong and that wait for the clerk (rules.md,
 * What must be seen; Life 8: a 退单 stays until it is declared again).
 */

export const troubleKinds = [
  'rejected',
  'sendFailed',
  'amendRejected',
  'withdrawRejected',
  'refused',
  'parked',
  'unanswered',
] as const;
export type TroubleKind = (typeof troubleKinds)[number];

export const troubleLabels: Readonly<Record<TroubleKind, string>> = {
  rejected: '退单',
  sendFailed: '发往内网失败',
  amendRejected: '变更被退',
  withdrawRejected: '删单被退',
  refused: '单一窗口拒绝',
  parked: '已暂停发送',
  unanswered: '超时未回执',
};

export interface TroubledSheet {
  readonly status: string;
  readonly withdrawn: boolean;
  readonly changeOutcome: ChangeOutcome | null;
  /** Why it was sent back last; kept until it is declared again and answered. */
  readonly lastReason: string | null;
  readonly lastState: SubmissionState | null;
  /** Of the newest submission that customs sent back: the last one may have been taken back. */
  readonly sentBackAs: 'rejected' | 'sendFailed' | null;
  /** Nobody goes on with what was submitted last: see `isSettled`. */
  readonly settled: boolean;
  /** The endpoint has it for longer than the desk waits without a word. */
  readonly overdue: boolean;
}

const byState: Readonly<Partial<Record<SubmissionState, TroubleKind | 'none'>>> = {
  parked: 'parked',
  refused: 'refused',
  queued: 'none',
  sending: 'none',
};

/** What is wrong with the sheet, null where nothing is; what is under way again is no trouble. */
export const troubleOf = (sheet: TroubledSheet): TroubleKind | null => {
  if (sheet.lastState === 'confirmed') return sheet.overdue ? 'unanswered' : null;
  const kind = sheet.lastState === null ? undefined : byState[sheet.lastState];
  if (kind !== undefined) return kind === 'none' || sheet.settled ? null : kind;
  if (sheet.withdrawn || isEnded(sheet.status)) return null;
  if (sheet.changeOutcome !== null) return sheet.changeOutcome;
  // A reason that stands beside what customs has accepted is about no 退单.
  const wasSentBack = sheet.status === '0' && sheet.lastReason !== null;
  if (!wasSentBack && sheet.status !== '20' && sheet.status !== 'FF') return null;
  const wasFailed = sheet.status === 'FF' || (wasSentBack && sheet.sentBackAs === 'sendFailed');
  return wasFailed ? 'sendFailed' : 'rejected';
};
