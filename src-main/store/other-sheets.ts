import { z } from 'zod';
import { shanghaiDate } from '../../src-shared/declaration/numbers.ts';
import { statusCodes, statuses } from '../../src-shared/declaration/status.ts';
import type { ReadableStore } from './store.ts';

const unfinishedStatuses = statusCodes.filter((code) => statuses[code].unfinished);

const otherSheetSchema = z.object({
  id: z.number(),
  trip_no: z.string(),
  status: z.string(),
  entered_at: z.number(),
  waiting: z.number(),
});

/** Another sheet that has to do with the one at hand. */
export interface OtherSheet {
  readonly id: number;
  readonly tripNo: string;
  readonly status: string;
  readonly enteredOn: string;
  /** A submission of it has no answer yet. */
  readonly waiting: boolean;
}

const otherSheets = (found: unknown[]): OtherSheet[] =>
  z
    .array(otherSheetSchema)
    .parse(found)
    .map((row) => ({
      id: row.id,
      tripNo: row.trip_no,
      status: row.status,
      enteredOn: shanghaiDate(row.entered_at),
      waiting: row.waiting === 1,
    }));

const selectOther = `
  SELECT declaration.id, declaration.trip_no, declaration.status, declaration.entered_at,
    coalesce(submission.state IN ('queued', 'sending', 'parked', 'confirmed'), 0) AS waiting
  FROM declaration LEFT JOIN submission ON submission.id = declaration.last_submission_id
  WHERE declaration.hidden = 0 AND declaration.withdrawn = 0 AND declaration.id <> ?`;

/** Sheets of the same medium that are unfinished, drafts or rejected, newest first. */
export const sheetsWithMedium = (
  store: ReadableStore,
  mediumType: string,
  mediumId: string,
  exceptId: number,
): OtherSheet[] =>
  otherSheets(
    store
      .prepare(
        `${selectOther} AND declaration.medium_id = ? AND declaration.medium_type = ?
           AND (declaration.status IN (${[...unfinishedStatuses, '0', '20', 'FF']
             .map((code) => `'${code}'`)
             .join(', ')}) OR waiting = 1)
         ORDER BY declaration.entered_at DESC, declaration.id DESC LIMIT 5`,
      )
      .all(exceptId, mediumId, mediumType),
  );

/** Unfinished sheets that carry this container. */
export const sheetsWithContainer = (
  store: ReadableStore,
  containerNo: string,
  exceptId: number,
): OtherSheet[] =>
  otherSheets(
    store
      .prepare(
        `${selectOther} AND (declaration.status IN (${unfinishedStatuses
          .map((code) => `'${code}'`)
          .join(', ')}) OR waiting = 1)
         AND declaration.id IN (
           SELECT declaration_id FROM item WHERE container_no1 = ? AND container_no1 <> ''
           UNION SELECT declaration_id FROM item WHERE container_no2 = ? AND container_no2 <> ''
           UNION SELECT declaration_id FROM item
             WHERE object_id = ? AND object_id <> '' AND object_type = 'C')
         ORDER BY declaration.entered_at DESC, declaration.id DESC LIMIT 5`,
      )
      .all(exceptId, containerNo, containerNo, containerNo),
  );
