import type { BatchAction } from '../../src-shared/contract/batch.ts';
import type { SheetChoice } from '../../src-shared/contract/schemas.ts';
import { exportSheets } from '../excel/export-job.ts';
import { printSheets } from '../print/print-sheets.ts';
import type { Need } from './obstacles.ts';

/** What can be done with the chosen sheets at once, in one table: a new action is one entry. */

export interface ChosenSheets {
  readonly choice: SheetChoice;
  /** Keys of the columns that the list shows, in its order. */
  readonly columns: readonly string[];
  /** Which sheets these are, in the clerk's words. */
  readonly what: string;
  readonly openBatch: (action: BatchAction, choice: SheetChoice) => void;
}

export interface ListBatchAction {
  readonly key: string;
  readonly word: string;
  readonly need: Need;
  readonly run: (chosen: ChosenSheets) => void;
}

export const batchActions: readonly ListBatchAction[] = [
  {
    key: 'declare',
    word: '批量申报/重新申报',
    need: 'declaring',
    run: ({ choice, openBatch }) => {
      openBatch('declare', choice);
    },
  },
  {
    key: 'delete',
    word: '批量删除',
    need: 'entering',
    run: ({ choice, openBatch }) => {
      openBatch('delete', choice);
    },
  },
  {
    key: 'print',
    word: '批量打印',
    need: 'nothing',
    run: ({ choice, what }) => {
      printSheets(choice, what);
    },
  },
  {
    key: 'export',
    word: '批量导出',
    need: 'nothing',
    run: ({ choice, columns, what }) => {
      exportSheets(choice, columns, what);
    },
  },
];
