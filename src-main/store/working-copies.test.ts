import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { WorkingCopy } from '../../src-shared/contract/schemas.ts';
import { emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import { seaImport } from '../../tests/support/sample-sheets.ts';
import { kindOf, storeDesk } from '../../tests/support/store-desk.ts';
import { deleteSheet } from '../declarations/delete.ts';
import { removeSheet } from './declarations.ts';
import { discardWorkingCopy, keepWorkingCopy, listWorkingCopies } from './working-copies.ts';

const copyOf = (changes: Partial<WorkingCopy> = {}): WorkingCopy => ({
  id: randomUUID(),
  declarationId: null,
  baseVersion: null,
  head: seaImport.head,
  items: [...seaImport.items],
  openItem: { ...emptyItem(seaImport.head), objectId: '正在录入' },
  openItemIndex: null,
  confirmedWarnings: [],
  recalledWeights: [],
  itemDefaults: {},
  ...changes,
});

it('brings every open form back to its operator to the letter, and to nobody else', async () => {
  const { store, chenmin, liwei } = await storeDesk();
  const [first, second] = [copyOf(), copyOf()];
  keepWorkingCopy(store, chenmin.id, first, 1);
  keepWorkingCopy(store, chenmin.id, second, 2);
  const changed = { ...first, openItem: { ...first.openItem, remark: '第二行' } };
  keepWorkingCopy(store, chenmin.id, changed, 3);
  expect(listWorkingCopies(store, chenmin.id)).toEqual([second, changed]);
  expect(listWorkingCopies(store, liwei.id)).toEqual([]);
  discardWorkingCopy(store, liwei.id, first.id);
  expect(listWorkingCopies(store, chenmin.id)).toHaveLength(2);
  discardWorkingCopy(store, chenmin.id, first.id);
  expect(listWorkingCopies(store, chenmin.id)).toEqual([second]);
});

it('opens a sheet for change with one operator only', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(seaImport);
  const copy = copyOf({ declarationId: sheet.id, baseVersion: sheet.version });
  expect(keepWorkingCopy(desk.store, desk.chenmin.id, copy, 1)).toBe(true);
  const others = copyOf({ declarationId: sheet.id });
  expect(keepWorkingCopy(desk.store, desk.wangfang.id, others, 2)).toBe(false);
  expect(keepWorkingCopy(desk.store, desk.wangfang.id, copy, 2)).toBe(false);
  expect(kindOf(desk.save(seaImport, { existing: sheet, by: desk.wangfang }))).toBe(
    'sheet.openElsewhere',
  );
  const parts = { store: desk.store, operator: desk.wangfang, now: () => 1 };
  expect(kindOf(deleteSheet(parts, sheet))).toBe('sheet.openElsewhere');
  expect(listWorkingCopies(desk.store, desk.chenmin.id)).toEqual([copy]);
});

it('settles the working copy in the transaction that saves its sheet', async () => {
  const desk = await storeDesk();
  const copy = copyOf();
  keepWorkingCopy(desk.store, desk.chenmin.id, copy, 1);
  desk.saved(seaImport, { workingCopyId: copy.id });
  expect(listWorkingCopies(desk.store, desk.chenmin.id)).toEqual([]);
});

it('keeps what was typed even where the sheet has gone meanwhile', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(seaImport);
  removeSheet(desk.store, sheet.id);
  const copy = copyOf({ declarationId: sheet.id });
  expect(keepWorkingCopy(desk.store, desk.chenmin.id, copy, 1)).toBe(true);
  expect(listWorkingCopies(desk.store, desk.chenmin.id)).toEqual([copy]);
});
