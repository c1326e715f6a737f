import { insertSheet } from '../../src-main/store/declarations.ts';
import { findOperator } from '../../src-main/store/operators.ts';
import { transaction } from '../../src-main/store/store.ts';
import type { ReadableStore } from '../../src-main/store/store.ts';
import type { OperatorProfile } from '../../src-shared/contract/schemas.ts';
import type { Head, Sheet } from '../../src-shared/declaration/sheet.ts';
import type { StatusCode } from '../../src-shared/declaration/status.ts';
import { openClosedStore } from './closed-store.ts';
import { roadExport } from './sample-sheets.ts';

/** Many sheets at once, written into the store of a desk while its program is closed. */

export interface StoredSheet {
  readonly sheet: Sheet;
  /** UTC milliseconds of the first 暂存, and of the last one. */
  readonly at: number;
  readonly by?: string;
  readonly status?: StatusCode;
  readonly withdrawn?: boolean;
  readonly amended?: boolean;
  readonly problemCount?: number;
}

/** A sheet of the sample with another head, and what binds it to a truck of its own. */
export const truck = (mediumId: string, head: Partial<Head> = {}): Sheet => ({
  head: { ...roadExport.head, mediumId, ...head },
  items: roadExport.items.map((item) => ({ ...item, objectId: `${mediumId.slice(0, 6)}挂` })),
});

export const tripNoOf = (index: number): string =>
  `202611210000000001700017${String(index).padStart(8, '0')}`;

const operatorOf = (store: ReadableStore, userName: string): OperatorProfile => {
  const known = findOperator(store, userName);
  if (known === null) throw new Error(`no sample operator ${userName}`);
  return known.profile;
};

/** Numbers go on from 1; they are those of {@link tripNoOf}. */
export const storeSheets = async (
  desk: { readonly folder: string },
  sheets: readonly StoredSheet[],
): Promise<void> => {
  const store = await openClosedStore(desk);
  transaction(store, (writable) => {
    const mark = writable.prepare(
      `UPDATE declaration SET status = @status, base_status = @status, withdrawn = @withdrawn,
         amended = @amended WHERE id = @id`,
    );
    for (const [index, stored] of sheets.entries()) {
      const operator = operatorOf(writable, stored.by ?? 'chenmin');
      const id = insertSheet(
        writable,
        stored.sheet,
        {
          at: stored.at,
          operatorId: operator.id,
          operatorLabel: operator.cardNumber ?? operator.userName,
          uscc: operator.enterprise.uscc,
          organisationCode: operator.enterprise.organisationCode,
          problemCount: stored.problemCount ?? 0,
          confirmedWarnings: [],
        },
        {
          dataCentreNo: `202600017${String(index + 1).padStart(9, '0')}`,
          tripNo: tripNoOf(index + 1),
        },
      );
      mark.run({
        id,
        status: stored.status ?? '0',
        withdrawn: stored.withdrawn === true ? 1 : 0,
        amended: stored.amended === true ? 1 : 0,
      });
    }
  });
  store.close();
};
