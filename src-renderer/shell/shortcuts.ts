/**
 * The keys of the program, in one table: the key handler, the tooltips and the help panel (F1) are
 * derived from it. A new shortcut is one entry here and its handler where it acts.
 */

export type ShortcutName =
  | 'help'
  | 'new'
  | 'copy'
  | 'save'
  | 'declare'
  | 'saveAndDeclare'
  | 'saveItem'
  | 'nextTab'
  | 'previousTab';

export interface Shortcut {
  readonly name: ShortcutName;
  readonly label: string;
  /** As in `KeyboardEvent.key`, letters in lower case. */
  readonly key: string;
  readonly ctrl?: true;
  readonly shift?: true;
}

/**
 * Keys that input methods, text fields and Windows know are left to them: Ctrl+Space, Shift and
 * Ctrl+full stop switch input methods, F5, F7, F11 and F12 belong to browsers, Alt to menus.
 */
export const shortcuts: readonly Shortcut[] = [
  { name: 'help', label: '快捷键一览', key: 'F1' },
  { name: 'new', label: '新增', key: 'F2' },
  { name: 'copy', label: '复制', key: 'F4' },
  { name: 'save', label: '暂存', key: 's', ctrl: true },
  { name: 'declare', label: '申报', key: 'F8' },
  { name: 'saveAndDeclare', label: '暂存并申报', key: 'F9' },
  { name: 'saveItem', label: '保存表体', key: 'Enter', ctrl: true },
  { name: 'nextTab', label: '下一个选项卡', key: 'Tab', ctrl: true },
  { name: 'previousTab', label: '上一个选项卡', key: 'Tab', ctrl: true, shift: true },
];

/** The keys that belong to forms and lists themselves; told by the help panel. */
export const formKeys: readonly (readonly [keys: string, label: string])[] = [
  ['Enter / Tab', '确认，到下一个可填的栏；表头最后一栏到表体，表体最后一栏保存本条'],
  ['Shift+Enter / Shift+Tab', '回到上一栏'],
  ['空格', '调出参数；可输入代码、名称、拼音或拼音首字母筛选'],
  ['↑ ↓ PageUp PageDown', '在参数列表中移动'],
  ['Alt+Enter', '备注中换行'],
  ['Esc', '关闭列表或对话框'],
];

interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** The shortcut that a key event means; null for every other key. */
export const shortcutOf = (event: PressedKey): ShortcutName | null => {
  if (event.altKey || event.metaKey) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const found = shortcuts.find(
    (shortcut) =>
      shortcut.key === key &&
      (shortcut.ctrl ?? false) === event.ctrlKey &&
      (shortcut.shift ?? false) === event.shiftKey,
  );
  return found?.name ?? null;
};

const shown = ({ key, ctrl, shift }: Shortcut): string =>
  [ctrl && 'Ctrl', shift && 'Shift', key.length === 1 ? key.toUpperCase() : key]
    .filter((part) => typeof part === 'string')
    .join('+');

export const shortcutKeys = (name: ShortcutName): string => {
  const found = shortcuts.find((shortcut) => shortcut.name === name);
  return found === undefined ? '' : shown(found);
};
