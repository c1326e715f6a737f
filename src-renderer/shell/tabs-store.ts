import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import type { QueryConditions } from '../../src-shared/contract/schemas.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import type { Failure } from '../../src-shared/errors/result.ts';
import { invoke } from '../bridge.ts';
import { ask, tellFailure } from '../components/ask.ts';
import {
  copyOf,
  isChanged,
  newSheet,
  openSaved,
  restoreCopy,
  sameSheet,
  startAnew,
} from '../declare/open-sheet.ts';
import type { OpenSheet } from '../declare/open-sheet.ts';
import { useKeptFields } from '../declare/kept-fields.ts';
import { dropCopy, keepSoon, settleKeeping } from '../declare/keeping.ts';
import { closeTabs, openTab, replaceTab, stepTab } from './tab-list.ts';
import type { TabList } from './tab-list.ts';

export type Tab =
  | { readonly kind: 'query'; readonly id: 'query' }
  | { readonly kind: 'sheet'; readonly id: string; readonly sheet: OpenSheet };

const queryTab: Tab = { kind: 'query', id: 'query' };

const sheetTab = (sheet: OpenSheet): Tab => ({
  kind: 'sheet',
  id: sheet.id,
  sheet: shallowReactive(sheet),
});

const sheetsOf = (tabs: readonly Tab[]): readonly OpenSheet[] =>
  tabs.flatMap((tab) => (tab.kind === 'sheet' ? [tab.sheet] : []));

/** The open sheets and the query, each in its tab. */
export const useTabs = defineStore('tabs', () => {
  const kept = useKeptFields();
  const list = shallowRef<TabList<Tab>>({ tabs: [], activeId: null });
  /** Conditions with which another screen opens the query; the query takes them and sets null. */
  const wantedQuery = shallowRef<QueryConditions | null>(null);

  /** Why the working copies could not be brought back at sign-in. */
  const restoreProblem = shallowRef<Failure | null>(null);

  const tabs = computed(() => list.value.tabs);
  const activeId = computed(() => list.value.activeId);
  const active = computed(() => tabs.value.find(({ id }) => id === activeId.value) ?? null);
  const sheets = computed(() => sheetsOf(tabs.value));
  const changedSheets = computed(() => sheets.value.filter(isChanged));

  const show = (tab: Tab): void => {
    list.value = openTab(list.value, tab);
  };

  const activate = (id: string): void => {
    list.value = { ...list.value, activeId: id };
  };

  const step = (by: 1 | -1): void => {
    list.value = stepTab(list.value, by);
  };

  const openQuery = (conditions: QueryConditions | null = null): void => {
    wantedQuery.value = conditions;
    show(queryTab);
  };

  /** An empty sheet; one that is open and still empty is shown instead of a second one. */
  const openNew = (): void => {
    const untouched = sheets.value.find((sheet) => sheet.saved === null && !isChanged(sheet));
    if (untouched === undefined) {
      show(sheetTab(newSheet(crypto.randomUUID(), kept.defaults)));
      return;
    }
    startAnew(untouched, kept.defaults);
    activate(untouched.id);
  };

  /** Blue 新增: a settled sheet makes room for the new one, an unsaved one stays in its tab. */
  const openNextTo = (sheet: OpenSheet): void => {
    const tab = sheetTab(newSheet(crypto.randomUUID(), kept.defaults));
    if (isChanged(sheet)) show(tab);
    else list.value = replaceTab(list.value, sheet.id, tab);
  };

  const openCopy = (sheet: Sheet): void => {
    const tab = sheetTab(copyOf(crypto.randomUUID(), sheet));
    show(tab);
    if (tab.kind === 'sheet') keepSoon(tab.sheet);
  };

  const openStored = async (id: number, mode: OpenSheet['mode']): Promise<void> => {
    const find = () => sheets.value.find(({ saved }) => saved?.id === id);
    if (find() === undefined) {
      const answer = await invoke('declaration.get', { id });
      if (!answer.ok) {
        await tellFailure(answer.error);
        return;
      }
      if (find() === undefined) show(sheetTab(openSaved(crypto.randomUUID(), answer.value, mode)));
    }
    const sheet = find();
    if (sheet === undefined) return;
    if (mode === 'edit' || !isChanged(sheet)) sheet.mode = mode;
    activate(sheet.id);
  };

  const remove = (closed: readonly string[]): void => {
    list.value = closeTabs(list.value, new Set(closed));
  };

  /** Closes tabs; unsaved ones are named and asked for, then their working copies go as well. */
  const close = async (ids: readonly string[]): Promise<void> => {
    const closing = tabs.value.filter(({ id }) => ids.includes(id));
    const unsaved = sheetsOf(closing).filter(isChanged);
    if (unsaved.length > 0) {
      const confirmed = await ask({
        title: '有未暂存的内容',
        message: `有 ${String(unsaved.length)} 票单证的内容尚未暂存，关闭后将丢失，是否关闭？`,
        details: unsaved.map(titleOf),
        confirmWord: '不暂存，关闭',
        cancelWord: '取消',
        focus: 'cancel',
      });
      if (!confirmed) return;
    }
    remove(ids);
    await Promise.all(unsaved.map(dropCopy));
  };

  /** The saved sheet is gone: so are its tab and its working copy. */
  const forget = (declarationId: number): void => {
    const gone = sheets.value.filter(({ saved }) => saved?.id === declarationId);
    remove(gone.map(({ id }) => id));
    for (const sheet of gone) void dropCopy(sheet);
  };

  const refreshNow = async (ids: readonly number[]): Promise<readonly StatusStep[]> => {
    const steps = await Promise.all(
      sheets.value
        .filter(({ saved }) => saved !== null && ids.includes(saved.id))
        .map(async (sheet): Promise<StatusStep[]> => {
          const before = sheet.saved;
          if (before === null || sheet.busy) return [];
          const answer = await invoke('declaration.get', { id: before.id });
          if (!answer.ok || sheet.saved !== before) return [];
          const after = answer.value;
          const changed = isChanged(sheet);
          const sameContent = sameSheet(before, after);
          const sameBase = sheet.baseVersion === before.version;
          sheet.saved = after;
          if (changed && !sameContent) sheet.changedElsewhere = true;
          else if (sameBase) sheet.baseVersion = after.version;
          if (!changed) sheet.typed = openSaved(sheet.id, after, sheet.mode).typed;
          return [{ sheet, before, after }];
        }),
    );
    return steps.flat();
  };

  let lastRefresh: Promise<readonly StatusStep[]> = Promise.resolve([]);

  /**
   * The saved sheet changed in the store: status, receipts, or its content by someone else. One
   * after the other, so that no step between two states is missed.
   */
  const refresh = (ids: readonly number[]): Promise<readonly StatusStep[]> => {
    lastRefresh = lastRefresh.then(() => refreshNow(ids));
    return lastRefresh;
  };

  /** After sign-in: every working copy of this operator comes back in its tab. */
  const restore = async (): Promise<void> => {
    list.value = { tabs: [], activeId: null };
    const [answer] = await Promise.all([invoke('workingCopy.list', undefined), kept.load()]);
    restoreProblem.value = answer.ok ? null : answer.error;
    for (const copy of answer.ok ? answer.value : []) {
      const saved =
        copy.declarationId === null
          ? null
          : await invoke('declaration.get', { id: copy.declarationId });
      show(sheetTab(restoreCopy(copy, saved?.ok ? saved.value : null)));
    }
    if (tabs.value.length === 0) openNew();
  };

  const leave = async (): Promise<void> => {
    await settleKeeping(sheets.value);
    list.value = { tabs: [], activeId: null };
  };

  return {
    tabs,
    activeId,
    active,
    sheets,
    changedSheets,
    wantedQuery,
    restoreProblem,
    activate,
    step,
    openQuery,
    openNew,
    openNextTo,
    openCopy,
    openStored,
    remove,
    close,
    forget,
    refresh,
    restore,
    leave,
  };
});

export interface StatusStep {
  readonly sheet: OpenSheet;
  readonly before: NonNullable<OpenSheet['saved']>;
  readonly after: NonNullable<OpenSheet['saved']>;
}

/** A tab's title: the medium tells clerks which truck it is; the number's end tells sheets apart. */
export const titleOf = ({ saved, typed, mode }: OpenSheet): string => {
  const medium = typed.head.mediumId;
  if (saved === null) return medium === '' ? '新增' : `新增 ${medium}`;
  const editing = mode === 'edit' && saved.allowed.includes('edit');
  return `${editing ? '修改' : '查看'} ${medium === '' ? saved.tripNo.slice(-6) : medium}`;
};
