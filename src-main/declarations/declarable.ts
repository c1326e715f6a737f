import type { ChannelInput } from '../../src-shared/contract/channels.ts';
import type { SavedSheet } from '../../src-shared/contract/schemas.ts';
import { changeCount, differenceOf } from '../../src-shared/declaration/difference.ts';
import { problemsOf, unconfirmedWarnings } from '../../src-shared/declaration/findings.ts';
import { checkSheet } from '../../src-shared/declaration/rules.ts';
import type { DeclarationFunction, Sheet } from '../../src-shared/declaration/sheet.ts';
import type { SheetAction } from '../../src-shared/declaration/status.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import type { CodeTables } from '../../src-shared/parameters/table-names.ts';
import { findSheet } from '../store/declarations.ts';
import type { ReadableStore } from '../store/store.ts';
import { findOthers } from './other-sheets.ts';
import { checkAction } from './sheet-guard.ts';

/** What the window asks to be signed: the saved sheet at a version, or the draft of a change. */
export type DeclareRequest = ChannelInput<'declaring.begin'>['declarations'][number];

export const functionOf = (request: DeclareRequest): DeclarationFunction =>
  request.function ?? 'ADD';

/** What the status table has to allow for each function (rules.md, Life 10). */
export const actionOf: Readonly<Record<DeclarationFunction, SheetAction>> = {
  ADD: 'declare',
  MOD: 'amend',
  DEL: 'withdraw',
};

/** A sheet that may be signed, and what exactly is signed of it. */
export interface Declarable {
  readonly saved: SavedSheet;
  readonly function: DeclarationFunction;
  /** Of the draft for a MOD, of the sheet else; a DEL carries the whole accepted sheet. */
  readonly content: Sheet;
  readonly version: number;
  readonly operator: string;
}

const changedMeanwhile = failure(failureOf('sheet.changedMeanwhile'));

const declarableOf = (saved: SavedSheet, request: DeclareRequest): Result<Declarable> => {
  const { version, operator, amendment } = saved;
  if (request.function !== 'MOD') {
    return success({ saved, function: functionOf(request), content: saved, version, operator });
  }
  if (amendment?.version !== request.draftVersion) return changedMeanwhile;
  return success({
    saved,
    function: 'MOD',
    content: amendment,
    version: amendment.version,
    operator: amendment.operator,
  });
};

/** The sheet as it is now, where status, outbox and version still allow what was asked. */
const findDeclarable = (store: ReadableStore, request: DeclareRequest): Result<Declarable> => {
  const action = actionOf[functionOf(request)];
  const guarded = checkAction(findSheet(store, request.id), request.version, action);
  return guarded.ok ? declarableOf(guarded.value, request) : guarded;
};

type Parts = { readonly store: ReadableStore; readonly tables: CodeTables };

/** 申报 and 变更 need a sheet with items, nothing to mend and every warning confirmed. */
const checkContent = (
  { store, tables }: Parts,
  { saved, content }: Declarable,
  { confirmedWarnings, recalledWeights }: Pick<SavedSheet, 'confirmedWarnings' | 'recalledWeights'>,
): Result<null> => {
  if (content.items.length === 0) return failure(failureOf('sheet.noItems'));
  const findings = [
    ...checkSheet(content, tables, { recalledWeights }),
    ...findOthers(store, content, saved.id),
  ];
  const problems = problemsOf(findings);
  if (problems.length > 0) {
    return failure(failureOf('sheet.hasProblems', { count: problems.length }));
  }
  const open = unconfirmedWarnings(findings, confirmedWarnings);
  return open.length > 0
    ? failure(failureOf('sheet.unconfirmedWarnings', { count: open.length }))
    : success(null);
};

/** What has to be true of the content of each function; what is withdrawn was accepted as it is. */
const contentChecks: Readonly<
  Record<DeclarationFunction, (parts: Parts, declarable: Declarable) => Result<null>>
> = {
  ADD: (parts, declarable) => checkContent(parts, declarable, declarable.saved),
  MOD: (parts, declarable) => {
    const { saved, content } = declarable;
    if (changeCount(differenceOf(saved, content)) === 0) {
      return failure(failureOf('amendment.noDifference'));
    }
    return checkContent(parts, declarable, saved.amendment ?? saved);
  },
  DEL: () => success(null),
};

/** Everything that must be true of a sheet before it is signed (rules.md, Life 2, 3, 5). */
export const checkDeclarable = (parts: Parts, request: DeclareRequest): Result<Declarable> => {
  const found = findDeclarable(parts.store, request);
  if (!found.ok) return found;
  const content = contentChecks[found.value.function](parts, found.value);
  return content.ok ? found : content;
};

/**
 * Inside the transaction that queues: nothing is queued unless version, status and outbox are still
 * what they were when the sheet was signed (rules.md, Life 3).
 */
export const checkUnchanged = (
  store: ReadableStore,
  request: DeclareRequest,
  signed: Declarable,
): Result<null> => {
  const now = findDeclarable(store, request);
  if (!now.ok) return now;
  const { status, lastSubmission } = now.value.saved;
  const isSame =
    status === signed.saved.status && lastSubmission?.id === signed.saved.lastSubmission?.id;
  return isSame ? success(null) : changedMeanwhile;
};
