import type { SheetRow } from '../../src-shared/contract/schemas.ts';
import { mayOpenAmendment } from '../../src-shared/declaration/amendment.ts';
import type { SheetAction } from '../../src-shared/declaration/status.ts';
import { invoke } from '../bridge.ts';
import { declareFromList } from '../card/declare-from-list.ts';
import { tellFailure } from '../components/ask.ts';
import { deleteSaved } from '../components/sheet-actions.ts';
import { printSheets } from '../print/print-sheets.ts';
import type { useTabs } from '../shell/tabs-store.ts';
import type { Need } from './obstacles.ts';

/** What can be done with a row (manual 3.2.2), in one table: a new action is one entry. */

/** What the actions reach for beyond their row. */
export interface RowSurroundings {
  readonly tabs: ReturnType<typeof useTabs>;
  readonly reload: () => Promise<void>;
  readonly showReceipts: (row: SheetRow) => void;
  /** The sheet is gone: nobody can have it chosen any more. */
  readonly forget: (row: SheetRow) => void;
}

export interface RowAction {
  readonly action: SheetAction;
  readonly word: string;
  readonly need: Need;
  readonly run: (row: SheetRow, around: RowSurroundings) => unknown;
}

const deleteRow: RowAction['run'] = async (row, { tabs, reload, forget }) => {
  if (!(await deleteSaved(row))) return;
  tabs.forget(row.id);
  forget(row);
  await reload();
};

const copyRow: RowAction['run'] = async ({ id }, { tabs }) => {
  const answer = await invoke('declaration.get', { id });
  if (answer.ok) tabs.openCopy(answer.value);
  else await tellFailure(answer.error);
};

const declareRow: RowAction['run'] = async ({ id }, { tabs, reload }) => {
  await declareFromList(id, tabs);
  await reload();
};

export const rowActions: readonly RowAction[] = [
  {
    action: 'view',
    word: '查看',
    need: 'nothing',
    run: ({ id }, { tabs }) => tabs.openStored(id, 'view'),
  },
  {
    action: 'edit',
    word: '修改',
    need: 'entering',
    run: ({ id }, { tabs }) => tabs.openStored(id, 'edit'),
  },
  {
    action: 'amend',
    word: '变更',
    need: 'amending',
    run: ({ id }, { tabs }) => tabs.openStored(id, 'amend'),
  },
  { action: 'delete', word: '删除', need: 'entering', run: deleteRow },
  {
    action: 'withdraw',
    word: '删单',
    need: 'declaring',
    run: ({ id }, { tabs }) => tabs.openStored(id, 'withdraw'),
  },
  { action: 'copy', word: '复制', need: 'entering', run: copyRow },
  { action: 'declare', word: '申报', need: 'declaring', run: declareRow },
  {
    action: 'print',
    word: '打印',
    need: 'nothing',
    run: ({ id, tripNo, head }) => {
      printSheets(
        { kind: 'checked', ids: [id] },
        `车次确认编号 ${tripNo}，绑定介质 ${head.mediumId}`,
      );
    },
  },
  {
    action: 'receipts',
    word: '查看回执',
    need: 'nothing',
    run: (row, { showReceipts }) => {
      showReceipts(row);
    },
  },
];

/** Why the sheet does not allow it; empty where it does. */
export const sheetObstacle = (row: SheetRow, action: SheetAction): string => {
  const allowed = action === 'amend' ? mayOpenAmendment(row) : row.allowed.includes(action);
  if (allowed) return '';
  return action === 'receipts' ? '还没有回执' : '当前状态不允许';
};
