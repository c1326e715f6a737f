import { held } from './rule.ts';
import { switched } from './switch.ts';
import type { Switch } from './switch.ts';

/** What the window’s modules decide, without the window. */

const { conditions, focusOrder, moments, openSheet, sendingState } = held;

const form: readonly Switch[] = [
  switched(
    'src-renderer/components/moments.ts',
    'beijingDate(now - (days - 1) * dayLength),',
    'beijingDate(now - days * dayLength),',
    moments('近 7 天 is today and the six days before it'),
  ),
  switched(
    'src-shared/declaration/sending-state.ts',
    "if (now === null || now.function !== 'ADD' || !confirmed.has(now.state)) return false;",
    'if (now === null || !confirmed.has(now.state)) return false;',
    sendingState('申报成功 is told once, when the confirmation of an ADD comes'),
  ),
  switched(
    'src-shared/declaration/sending-state.ts',
    "sentence: '已签名，等待发送，尚未到达海关',",
    "sentence: '申报成功',",
    sendingState('a signed sheet that waits says that customs does not have it'),
  ),
  switched(
    'src-shared/declaration/sending-state.ts',
    'sheet === null || sheet.withdrawn || !mayPass.has(sheet.status);',
    "sheet?.status === '0';",
    sendingState('the truck stays out until customs has accepted, and again after 删单'),
  ),
  switched(
    'src-renderer/declare/focus-order.ts',
    '`${labelOf(found.field, { head, item })}：${found.field.hint}`',
    'labelOf(found.field, { head, item })',
    focusOrder('the red line names the field as it is labelled now'),
  ),
  switched(
    'src-renderer/declare/focus-order.ts',
    'next >= 0 && next < formFields.length; next += by) {\n    const field = formFields[next];',
    'next >= 0; next += by) {\n    const field = formFields[next % formFields.length];',
    focusOrder('behind the last field there is none: Enter saves the item there'),
  ),
  switched(
    'src-renderer/declare/focus-order.ts',
    'if (field !== undefined && open.has(field.name)) return field.name;',
    'if (field !== undefined && open.size > 0) return field.name;',
    focusOrder('船名 is passed on the road and met at sea'),
  ),
  switched(
    'src-renderer/declare/focus-order.ts',
    'if (field !== undefined && open.has(field.name)) return field.name;',
    "if (field !== undefined && open.has(field.name)) return field.part === 'head' ? field.name : null;",
    focusOrder('Enter in the last head field goes to the items, and Shift+Enter back'),
  ),
  switched(
    'src-renderer/declare/open-sheet.ts',
    'return [...typed.items.slice(0, index), typed.openItem, ...typed.items.slice(index + 1)];',
    'return [...typed.items.slice(0, index), ...typed.items.slice(index + 1), typed.openItem];',
    openSheet('保存 adds a new item to the list and puts a changed one back to its row'),
  ),
  switched(
    'src-renderer/declare/open-sheet.ts',
    'return { ...typed, items, openItemIndex: openItemIndex - removedBefore };',
    'return { ...typed, items, openItemIndex: openItemIndex + 0 * removedBefore };',
    openSheet('deleted rows leave the item in the form at its own row'),
  ),
  switched(
    'src-renderer/declare/open-sheet.ts',
    'items: [...now.items, ...before.items.filter((item) => !after.items.includes(item))],',
    'items: now.items,',
    openSheet('deleted rows come back, even after the list has changed'),
  ),
  switched(
    'src-renderer/declare/open-sheet.ts',
    'const { head, items } = clearClosed({ head: changed.head, items: changed.items });',
    'const { head, items } = changed;',
    openSheet('a head change names what it closes in rows and form, then empties it'),
  ),
  switched(
    'src-renderer/declare/open-sheet.ts',
    'text === after.head[key] ? before.head[key] : text,',
    'key === undefined ? text : before.head[key],',
    openSheet('undo brings cleared values back and leaves what was typed since'),
  ),
  switched(
    'src-renderer/query/conditions.ts',
    "return value === '' ? [] : [[key, read",
    'return value === null ? [] : [[key, read',
    conditions('an empty form asks for everything'),
  ),
  switched(
    'src-renderer/query/conditions.ts',
    'return display(input.table, value);',
    'return value;',
    conditions('every active condition is a tag in the clerk’s words, both dates are one'),
  ),
];

export const formSwitches: readonly Switch[] = [...form];
