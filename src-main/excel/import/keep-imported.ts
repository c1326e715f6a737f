import { failureOf } from '../../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../../src-shared/errors/result.ts';
import type { Result } from '../../../src-shared/errors/result.ts';
import type { Sheet } from '../../../src-shared/declaration/sheet.ts';
import { keepNewSheets, saveFactsOf } from '../../declarations/save.ts';
import type { SaveParts } from '../../declarations/save.ts';
import { checkRight } from '../../declarations/sheet-guard.ts';
import { appendAudit } from '../../store/audit.ts';
import { noteImported } from '../../store/imported-sheets.ts';
import { transaction } from '../../store/store.ts';

export interface SheetToKeep {
  /** Folded; `problemCount` is what the check found. */
  readonly sheet: Sheet;
  readonly problemCount: number;
  readonly fingerprint: string;
}

/**
 * 导入: the chosen sheets of one file become drafts, all of them or none, in the order of the file.
 * The value are their ids.
 */
export const keepImported = (
  parts: Omit<SaveParts, 'tables'>,
  file: { readonly name: string; readonly hash: string },
  sheets: readonly SheetToKeep[],
): Result<number[]> => {
  const { store, operator } = parts;
  const right = checkRight(operator, 'edit');
  if (!right.ok) return right;
  if (sheets.length === 0) return failure(failureOf('import.ended'));
  return transaction(store, (writable) => {
    const kept = keepNewSheets(
      writable,
      parts,
      sheets.map(({ sheet, problemCount }) => ({
        sheet,
        facts: saveFactsOf(parts, {
          problemCount,
          confirmedWarnings: [],
          recalledWeights: [],
        }),
      })),
    );
    if (!kept.ok) return kept;
    const at = parts.now();
    kept.value.forEach((id, index) => {
      const fingerprint = sheets[index]?.fingerprint ?? '';
      noteImported(writable, id, fingerprint, { fileHash: file.hash, fileName: file.name, at });
    });
    appendAudit(writable, {
      at,
      action: 'import',
      operatorId: operator.id,
      detail: `${file.name} ${file.hash}: ${String(sheets.length)}`,
    });
    return success(kept.value);
  });
};
