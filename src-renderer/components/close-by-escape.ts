import { onBeforeUnmount } from 'vue';
import { isComposing } from './composing.ts';

/**
 * Esc closes a menu or a popover, which Element leaves to us, and nothing behind it; the focus goes
 * back to its button. Answers what is to be told when it opens and closes.
 */
export const useCloseByEscape = (
  close: () => void,
  button: () => HTMLElement | null | undefined,
): ((open: boolean) => void) => {
  const onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    close();
    button()?.focus();
  };
  const follow = (open: boolean): void => {
    if (open) window.addEventListener('keydown', onKeydown, true);
    else window.removeEventListener('keydown', onKeydown, true);
  };
  onBeforeUnmount(() => {
    follow(false);
  });
  return follow;
};
