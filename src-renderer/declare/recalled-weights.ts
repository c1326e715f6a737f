import { headFields } from '../../src-shared/declaration/fields.ts';
import type { HeadFieldKey } from '../../src-shared/declaration/fields.ts';
import { weightFields } from '../../src-shared/declaration/reuse.ts';
import type { WeightField } from '../../src-shared/declaration/reuse.ts';
import type { Head } from '../../src-shared/declaration/sheet.ts';
import { invoke } from '../bridge.ts';
import { keepSoon } from './keeping.ts';
import { withHead } from './open-sheet.ts';
import type { OpenSheet } from './open-sheet.ts';

/** 沿用上次重量: a known vehicle brings the weights of its last sheet, marked until confirmed. */

const initialOf = (key: HeadFieldKey): string =>
  headFields.find((field) => field.key === key)?.initial ?? '';

export interface Recall {
  readonly head: Head;
  readonly recalled: ReadonlySet<WeightField>;
}

/**
 * The head with the weights of the last sheet. What was typed, or left as it is on purpose, stays;
 * weights that came with another vehicle and were never confirmed go.
 */
export const recallWeights = (
  { head, recalled }: Recall,
  leftFields: ReadonlySet<string>,
  last: Head | null,
): Recall => {
  const weights: Partial<Record<WeightField, string>> = {};
  const marked = new Set<WeightField>();
  for (const key of weightFields) {
    const initial = initialOf(key);
    const isUntouched = head[key] === initial && !leftFields.has(`head:${key}`);
    if (!recalled.has(key) && !isUntouched) continue;
    weights[key] = last?.[key] ?? initial;
    if (weights[key] !== initial) marked.add(key);
  }
  return { head: { ...head, ...weights }, recalled: marked };
};

const mediumOf = ({ mediumType, mediumId }: Head): string =>
  mediumId === '' ? '' : `${mediumType} ${mediumId}`;

export const useRecalledWeights = (sheet: OpenSheet) => {
  let known = mediumOf(sheet.typed.head);

  /** The medium field was left, its text folded. */
  const onMediumLeft = async (): Promise<void> => {
    const { mediumType, mediumId } = sheet.typed.head;
    const asked = mediumOf(sheet.typed.head);
    if (asked === known) return;
    known = asked;
    const answer =
      asked === ''
        ? null
        : await invoke('reuse.lastOfMedium', {
            mediumType: mediumType.slice(0, 4),
            mediumId: mediumId.slice(0, 64),
            exceptId: sheet.saved?.id ?? null,
          });
    if (mediumOf(sheet.typed.head) !== asked) return;
    const before = { head: sheet.typed.head, recalled: sheet.recalledWeights };
    const after = recallWeights(
      before,
      sheet.leftFields,
      answer?.ok === true ? answer.value : null,
    );
    sheet.recalledWeights = after.recalled;
    if (weightFields.every((key) => after.head[key] === before.head[key])) return;
    sheet.typed = withHead(sheet.typed, after.head);
    keepSoon(sheet);
  };

  /** Edited, or left by Enter: it is the clerk's own now. */
  const confirm = (key: string): void => {
    const left = [...sheet.recalledWeights].filter((one) => one !== key);
    if (left.length === sheet.recalledWeights.size) return;
    sheet.recalledWeights = new Set(left);
    keepSoon(sheet);
  };

  return { onMediumLeft, confirm };
};
