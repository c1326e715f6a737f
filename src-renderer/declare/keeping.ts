import { invoke } from '../bridge.ts';
import { isChanged, workingCopyOf } from './open-sheet.ts';
import type { OpenSheet } from './open-sheet.ts';

/**
 * Working copies: a moment after each change the open form is kept in the store, so that nothing
 * typed is lost (design.md, Declaring). Calls of one sheet go one after the other, so that a late
 * keep never brings back what a save has settled.
 */

const pauseAfterTyping = 200;
/**
 * Who types without a pause is kept at least this often: with the write itself, a power cut costs
 * at most the last half second (tests/torture shows it).
 */
const longestUnkept = 350;

interface Keeping {
  timer: ReturnType<typeof setTimeout> | null;
  /** When the first change came that is not kept yet. */
  changedAt: number | null;
  last: Promise<void>;
}

const keepings = new Map<string, Keeping>();

const keepingOf = (sheet: OpenSheet): Keeping => {
  const known = keepings.get(sheet.id);
  if (known !== undefined) return known;
  const keeping: Keeping = { timer: null, changedAt: null, last: Promise.resolve() };
  keepings.set(sheet.id, keeping);
  return keeping;
};

const cancelTimer = (keeping: Keeping): void => {
  if (keeping.timer !== null) clearTimeout(keeping.timer);
  keeping.timer = null;
};

const forgetChange = (keeping: Keeping): void => {
  cancelTimer(keeping);
  keeping.changedAt = null;
};

const store = async (sheet: OpenSheet): Promise<void> => {
  const answer = isChanged(sheet)
    ? await invoke('workingCopy.keep', workingCopyOf(sheet))
    : await invoke('workingCopy.discard', { id: sheet.id });
  sheet.keepProblem = answer.ok ? null : answer.error;
};

const keepNow = (sheet: OpenSheet): Promise<void> => {
  const keeping = keepingOf(sheet);
  forgetChange(keeping);
  keeping.last = keeping.last.then(() => store(sheet));
  return keeping.last;
};

/** To be called after every change of a sheet. */
export const keepSoon = (sheet: OpenSheet): void => {
  const keeping = keepingOf(sheet);
  cancelTimer(keeping);
  const now = Date.now();
  keeping.changedAt ??= now;
  const pause = Math.min(pauseAfterTyping, keeping.changedAt + longestUnkept - now);
  keeping.timer = setTimeout(() => void keepNow(sheet), Math.max(0, pause));
};

/** Waits for what is being kept and starts nothing new: a save settles the working copy itself. */
export const pauseKeeping = async (sheet: OpenSheet): Promise<void> => {
  const keeping = keepingOf(sheet);
  forgetChange(keeping);
  await keeping.last;
};

/** Keeps at once whatever still waits for its pause. */
export const settleKeeping = async (sheets: readonly OpenSheet[]): Promise<void> => {
  await Promise.all(
    sheets.map((sheet) => {
      const keeping = keepingOf(sheet);
      return keeping.timer === null ? keeping.last : keepNow(sheet);
    }),
  );
};

/** The clerk gave the typing up: its working copy goes. */
export const dropCopy = async (sheet: OpenSheet): Promise<void> => {
  await pauseKeeping(sheet);
  keepings.delete(sheet.id);
  await invoke('workingCopy.discard', { id: sheet.id });
};
