import { onBeforeUnmount, shallowRef } from 'vue';

/** Long enough to be seen by someone who looks up from the keyboard. */
const shownFor = 8000;

/** The sheets that changed a moment ago, for the mark of their rows. */
export const useJustChanged = () => {
  const ids = shallowRef<ReadonlySet<number>>(new Set());
  const timers = new Map<number, ReturnType<typeof setTimeout>>();

  const forget = (gone: readonly number[]): void => {
    for (const id of gone) timers.delete(id);
    ids.value = new Set(timers.keys());
  };

  /** Once for many: a batch changes hundreds at a time. */
  const note = (changed: readonly number[]): void => {
    const timer = setTimeout(() => {
      forget(changed.filter((id) => timers.get(id) === timer));
    }, shownFor);
    for (const id of changed) timers.set(id, timer);
    ids.value = new Set(timers.keys());
  };

  onBeforeUnmount(() => {
    for (const timer of new Set(timers.values())) clearTimeout(timer);
  });
  return { ids, note };
};
