import { z } from 'zod';
import type { SheetRow } from '../../src-shared/contract/schemas.ts';
import { isSettled } from '../../src-shared/declaration/amendment.ts';
import { declarationFunctions } from '../../src-shared/declaration/sheet.ts';
import { submissionStates } from '../../src-shared/declaration/status.ts';
import { troubleOf } from '../../src-shared/declaration/trouble.ts';
import type { TroubleKind } from '../../src-shared/declaration/trouble.ts';
import { sheetRowOf, storedSheets } from './sheet-row.ts';
import type { ReadableStore } from './store.ts';

/** A sheet that waits for the clerk, as far as it is counted and put in order. */
export interface TroubleKey {
  readonly id: number;
  readonly kind: TroubleKind;
  /** UTC milliseconds: since when the clerk is waited for. */
  readonly since: number;
  readonly submissionId: string | null;
}

export interface Trouble extends Pick<TroubleKey, 'kind' | 'since'> {
  readonly row: SheetRow;
}

/** The indexes are named: without them a planner that knows nothing yet reads the whole store. */
const selectCandidates = `
  SELECT id FROM declaration INDEXED BY declaration_with_reason WHERE last_reason IS NOT NULL
  UNION
  SELECT id FROM declaration INDEXED BY declaration_with_outcome WHERE change_outcome IS NOT NULL
  UNION
  SELECT declaration_id FROM submission INDEXED BY submission_stopped
    WHERE state IN ('parked', 'refused')
  UNION
  SELECT declaration_id FROM submission INDEXED BY submission_without_answer
    WHERE state = 'confirmed' AND answered_at <= @before`;

const selectSituations = `
  SELECT declaration.id, declaration.status, declaration.withdrawn, declaration.change_outcome,
    declaration.last_reason, declaration.changed_at, submission.id AS submission_id,
    submission.function AS submission_function, submission.state AS submission_state,
    submission.answered_at, amendment.declaration_id AS amendment_of,
    (SELECT sent_back.state FROM submission AS sent_back
     WHERE sent_back.declaration_id = declaration.id
       AND sent_back.state IN ('rejected', 'sendFailed')
     ORDER BY sent_back.rowid DESC LIMIT 1) AS sent_back_as
  FROM declaration LEFT JOIN submission ON submission.id = declaration.last_submission_id
    LEFT JOIN amendment ON amendment.declaration_id = declaration.id
  WHERE declaration.id IN (SELECT value FROM json_each(?)) AND +declaration.hidden = 0`;

const situationSchema = z.object({
  id: z.number(),
  status: z.string(),
  withdrawn: z.number(),
  change_outcome: z.enum(['amendRejected', 'withdrawRejected']).nullable(),
  last_reason: z.string().nullable(),
  changed_at: z.number(),
  submission_id: z.string().nullable(),
  submission_function: z.enum(declarationFunctions).nullable(),
  submission_state: z.enum(submissionStates).nullable(),
  answered_at: z.number().nullable(),
  amendment_of: z.number().nullable(),
  sent_back_as: z.enum(['rejected', 'sendFailed']).nullable(),
});
type Situation = z.infer<typeof situationSchema>;

const kindOf = (stored: Situation, unansweredBefore: number): TroubleKind | null => {
  const {
    submission_function: submitted,
    submission_state: state,
    answered_at: answeredAt,
  } = stored;
  const sheet = { status: stored.status, withdrawn: stored.withdrawn === 1 };
  return troubleOf({
    ...sheet,
    changeOutcome: stored.change_outcome,
    lastReason: stored.last_reason,
    lastState: state,
    sentBackAs: stored.sent_back_as,
    settled: isSettled({
      ...sheet,
      lastSubmission: submitted === null || state === null ? null : { function: submitted, state },
      amendment: stored.amendment_of === null ? null : {},
    }),
    overdue: answeredAt !== null && answeredAt <= unansweredBefore,
  });
};

/** Candidates that are read at once. */
const candidatesAtOnce = 200;

/**
 * Every sheet that waits for the clerk, the newest first. `unansweredBefore`: a submission whose
 * last word of the endpoint is older counts as 超时未回执 (UTC milliseconds). Step by step: an old
 * desk may have thousands of them.
 */
export function* troubleKeysInSteps(
  store: ReadableStore,
  unansweredBefore: number,
): Generator<void, readonly TroubleKey[]> {
  const candidates = z
    .array(z.number())
    .parse(store.prepare(selectCandidates).pluck().all({ before: unansweredBefore }));
  const read = store.prepare(selectSituations);
  const found: TroubleKey[] = [];
  for (let at = 0; at < candidates.length; at += candidatesAtOnce) {
    const portion = JSON.stringify(candidates.slice(at, at + candidatesAtOnce));
    for (const stored of z.array(situationSchema).parse(read.all(portion))) {
      const kind = kindOf(stored, unansweredBefore);
      if (kind === null) continue;
      found.push({
        id: stored.id,
        kind,
        since: stored.answered_at ?? stored.changed_at,
        submissionId: stored.submission_id,
      });
    }
    yield;
  }
  return found.sort((a, b) => b.since - a.since || b.id - a.id);
}

/** What the window shows of them, in their order; those that are gone meanwhile left out. */
export const troubleRows = (store: ReadableStore, keys: readonly TroubleKey[]): Trouble[] => {
  const byId = new Map(keys.map((key) => [key.id, key]));
  return storedSheets(store, [...byId.keys()]).flatMap((stored) => {
    const key = byId.get(stored.id);
    return key === undefined ? [] : [{ kind: key.kind, since: key.since, row: sheetRowOf(stored) }];
  });
};
