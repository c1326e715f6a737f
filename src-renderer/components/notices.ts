import { ref, shallowRef } from 'vue';

/**
 * What the clerk is told without being asked anything, newest last; `NoticeStrip.vue` shows it in
 * the row of tabs, where it covers nothing.
 */

export type NoticeTone = 'good' | 'information' | 'warning' | 'bad';

export interface NewNotice {
  readonly tone: NoticeTone;
  readonly text: string;
  /** The saved sheet that it is about; a later notice about the same sheet takes its place. */
  readonly about?: number;
  /** What a click on the text does. */
  readonly open?: () => void;
  /** A button beside the text, such as 撤销; it closes the notice. */
  readonly action?: { readonly word: string; readonly testId: string; readonly run: () => void };
  /** Milliseconds until it goes by itself; without it, it stays until it is closed. */
  readonly duration?: number;
}

export interface Notice extends NewNotice {
  readonly id: number;
}

export const notices = shallowRef<readonly Notice[]>([]);

/** True while the pointer or the focus is on them: nothing goes while it is read or reached for. */
export const noticesHeld = ref(false);
const pauseWhileHeld = 500;

let lastId = 0;

export const closeNotice = (id: number): void => {
  notices.value = notices.value.filter((notice) => notice.id !== id);
};

const closeAfter = (id: number, milliseconds: number): void => {
  setTimeout(() => {
    if (noticesHeld.value) closeAfter(id, pauseWhileHeld);
    else closeNotice(id);
  }, milliseconds);
};

/** Answers how it is closed. */
export const addNotice = (notice: NewNotice): (() => void) => {
  lastId += 1;
  const id = lastId;
  const others = notices.value.filter(({ about }) => about === undefined || about !== notice.about);
  notices.value = [...others, { ...notice, id }];
  if (notice.duration !== undefined) closeAfter(id, notice.duration);
  return () => {
    closeNotice(id);
  };
};

/** What the red notices are about is settled for these sheets. */
export const closeBadNoticesAbout = (declarationId: number): void => {
  notices.value = notices.value.filter(
    ({ tone, about }) => tone !== 'bad' || about !== declarationId,
  );
};

export const closeAllNotices = (): void => {
  notices.value = [];
};

const mostShown = 2;

export interface ShownNotices {
  readonly bad: readonly Notice[];
  readonly others: readonly Notice[];
  /** How many more there are. */
  readonly folded: number;
}

/** Two at most, the newest red one among them; the rest is a number. */
export const shownOf = (all: readonly Notice[]): ShownNotices => {
  const newestFirst = [...all].reverse();
  const newestBad = newestFirst.find(({ tone }) => tone === 'bad');
  const shown = [
    ...(newestBad === undefined ? [] : [newestBad]),
    ...newestFirst.filter((notice) => notice !== newestBad),
  ].slice(0, mostShown);
  return {
    bad: shown.filter(({ tone }) => tone === 'bad'),
    others: shown.filter(({ tone }) => tone !== 'bad'),
    folded: all.length - shown.length,
  };
};
