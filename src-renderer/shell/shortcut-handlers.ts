import { onActivated, onBeforeUnmount, onDeactivated, onMounted } from 'vue';
import { openQuestion } from '../components/ask.ts';
import { isComposing } from '../components/composing.ts';
import { pinQuestion } from '../card/declaring.ts';
import { shortcutOf } from './shortcuts.ts';
import type { ShortcutName } from './shortcuts.ts';

/** Who acts on a shortcut now: the screen in sight before the shell behind it. */
export type ShortcutHandlers = Partial<Record<ShortcutName, () => void>>;

const stack: ShortcutHandlers[] = [];

/** Also a dialog that is still opening or closing keeps the keys from what lies behind it. */
const isDialogOpen = (): boolean =>
  openQuestion.value !== null ||
  pinQuestion.value !== null ||
  [...document.querySelectorAll('.el-overlay')].some((overlay) => overlay.checkVisibility());

const act = (event: KeyboardEvent): void => {
  if (isComposing(event)) return;
  const name = shortcutOf(event);
  if (name === null) return;
  // Taken also where nothing happens, so that Ctrl+Tab never walks through fields.
  event.preventDefault();
  event.stopPropagation();
  if (event.repeat || isDialogOpen()) return;
  stack.findLast((handlers) => handlers[name] !== undefined)?.[name]?.();
};

const add = (handlers: ShortcutHandlers): void => {
  if (stack.includes(handlers)) return;
  if (stack.length === 0) window.addEventListener('keydown', act, true);
  stack.push(handlers);
};

const drop = (handlers: ShortcutHandlers): void => {
  const at = stack.indexOf(handlers);
  if (at < 0) return;
  stack.splice(at, 1);
  if (stack.length === 0) window.removeEventListener('keydown', act, true);
};

/** To be called in a component's set-up: its handlers act while it is in sight. */
export const useShortcuts = (handlers: ShortcutHandlers): void => {
  onMounted(() => add(handlers));
  onActivated(() => add(handlers));
  onDeactivated(() => drop(handlers));
  onBeforeUnmount(() => drop(handlers));
};
