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
  | 'print'
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
  { name: 'print', label: '打印', key: 'p', ctrl: true },
  { name: 'nextTab', label: '下一个选项卡', key: 'Tab', ctrl: true },
  { name: 'previousTab', label: '上一个选项卡', key: 'Tab', ctrl: true, shift: true },
];

interface KeyGroup {
  readonly title: string;
  readonly keys: readonly (readonly [keys: string, label: string])[];
}

/** The keys that belong to forms, lists and the window themselves; told by the help panel. */
const otherKeys: readonly KeyGroup[] = [
  {
    title: '表体列表',
    keys: [
      ['空格', '勾选一条'],
      ['Enter', '载入一条修改'],
    ],
  },
  {
    title: '查询',
    keys: [
      ['Alt+↓', '日期：打开日历'],
      ['空格', '列表：勾选一票'],
      ['Enter', '条件：查询；列表：查看一票'],
      ['↑ ↓', '列表：上一票、下一票'],
    ],
  },
  {
    title: '选项卡与显示',
    keys: [
      ['← →', '焦点在选项卡时：换到左边、右边的选项卡'],
      ['Delete', '焦点在选项卡时：关闭它'],
      ['Ctrl++ / Ctrl+-', '文字放大、缩小'],
      ['Ctrl+0', '文字恢复 100%'],
      ['Ctrl+Shift+L', '浅色、深色'],
    ],
  },
  {
    title: '录入',
    keys: [
      ['Enter / Tab', '确认，到下一个可填的栏；表头最后一栏到表体，表体最后一栏保存本条'],
      ['Shift+Enter / Shift+Tab', '回到上一栏'],
      ['空格', '代码栏：调出参数；可输入代码、名称、拼音或拼音首字母筛选'],
      ['↑ ↓ PageUp PageDown', '在参数列表中移动'],
      ['Alt+↓', '绑定介质、绑定对象 ID、船名、航次：调出以前录入过的值'],
      ['Alt+L', '表头：新的一票保留（或不保留）上票的这一栏'],
      ['Alt+Enter', '备注：换行'],
      ['空格 | ，', '安全智能锁号：录完一个锁号'],
      ['退格', '安全智能锁号：空栏中退格，改最后一个锁号；←→ 选择，Delete 删除'],
      ['Ctrl+V', '粘贴；从 Excel 复制的多行加入表体'],
      ['Esc', '关闭列表或对话框'],
    ],
  },
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

/** Every key of the program as the help panel lists it. */
export const keyGroups = (): readonly KeyGroup[] => [
  { title: '操作', keys: shortcuts.map((shortcut) => [shown(shortcut), shortcut.label] as const) },
  ...otherKeys,
];

export const shortcutKeys = (name: ShortcutName): string => {
  const found = shortcuts.find((shortcut) => shortcut.name === name);
  return found === undefined ? '' : shown(found);
};
