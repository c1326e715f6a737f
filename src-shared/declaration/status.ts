import type { DeclarationFunction } from './sheet.ts';

/**
 * The status table: what each customs status is called, what the clerk may do with the sheet, and
 * which receipts move it on. Buttons, the IPC guard, batch selection and tests read this table.
 * Sources: manual 3.1.1.1, 3.1.2, 3.2.1, 3.2.2; rules.md, Life.
 */

export const statusCodes = ['0', '1', '2', 'FF', '10', '20', '40', '41', '42', '43', '50'] as const;
export type StatusCode = (typeof statusCodes)[number];

/** What a clerk can do with a sheet: 查看, 修改, 删除, 申报, 删单, 变更, 查看回执, 复制, 打印. */
export const sheetActions = [
  'view',
  'edit',
  'delete',
  'declare',
  'withdraw',
  'amend',
  'receipts',
  'copy',
  'print',
] as const;
export type SheetAction = (typeof sheetActions)[number];

/** Actions that the status itself decides; view, copy and print are always there. */
type StatusAction = 'edit' | 'delete' | 'declare' | 'withdraw' | 'amend';

export interface StatusDefinition {
  /** 单证状态 as the sheet shows it (manual 3.1.1.1). */
  readonly label: string;
  /** The word of the query's filter (manual 3.2.1). */
  readonly queryLabel: string;
  readonly allows: readonly StatusAction[];
  /** What the clerk can do now, in one sentence (rules.md, Life 14). */
  readonly sentence: string;
  readonly tone: 'draft' | 'underway' | 'good' | 'bad' | 'done' | 'warning';
  /** Whether a truck's medium is still taken by a sheet in this status (rules.md, Fields). */
  readonly unfinished: boolean;
}

const notInCustomsHands: readonly StatusAction[] = ['edit', 'delete', 'declare'];

export const statuses: Readonly<Record<StatusCode, StatusDefinition>> = {
  '0': {
    label: '暂存成功',
    queryLabel: '暂存',
    allows: notInCustomsHands,
    sentence: '已暂存，尚未申报；可修改、删除或申报。',
    tone: 'draft',
    unfinished: false,
  },
  '1': {
    label: '申报成功',
    queryLabel: '申报',
    allows: [],
    sentence: '单一窗口已收到，等待发往内网；车辆请勿进场。',
    tone: 'underway',
    unfinished: true,
  },
  '2': {
    label: '发往内网成功',
    queryLabel: '发往内网成功',
    allows: [],
    sentence: '已发往海关内网，等待海关审核；车辆请勿进场。',
    tone: 'underway',
    unfinished: true,
  },
  FF: {
    label: '发往内网失败',
    queryLabel: '发往内网失败',
    allows: notInCustomsHands,
    sentence: '没有送达海关；请查看回执，修改后重新申报；车辆请勿进场。',
    tone: 'bad',
    unfinished: false,
  },
  '10': {
    label: '海关入库成功',
    queryLabel: '海关审核通过',
    allows: ['withdraw', 'amend'],
    sentence: '海关已审核通过，车辆可以进场；内容有变请变更，不再使用请删单。',
    tone: 'good',
    unfinished: true,
  },
  '20': {
    label: '退单',
    queryLabel: '退单',
    allows: notInCustomsHands,
    sentence: '海关退单；请按退单原因修改后重新申报；车辆请勿进场。',
    tone: 'bad',
    unfinished: false,
  },
  '40': {
    label: '已办结',
    queryLabel: '已办结',
    allows: [],
    sentence: '已办结，无需再处理；同样的业务可复制后重新录入。',
    tone: 'done',
    unfinished: false,
  },
  '41': {
    label: '已锁定',
    queryLabel: '已锁定',
    allows: [],
    sentence: '已锁定，暂不能变更或删单；请等待解除锁定或联系海关。',
    tone: 'warning',
    unfinished: true,
  },
  '42': {
    label: '解除锁定',
    queryLabel: '解除锁定',
    allows: ['amend'],
    sentence: '不能删单；请变更，或联系海关人工办结。',
    tone: 'warning',
    unfinished: true,
  },
  '43': {
    label: '人工办结',
    queryLabel: '人工办结',
    allows: [],
    sentence: '海关已人工办结，无需再处理。',
    tone: 'done',
    unfinished: false,
  },
  '50': {
    label: '已口岸离场',
    queryLabel: '已口岸离场',
    allows: [],
    sentence: '车辆已离开口岸，无需再处理。',
    tone: 'done',
    unfinished: false,
  },
};

/** The mark that stands beside the status after an accepted DEL (rules.md, Life 7). */
export const withdrawnLabel = '已删单';
export const withdrawnSentence = '已删单，该票不再有效；可查看、复制或打印。';

/** A sheet that was never saved has no status code (manual 3.1.2). */
export const notSavedLabel = '未暂存';

export const isStatusCode = (code: string): code is StatusCode => Object.hasOwn(statuses, code);

const ended: ReadonlySet<string> = new Set<StatusCode>(['40', '43', '50']);

/** Closed, closed by hand, departed: nothing can be mended any more. */
export const isEnded = (status: string): boolean => ended.has(status);

/**
 * What became of one submission: `queued` (signed, waiting), `sending` (a send was tried, no word
 * yet), `confirmed` (the endpoint has it), then one final answer.
 * `refused` is the endpoint's own no; `takenBack` is 取消发送 before any send; `parked` waited too
 * long and asks 仍要申报？
 */
export const submissionStates = [
  'queued',
  'sending',
  'parked',
  'confirmed',
  'accepted',
  'rejected',
  'sendFailed',
  'refused',
  'takenBack',
] as const;
export type SubmissionState = (typeof submissionStates)[number];

const unanswered: ReadonlySet<SubmissionState> = new Set([
  'queued',
  'sending',
  'parked',
  'confirmed',
]);

/** True while the submission has no final answer (10, 20, FF, refused; rules.md, Life 5). */
export const isUnanswered = (state: SubmissionState): boolean => unanswered.has(state);

/** The mark of a sheet whose request is under way (rules.md, Life 5). */
export const underwayLabels: Readonly<Record<DeclarationFunction, string>> = {
  ADD: '申报中',
  MOD: '变更申报中',
  DEL: '删单申报中',
};

/** Everything about a sheet that decides what is allowed. */
export interface SheetSituation {
  /** A code that this program does not know is kept as it came. */
  readonly status: string;
  readonly withdrawn: boolean;
  readonly lastSubmission: {
    readonly function: DeclarationFunction;
    readonly state: SubmissionState;
  } | null;
  readonly receiptCount: number;
}

/**
 * The actions that a saved sheet allows now. Rights of the operator come on top.
 * rules.md, Life 5 (one unanswered request), 7 (已删单), 10 (unknown status).
 */
export const allowedActions = (sheet: SheetSituation): ReadonlySet<SheetAction> => {
  const allowed = new Set<SheetAction>(['view', 'copy', 'print']);
  if (sheet.receiptCount > 0) allowed.add('receipts');
  const waiting = sheet.lastSubmission !== null && isUnanswered(sheet.lastSubmission.state);
  if (waiting || sheet.withdrawn || !isStatusCode(sheet.status)) return allowed;
  for (const action of statuses[sheet.status].allows) allowed.add(action);
  return allowed;
};

/** A receipt as far as the status is concerned. */
export interface ReceiptStep {
  readonly function: DeclarationFunction;
  readonly code: string;
}

/** How MOD and DEL ended, shown beside the status (rules.md, Life 6, 7). */
export type ChangeOutcome = 'amendRejected' | 'withdrawRejected';

export const changeOutcomeLabels: Readonly<Record<ChangeOutcome, string>> = {
  amendRejected: '变更被退',
  withdrawRejected: '删单被退',
};

export interface CustomsState {
  readonly status: string;
  readonly withdrawn: boolean;
  readonly changeOutcome: ChangeOutcome | null;
}

interface Transition {
  readonly from: readonly StatusCode[];
  readonly to?: StatusCode;
  readonly withdrawn?: true;
  readonly changeOutcome?: ChangeOutcome | null;
}

const valid: readonly StatusCode[] = ['10', '42'];
/** A MOD or DEL may be overtaken by a lock: its refusal still counts, its acceptance is a conflict. */
const inForce: readonly StatusCode[] = ['10', '41', '42'];

/** What customs does with an accepted sheet, whatever function the receipt names. */
const custody: Readonly<Record<string, Transition>> = {
  '40': { from: valid, to: '40' },
  '41': { from: valid, to: '41' },
  '42': { from: ['41'], to: '42' },
  '43': { from: inForce, to: '43' },
  '50': { from: [...valid, '40', '43'], to: '50' },
};

/**
 * Function × wire code → what happens. 20 and FF answering a MOD or DEL leave the status as it is
 * (rules.md, Life 6). A receipt that finds no row here, or comes from another status, is a conflict.
 */
export const receiptTransitions: Readonly<
  Record<DeclarationFunction, Readonly<Record<string, Transition>>>
> = {
  ADD: {
    // From 20 and FF too: 重新申报 of a sheet that was not saved again (rules.md, Life 8).
    '1': { from: ['0', 'FF', '20'], to: '1' },
    '2': { from: ['0', '1'], to: '2' },
    FF: { from: ['0', '1', '2'], to: 'FF' },
    '10': { from: ['0', '1', '2'], to: '10' },
    '20': { from: ['0', '1', '2'], to: '20' },
    ...custody,
  },
  MOD: {
    '1': { from: inForce },
    '2': { from: inForce },
    FF: { from: inForce, changeOutcome: 'amendRejected' },
    '10': { from: valid, to: '10', changeOutcome: null },
    '20': { from: inForce, changeOutcome: 'amendRejected' },
    ...custody,
  },
  DEL: {
    '1': { from: inForce },
    '2': { from: inForce },
    FF: { from: inForce, changeOutcome: 'withdrawRejected' },
    '10': { from: valid, withdrawn: true, changeOutcome: null },
    '20': { from: inForce, changeOutcome: 'withdrawRejected' },
    ...custody,
  },
};

/** The next state, or `null` where the table does not know this step: a conflict, kept and shown. */
export const applyReceipt = (state: CustomsState, receipt: ReceiptStep): CustomsState | null => {
  const transitions = receiptTransitions[receipt.function];
  const transition = Object.hasOwn(transitions, receipt.code)
    ? transitions[receipt.code]
    : undefined;
  const knows = transition?.from.some((status) => status === state.status) ?? false;
  if (transition === undefined || !knows || state.withdrawn) return null;
  return {
    status: transition.to ?? state.status,
    withdrawn: transition.withdrawn ?? state.withdrawn,
    changeOutcome:
      transition.changeOutcome === undefined ? state.changeOutcome : transition.changeOutcome,
  };
};

export interface SequencedReceipt extends ReceiptStep {
  /** Its place among the receipts of this sheet, from 1, given by the endpoint. */
  readonly sequence: number;
}

export interface FoldedReceipts {
  readonly state: CustomsState;
  /** Sequences of receipts that do not fit the table, or that contradict another one's. */
  readonly conflicts: readonly number[];
}

/**
 * The sheet's customs state after all its receipts, whatever order they came in and however often:
 * sorted by sequence, each once, those up to `base.sequence` being settled already (by the save
 * that followed a rejection). Receipts that differ under one sequence change nothing: which of them
 * came first must not decide what the clerk believes.
 */
export const foldReceipts = (
  base: { readonly state: CustomsState; readonly sequence: number },
  receipts: readonly SequencedReceipt[],
): FoldedReceipts => {
  const bySequence = new Map<number, SequencedReceipt>();
  const contradicted = new Set<number>();
  for (const receipt of receipts) {
    if (receipt.sequence <= base.sequence) continue;
    const known = bySequence.get(receipt.sequence) ?? receipt;
    bySequence.set(receipt.sequence, known);
    if (known.function !== receipt.function || known.code !== receipt.code) {
      contradicted.add(receipt.sequence);
    }
  }
  const conflicts: number[] = [];
  let state = base.state;
  for (const receipt of [...bySequence.values()].sort((a, b) => a.sequence - b.sequence)) {
    const next = contradicted.has(receipt.sequence) ? null : applyReceipt(state, receipt);
    if (next === null) conflicts.push(receipt.sequence);
    else state = next;
  }
  return { state, conflicts };
};

/** The submission's final answer that a receipt code gives, if it gives one. */
export const finalAnswer = (code: string): SubmissionState | null =>
  code === '10' ? 'accepted' : code === '20' ? 'rejected' : code === 'FF' ? 'sendFailed' : null;
