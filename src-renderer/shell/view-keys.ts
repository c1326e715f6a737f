import { useView } from './view-store.ts';

/** The keys of text size and theme, as browsers have them: Ctrl with +, - and 0; Ctrl+Shift+L. */
export const onViewKey = (event: KeyboardEvent): void => {
  if (!event.ctrlKey || event.altKey || event.metaKey) return;
  const view = useView();
  const act = {
    '+': () => view.stepTextSize(1),
    '=': () => view.stepTextSize(1),
    '-': () => view.stepTextSize(-1),
    '0': () => view.change({ textSize: 100 }),
    L: () => view.toggleTheme(),
  }[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act();
};
