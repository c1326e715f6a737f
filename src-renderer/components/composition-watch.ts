/**
 * Tells which keys belong to an input method. The Enter that confirms a candidate must never move
 * on or submit, and it comes in several shapes: with `isComposing`, with nothing but the old key
 * code 229, right behind the end of the composition as a plain Enter, or repeated while it is held.
 */

/** Nobody presses another key so soon after confirming a candidate. */
const lateKeyMilliseconds = 20;
const inputMethodKey = 229;

interface Key {
  readonly type: string;
  readonly timeStamp: number;
  readonly code: string;
  readonly repeat: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
}

export interface CompositionWatch {
  readonly note: (event: Key) => void;
  readonly noteStart: () => void;
  readonly noteEnd: (timeStamp: number) => void;
  /** True where this keydown belongs to the input method. */
  readonly owns: (event: Key) => boolean;
}

export const createCompositionWatch = (): CompositionWatch => {
  let composing = false;
  let endedAt = Number.NEGATIVE_INFINITY;
  /** Keys that were pressed for the input method and have not been let go. */
  const held = new Set<string>();

  const owns = (event: Key): boolean =>
    composing ||
    event.isComposing ||
    event.keyCode === inputMethodKey ||
    (event.repeat && held.has(event.code)) ||
    (event.code.endsWith('Enter') && event.timeStamp - endedAt < lateKeyMilliseconds);

  return {
    owns,
    note: (event) => {
      if (event.type === 'keyup') held.delete(event.code);
      else if (owns(event)) held.add(event.code);
    },
    noteStart: () => {
      composing = true;
    },
    noteEnd: (timeStamp) => {
      composing = false;
      endedAt = timeStamp;
    },
  };
};
