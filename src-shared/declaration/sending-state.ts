import type { SheetRow } from '../contract/schemas.ts';
import { isSettled } from './amendment.ts';
import type { DeclarationFunction } from './sheet.ts';
import { isEnded, isStatusCode, statuses, underwayLabels } from './status.ts';
import type { StatusDefinition, SubmissionState } from './status.ts';

type Submission = NonNullable<SheetRow['lastSubmission']>;

/** What came to nothing, by what was asked. */
const nothingOf: Readonly<Record<DeclarationFunction, string>> = {
  ADD: '没有申报',
  MOD: '变更没有申报',
  DEL: '删单没有申报',
};

export interface SendingState {
  readonly label: string;
  readonly sentence: string;
  readonly tone: StatusDefinition['tone'];
}

const words: Readonly<Record<SubmissionState, ((submission: Submission) => SendingState) | null>> =
  {
    queued: (submission) => ({
      label:
        submission.function === 'ADD'
          ? '待发送'
          : `${underwayLabels[submission.function]} · 待发送`,
      sentence: '已签名，等待发送，尚未到达海关',
      tone: 'warning',
    }),
    sending: (submission) => ({
      label: underwayLabels[submission.function],
      sentence: '正在发送，单一窗口尚未确认收到',
      tone: 'underway',
    }),
    parked: () => ({
      label: '已暂停发送',
      sentence: '等待发送的时间过长，已暂停，尚未到达海关',
      tone: 'warning',
    }),
    confirmed: (submission) => ({
      label: underwayLabels[submission.function],
      sentence: '单一窗口已收到，等待海关答复',
      tone: 'underway',
    }),
    refused: (submission) => ({
      label: '被单一窗口拒绝',
      sentence: nothingOf[submission.function],
      tone: 'bad',
    }),
    takenBack: (submission) => ({
      label: '已取消发送',
      sentence: nothingOf[submission.function],
      tone: 'draft',
    }),
    accepted: null,
    rejected: null,
    sendFailed: null,
  };

/** What the outbox does with the sheet, beside its customs status; null where nothing is to say. */
export const sendingOf = (
  sheet: Pick<SheetRow, 'lastSubmission' | 'amendment' | 'status' | 'withdrawn'> | null,
): SendingState | null => {
  const submission = sheet?.lastSubmission ?? null;
  if (sheet === null || submission === null || isSettled(sheet)) return null;
  return words[submission.state]?.(submission) ?? null;
};

export const statusLabel = (status: string): string =>
  isStatusCode(status) ? statuses[status].label : `未知状态 ${status}`;

export const statusTone = (status: string): StatusDefinition['tone'] =>
  isStatusCode(status) ? statuses[status].tone : 'warning';

const confirmed: ReadonlySet<SubmissionState> = new Set(['confirmed', 'accepted']);

/** True where the endpoint's confirmation of an ADD came between the two: 申报成功. */
export const isNewlyConfirmed = (
  before: Pick<SheetRow, 'lastSubmission'>,
  after: Pick<SheetRow, 'lastSubmission'>,
): boolean => {
  const now = after.lastSubmission;
  if (now === null || now.function !== 'ADD' || !confirmed.has(now.state)) return false;
  const old = before.lastSubmission;
  return old === null || old.id !== now.id || !confirmed.has(old.state);
};

const stopped: ReadonlySet<SubmissionState> = new Set(['refused', 'parked']);

/** True while something that went wrong with the sheet waits for the clerk. */
export const needsAttention = (
  sheet: Pick<SheetRow, 'status' | 'withdrawn' | 'changeOutcome' | 'lastSubmission' | 'amendment'>,
): boolean => {
  const { status, changeOutcome, lastSubmission } = sheet;
  if (lastSubmission !== null && stopped.has(lastSubmission.state) && !isSettled(sheet))
    return true;
  if (sheet.withdrawn || isEnded(status)) return false;
  return status === '20' || status === 'FF' || changeOutcome !== null;
};

const mayPass: ReadonlySet<string> = new Set(['10', '40', '41', '42', '43', '50']);

/** 车辆请勿进场 until customs has accepted the sheet, and again once it is withdrawn. */
export const mustStayOut = (sheet: Pick<SheetRow, 'status' | 'withdrawn'> | null): boolean =>
  sheet === null || sheet.withdrawn || !mayPass.has(sheet.status);
