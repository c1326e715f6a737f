import type { ProgramEvent } from '../src-shared/contract/channels.ts';
import {
  changeOutcomeLabels,
  statuses,
  withdrawnSentence,
} from '../src-shared/declaration/status.ts';
import { troubleLabels } from '../src-shared/declaration/trouble.ts';
import type { ReceiptEffect } from './sync/apply-receipts.ts';

export type Notice = Extract<ProgramEvent, { type: 'notice' }>;

const notice = (
  tone: Notice['tone'],
  title: string,
  message: string,
  declarationId: number,
): Notice => ({ type: 'notice', tone, title, message, declarationId });

/** What a notice is about: clerks know a truck by its plate, customs by the trip number. */
export interface NoticeSubject {
  readonly declarationId: number;
  readonly tripNo: string;
  readonly mediumId: string;
}

/** The truck and what happened stand first: there are two lines for it, the number may be cut off. */
const about = ({ mediumId, tripNo }: NoticeSubject, reason: string | null): string =>
  `${mediumId}${reason === null ? '' : `：${reason}`}（车次确认编号 ${tripNo}）`;

/** How MOD and DEL ended well; null where the receipt is about something else. */
const noticeOfChange = (effect: ReceiptEffect): Notice | null => {
  const { before, after, amended, declarationId } = effect;
  if (after.withdrawn && !before.withdrawn) {
    const message = `${about(effect, null)}。${withdrawnSentence}`;
    return notice('good', '删单成功', message, declarationId);
  }
  return amended
    ? notice('good', '变更成功', `${about(effect, null)}。变更后的内容已生效。`, declarationId)
    : null;
};

/** What the clerk is told of a receipt; null for what the list shows well enough. */
export const noticeOf = (effect: ReceiptEffect): Notice | null => {
  const { before, after, declarationId, reason, codes } = effect;
  // A sheet may be sent back a second time: the same status then, but a new answer.
  const sentBack = codes.includes('20') || codes.includes('FF');
  if (after.changeOutcome !== null && (sentBack || after.changeOutcome !== before.changeOutcome)) {
    const title = changeOutcomeLabels[after.changeOutcome];
    return notice('bad', title, about(effect, reason), declarationId);
  }
  const change = noticeOfChange(effect);
  if (change !== null) return change;
  if (after.status === before.status && !codes.includes(after.status)) return null;
  if (after.status === '20' || after.status === 'FF') {
    return notice('bad', statuses[after.status].label, about(effect, reason), declarationId);
  }
  if (after.status === '10') {
    const { label, sentence } = statuses['10'];
    return notice('good', label, about(effect, sentence), declarationId);
  }
  return null;
};

export const refusalNotice = (subject: NoticeSubject, reason: string): Notice =>
  notice('bad', '单一窗口拒绝', about(subject, reason), subject.declarationId);

export const parkedNotice = (subject: NoticeSubject): Notice =>
  notice('bad', '等待时间过长', about(subject, '请确认是否仍要申报'), subject.declarationId);

export const unansweredNotice = (subject: NoticeSubject): Notice =>
  notice(
    'bad',
    troubleLabels.unanswered,
    about(subject, '单一窗口已收到，长时间没有海关回执，请联系海关或单一窗口客服'),
    subject.declarationId,
  );
