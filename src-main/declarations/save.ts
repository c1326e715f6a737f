import type { ChannelInput, ChannelValue } from '../../src-shared/contract/channels.ts';
import type { OperatorProfile } from '../../src-shared/contract/schemas.ts';
import { normaliseSheet } from '../../src-shared/declaration/folding.ts';
import { dataCentreNoOf, tripNoOf } from '../../src-shared/declaration/numbers.ts';
import { startOf } from '../../src-shared/declaration/reuse.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import type { CodeTables } from '../../src-shared/parameters/table-names.ts';
import type { DeskStatus } from '../desk/desk.ts';
import { enrolmentOf, giveCounter } from '../desk/desk-identity.ts';
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
    let id: number;
    if (input.declaration === null) {
      if (parts.desk === 'notEnrolled') return failure(failureOf('desk.notEnrolled'));
      const enrolment = enrolmentOf(writable);
      if (parts.desk === 'mustEnrolAgain' || enrolment === null) {
        return failure(failureOf('desk.mustEnrolAgain'));
      }
      const numbering = {
        enteredAt: facts.at,
        deskNumber: enrolment.deskNumber,
        counter: giveCounter(writable),
      };
      id = insertSheet(writable, sheet, facts, {
        dataCentreNo: dataCentreNoOf(numbering),
        tripNo: tripNoOf({ ...numbering, cardNumber: operator.cardNumber }),
      });
    } else {
      const { id: existing, version } = input.declaration;
      const guarded = checkAction(findSheet(writable, existing), version, 'edit');
      if (!guarded.ok) return guarded;
      if (isOpenElsewhere(writable, operator.id, existing)) {
        return failure(failureOf('sheet.openElsewhere'));
      }
      updateSheet(writable, existing, sheet, facts);
      id = existing;
    }
    if (input.workingCopyId !== null) {
      discardWorkingCopy(writable, operator.id, input.workingCopyId);
    }
    noteValues(writable, sheet, facts.at);
    appendAudit(writable, {
      at: facts.at,
      action: 'save',
      operatorId: operator.id,
      declarationId: id,
    });
    const saved = findSheet(writable, id);
    if (saved === null) throw new Error('a sheet just saved is there');
    return success({ sheet: saved, findings: [...findings] });
  });
};
