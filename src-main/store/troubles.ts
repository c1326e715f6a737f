import { z } from 'zod';
import type { SheetRow } from '../../src-shared/contract/schemas.ts';
import { isSettled } from '../../src-shared/declaration/amendment.ts';
import { troubleOf } from '../../src-shared/declaration/trouble.ts';
import type { TroubleKind } from '../../src-shared/declaration/trouble.ts';
import { selectSheetRow, sheetRowOf, sheetRowSchema } from './sheet-row.ts';
import type { ReadableStore } from './store.ts';

export interface Trouble {
  readonly kind: TroubleKind;
  /** UTC milliseconds: since when the clerk is waited for. */
  readonly since: number;
  readonly row: SheetRow;
}

/** The indexes are named: without them a planner that knows nothing yet reads the whole store. */
const troubleCandidates = `
  SELECT id FROM declaration INDEXED BY declaration_with_reason WHERE last_reason IS NOT NULL
  UNION ALL
  SELECT id FROM declaration INDEXED BY declaration_with_outcome WHERE change_outcome IS NOT NULL
  UNION ALL
  SELECT declaration_id FROM submission INDEXED BY submission_stopped
    WHERE state IN ('parked', 'refused')
  UNION ALL
  SELECT declaration_id FROM submission INDEXED BY submission_without_answer
    WHERE state = 'confirmed' AND answered_at <= @before`;

/**
 * Every sheet that waits for the clerk, the newest first. `unansweredBefore`: a submission whose
 * last word of the endpoint is older counts as 超时未回执 (UTC milliseconds).
 */
export const troubledSheets = (store: ReadableStore, unansweredBefore: number): Trouble[] =>
  z
    .array(sheetRowSchema)
    .parse(
      store
        .prepare(
          // The plus keeps the planner from walking all shown sheets instead of the candidates.
          `${selectSheetRow} WHERE +declaration.hidden = 0 AND declaration.id IN (${troubleCandidates})`,
        )
        .all({ before: unansweredBefore }),
    )
    .flatMap((stored): Trouble[] => {
      const answeredAt = stored.submission_answered_at;
      const row = sheetRowOf(stored);
      const kind = troubleOf({
        ...row,
        lastState: stored.submission_state,
        settled: isSettled(row),
        overdue: answeredAt !== null && answeredAt <= unansweredBefore,
      });
      return kind === null ? [] : [{ kind, since: answeredAt ?? stored.changed_at, row }];
    })
    .sort((a, b) => b.since - a.since || b.row.id - a.row.id);
