import { expect, test } from 'vitest';
import {
  allMatching,
  choiceOf,
  chosenCount,
  isChecked,
  isEmpty,
  noSelection,
  pageState,
  withRows,
} from './selection.ts';

const row = (id: number, enteredAt = id * 10, changedAt = 1000 - id) => ({
  id,
  enteredAt,
  changedAt,
});
const page = [row(1), row(2), row(3)];

test('rows are checked and unchecked one by one, over pages', () => {
  const two = withRows(withRows(noSelection, [row(2)], true), [row(9)], true);
  expect([1, 2, 9].map((id) => isChecked(two, id))).toEqual([false, true, true]);
  expect(chosenCount(two, null)).toBe(2);
  expect(chosenCount(withRows(two, [row(2)], false), null)).toBe(1);
});

test('the box of the page tells none, some and all', () => {
  expect(pageState(noSelection, page)).toBe('none');
  expect(pageState(withRows(noSelection, [row(2)], true), page)).toBe('some');
  expect(pageState(withRows(noSelection, page, true), page)).toBe('all');
  expect(pageState(noSelection, [])).toBe('none');
});

test('all that match are chosen, but for those that are unchecked again', () => {
  const most = withRows(allMatching, [row(2)], false);
  expect(isChecked(most, 2)).toBe(false);
  expect(isChecked(most, 777)).toBe(true);
  expect(chosenCount(most, 120)).toBe(119);
  expect(chosenCount(most, null)).toBeNull();
  expect(isEmpty(most, null)).toBe(false);
  expect(isEmpty(withRows(allMatching, [row(1)], false), 1)).toBe(true);
  expect(chosenCount(withRows(most, [row(2)], true), 120)).toBe(120);
});

test('main gets the checked sheets in the order of the list, whatever the order of the clicks', () => {
  const chosen = withRows(withRows(noSelection, [row(2), row(1)], true), [row(3)], true);
  const ids = (sort: 'newest' | 'oldest' | 'lastSaved' | 'firstSaved') => {
    const choice = choiceOf(chosen, {}, sort);
    return choice?.kind === 'checked' ? choice.ids : null;
  };
  expect(ids('newest')).toEqual([3, 2, 1]);
  expect(ids('oldest')).toEqual([1, 2, 3]);
  expect(ids('lastSaved')).toEqual([1, 2, 3]);
  expect(ids('firstSaved')).toEqual([3, 2, 1]);
  const sameTime = withRows(noSelection, [row(1, 5), row(2, 5)], true);
  expect(choiceOf(sameTime, {}, 'newest')).toEqual({ kind: 'checked', ids: [2, 1] });
});

test('main gets all that match by their conditions, and nothing where nothing is chosen', () => {
  expect(choiceOf(noSelection, { status: '0' }, 'newest')).toBeNull();
  expect(choiceOf(withRows(allMatching, [row(2)], false), { status: '0' }, 'oldest')).toEqual({
    kind: 'matching',
    conditions: { status: '0' },
    except: [2],
    sort: 'oldest',
  });
});
