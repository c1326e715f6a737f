import { expect, test } from 'vitest';
import { keyGroups, shortcutKeys, shortcutOf, shortcuts } from './shortcuts.ts';

const pressed = (key: string, more: Partial<Parameters<typeof shortcutOf>[0]> = {}) => ({
  key,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  metaKey: false,
  ...more,
});

test('no two shortcuts share their keys, and each is found by them', () => {
  const keys = shortcuts.map(({ name }) => shortcutKeys(name));
  expect(new Set(keys).size).toBe(shortcuts.length);
  for (const { name, key, ctrl, shift } of shortcuts) {
    expect(
      shortcutOf(pressed(key, { ctrlKey: ctrl === true, shiftKey: shift === true })),
      name,
    ).toBe(name);
  }
});

test('what input methods, text fields and browsers use stays theirs', () => {
  const theirs = [
    ...['a', 'c', 'v', 'x', 'y', 'z', ' ', '.', ',', 'Backspace', 'ArrowLeft', 'Home'].map((key) =>
      pressed(key, { ctrlKey: true }),
    ),
    ...['f', 'F'].map((key) => pressed(key, { ctrlKey: true, shiftKey: true })),
    ...['F5', 'F6', 'F7', 'F10', 'F11', 'F12', 'Enter', 'Tab', 'Escape', ' ', 's', 'S'].map((key) =>
      pressed(key),
    ),
    pressed(' ', { shiftKey: true }),
    pressed('Tab', { shiftKey: true }),
    pressed('Enter', { shiftKey: true }),
    pressed('F4', { altKey: true }),
    pressed('Enter', { altKey: true }),
    pressed('s', { metaKey: true }),
  ];
  for (const event of theirs) expect(shortcutOf(event), JSON.stringify(event)).toBeNull();
});

test('Caps Lock changes nothing', () => {
  expect(shortcutOf(pressed('S', { ctrlKey: true }))).toBe('save');
});

test('keys read as they stand on the keyboard', () => {
  expect(shortcutKeys('save')).toBe('Ctrl+S');
  expect(shortcutKeys('previousTab')).toBe('Ctrl+Shift+Tab');
  expect(shortcutKeys('saveAndDeclare')).toBe('F9');
});

test('the help panel lists every shortcut and the keys of forms, lists and tabs, none twice', () => {
  const groups = keyGroups();
  const listed = groups.flatMap(({ title, keys }) => keys.map(([key]) => `${title} ${key}`));
  expect(new Set(listed).size).toBe(listed.length);
  const keys = groups.flatMap((group) => group.keys.map(([key]) => key));
  for (const { name } of shortcuts) expect(keys).toContain(shortcutKeys(name));
  for (const key of ['Alt+L', 'Alt+↓', '空格', 'Alt+Enter', 'Shift+Enter / Shift+Tab', 'Esc']) {
    expect(keys).toContain(key);
  }
});
