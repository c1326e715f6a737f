import { addNotice } from './notices.ts';
import type { NoticeTone } from './notices.ts';

const shortly = 3000;
const longer = 5000;
/** Long enough to be taken back. */
const undoable = 10_000;

const tones = { success: 'good', warning: 'warning', error: 'bad' } as const satisfies Record<
  string,
  NoticeTone
>;

let closeLastWord: (() => void) | null = null;

/** What was said last is no longer true, or no longer news. */
export const hush = (): void => {
  closeLastWord?.();
  closeLastWord = null;
};

/**
 * A word in the row of notices. It takes the place of the one before: 等待发送 never stands beside
 * 申报成功. An error stays until it is closed, or until whoever said it calls what this answers.
 */
export const say = (
  type: 'success' | 'warning' | 'error',
  message: string,
  duration = type === 'success' ? shortly : longer,
): (() => void) => {
  hush();
  const close = addNotice({
    tone: tones[type],
    text: message,
    ...(type === 'error' ? {} : { duration }),
  });
  closeLastWord = close;
  return close;
};

/** Tells what was done, with a way back. */
export const offerUndo = (message: string, undo: () => void): void => {
  addNotice({
    tone: 'information',
    text: message,
    duration: undoable,
    action: { word: '撤销', testId: 'undo', run: undo },
  });
};
