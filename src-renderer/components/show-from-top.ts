import { nextTick } from 'vue';
import type { Ref } from 'vue';

/**
 * Shows a list from its top once another page is there. A button that can't be pressed any more has
 * lost the keyboard: it goes on in the list.
 */
export const showFromTop = async (
  turned: Promise<void>,
  list: Readonly<Ref<HTMLElement | null>>,
): Promise<void> => {
  await turned;
  await nextTick();
  if (list.value === null) return;
  list.value.scrollTop = 0;
  const focused = document.activeElement;
  if (focused === null || focused === document.body || focused.matches(':disabled')) {
    list.value.focus();
  }
};
