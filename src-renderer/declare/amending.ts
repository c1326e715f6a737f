import { computed } from 'vue';
import { draftStateOf, draftStates } from '../../src-shared/declaration/amendment.ts';
import type { DraftDefinition } from '../../src-shared/declaration/amendment.ts';
import { changeCount, differenceOf } from '../../src-shared/declaration/difference.ts';
import type { SheetDifference } from '../../src-shared/declaration/difference.ts';
import { headFields, itemFields } from '../../src-shared/declaration/fields.ts';
import type { FieldDefinition } from '../../src-shared/declaration/fields.ts';
import { normaliseHead, normaliseItem } from '../../src-shared/declaration/folding.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { invoke } from '../bridge.ts';
import { ask, tellFailure } from '../components/ask.ts';
import { useParameters } from '../components/parameters-store.ts';
import { say } from '../components/say.ts';
import { useProgram } from '../shell/program-store.ts';
import { changeLines, lineInWords, shownValue } from './difference-words.ts';
import type { ChangeLine } from './difference-words.ts';
import { dropCopy, pauseKeeping } from './keeping.ts';
import { isChanged, openIndexOf, wholeSheet } from './open-sheet.ts';
import type { OpenSheet, Typed } from './open-sheet.ts';
import { showSaved } from './saved-content.ts';

const none: SheetDifference = { head: [], items: [] };

/** What is typed, as it would be saved. Items of the list were folded when they came into it. */
const foldedDraft = (typed: Typed): Sheet => {
  const openItem = normaliseItem(typed.openItem, typed.head);
  return { head: normaliseHead(typed.head), items: wholeSheet({ ...typed, openItem }).items };
};

/** The values before the change, as they are shown, by the key of their field. */
const valuesBefore = (
  fields: readonly FieldDefinition[],
  changes: readonly { readonly field: string; readonly before: string }[],
  show: (field: FieldDefinition, value: string) => string,
): ReadonlyMap<string, string> =>
  new Map(
    changes.flatMap(({ field: key, before }) => {
      const field = fields.find((one) => one.key === key);
      return field === undefined ? [] : [[key, show(field, before)] as const];
    }),
  );

/** The change (变更) of an open sheet: what differs from the accepted version, and what may be done. */
export const useAmending = (sheet: OpenSheet) => {
  const program = useProgram();
  const { display } = useParameters();

  const isAmending = computed(() => sheet.mode === 'amend' && sheet.saved !== null);
  /** Where the draft stands; null for a sheet that was never saved. */
  const state = computed<DraftDefinition | null>(() =>
    sheet.saved === null ? null : draftStates[draftStateOf(sheet.saved)],
  );

  /** The typed change, or in another view of the sheet its saved draft. */
  const draft = computed<Sheet | null>(() =>
    isAmending.value ? foldedDraft(sheet.typed) : (sheet.saved?.amendment ?? null),
  );
  const difference = computed(() =>
    sheet.saved === null || draft.value === null ? none : differenceOf(sheet.saved, draft.value),
  );
  const lines = computed<readonly ChangeLine[]>(() =>
    sheet.saved === null || draft.value === null
      ? []
      : changeLines(difference.value, sheet.saved, draft.value, display),
  );
  const count = computed(() => changeCount(difference.value));

  /** Nothing is changed and no draft was kept: there is nothing to keep or to declare. */
  const isEmpty = computed(
    () => isAmending.value && count.value === 0 && sheet.saved?.amendment === null,
  );

  const show = (field: FieldDefinition, value: string): string => shownValue(field, value, display);
  const headBefore = computed(() =>
    valuesBefore(headFields, isAmending.value ? difference.value.head : [], show),
  );
  const itemBefore = computed(() => {
    const index = openIndexOf(sheet.typed);
    const change = difference.value.items.find(
      (one) => one.kind === 'changed' && one.index === index,
    );
    const fields = isAmending.value && change?.kind === 'changed' ? change.fields : [];
    return valuesBefore(itemFields, fields, show);
  });
  /** Rows of the list that are new or changed. */
  const rowMarks = computed<ReadonlyMap<number, 'added' | 'changed'>>(
    () =>
      new Map(
        isAmending.value
          ? difference.value.items.flatMap(({ kind, index }) =>
              kind === 'removed' ? [] : [[index, kind] as const],
            )
          : [],
      ),
  );

  const mayType = computed(
    () => isAmending.value && program.maySign && state.value?.mayEdit === true,
  );
  /** Why 申报 of the change is grey; empty where it is not. */
  const declareObstacle = computed(() =>
    state.value?.mayDeclare === true ? '' : (state.value?.sentence ?? ''),
  );
  /** There is something to give up, and nobody is about to answer it. */
  const mayDiscard = computed(
    () =>
      program.maySign &&
      state.value?.mayDiscard === true &&
      (sheet.saved?.amendment !== null || (isAmending.value && isChanged(sheet))),
  );

  /** 放弃变更, for good: asked first, then the tab shows the accepted version. */
  const discard = async (): Promise<void> => {
    const { saved } = sheet;
    if (saved === null || sheet.busy) return;
    const confirmed = await ask({
      title: '放弃变更',
      message: '是否放弃这次变更？以下变更内容将被清除，不可恢复；海关已接受的内容不受影响。',
      details: lines.value.map(lineInWords),
      confirmWord: '放弃变更',
      cancelWord: '取消',
      focus: 'cancel',
      confirmTestId: 'confirm-discard-amendment',
    });
    if (!confirmed) return;
    sheet.busy = true;
    await pauseKeeping(sheet);
    const answer = await invoke('amendment.discard', {
      id: saved.id,
      version: saved.version,
      draftVersion: saved.amendment?.version ?? null,
    });
    sheet.busy = false;
    if (!answer.ok) {
      await tellFailure(answer.error);
      return;
    }
    await dropCopy(sheet);
    sheet.typing = null;
    showSaved(sheet, answer.value, 'view');
    say('success', '已放弃变更，以海关已接受的内容为准');
  };

  return {
    isAmending,
    state,
    draft,
    lines,
    count,
    isEmpty,
    headBefore,
    itemBefore,
    rowMarks,
    mayType,
    declareObstacle,
    mayDiscard,
    discard,
  };
};

export type Amending = ReturnType<typeof useAmending>;
