import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { Finding } from '../../src-shared/contract/schemas.ts';
import { problemsOf, unconfirmedWarnings } from '../../src-shared/declaration/findings.ts';
import { normaliseSheet } from '../../src-shared/declaration/folding.ts';
import { checkSheet } from '../../src-shared/declaration/rules.ts';
import { invoke } from '../bridge.ts';
import { useParameters } from '../components/parameters-store.ts';
import { fieldName } from './focus-order.ts';
import type { FieldName } from './focus-order.ts';
import { isChanged, isItemOpen, openIndexOf, wholeSheet } from './open-sheet.ts';
import type { OpenSheet } from './open-sheet.ts';

/** Sheets with more items are checked in the pauses of typing, not at each key. */
const itemsCheckedAtOnce = 30;
const pauseOfTyping = 200;
const pauseBeforeLookingElsewhere = 400;

/** The findings of an open sheet while it is typed. */
export const useSheetCheck = (sheet: OpenSheet) => {
  const parameters = useParameters();
  const local = shallowRef<readonly Finding[]>([]);
  /** Findings of the item in the form while it is still empty: told at its fields only. */
  const ofEmptyItem = shallowRef<readonly Finding[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let otherTimer: ReturnType<typeof setTimeout> | undefined;

  const checkNow = (): void => {
    clearTimeout(timer);
    const { tables } = parameters;
    const { typed } = sheet;
    if (tables === null) return;
    local.value = checkSheet(wholeSheet(typed), tables, {
      ...(sheet.saved === null ? { headDefaults: sheet.headDefaults } : {}),
      recalledWeights: [...sheet.recalledWeights],
    });
    const isEmptyForm = typed.openItemIndex === null && !isItemOpen(typed);
    ofEmptyItem.value = isEmptyForm
      ? checkSheet({ head: typed.head, items: [typed.openItem] }, tables).filter(
          ({ place }) => place.part === 'item',
        )
      : [];
  };

  watch(
    [() => sheet.typed, () => sheet.recalledWeights, () => parameters.tables],
    () => {
      clearTimeout(timer);
      if (sheet.typed.items.length <= itemsCheckedAtOnce) checkNow();
      else timer = setTimeout(checkNow, pauseOfTyping);
    },
    { immediate: true },
  );

  const lookElsewhereNow = async (): Promise<void> => {
    clearTimeout(otherTimer);
    const asked = normaliseSheet(wholeSheet(sheet.typed));
    const answer = await invoke('declaration.findOthers', {
      id: sheet.saved?.id ?? null,
      sheet: { head: asked.head, items: [...asked.items] },
    });
    if (answer.ok) sheet.otherFindings = answer.value;
  };

  const lookElsewhere = (): void => {
    clearTimeout(otherTimer);
    otherTimer = setTimeout(() => void lookElsewhereNow(), pauseBeforeLookingElsewhere);
  };

  onScopeDispose(() => {
    clearTimeout(timer);
    clearTimeout(otherTimer);
  });

  const all = computed<readonly Finding[]>(() => {
    const keys = new Set(local.value.map(({ key }) => key));
    return [...local.value, ...sheet.otherFindings.filter(({ key }) => !keys.has(key))];
  });
  /** An untouched new sheet has nothing to complain about yet. */
  const told = computed(() =>
    sheet.saved === null && !isChanged(sheet) && !sheet.checkListShown ? [] : all.value,
  );
  const problems = computed(() => problemsOf(told.value));
  const unconfirmed = computed(() =>
    unconfirmedWarnings(told.value, sheet.typed.confirmedWarnings),
  );

  const severities = ['unstorable', 'problem', 'warning'] as const;
  const confirmed = computed(() => new Set(sheet.typed.confirmedWarnings));

  const fieldsOf = (part: 'head' | 'item', findings: readonly Finding[]) => {
    const shown = new Map<string, Finding>();
    for (const severity of severities) {
      for (const finding of findings) {
        const { field } = finding.place;
        if (finding.severity !== severity || finding.place.part !== part || field === null)
          continue;
        // 沿用上次重量 has a note of its own at the field.
        if (finding.rule === 'recalledWeight') continue;
        if (confirmed.value.has(finding.key) || shown.has(field)) continue;
        const name: FieldName = fieldName(part, field);
        if (sheet.checkListShown || sheet.leftFields.has(name)) shown.set(field, finding);
      }
    }
    return shown;
  };

  const atHead = computed(() => fieldsOf('head', all.value));
  const ofOpenItem = computed(() => [
    ...all.value.filter(({ place }) => place.itemIndex === openIndexOf(sheet.typed)),
    ...(sheet.checkListShown && sheet.typed.items.length > 0 ? [] : ofEmptyItem.value),
  ]);
  const atItem = computed(() => fieldsOf('item', ofOpenItem.value));

  const countsByItem = computed(() => {
    const counts = new Map<number, number>();
    for (const { place } of problems.value) {
      if (place.itemIndex === null) continue;
      counts.set(place.itemIndex, (counts.get(place.itemIndex) ?? 0) + 1);
    }
    return counts;
  });

  return {
    all,
    told,
    problems,
    unconfirmed,
    atHead,
    atItem,
    ofOpenItem,
    countsByItem,
    checkNow,
    lookElsewhere,
    lookElsewhereNow,
  };
};
