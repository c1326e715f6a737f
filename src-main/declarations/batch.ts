import { setImmediate } from 'node:timers/promises';
import { mostSheets } from '../../src-shared/contract/batch.ts';
import type { BatchAction, BatchPreview, BatchSheet } from '../../src-shared/contract/batch.ts';
import type {
  OperatorProfile,
  SavedSheet,
  SheetChoice,
} from '../../src-shared/contract/schemas.ts';
import { containersOf } from '../../src-shared/declaration/findings-elsewhere.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import type { CodeTables } from '../../src-shared/parameters/table-names.ts';
import { countDistricts } from '../store/chosen-facts.ts';
import { findSheet } from '../store/declarations.ts';
import { chosenIdsInSteps, countInSteps, inTurns } from '../store/query.ts';
import type { ReadableStore } from '../store/store.ts';
import { isOpenForChange } from '../store/working-copies.ts';
import { checkDeclarable } from './declarable.ts';
import { checkDeletable } from './delete.ts';
import { checkRight } from './sheet-guard.ts';

export interface BatchParts {
  readonly store: ReadableStore;
  readonly tables: CodeTables;
  readonly operator: OperatorProfile;
}

const batchSheet = ({ id, version, tripNo, head }: SavedSheet): BatchSheet => ({
  id,
  version,
  tripNo,
  mediumId: head.mediumId,
  customsCode: head.customsCode,
});

/** What earlier sheets of the same batch take; customs would see a second one as a double. */
interface Taken {
  readonly media: Map<string, string>;
  readonly containers: Map<string, string>;
}

const mediumOf = ({ head }: SavedSheet): string => `${head.mediumType} ${head.mediumId}`;

const takenBefore = (taken: Taken, sheet: SavedSheet): string | null => {
  const other = taken.media.get(mediumOf(sheet));
  if (other !== undefined) return `本批中已有同一绑定介质的单证（车次确认编号 ${other}）`;
  for (const { containerNo } of containersOf(sheet)) {
    const carrier = taken.containers.get(containerNo);
    if (carrier !== undefined) {
      return `集装箱 ${containerNo} 已在本批的另一票上（车次确认编号 ${carrier}）`;
    }
  }
  return null;
};

const take = (taken: Taken, sheet: SavedSheet): void => {
  taken.media.set(mediumOf(sheet), sheet.tripNo);
  for (const { containerNo } of containersOf(sheet))
    taken.containers.set(containerNo, sheet.tripNo);
};

const unsavedChanges = '有未暂存的修改，请先暂存或关闭该票';

/** Why a sheet can't be part of the batch; null where it can. */
const obstacles: Readonly<
  Record<BatchAction, (parts: BatchParts, sheet: SavedSheet, taken: Taken) => string | null>
> = {
  declare: (parts, sheet, taken) => {
    const declarable = checkDeclarable(parts, sheet);
    return declarable.ok ? takenBefore(taken, sheet) : declarable.error.message;
  },
  delete: (parts, sheet) => {
    const deletable = checkDeletable(parts, sheet);
    return deletable.ok ? null : deletable.error.message;
  },
};

const countInWords = async (store: ReadableStore, choice: SheetChoice): Promise<string> => {
  if (choice.kind === 'checked') return String(choice.ids.length);
  const { count, isMore } = await inTurns(countInSteps(store, choice.conditions));
  return isMore ? `超过 ${String(count)}` : String(count - choice.except.length);
};

/**
 * What a batch would do, before it does anything: to how many sheets, trucks and districts, and why
 * the others stay out. 批量申报 declares ADD only, and what is seen here is checked again sheet by
 * sheet when it is done.
 */
export const previewBatch = async (
  parts: BatchParts,
  action: BatchAction,
  choice: SheetChoice,
): Promise<Result<BatchPreview>> => {
  const right = checkRight(parts.operator, action);
  if (!right.ok) return right;
  const most = mostSheets[action];
  // Of a million that match no more are read than tell that these are too many.
  const ids = await inTurns(chosenIdsInSteps(parts.store, choice, most + 1));
  if (ids.length > most) {
    const count = await countInWords(parts.store, choice);
    return failure(failureOf('batch.tooMany', { count, most }));
  }
  const ready: SavedSheet[] = [];
  const leftOut: BatchPreview['leftOut'] = [];
  const taken: Taken = { media: new Map(), containers: new Map() };
  for (const id of ids) {
    await setImmediate();
    const sheet = findSheet(parts.store, id);
    if (sheet === null) continue;
    const reason = isOpenForChange(parts.store, id)
      ? unsavedChanges
      : obstacles[action](parts, sheet, taken);
    if (reason === null) {
      take(taken, sheet);
      ready.push(sheet);
    } else leftOut.push({ ...batchSheet(sheet), reason });
  }
  return success({
    action,
    ready: ready.map(batchSheet),
    leftOut,
    goneCount: choice.kind === 'checked' ? choice.ids.length - ready.length - leftOut.length : 0,
    truckCount: new Set(ready.map(mediumOf)).size,
    districts: countDistricts(ready.map(({ head }) => head.customsCode)),
    warnedCount: ready.filter(({ confirmedWarnings }) => confirmedWarnings.length > 0).length,
    againCount: ready.filter(({ lastSubmission }) => lastSubmission !== null).length,
  });
};
