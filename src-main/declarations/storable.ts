import type { Finding, OperatorProfile } from '../../src-shared/contract/schemas.ts';
import { canSave, problemsOf } from '../../src-shared/declaration/findings.ts';
import type { HeadDefaults } from '../../src-shared/declaration/new-sheet.ts';
import type { WeightField } from '../../src-shared/declaration/reuse.ts';
import { checkSheet } from '../../src-shared/declaration/rules.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import type { CodeTables } from '../../src-shared/parameters/table-names.ts';
import type { ReadableStore } from '../store/store.ts';
import { findOthers } from './other-sheets.ts';

/** What 暂存 of a sheet or of a change finds, and what it writes beside the content. */
export interface Storable {
  readonly findings: readonly Finding[];
  readonly facts: {
    readonly at: number;
    readonly operatorId: number;
    /** 操作人员: the bound card's number, else the user name. */
    readonly operatorLabel: string;
    readonly problemCount: number;
    readonly confirmedWarnings: readonly string[];
    readonly recalledWeights: readonly WeightField[];
  };
}

/** The whole check of 暂存; only what can't be stored prevents it (rules.md, Life 2). */
export const checkStorable = (
  parts: {
    readonly store: ReadableStore;
    readonly tables: CodeTables;
    readonly operator: OperatorProfile;
    readonly now: () => number;
  },
  /** Folded. */
  sheet: Sheet,
  asked: {
    /** The sheet itself, which is no other one; null where it is new. */
    readonly id: number | null;
    readonly confirmedWarnings: readonly string[];
    readonly recalledWeights: readonly WeightField[];
    readonly headDefaults?: HeadDefaults;
  },
): Result<Storable> => {
  const { store, tables, operator } = parts;
  const { headDefaults = {}, recalledWeights } = asked;
  const findings = [
    ...checkSheet(sheet, tables, { headDefaults, recalledWeights }),
    ...findOthers(store, sheet, asked.id),
  ];
  if (!canSave(findings)) {
    const worst = findings.find(({ severity }) => severity === 'unstorable');
    return failure(
      worst?.rule === 'emptySheet'
        ? failureOf('sheet.empty')
        : failureOf('sheet.cannotStore', { detail: worst?.message ?? '' }),
    );
  }
  const known = new Set(findings.map(({ key }) => key));
  return success({
    findings,
    facts: {
      at: parts.now(),
      operatorId: operator.id,
      operatorLabel: operator.cardNumber ?? operator.userName,
      problemCount: problemsOf(findings).length,
      confirmedWarnings: asked.confirmedWarnings.filter((key) => known.has(key)),
      recalledWeights,
    },
  });
};
