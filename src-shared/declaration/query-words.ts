import type { SubmissionState } from './status.ts';

/** What the query knows beside the fields and the status table: its own conditions and orders. */

/** 发送状态: what the outbox does with a sheet, as the clerk filters by it. */
export const sendingConditions = [
  'none',
  'waiting',
  'underway',
  'parked',
  'refused',
  'takenBack',
] as const;
export type SendingCondition = (typeof sendingConditions)[number];

/** An answered submission shows in the status: it is no state of sending. */
export const sendingLabels: Readonly<Record<SendingCondition, string>> = {
  none: '从未申报',
  waiting: '待发送',
  underway: '申报中（待回执）',
  parked: '已暂停发送',
  refused: '被单一窗口拒绝',
  takenBack: '已取消发送',
};

/** What the last submission's state is to the filter; null where customs has answered. */
export const sendingConditionOf: Readonly<Record<SubmissionState, SendingCondition | null>> = {
  queued: 'waiting',
  sending: 'underway',
  confirmed: 'underway',
  parked: 'parked',
  refused: 'refused',
  takenBack: 'takenBack',
  accepted: null,
  rejected: null,
  sendFailed: null,
};

/** The orders that an index keeps: by 录入时间 and by the last 暂存, both ways. */
export const sheetSorts = ['newest', 'oldest', 'lastSaved', 'firstSaved'] as const;
export type SheetSort = (typeof sheetSorts)[number];

/**
 * How far free text reaches: a whole number first, then the beginning or the end of a trip or data
 * centre number, else any part of a number and words of remarks, vessel names and voyages.
 */
export const textReaches = ['whole', 'systemNumber', 'anywhere'] as const;
export type TextReach = (typeof textReaches)[number];

/** Counted exactly up to here; beyond, 超过 10,000. */
export const mostCounted = 10_000;
