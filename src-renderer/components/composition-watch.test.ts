import { expect, test } from 'vitest';
import { createCompositionWatch } from './composition-watch.ts';

const enter = (timeStamp: number, more: { repeat?: boolean; keyCode?: number } = {}) => ({
  type: 'keydown',
  code: 'Enter',
  timeStamp,
  repeat: false,
  isComposing: false,
  keyCode: 13,
  ...more,
});

test('a plain Enter is ours', () => {
  expect(createCompositionWatch().owns(enter(1000))).toBe(false);
});

test('every key between the start and the end of a composition belongs to the input method', () => {
  const watch = createCompositionWatch();
  watch.noteStart();
  expect(watch.owns(enter(10))).toBe(true);
  watch.noteEnd(20);
  expect(watch.owns(enter(500))).toBe(false);
});

test('key code 229 alone is enough', () => {
  expect(createCompositionWatch().owns(enter(10, { keyCode: 229 }))).toBe(true);
});

test('an Enter right behind the end of the composition is the one that ended it', () => {
  const watch = createCompositionWatch();
  watch.noteStart();
  watch.noteEnd(100);
  expect(watch.owns(enter(101))).toBe(true);
  expect(watch.owns(enter(150))).toBe(false);
});

test('the confirming Enter, held down, does not run on through the fields', () => {
  const watch = createCompositionWatch();
  watch.noteStart();
  watch.note(enter(10, { keyCode: 229 }));
  watch.noteEnd(12);
  expect(watch.owns(enter(600, { repeat: true }))).toBe(true);
  watch.note({ ...enter(700), type: 'keyup' });
  expect(watch.owns(enter(800, { repeat: true }))).toBe(false);
});
