import { computed } from 'vue';
import { headFields } from '../../src-shared/declaration/fields.ts';
import type { HeadFieldKey } from '../../src-shared/declaration/fields.ts';
import { normaliseHead } from '../../src-shared/declaration/folding.ts';
import { weightFields } from '../../src-shared/declaration/reuse.ts';
import type { WeightField } from '../../src-shared/declaration/reuse.ts';
import { recalledWeightFinding, unconfirmedWeights } from '../../src-shared/declaration/rules.ts';
import type { Head } from '../../src-shared/declaration/sheet.ts';
import { invoke } from '../bridge.ts';
import { keepSoon } from './keeping.ts';
import { withHead } from './open-sheet.ts';
import type { OpenSheet } from './open-sheet.ts';

/**
 * 沿用上次重量: a known vehicle brings the weights of its last sheet, marked until confirmed. What
 * was confirmed is recorded with the sheet's other confirmations, and 申报 needs it.
 */

const initialOf = (key: HeadFieldKey): string =>
  headFields.find((field) => field.key === key)?.initial ?? '';

export interface Recall {
  readonly head: Head;
  /** Brought by the vehicle and not confirmed. */
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

const sameMedium = (a: Head, b: Head): boolean =>
  a.mediumType === b.mediumType && a.mediumId === b.mediumId;

export const useRecalledWeights = (sheet: OpenSheet) => {
  let known = sheet.typed.head;
  const unconfirmedWith = ({ mediumType, mediumId }: Head): ReadonlySet<WeightField> =>
    unconfirmedWeights(
      { ...sheet.typed.head, mediumType, mediumId },
      sheet.recalledWeights,
      sheet.typed.confirmedWarnings,
    );

  /** The medium field was left, its text folded. */
  const onMediumLeft = async (): Promise<void> => {
    const asked = sheet.typed.head;
    const { mediumType, mediumId } = asked;
    if (sameMedium(asked, known)) return;
    // What was confirmed for the vehicle before stays, to be confirmed for this one.
    const unconfirmed = unconfirmedWith(known);
    known = asked;
    const answer =
      mediumId === ''
        ? null
        : await invoke('reuse.lastOfMedium', {
            mediumType: mediumType.slice(0, 4),
            mediumId: mediumId.slice(0, 64),
            exceptId: sheet.saved?.id ?? null,
          });
    if (!sameMedium(sheet.typed.head, asked)) return;
    const before = { head: sheet.typed.head, recalled: unconfirmed };
    const after = recallWeights(
      before,
      sheet.leftFields,
      answer?.ok === true ? answer.value : null,
    );
    const others = [...sheet.recalledWeights].filter((key) => !unconfirmed.has(key));
    sheet.recalledWeights = new Set([...others, ...after.recalled]);
    if (weightFields.every((key) => after.head[key] === before.head[key])) return;
    sheet.typed = withHead(sheet.typed, after.head);
    keepSoon(sheet);
  };

  const unconfirmed = computed(() => unconfirmedWith(sheet.typed.head));

  /** Typed over: it is the clerk's own now. */
  const own = (key: string): void => {
    const left = [...sheet.recalledWeights].filter((one) => one !== key);
    if (left.length !== sheet.recalledWeights.size) sheet.recalledWeights = new Set(left);
  };

  /** Left by Enter: the clerk has seen it. */
  const confirm = (key: string): void => {
    const field = weightFields.find((one) => one === key);
    if (field === undefined || !unconfirmed.value.has(field)) return;
    const { head, confirmedWarnings } = sheet.typed;
    const finding = recalledWeightFinding(normaliseHead(head), field);
    sheet.typed = { ...sheet.typed, confirmedWarnings: [...confirmedWarnings, finding.key] };
    keepSoon(sheet);
  };

  return { unconfirmed, onMediumLeft, own, confirm };
};
