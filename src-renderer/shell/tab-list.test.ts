import { expect, test } from 'vitest';
import { closeTabs, openTab, replaceTab, stepTab } from './tab-list.ts';
import type { TabList } from './tab-list.ts';

const list = (ids: string, activeId: string | null): TabList<{ id: string }> => ({
  tabs: [...ids].map((id) => ({ id })),
  activeId,
});

test('a new tab opens at the right of the one that is seen', () => {
  expect(openTab(list('abc', 'a'), { id: 'x' })).toEqual(list('axbc', 'x'));
  expect(openTab(list('', null), { id: 'x' })).toEqual(list('x', 'x'));
});

test('a tab that is open already is shown, not opened twice', () => {
  expect(openTab(list('abc', 'a'), { id: 'c' })).toEqual(list('abc', 'c'));
});

test('after closing the seen tab its right neighbour is seen, else the left one', () => {
  expect(closeTabs(list('abc', 'b'), new Set('b'))).toEqual(list('ac', 'c'));
  expect(closeTabs(list('abc', 'c'), new Set('c'))).toEqual(list('ab', 'b'));
  expect(closeTabs(list('abcd', 'c'), new Set('bcd'))).toEqual(list('a', 'a'));
});

test('closing other tabs leaves the seen one, closing all leaves none', () => {
  expect(closeTabs(list('abc', 'b'), new Set('ac'))).toEqual(list('b', 'b'));
  expect(closeTabs(list('abc', 'b'), new Set('abc'))).toEqual(list('', null));
});

test('a replacing tab takes the place and the sight of the old one', () => {
  expect(replaceTab(list('abc', 'b'), 'b', { id: 'x' })).toEqual(list('axc', 'x'));
  expect(replaceTab(list('abc', 'a'), 'b', { id: 'x' })).toEqual(list('axc', 'a'));
});

test('Ctrl+Tab goes on around the ends', () => {
  expect(stepTab(list('abc', 'c'), 1)).toEqual(list('abc', 'a'));
  expect(stepTab(list('abc', 'a'), -1)).toEqual(list('abc', 'c'));
  expect(stepTab(list('abc', 'a'), 1)).toEqual(list('abc', 'b'));
  expect(stepTab(list('', null), 1)).toEqual(list('', null));
});
