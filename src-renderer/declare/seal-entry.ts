import { oneLine } from '../../src-shared/declaration/characters.ts';
import { foldSeals, sealSeparator } from '../../src-shared/declaration/folding.ts';
import { mostSeals, sealsOf } from '../../src-shared/declaration/text-formats.ts';

/** 安全智能锁号 as it is typed: the seals that are finished, and the one that is still being typed. */
export interface SealEntry {
  readonly seals: readonly string[];
  readonly typing: string;
}

export interface SealStep {
  readonly entry: SealEntry;
  /** What was not taken, as text; empty where everything was. */
  readonly refused: string;
}

/** The text of the sheet, every seal of it finished. */
export const entryOf = (text: string): SealEntry => ({
  seals: sealsOf(text).filter((seal) => seal !== ''),
  typing: '',
});

/** The text of the sheet: what is still being typed is part of it, so that no key is ever lost. */
export const textOf = ({ seals, typing }: SealEntry): string =>
  [...seals, ...(typing === '' ? [] : [typing])].join('|');

const finished = (text: string): readonly string[] => entryOf(foldSeals(oneLine(text))).seals;
const count = ({ seals, typing }: SealEntry): number => seals.length + finished(typing).length;

/** A seal too many is refused as a whole; what stood there before, however many, stays. */
const within = (before: SealEntry, after: SealEntry, added: readonly string[]): SealStep =>
  count(after) > Math.max(mostSeals, count(before))
    ? { entry: before, refused: added.join('|') }
    : { entry: after, refused: '' };

/** The box holds `text` now: every seal that a separator ends is finished. */
export const typeInto = (entry: SealEntry, text: string): SealStep => {
  const ended = text.split(sealSeparator);
  const typing = ended.pop() ?? '';
  const seals = [...entry.seals, ...finished(ended.join('|'))];
  return within(entry, { seals, typing }, finished(text));
};

/** Seals from the clipboard, separated by anything that separates seals; each of them is finished. */
export const pasteInto = (entry: SealEntry, text: string): SealStep => {
  const whole = finishTyping(entry);
  const added = finished(text);
  const step = within(whole, { seals: [...whole.seals, ...added], typing: '' }, added);
  return step.refused === '' ? step : { ...step, entry };
};

export const finishTyping = ({ seals, typing }: SealEntry): SealEntry => ({
  seals: [...seals, ...finished(typing)],
  typing: '',
});

/** A finished seal comes back into the box. */
export const editSeal = (entry: SealEntry, index: number): SealEntry => {
  const { seals } = finishTyping(entry);
  return { seals: seals.filter((_, place) => place !== index), typing: seals[index] ?? '' };
};

export const removeSeal = ({ seals, typing }: SealEntry, index: number): SealEntry => ({
  seals: seals.filter((_, place) => place !== index),
  typing,
});

/** True where the seal stands before this place already. */
export const isRepeated = ({ seals }: SealEntry, index: number): boolean =>
  seals.indexOf(seals[index] ?? '') < index;
