import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { OperatorProfile, SavedSheet } from '../../src-shared/contract/schemas.ts';
import { unconfirmedWarnings } from '../../src-shared/declaration/findings.ts';
import type { WeightField } from '../../src-shared/declaration/reuse.ts';
import { checkSheet } from '../../src-shared/declaration/rules.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import type { Failure, Result } from '../../src-shared/errors/result.ts';
import { shippedTables } from '../../src-shared/parameters/shipped-tables.testing.ts';
import { findOthers } from '../../src-main/declarations/other-sheets.ts';
import { saveSheet } from '../../src-main/declarations/save.ts';
import { makeOwn } from '../../src-main/desk/desk-identity.ts';
import type { DeskStatus } from '../../src-main/desk/desk.ts';
import type { Log } from '../../src-main/log/log.ts';
import { keepDesk } from '../../src-main/store/desks.ts';
import { writeSetting } from '../../src-main/store/settings.ts';
import { openStore, storeFailure, transaction } from '../../src-main/store/store.ts';
import type { WritableStore } from '../../src-main/store/store.ts';
import { keepSampleOperator } from './sample-operator.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A real store in a folder of its own, with the sample operators and, if wished, an enrolment. */

/** 2026-11-22 10:00 in Beijing. */
export const morning = Date.UTC(2026, 10, 22, 2);

export const silentLog: Log = { write: () => undefined };

export const valueOf = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(`${result.error.kind}: ${result.error.message}`);
  return result.value;
};

export const kindOf = (result: Result<unknown>): string =>
  result.ok ? 'no failure' : result.error.kind;

/** What a batch says of a thrown error, where a test is not about it. */
export const explainThrown = (error: unknown): Failure =>
  storeFailure(error, '') ?? failureOf('program.unexpected');

export const openTestStore = async (file: string): Promise<WritableStore> => {
  const store = await openStore(file);
  onTestFinished(() => {
    store.close();
  });
  return store;
};

/** As after an enrolment at the endpoint. */
export const enrolAs = (
  store: WritableStore,
  deskNumber: string,
  token = `token of desk ${deskNumber}`,
): void => {
  transaction(store, (writable) => {
    makeOwn(writable, store.name, `instance of desk ${deskNumber}`);
    writeSetting(writable, 'deskNumber', deskNumber);
    keepDesk(writable, deskNumber, token);
  });
};

/** Keys of all warnings: what a clerk confirms who confirms everything. */
export const allWarnings = (store: WritableStore, sheet: Sheet, id: number | null): string[] =>
  unconfirmedWarnings(
    [...checkSheet(sheet, shippedTables), ...findOthers(store, sheet, id)],
    [],
  ).map(({ key }) => key);

export interface SaveOptions {
  readonly by?: OperatorProfile;
  readonly existing?: { readonly id: number; readonly version: number };
  readonly confirmed?: readonly string[];
  readonly recalledWeights?: readonly WeightField[];
  readonly workingCopyId?: string;
  readonly desk?: DeskStatus;
}

export interface StoreDesk {
  readonly folder: string;
  readonly file: string;
  readonly store: WritableStore;
  readonly chenmin: OperatorProfile;
  readonly liwei: OperatorProfile;
  readonly wangfang: OperatorProfile;
  readonly clock: { now: number };
  readonly save: (sheet: Sheet, options?: SaveOptions) => ReturnType<typeof saveSheet>;
  readonly saved: (sheet: Sheet, options?: SaveOptions) => SavedSheet;
}

export const storeDesk = async (deskNumber: string | null = '00017'): Promise<StoreDesk> => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'kakou.db');
  const store = await openTestStore(file);
  const [chenmin, liwei, wangfang] = [
    keepSampleOperator(store, 'chenmin'),
    keepSampleOperator(store, 'liwei'),
    keepSampleOperator(store, 'wangfang'),
  ];
  if (deskNumber !== null) enrolAs(store, deskNumber);
  const clock = { now: morning };
  const save: StoreDesk['save'] = (sheet, options = {}) =>
    saveSheet(
      {
        store,
        tables: shippedTables,
        operator: options.by ?? chenmin,
        desk: options.desk ?? (deskNumber === null ? 'notEnrolled' : 'enrolled'),
        now: () => clock.now,
      },
      {
        declaration: options.existing ?? null,
        sheet: { head: sheet.head, items: [...sheet.items] },
        confirmedWarnings: [
          ...(options.confirmed ?? allWarnings(store, sheet, options.existing?.id ?? null)),
        ],
        recalledWeights: [...(options.recalledWeights ?? [])],
        workingCopyId: options.workingCopyId ?? null,
      },
    );
  return {
    folder,
    file,
    store,
    chenmin,
    liwei,
    wangfang,
    clock,
    save,
    saved: (sheet, options) => valueOf(save(sheet, options)).sheet,
  };
};
