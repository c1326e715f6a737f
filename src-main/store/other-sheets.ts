import { z } from 'zod';
import { shanghaiDate } from '../../src-shared/declaration/numbers.ts';
import { declarationFunctions } from '../../src-shared/declaration/sheet.ts';
import type { DeclarationFunction } from '../../src-shared/declaration/sheet.ts';
import { statusCodes, statuses } from '../../src-shared/declaration/status.ts';
import type { ReadableStore } from './store.ts';

const unfinishedStatuses = statusCodes.filter((code) => statuses[code].unfinished);

const otherSheetSchema = z.object({
  id: z.number(),
  trip_no: z.string(),
  status: z.string(),
  entered_at: z.number(),
  waiting: z.enum(declarationFunctions).nullable(),
});

/** Another sheet that has to do with the one at hand. */
export interface OtherSheet {
  readonly id: number;
  readonly tripNo: string;
  readonly status: string;
  readonly enteredOn: string;
  /** The submission of it that has no answer yet. */
  readonly waiting: DeclarationFunction | null;
  /** Not in what customs has accepted, but in the draft of a change of it. */
  readonly inDraft: boolean;
}

const otherSheets = (found: unknown[], inDraft = false): OtherSheet[] =>
  z
    .array(otherSheetSchema)
    .parse(found)
    .map((row) => ({
      id: row.id,
      tripNo: row.trip_no,
      status: row.status,
      enteredOn: shanghaiDate(row.entered_at),
      waiting: row.waiting,
      inDraft,
    }));

const most = 5;

const selectOther = `
  SELECT declaration.id, declaration.trip_no, declaration.status, declaration.entered_at,
    CASE WHEN submission.state IN ('queued', 'sending', 'parked', 'confirmed')
      THEN submission.function END AS waiting
  FROM declaration LEFT JOIN submission ON submission.id = declaration.last_submission_id
  WHERE declaration.hidden = 0 AND declaration.withdrawn = 0 AND declaration.id <> ?`;
const newestFirst = `ORDER BY declaration.entered_at DESC, declaration.id DESC LIMIT ${String(most)}`;
const codesSql = (codes: readonly string[]): string => codes.map((code) => `'${code}'`).join(', ');
const isUnfinished = `declaration.status IN (${codesSql(unfinishedStatuses)})`;

/** A change that can still be declared takes what its draft names, beside what is accepted. */
const draftsWith = (
  store: ReadableStore,
  condition: string,
  exceptId: number,
  values: readonly string[],
): OtherSheet[] =>
  otherSheets(
    store
      .prepare(
        `${selectOther} AND ${isUnfinished} AND declaration.id IN (
           SELECT declaration_id FROM amendment ${condition}) ${newestFirst}`,
      )
      .all(exceptId, ...values),
    true,
  );

const withDrafts = (accepted: OtherSheet[], drafts: OtherSheet[]): OtherSheet[] =>
  [...accepted, ...drafts.filter(({ id }) => accepted.every((other) => other.id !== id))].slice(
    0,
    most,
  );

/** Sheets of the same medium that are unfinished, drafts or rejected, newest first. */
export const sheetsWithMedium = (
  store: ReadableStore,
  mediumType: string,
  mediumId: string,
  exceptId: number,
): OtherSheet[] =>
  withDrafts(
    otherSheets(
      store
        .prepare(
          `${selectOther} AND declaration.medium_id = ? AND declaration.medium_type = ?
             AND (declaration.status IN (${codesSql([...unfinishedStatuses, '0', '20', 'FF'])})
               OR waiting IS NOT NULL) ${newestFirst}`,
        )
        .all(exceptId, mediumId, mediumType),
    ),
    draftsWith(
      store,
      `WHERE json_extract(head, '$.mediumId') = ? AND json_extract(head, '$.mediumType') = ?`,
      exceptId,
      [mediumId, mediumType],
    ),
  );

/** Unfinished sheets that carry this container. */
export const sheetsWithContainer = (
  store: ReadableStore,
  containerNo: string,
  exceptId: number,
): OtherSheet[] =>
  withDrafts(
    otherSheets(
      store
        .prepare(
          `${selectOther} AND (${isUnfinished} OR waiting IS NOT NULL)
           AND declaration.id IN (
             SELECT declaration_id FROM item WHERE container_no1 = ? AND container_no1 <> ''
             UNION SELECT declaration_id FROM item WHERE container_no2 = ? AND container_no2 <> ''
             UNION SELECT declaration_id FROM item
               WHERE object_id = ? AND object_id <> '' AND object_type = 'C') ${newestFirst}`,
        )
        .all(exceptId, containerNo, containerNo, containerNo),
    ),
    draftsWith(
      store,
      `JOIN json_each(amendment.items) AS typed
         WHERE typed.value ->> 'containerNo1' = ? OR typed.value ->> 'containerNo2' = ?
           OR (typed.value ->> 'objectId' = ? AND typed.value ->> 'objectType' = 'C')`,
      exceptId,
      [containerNo, containerNo, containerNo],
    ),
  );
