import { isEnded, isStatusCode, isUnanswered, statuses } from './status.ts';
import type { SheetAction, SheetSituation } from './status.ts';

/**
 * The draft of a change (变更) beside the version that customs has accepted: what may be done with
 * it, by what became of the sheet meanwhile (rules.md, Life 5, 6, 9).
 */

export interface DraftDefinition {
  /** The fields are open and 暂存 keeps the draft. */
  readonly mayEdit: boolean;
  readonly mayDeclare: boolean;
  /** 放弃变更. */
  readonly mayDiscard: boolean;
  /** What the clerk can do now, in one sentence. */
  readonly sentence: string;
}

export const draftStates = {
  open: {
    mayEdit: true,
    mayDeclare: true,
    mayDiscard: true,
    sentence: '修改后暂存、申报；海关接受变更前，原审核通过的内容继续有效。',
  },
  locked: {
    mayEdit: true,
    mayDeclare: false,
    mayDiscard: true,
    sentence: '已锁定：变更可继续录入和暂存，解除锁定后才能申报。',
  },
  amending: {
    mayEdit: false,
    mayDeclare: false,
    mayDiscard: false,
    sentence: '变更已申报，等待海关答复；答复前原审核通过的内容继续有效。',
  },
  withdrawing: {
    mayEdit: false,
    mayDeclare: false,
    mayDiscard: true,
    sentence: '另一项申报尚无海关答复，变更暂不能修改或申报。',
  },
  over: {
    mayEdit: false,
    mayDeclare: false,
    mayDiscard: true,
    sentence: '单证已不能变更：变更的内容只能复制或放弃。',
  },
} as const satisfies Readonly<Record<string, DraftDefinition>>;
export type DraftState = keyof typeof draftStates;

type Situation = Omit<SheetSituation, 'receiptCount'>;

/** The one status that holds a change up without ending it: 解除锁定 follows. */
const locked = '41';

export const draftStateOf = ({ status, withdrawn, lastSubmission }: Situation): DraftState => {
  if (lastSubmission !== null && isUnanswered(lastSubmission.state)) {
    return lastSubmission.function === 'MOD' ? 'amending' : 'withdrawing';
  }
  if (withdrawn || !isStatusCode(status)) return 'over';
  if (statuses[status].allows.includes('amend')) return 'open';
  return status === locked ? 'locked' : 'over';
};

/** 变更未申报, the mark of a row with a draft that is neither under way nor sent back. */
export const notDeclaredLabel = '变更未申报';

export const isNotDeclared = (
  sheet: Situation & {
    readonly amendment: object | null;
    readonly changeOutcome: string | null;
  },
): boolean =>
  sheet.amendment !== null &&
  sheet.changeOutcome !== 'amendRejected' &&
  draftStateOf(sheet) !== 'amending';

/** The endpoint said no because customs had gone on: the receipts tell what became of the sheet. */
const isOvertaken = ({ status, withdrawn, lastSubmission }: Situation): boolean =>
  lastSubmission?.state === 'refused' &&
  (withdrawn ||
    isEnded(status) ||
    // A second ADD of what was accepted, of a sheet restored from a backup (rules.md, Life 13).
    (lastSubmission.function === 'ADD' &&
      isStatusCode(status) &&
      !statuses[status].allows.includes('declare')));

/**
 * Nobody waits for what was submitted last any more: a change that came to nothing and was given up,
 * or is in force; a refusal that customs has overtaken.
 */
export const isSettled = (sheet: Situation & { readonly amendment: object | null }): boolean => {
  const { amendment, lastSubmission } = sheet;
  const isGivenUp =
    lastSubmission?.function === 'MOD' && amendment === null && !isUnanswered(lastSubmission.state);
  return isGivenUp || isOvertaken(sheet);
};

/** Whether 变更 opens: where the status allows it, and where a draft waits to be gone on with. */
export const mayOpenAmendment = (
  sheet: Situation & {
    readonly amendment: object | null;
    readonly allowed: readonly SheetAction[];
  },
): boolean =>
  sheet.allowed.includes('amend') ||
  (sheet.amendment !== null && draftStates[draftStateOf(sheet)].mayDiscard);
