import type { SheetRow } from '../contract/schemas.ts';
import type { SubmissionState } from '../declaration/status.ts';

/**
 * What a print must never be taken for (rules.md, What must be seen): a table of words and when each
 * applies. Several may; a sheet that is in force carries none but 培训.
 */

export const watermarks = ['培训', '未申报', '待发送', '退单', '已删单'] as const;
export type Watermark = (typeof watermarks)[number];

type MarkedSheet = Pick<SheetRow, 'status' | 'withdrawn' | 'lastSubmission'>;

/** Signed, and nobody has said yet that it arrived. */
const onItsWay: ReadonlySet<SubmissionState> = new Set(['queued', 'sending', 'parked']);
/** Where the endpoint has it, it is declared, whatever the sheet's status waits for. */
const arrived: ReadonlySet<SubmissionState> = new Set(['confirmed', 'accepted']);

/** Where the last 申报 itself stands; a change or a withdrawal leaves the sheet in force. */
const isOneOf = (states: ReadonlySet<SubmissionState>, { lastSubmission }: MarkedSheet): boolean =>
  lastSubmission?.function === 'ADD' && states.has(lastSubmission.state);

/** 发往内网失败 never reached customs, so it is as good as undeclared. */
const neverArrived: ReadonlySet<string> = new Set(['0', 'FF']);

const applies: Readonly<Record<Watermark, (sheet: MarkedSheet, training: boolean) => boolean>> = {
  培训: (_sheet, training) => training,
  未申报: (sheet) =>
    neverArrived.has(sheet.status) && !isOneOf(onItsWay, sheet) && !isOneOf(arrived, sheet),
  待发送: (sheet) => isOneOf(onItsWay, sheet),
  退单: ({ status }) => status === '20',
  已删单: ({ withdrawn }) => withdrawn,
};

export const watermarksOf = (sheet: MarkedSheet, training: boolean): readonly Watermark[] =>
  watermarks.filter((word) => applies[word](sheet, training));
