import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import { firstView, textSizes } from '../../src-shared/contract/desk-view.ts';
import type { DeskView } from '../../src-shared/contract/desk-view.ts';
import { invoke } from '../bridge.ts';

/** Several tabs that open or close at once are one change. */
const pauseBeforeKeeping = 150;

/** How the window looks for this operator, and which tabs stood open; kept in the store. */
export const useView = defineStore('view', () => {
  const view = shallowRef<DeskView>(firstView);
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(
    () => [view.value.theme, view.value.textSize] as const,
    ([theme, textSize]) => {
      document.documentElement.classList.toggle('dark', theme === 'dark');
      window.kakou.setZoom(textSize / 100);
    },
    { immediate: true },
  );

  /** Of the operator who is signed in; of the last one before that. Without a store: the first look. */
  const load = async (): Promise<DeskView> => {
    const answer = await invoke('view.read', undefined);
    if (answer.ok) view.value = answer.value;
    return view.value;
  };

  const keepNow = async (): Promise<void> => {
    clearTimeout(timer);
    // Nothing typed is in it: where it can't be kept, the next start looks as the last one did.
    await invoke('view.keep', view.value);
  };

  const change = (values: Partial<DeskView>): void => {
    view.value = { ...view.value, ...values };
    clearTimeout(timer);
    timer = setTimeout(() => void keepNow(), pauseBeforeKeeping);
  };

  const toggleTheme = (): void => {
    change({ theme: view.value.theme === 'dark' ? 'light' : 'dark' });
  };

  const stepTextSize = (by: 1 | -1): void => {
    const next = textSizes[textSizes.indexOf(view.value.textSize) + by];
    if (next !== undefined) change({ textSize: next });
  };

  return { view, load, keepNow, change, toggleTheme, stepTextSize };
});
