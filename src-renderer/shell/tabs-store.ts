import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import type { KeptTab, ScreenName, SheetMode } from '../../src-shared/contract/desk-view.ts';
import type {
  Finding,
  QueryConditions,
  SavedSheet,
  WorkingCopy,
} from '../../src-shared/contract/schemas.ts';
import { mayOpenAmendment } from '../../src-shared/declaration/amendment.ts';
import type { Place } from '../../src-shared/declaration/findings.ts';
import type { Failure } from '../../src-shared/errors/result.ts';
import { invoke } from '../bridge.ts';
import { ask, tellFailure } from '../components/ask.ts';
import { say } from '../components/say.ts';
import {
  copyOf,
  isChanged,
  newSheet,
  openSaved,
  restoreCopy,
  sameSheet,
  startAnew,
} from '../declare/open-sheet.ts';
import type { CopySource, OpenSheet } from '../declare/open-sheet.ts';
import { contentOf, rebase, showSaved } from '../declare/saved-content.ts';
import { useKeptFields } from '../declare/kept-fields.ts';
import { dropCopy, keepSoon, settleKeeping } from '../declare/keeping.ts';
import { closeTabs, openTab, replaceTab, stepTab } from './tab-list.ts';
import type { TabList } from './tab-list.ts';

export type Tab =
  | { readonly kind: ScreenName; readonly id: ScreenName }
  | { readonly kind: 'sheet'; readonly id: string; readonly sheet: OpenSheet };

const screenTab = (screen: ScreenName): Tab => ({ kind: screen, id: screen });

const sheetTab = (sheet: OpenSheet): Tab => ({
  kind: 'sheet',
  id: sheet.id,
  sheet: shallowReactive(sheet),
});

const keptTabOf = (tab: Tab): KeptTab =>
  tab.kind === 'sheet'
    ? {
        kind: 'sheet',
        id: tab.id,
        declarationId: tab.sheet.saved?.id ?? null,
        mode: tab.sheet.mode,
      }
    : { kind: tab.kind };

const idOfKept = (kept: KeptTab): string => (kept.kind === 'sheet' ? kept.id : kept.kind);

const sheetsOf = (tabs: readonly Tab[]): readonly OpenSheet[] =>
  tabs.flatMap((tab) => (tab.kind === 'sheet' ? [tab.sheet] : []));

/** The open sheets and the query, each in its tab. */
export const useTabs = defineStore('tabs', () => {
  const keptFields = useKeptFields();
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

  const openScreen = (screen: ScreenName): void => show(screenTab(screen));

  const openQuery = (conditions: QueryConditions | null = null): void => {
    wantedQuery.value = conditions;
    openScreen('query');
  };

  /** An empty sheet; one that is open and still empty is shown instead of a second one. */
  const openNew = (): void => {
    const untouched = sheets.value.find((sheet) => sheet.saved === null && !isChanged(sheet));
    if (untouched === undefined) {
      show(sheetTab(newSheet(crypto.randomUUID(), keptFields.defaults)));
      return;
    }
    startAnew(untouched, keptFields.defaults);
    activate(untouched.id);
  };

  /** New sheets that nobody has touched yet start with what is kept and chosen by now. */
  const startUntouchedAnew = (): void => {
    for (const sheet of sheets.value) {
      if (sheet.saved === null && !isChanged(sheet)) startAnew(sheet, keptFields.defaults);
    }
  };

  /** Blue 新增: a settled sheet makes room for the new one, an unsaved one stays in its tab. */
  const openNextTo = (sheet: OpenSheet): void => {
    const tab = sheetTab(newSheet(crypto.randomUUID(), keptFields.defaults));
    if (isChanged(sheet)) show(tab);
    else list.value = replaceTab(list.value, sheet.id, tab);
  };

  const openCopy = (source: CopySource): void => {
    const tab = sheetTab(copyOf(crypto.randomUUID(), source, keptFields.defaults.item));
    show(tab);
    if (tab.kind === 'sheet') keepSoon(tab.sheet);
  };

  /** `place`: where the cursor goes, if not to where it was. */
  const openStored = async (
    id: number,
    mode: SheetMode,
    place: Place | null = null,
  ): Promise<void> => {
    const find = () => sheets.value.find(({ saved }) => saved?.id === id);
    if (find() === undefined) {
      const answer = await invoke('declaration.get', { id });
      if (!answer.ok) {
        await tellFailure(answer.error);
        return;
      }
      if (find() === undefined) {
        const { item } = keptFields.defaults;
        show(sheetTab(openSaved(crypto.randomUUID(), answer.value, mode, item)));
      }
    }
    const sheet = find();
    if (sheet === undefined) return;
    // What is typed and not saved stays as it is, and in its mode.
    const { saved } = sheet;
    if (saved !== null && sheet.mode !== mode) {
      if (!isChanged(sheet)) showSaved(sheet, saved, mode);
      else if (mode === 'withdraw') say('warning', '该票有未暂存的变更，请先暂存或放弃变更。');
    }
    sheet.wantedPlace = place;
    activate(sheet.id);
  };

  /** To where the clerk mends what was sent back: 变更 where a change was, else 修改. */
  const openToMend = async (id: number, place: Place | null = null): Promise<void> => {
    const saved = await savedSheet(id);
    const hasChange = saved !== null && saved.amendment !== null && mayOpenAmendment(saved);
    await openStored(id, hasChange ? 'amend' : 'edit', place);
  };

  /** The sheet that a finding names, to be changed where it may be; where it is gone, the query. */
  const openOther = async ({ id, tripNo }: NonNullable<Finding['other']>): Promise<void> => {
    const saved = await savedSheet(id);
    if (saved === null) openQuery({ tripNo });
    else await openStored(id, saved.allowed.includes('edit') ? 'edit' : 'view');
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
          if (sheet.saved !== before) return [];
          if (!answer.ok) {
            // Deleted elsewhere: what is only read or not yet typed on has no sheet any more.
            if (answer.error.kind === 'sheet.notFound' && !isChanged(sheet)) remove([sheet.id]);
            return [];
          }
          const after = answer.value;
          if (!isChanged(sheet)) {
            // A change that became the sheet leaves nothing to type on.
            const ended = before.amendment !== null && after.amendment === null;
            showSaved(sheet, after, ended && sheet.mode === 'amend' ? 'view' : sheet.mode);
          } else if (
            sheet.baseVersion === before.version &&
            sameSheet(before, after) &&
            sameSheet(contentOf(before, sheet.mode), contentOf(after, sheet.mode))
          ) {
            rebase(sheet, after);
          } else {
            sheet.saved = after;
            sheet.changedElsewhere = true;
          }
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

  /** The tabs as they are kept for the next start. */
  const keptTabs = computed(() => tabs.value.map(keptTabOf));
  const activeIndex = computed(() => {
    const index = tabs.value.findIndex(({ id }) => id === activeId.value);
    return index < 0 ? null : index;
  });

  const savedSheet = async (id: number | null): Promise<SavedSheet | null> => {
    if (id === null) return null;
    const answer = await invoke('declaration.get', { id });
    return answer.ok ? answer.value : null;
  };

  /** A tab of the last time, with its working copy where it has one; null where its sheet is gone. */
  const reopen = async (
    kept: KeptTab,
    copies: ReadonlyMap<string, WorkingCopy>,
  ): Promise<Tab | null> => {
    if (kept.kind !== 'sheet') return screenTab(kept.kind);
    const copy = copies.get(kept.id);
    if (copy !== undefined)
      return sheetTab(restoreCopy(copy, await savedSheet(copy.declarationId)));
    if (kept.declarationId === null) return sheetTab(newSheet(kept.id, keptFields.defaults));
    const saved = await savedSheet(kept.declarationId);
    return saved === null
      ? null
      : sheetTab(openSaved(kept.id, saved, kept.mode, keptFields.defaults.item));
  };

  /**
   * After sign-in: the tabs as they stood, and every working copy of this operator, whether its
   * tab was kept or not.
   */
  const restore = async (kept: readonly KeptTab[], activeTab: number | null): Promise<void> => {
    list.value = { tabs: [], activeId: null };
    const [answer] = await Promise.all([invoke('workingCopy.list', undefined), keptFields.load()]);
    restoreProblem.value = answer.ok ? null : answer.error;
    const copies = new Map((answer.ok ? answer.value : []).map((copy) => [copy.id, copy]));
    const activeKept = activeTab === null ? undefined : kept[activeTab];
    const keptIds = new Set(kept.map(idOfKept));
    const others: readonly KeptTab[] = [...copies.values()]
      .filter(({ id }) => !keptIds.has(id))
      .map(({ id, declarationId }) => ({ kind: 'sheet', id, declarationId, mode: 'edit' }));
    const opened: Tab[] = [];
    for (const one of [...kept, ...others]) {
      const tab = await reopen(one, copies);
      if (tab !== null) opened.push(tab);
    }
    const seen = opened.find(({ id }) => activeKept !== undefined && id === idOfKept(activeKept));
    list.value = { tabs: opened, activeId: (seen ?? opened.at(-1))?.id ?? null };
    if (opened.length === 0) openNew();
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
    keptTabs,
    activeIndex,
    changedSheets,
    wantedQuery,
    restoreProblem,
    activate,
    step,
    openScreen,
    openQuery,
    openNew,
    startUntouchedAnew,
    openNextTo,
    openCopy,
    openStored,
    openToMend,
    openOther,
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

const modeWords: Readonly<Record<SheetMode, string>> = {
  edit: '修改',
  view: '查看',
  amend: '变更',
  withdraw: '删单',
};

/** A tab's title: the medium tells clerks which truck it is; the number's end tells sheets apart. */
export const titleOf = ({ saved, typed, mode }: OpenSheet): string => {
  const medium = typed.head.mediumId;
  if (saved === null) return medium === '' ? '新增' : `新增 ${medium}`;
  const shown = mode === 'edit' && !saved.allowed.includes('edit') ? 'view' : mode;
  return `${modeWords[shown]} ${medium === '' ? saved.tripNo.slice(-6) : medium}`;
};
