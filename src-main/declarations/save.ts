import type { ChannelInput, ChannelValue } from '../../src-shared/contract/channels.ts';
import type { OperatorProfile } from '../../src-shared/contract/schemas.ts';
import { normaliseSheet } from '../../src-shared/declaration/folding.ts';
import { dataCentreNoOf, tripNoOf } from '../../src-shared/declaration/numbers.ts';
import { startOf } from '../../src-shared/declaration/reuse.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import type { CodeTables } from '../../src-shared/parameters/table-names.ts';
import type { DeskStatus } from '../desk/desk.ts';
import { enrolmentOf, giveCounters } from '../desk/desk-identity.ts';
import { appendAudit } from '../store/audit.ts';
import { findSheet, insertSheet, updateSheet } from '../store/declarations.ts';
import type { SaveFacts } from '../store/declarations.ts';
import { lastHeadOf, noteValues } from '../store/earlier-values.ts';
import { readEntryDefaults, readLockedFields } from '../store/preferences.ts';
import { transaction } from '../store/store.ts';
import type { WritableStore } from '../store/store.ts';
import { discardWorkingCopy, isOpenElsewhere } from '../store/working-copies.ts';
import { checkAction, checkRight } from './sheet-guard.ts';
import { checkStorable } from './storable.ts';

export interface SaveParts {
  readonly store: WritableStore;
  readonly tables: CodeTables;
  readonly operator: OperatorProfile;
  readonly desk: DeskStatus;
  /** UTC milliseconds, corrected by the endpoint's clock. */
  readonly now: () => number;
}

/** What a save of this operator writes beside the sheet. */
export const saveFactsOf = (
  { operator, now }: Pick<SaveParts, 'operator' | 'now'>,
  found: Pick<SaveFacts, 'problemCount' | 'confirmedWarnings' | 'recalledWeights'>,
): SaveFacts => ({
  at: now(),
  operatorId: operator.id,
  operatorLabel: operator.cardNumber ?? operator.userName,
  uscc: operator.enterprise.uscc,
  organisationCode: operator.enterprise.organisationCode,
  ...found,
});

export interface NewSheet {
  /** Folded and checked. */
  readonly sheet: Sheet;
  readonly facts: SaveFacts;
}

const noteSave = (store: WritableStore, id: number, sheet: Sheet, facts: SaveFacts): void => {
  noteValues(store, sheet, facts.at);
  appendAudit(store, {
    at: facts.at,
    action: 'save',
    operatorId: facts.operatorId,
    declarationId: id,
  });
};

/**
 * The first 暂存 of sheets: both numbers of each, from the desk's counter, and every trace that a
 * save leaves, in the caller's transaction (rules.md, Life 1; Numbers). The value are their ids.
 */
export const keepNewSheets = (
  store: WritableStore,
  { operator, desk }: Pick<SaveParts, 'operator' | 'desk'>,
  sheets: readonly NewSheet[],
): Result<number[]> => {
  if (desk === 'notEnrolled') return failure(failureOf('desk.notEnrolled'));
  const enrolment = enrolmentOf(store);
  if (desk === 'mustEnrolAgain' || enrolment === null) {
    return failure(failureOf('desk.mustEnrolAgain'));
  }
  const { deskNumber } = enrolment;
  const first = giveCounters(store, sheets.length);
  const ids = sheets.map(({ sheet, facts }, index) => {
    const numbering = { enteredAt: facts.at, deskNumber, counter: first + index };
    const id = insertSheet(store, sheet, facts, {
      dataCentreNo: dataCentreNoOf(numbering),
      tripNo: tripNoOf({ ...numbering, cardNumber: operator.cardNumber }),
    });
    noteSave(store, id, sheet, facts);
    return id;
  });
  return success(ids);
};

/**
 * 暂存. Checks everything and keeps the sheet unless it can't be stored; the first time it gives
 * both numbers, from the desk's counter, in the same transaction (rules.md, Life 1, 2; Numbers).
 */
export const saveSheet = (
  parts: SaveParts,
  input: ChannelInput<'declaration.save'>,
): Result<ChannelValue<'declaration.save'>> => {
  const { store, operator } = parts;
  const right = checkRight(operator, 'edit');
  if (!right.ok) return right;

  const sheet = normaliseSheet(input.sheet);
  // What only locks and defaults brought is no typing: a new sheet of nothing else is still empty.
  const headDefaults =
    input.declaration === null
      ? startOf(
          lastHeadOf(store, operator.id),
          readLockedFields(store, operator.id),
          readEntryDefaults(store, operator.id),
        ).head
      : {};
  const recalledWeights = input.recalledWeights ?? [];
  const storable = checkStorable(parts, sheet, {
    id: input.declaration?.id ?? null,
    confirmedWarnings: input.confirmedWarnings,
    recalledWeights,
    headDefaults,
  });
  if (!storable.ok) return storable;
  const { findings } = storable.value;
  const facts: SaveFacts = {
    ...storable.value.facts,
    uscc: operator.enterprise.uscc,
    organisationCode: operator.enterprise.organisationCode,
  };

  return transaction(store, (writable) => {
    let id: number | undefined;
    if (input.declaration === null) {
      const kept = keepNewSheets(writable, parts, [{ sheet, facts }]);
      if (!kept.ok) return kept;
      id = kept.value[0];
    } else {
      const { id: existing, version } = input.declaration;
      const guarded = checkAction(findSheet(writable, existing), version, 'edit');
      if (!guarded.ok) return guarded;
      if (isOpenElsewhere(writable, operator.id, existing)) {
        return failure(failureOf('sheet.openElsewhere'));
      }
      updateSheet(writable, existing, sheet, facts);
      noteSave(writable, existing, sheet, facts);
      id = existing;
    }
    if (input.workingCopyId !== null) {
      discardWorkingCopy(writable, operator.id, input.workingCopyId);
    }
    const saved = id === undefined ? null : findSheet(writable, id);
    if (saved === null) throw new Error('a sheet just saved is there');
    return success({ sheet: saved, findings: [...findings] });
  });
};
