import fc from 'fast-check';
import { expect, test } from 'vitest';
import { queryViewSchema } from '../../src-shared/contract/query-view.ts';
import { sheetColumnKeys } from '../../src-shared/excel/sheet-columns.ts';
import {
  firstColumns,
  fittingWidth,
  keptColumns,
  listColumns,
  moved,
  nextSort,
  offeredColumns,
  shownColumns,
  sortFor,
  withWidth,
} from './list-columns.ts';

test('the list can show every column that an export writes', () => {
  expect(listColumns.map(({ key }) => key)).toEqual(sheetColumnKeys);
});

test('the columns, their order and widths come back as they were kept', () => {
  const chosen = withWidth(moved(firstColumns, 0, 3), 'tripNo', 333);
  expect(shownColumns([...keptColumns(chosen)])).toEqual(chosen);
  expect(shownColumns(null)).toEqual(firstColumns);
});

test('选择显示列 offers the shown ones in their order, then the others', () => {
  const offered = offeredColumns(shownColumns([{ key: 'remark', width: 50 }]));
  expect(offered[0]?.column.key).toBe('remark');
  expect(offered.filter(({ shown }) => shown)).toHaveLength(1);
  expect(offered.map(({ column }) => column.key).toSorted()).toEqual(sheetColumnKeys.toSorted());
});

test('a move loses nothing, doubles nothing, and goes where it was told', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 20 }),
      fc.nat(25),
      fc.nat(25),
      (list, from, to) => {
        const after = moved(list, from, to);
        expect(after.toSorted()).toEqual(list.toSorted());
        if (from < list.length && to < list.length) expect(after[to]).toBe(list[from]);
        else expect(after).toBe(list);
      },
    ),
    { seed: 4 },
  );
});

test('a width that nobody could read or keep becomes the nearest that can', () => {
  expect([0, 39.6, 120.4, 9999, Number.NaN].map(fittingWidth)).toEqual([40, 40, 120, 800, 40]);
  const columns = [...keptColumns(withWidth(firstColumns, 'status', -5))];
  const view = { asked: {}, sort: 'newest', pageSize: 50, columns };
  expect(queryViewSchema.safeParse(view).success).toBe(true);
});

test('a header sorts the newest first, then the other way', () => {
  const sorts = ['lastSaved', 'firstSaved'] as const;
  expect(nextSort(sorts, 'newest')).toBe('lastSaved');
  expect(nextSort(sorts, 'lastSaved')).toBe('firstSaved');
  expect(nextSort(sorts, 'firstSaved')).toBe('lastSaved');
});

test('free text is listed by 录入时间 alone, in the direction that was chosen', () => {
  expect(sortFor('firstSaved', true)).toBe('oldest');
  expect(sortFor('lastSaved', true)).toBe('newest');
  expect(sortFor('firstSaved', false)).toBe('firstSaved');
});
