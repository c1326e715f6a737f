import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  addNotice,
  closeAllNotices,
  closeBadNoticesAbout,
  notices,
  noticesHeld,
  shownOf,
} from './notices.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  closeAllNotices();
  noticesHeld.value = false;
  vi.useRealTimers();
});

const texts = (): readonly string[] => notices.value.map(({ text }) => text);

test('a green one goes by itself, a red one stays until it is closed', () => {
  addNotice({ tone: 'good', text: '暂存成功', duration: 3000 });
  const close = addNotice({ tone: 'bad', text: '退单' });
  vi.advanceTimersByTime(3000);
  expect(texts()).toEqual(['退单']);
  vi.advanceTimersByTime(3_600_000);
  expect(texts()).toEqual(['退单']);
  close();
  expect(texts()).toEqual([]);
});

test('nothing goes while it is read or reached for', () => {
  addNotice({ tone: 'information', text: '已删除 1 条表体', duration: 10_000 });
  noticesHeld.value = true;
  vi.advanceTimersByTime(60_000);
  expect(texts()).toHaveLength(1);
  noticesHeld.value = false;
  vi.advanceTimersByTime(500);
  expect(texts()).toHaveLength(0);
});

test('a later notice about the same sheet takes the place of the one before', () => {
  addNotice({ tone: 'bad', text: '退单', about: 1 });
  addNotice({ tone: 'bad', text: '退单', about: 2 });
  addNotice({ tone: 'good', text: '海关入库成功', about: 1 });
  addNotice({ tone: 'warning', text: 'a' });
  addNotice({ tone: 'warning', text: 'b' });
  expect(notices.value.map(({ text, about }) => [text, about])).toEqual([
    ['退单', 2],
    ['海关入库成功', 1],
    ['a', undefined],
    ['b', undefined],
  ]);
});

test('red ones about a settled sheet go, the others stay', () => {
  addNotice({ tone: 'bad', text: '退单', about: 1 });
  addNotice({ tone: 'bad', text: '退单', about: 2 });
  addNotice({ tone: 'bad', text: '有 3 处待改' });
  closeBadNoticesAbout(1);
  expect(notices.value.map(({ about }) => about)).toEqual([2, undefined]);
});

test('at most two are seen, the newest red one among them; the rest is a number', () => {
  const seen = () => {
    const { bad, others, folded } = shownOf(notices.value);
    return { bad: bad.map(({ text }) => text), others: others.map(({ text }) => text), folded };
  };
  expect(seen()).toEqual({ bad: [], others: [], folded: 0 });
  addNotice({ tone: 'good', text: '申报成功' });
  addNotice({ tone: 'good', text: '海关入库成功' });
  expect(seen()).toEqual({ bad: [], others: ['海关入库成功', '申报成功'], folded: 0 });
  addNotice({ tone: 'bad', text: '退单 1' });
  addNotice({ tone: 'warning', text: '请核对' });
  expect(seen()).toEqual({ bad: ['退单 1'], others: ['请核对'], folded: 2 });
  addNotice({ tone: 'bad', text: '退单 2' });
  expect(seen()).toEqual({ bad: ['退单 2'], others: ['请核对'], folded: 3 });
  addNotice({ tone: 'bad', text: '退单 3' });
  expect(seen()).toEqual({ bad: ['退单 3', '退单 2'], others: [], folded: 4 });
});
