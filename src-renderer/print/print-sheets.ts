import { shallowRef } from 'vue';
import type { PrintOrder } from '../../src-shared/contract/print.ts';
import type { SheetChoice } from '../../src-shared/contract/schemas.ts';
import { isSheetColumn, sheetColumnKeys } from '../../src-shared/excel/sheet-columns.ts';

/** 打印: what is asked for; `PrintDialog.vue` shows it as pages and prints them. */

export interface PrintQuestion {
  readonly order: PrintOrder;
  /** Which sheets these are, in the clerk's words. */
  readonly what: string;
}

export const printQuestion = shallowRef<PrintQuestion | null>(null);

/** Whole sheets, each on pages of its own; their saved, accepted content. */
export const printSheets = (choice: SheetChoice, what: string): void => {
  printQuestion.value = { order: { kind: 'sheets', choice }, what };
};

/** The list of them, with the columns that it shows in their order. */
export const printList = (choice: SheetChoice, columns: readonly string[], what: string): void => {
  const known = columns.filter(isSheetColumn);
  printQuestion.value = {
    order: {
      kind: 'list',
      choice,
      columns: known.length > 0 ? known : sheetColumnKeys,
      // Words longer than the contract allows must not keep a list from paper.
      what: what.slice(0, 2000),
    },
    what,
  };
};
