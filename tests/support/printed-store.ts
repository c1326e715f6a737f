import type { OperatorProfile, SavedSheet } from '../../src-shared/contract/schemas.ts';
import type { DeclarationFunction, Sheet } from '../../src-shared/declaration/sheet.ts';
import { checkSheet } from '../../src-shared/declaration/rules.ts';
import { shippedTables } from '../../src-shared/parameters/shipped-tables.testing.ts';
import { saveAmendment } from '../../src-main/declarations/amend.ts';
import { findSheet, insertSheet, lastSequence } from '../../src-main/store/declarations.ts';
import { findOperator } from '../../src-main/store/operators.ts';
import { transaction } from '../../src-main/store/store.ts';
import type { WritableStore } from '../../src-main/store/store.ts';
import { applyReceipts } from '../../src-main/sync/apply-receipts.ts';
import { openClosedStore } from './closed-store.ts';
import { queueSubmission } from './queued.ts';

/** Sheets in all their states, put into the store of a program that is closed. */
export interface PrintedStore {
  readonly store: WritableStore;
  readonly chenmin: OperatorProfile;
  readonly clock: { now: number };
  readonly add: (sheet: Sheet) => SavedSheet;
  readonly submit: (sheet: SavedSheet, asked?: DeclarationFunction) => string;
  readonly answer: (
    sheet: SavedSheet,
    answered: { readonly submissionId: string; readonly function: DeclarationFunction },
    ...codes: readonly string[]
  ) => SavedSheet;
  readonly amend: (sheet: SavedSheet, draft: Sheet) => SavedSheet;
}

const deskNumber = '00017';

export const fillStore = async (
  desk: { readonly folder: string },
  fill: (filled: PrintedStore) => void,
): Promise<void> => {
  const store = await openClosedStore(desk);
  const chenmin = findOperator(store, 'chenmin')?.profile;
  if (chenmin === undefined) throw new Error('the training store has its operators');
  const clock = { now: Date.UTC(2026, 10, 22, 2) };
  const found = (id: number): SavedSheet => {
    const sheet = findSheet(store, id);
    if (sheet === null) throw new Error(`no sheet ${String(id)}`);
    return sheet;
  };
  let count = 0;
  const add: PrintedStore['add'] = (sheet) => {
    count += 1;
    clock.now += 60_000;
    const serial = String(count).padStart(13, '0');
    const id = transaction(store, (writable) =>
      insertSheet(
        writable,
        sheet,
        {
          at: clock.now,
          operatorId: chenmin.id,
          operatorLabel: chenmin.cardNumber ?? chenmin.userName,
          uscc: chenmin.enterprise.uscc,
          organisationCode: chenmin.enterprise.organisationCode,
          problemCount: checkSheet(sheet, shippedTables).filter(
            ({ severity }) => severity === 'problem',
          ).length,
          confirmedWarnings: [],
        },
        { dataCentreNo: `20260${serial}`, tripNo: `2026112100000000017${serial}` },
      ),
    );
    return found(id);
  };
  fill({
    store,
    chenmin,
    clock,
    add,
    submit: (sheet, asked = 'ADD') =>
      queueSubmission({ store, chenmin, clock }, sheet, { deskNumber, function: asked }),
    answer: (sheet, answered, ...codes) => {
      const last = lastSequence(store, sheet.id);
      transaction(store, (writable) => {
        applyReceipts(
          writable,
          deskNumber,
          codes.map((code, index) => ({
            ...answered,
            feedNumber: sheet.id * 1000 + last + index + 1,
            tripNo: sheet.tripNo,
            sequence: last + index + 1,
            code,
            text: `回执 ${code}：车辆信息与备案不符`,
            issuedAt: clock.now,
          })),
          clock.now,
        );
      });
      return found(sheet.id);
    },
    amend: (sheet, draft) => {
      const saved = saveAmendment(
        { store, tables: shippedTables, operator: chenmin, now: () => clock.now },
        {
          declaration: { id: sheet.id, version: sheet.version },
          draftVersion: null,
          sheet: { head: draft.head, items: [...draft.items] },
          confirmedWarnings: [],
          workingCopyId: null,
        },
      );
      if (!saved.ok) throw new Error(saved.error.message);
      return saved.value.sheet;
    },
  });
  store.close();
};
