import type { ChannelInput, ChannelValue } from '../../src-shared/contract/channels.ts';
import type { OperatorProfile, SavedSheet } from '../../src-shared/contract/schemas.ts';
import { draftStateOf, draftStates } from '../../src-shared/declaration/amendment.ts';
import { changeCount, differenceOf } from '../../src-shared/declaration/difference.ts';
import { normaliseSheet } from '../../src-shared/declaration/folding.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import type { CodeTables } from '../../src-shared/parameters/table-names.ts';
import { removeAmendment, writeAmendment } from '../store/amendments.ts';
import { appendAudit } from '../store/audit.ts';
import { findSheet, settleChangeOutcome } from '../store/declarations.ts';
import { noteValues } from '../store/earlier-values.ts';
import { transaction } from '../store/store.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import {
  discardCopyOf,
  discardWorkingCopy,
  isAmendedBy,
  isOpenElsewhere,
} from '../store/working-copies.ts';
import { checkRight, notAllowed } from './sheet-guard.ts';
import { checkStorable } from './storable.ts';

export interface AmendParts {
  readonly store: WritableStore;
  readonly operator: OperatorProfile;
  /** UTC milliseconds, corrected by the endpoint's clock. */
  readonly now: () => number;
}

interface AmendedAt {
  readonly id: number;
  readonly version: number;
  /** The draft that the window knows; null where it knows of none. */
  readonly draftVersion: number | null;
}

/** The sheet and its draft as the window knows them, open with this operator only. */
const sheetAt = (
  store: ReadableStore,
  operator: OperatorProfile,
  { id, version, draftVersion }: AmendedAt,
): Result<SavedSheet> => {
  const sheet = findSheet(store, id);
  if (sheet === null) return failure(failureOf('sheet.notFound'));
  if (sheet.version !== version || (sheet.amendment?.version ?? null) !== draftVersion) {
    return failure(failureOf('sheet.changedMeanwhile'));
  }
  return isOpenElsewhere(store, operator.id, id)
    ? failure(failureOf('sheet.openElsewhere'))
    : success(sheet);
};

/** A change begins where the status allows it; one begun before goes on through a lock. */
const checkEditable = (
  store: ReadableStore,
  operator: OperatorProfile,
  sheet: SavedSheet,
): Result<null> => {
  const mayEdit = draftStates[draftStateOf(sheet)].mayEdit;
  const begun = sheet.amendment !== null || isAmendedBy(store, operator.id, sheet.id);
  return mayEdit && (begun || sheet.allowed.includes('amend'))
    ? success(null)
    : notAllowed(sheet, 'amend');
};

/** 暂存 of a change: the draft is kept beside the accepted version (rules.md, Life 9). */
export const saveAmendment = (
  parts: AmendParts & { readonly tables: CodeTables },
  input: ChannelInput<'amendment.save'>,
): Result<ChannelValue<'amendment.save'>> => {
  const { store, operator } = parts;
  const right = checkRight(operator, 'amend');
  if (!right.ok) return right;
  const { id, version } = input.declaration;
  const { draftVersion, confirmedWarnings, recalledWeights = [] } = input;
  const draft = normaliseSheet(input.sheet);
  const storable = checkStorable(parts, draft, { id, confirmedWarnings, recalledWeights });
  if (!storable.ok) return storable;
  const { findings, facts } = storable.value;

  return transaction(store, (writable) => {
    const found = sheetAt(writable, operator, { id, version, draftVersion });
    if (!found.ok) return found;
    const editable = checkEditable(writable, operator, found.value);
    if (!editable.ok) return editable;
    // Taken back to the accepted version a draft may be; begun with nothing to change it is none.
    if (draftVersion === null && changeCount(differenceOf(found.value, draft)) === 0) {
      return failure(failureOf('amendment.noDifference'));
    }
    writeAmendment(writable, id, draft, facts);
    if (input.workingCopyId !== null) {
      discardWorkingCopy(writable, operator.id, input.workingCopyId);
    }
    noteValues(writable, draft, facts.at);
    appendAudit(writable, {
      at: facts.at,
      action: 'amend',
      operatorId: operator.id,
      declarationId: id,
    });
    const saved = findSheet(writable, id);
    if (saved === null) throw new Error('a sheet just amended is there');
    return success({ sheet: saved, findings: [...findings] });
  });
};

/** What customs last said of the change stands beside a sheet that is still in its hands. */
const outcomeIsOfChange = ({ changeOutcome, lastSubmission, withdrawn }: SavedSheet): boolean =>
  !withdrawn &&
  (changeOutcome === 'amendRejected' ||
    (lastSubmission?.function === 'MOD' && lastSubmission.state === 'refused'));

/** 放弃变更: the draft goes, with what was typed and what customs said of it. */
export const discardAmendment = (
  { store, operator, now }: AmendParts,
  input: ChannelInput<'amendment.discard'>,
): Result<SavedSheet> => {
  const right = checkRight(operator, 'amend');
  if (!right.ok) return right;
  return transaction(store, (writable) => {
    const { id } = input;
    const found = sheetAt(writable, operator, input);
    if (!found.ok) return found;
    const state = draftStateOf(found.value);
    if (!draftStates[state].mayDiscard) return failure(failureOf('amendment.underway'));
    removeAmendment(writable, id);
    discardCopyOf(writable, operator.id, id);
    if (state !== 'withdrawing' && outcomeIsOfChange(found.value)) {
      settleChangeOutcome(writable, id);
    }
    appendAudit(writable, {
      at: now(),
      action: 'discardAmendment',
      operatorId: operator.id,
      declarationId: id,
    });
    const saved = findSheet(writable, id);
    if (saved === null) throw new Error('a sheet whose change was given up is there');
    return success(saved);
  });
};
