import { createCompositionWatch } from './composition-watch.ts';

const watch = createCompositionWatch();

const noteKey = (event: KeyboardEvent): void => {
  watch.note(event);
  // A plain Enter that is not ours must not break a line or submit a form either.
  const isPlainEnter = event.key === 'Enter' && !event.isComposing;
  if (event.type === 'keydown' && isPlainEnter && watch.owns(event)) event.preventDefault();
};

// Before every other listener, so that each of them can ask.
window.addEventListener('keydown', noteKey, true);
window.addEventListener('keyup', noteKey, true);
window.addEventListener('compositionstart', watch.noteStart, true);
window.addEventListener(
  'compositionend',
  (event) => {
    watch.noteEnd(event.timeStamp);
  },
  true,
);

/** True while a key belongs to an input method: its Enter and Space are not ours. */
export const isComposing = (event: KeyboardEvent): boolean => watch.owns(event);
