import type { SheetMode } from '../../src-shared/contract/desk-view.ts';
import type { Finding, SavedSheet, WorkingCopy } from '../../src-shared/contract/schemas.ts';
import { mapHead, mapItem, presenceOf } from '../../src-shared/declaration/field-values.ts';
import { headFields, itemFields } from '../../src-shared/declaration/fields.ts';
import type { HeadFieldKey, ItemFieldKey } from '../../src-shared/declaration/fields.ts';
import type { Place } from '../../src-shared/declaration/findings.ts';
import { normaliseItem } from '../../src-shared/declaration/folding.ts';
import { clearClosed, valuesLostBy } from '../../src-shared/declaration/head-change.ts';
import { emptyHead, emptyItem, isEmptyItem } from '../../src-shared/declaration/new-sheet.ts';
import type {
  HeadDefaults,
  ItemDefaults,
  SheetDefaults,
} from '../../src-shared/declaration/new-sheet.ts';
import type { WeightField } from '../../src-shared/declaration/reuse.ts';
import { unconfirmedWeights } from '../../src-shared/declaration/rules.ts';
import type { Head, Item, Sheet } from '../../src-shared/declaration/sheet.ts';
import type { Failure } from '../../src-shared/errors/result.ts';
import { contentOf, draftVersionOf, isMoved, modeFor, typedOf } from './saved-content.ts';

/** What the clerk types into one tab; values are replaced, never changed in place. */
export interface Typed {
  readonly head: Head;
  readonly items: readonly Item[];
  /** The item in the form, and the row it came from; null for a new row. */
  readonly openItem: Item;
  readonly openItemIndex: number | null;
  readonly confirmedWarnings: readonly string[];
  /** What a new item starts with (录入设置). */
  readonly itemDefaults: ItemDefaults;
}

/** One sheet in a tab. */
export interface OpenSheet {
  /** Also the id of its working copy. */
  readonly id: string;
  mode: SheetMode;
  saved: SavedSheet | null;
  /** The saved version that the typing started from. */
  baseVersion: number | null;
  /** The saved draft that a 变更 started from; null where there was none. */
  baseDraft: number | null;
  typed: Typed;
  /** What a new sheet started with (保留上票, 录入设置): no typing, nothing that could be lost. */
  headDefaults: HeadDefaults;
  /** Weights that a known vehicle brought and nobody has typed since. */
  recalledWeights: ReadonlySet<WeightField>;
  /** Fields that the focus has left once: only they show their findings at once. */
  leftFields: ReadonlySet<string>;
  checkListShown: boolean;
  /** Findings that need the store. */
  otherFindings: readonly Finding[];
  /** The saved sheet was changed elsewhere while this one had unsaved changes. */
  changedElsewhere: boolean;
  /** Why the working copy could not be kept. */
  keepProblem: Failure | null;
  busy: boolean;
  /** Where the cursor is to go when the sheet is seen next; null where it stays. */
  wantedPlace: Place | null;
  /** A code that is being typed and not taken yet: part of the working copy, not of the sheet. */
  typing: CodeBeingTyped | null;
}

export interface CodeBeingTyped {
  readonly part: 'head' | 'item';
  readonly key: string;
  readonly text: string;
}

const blank = (headDefaults: HeadDefaults, itemDefaults: ItemDefaults): Typed => {
  const head = emptyHead(headDefaults);
  return {
    head,
    items: [],
    openItem: emptyItem(head, itemDefaults),
    openItemIndex: null,
    confirmedWarnings: [],
    itemDefaults,
  };
};

const open = (id: string, typed: Typed, saved: SavedSheet | null): OpenSheet => ({
  id,
  mode: 'edit',
  saved,
  baseVersion: saved?.version ?? null,
  baseDraft: draftVersionOf(saved),
  typed,
  headDefaults: {},
  recalledWeights: new Set(saved?.recalledWeights),
  leftFields: new Set(),
  checkListShown: false,
  otherFindings: [],
  changedElsewhere: false,
  keepProblem: null,
  busy: false,
  wantedPlace: null,
  typing: null,
});

const noDefaults: SheetDefaults = { head: {}, item: {} };

export const newSheet = (id: string, defaults: SheetDefaults = noDefaults): OpenSheet => ({
  ...open(id, blank(defaults.head, defaults.item), null),
  headDefaults: defaults.head,
});

/** A new sheet that nobody has touched starts with what is kept by now. */
export const startAnew = (sheet: OpenSheet, defaults: SheetDefaults): void => {
  sheet.headDefaults = defaults.head;
  sheet.typed = blank(defaults.head, defaults.item);
};

export const openSaved = (
  id: string,
  saved: SavedSheet,
  asked: SheetMode,
  itemDefaults: ItemDefaults = {},
): OpenSheet => {
  const mode = modeFor(saved, asked);
  return {
    ...open(id, typedOf(saved, mode, itemDefaults), saved),
    mode,
    recalledWeights: new Set(contentOf(saved, mode).recalledWeights),
  };
};

/** What a copy is made of: a template, a stored sheet, an open one. */
export interface CopySource extends Sheet {
  readonly recalledWeights?: Iterable<WeightField>;
  readonly confirmedWarnings?: readonly string[];
}

/**
 * 复制: what was typed, without numbers, status, dates and confirmations. A recalled weight that
 * nobody has confirmed is none in the copy, either.
 */
export const copyOf = (
  id: string,
  { head, items, recalledWeights = [], confirmedWarnings = [] }: CopySource,
  itemDefaults: ItemDefaults = {},
): OpenSheet => ({
  ...open(
    id,
    { ...blank({}, itemDefaults), head, items, openItem: emptyItem(head, itemDefaults) },
    null,
  ),
  recalledWeights: unconfirmedWeights(head, recalledWeights, confirmedWarnings),
});

export const restoreCopy = (copy: WorkingCopy, saved: SavedSheet | null): OpenSheet => {
  const { head, items, openItem, openItemIndex, confirmedWarnings, itemDefaults, amends } = copy;
  const typed = { head, items, openItem, openItemIndex, confirmedWarnings, itemDefaults };
  const sheet: OpenSheet = {
    ...open(copy.id, typed, saved),
    mode: saved !== null && amends !== undefined ? 'amend' : 'edit',
    recalledWeights: new Set(copy.recalledWeights),
    baseVersion: saved === null ? null : copy.baseVersion,
    baseDraft: amends?.draftVersion ?? null,
  };
  return { ...sheet, changedElsewhere: saved !== null && isMoved(sheet, saved) };
};

export const workingCopyOf = ({
  id,
  mode,
  saved,
  baseVersion,
  baseDraft,
  typed,
  recalledWeights,
  typing,
}: OpenSheet): WorkingCopy => ({
  id,
  declarationId: saved?.id ?? null,
  baseVersion,
  ...(mode === 'amend' ? { amends: { draftVersion: baseDraft } } : {}),
  head: typing?.part === 'head' ? { ...typed.head, [typing.key]: typing.text } : typed.head,
  items: [...typed.items],
  openItem:
    typing?.part === 'item' ? { ...typed.openItem, [typing.key]: typing.text } : typed.openItem,
  openItemIndex: typed.openItemIndex,
  confirmedWarnings: [...typed.confirmedWarnings],
  recalledWeights: [...recalledWeights],
  itemDefaults: typed.itemDefaults,
});

const sameHead = (a: Head, b: Head): boolean => headFields.every(({ key }) => a[key] === b[key]);
const sameItem = (a: Item, b: Item): boolean =>
  a === b || itemFields.every(({ key }) => a[key] === b[key]);
const sameItems = (a: readonly Item[], b: readonly Item[]): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every((item, index) => {
      const other = b[index];
      return other !== undefined && sameItem(item, other);
    }));

export const sameSheet = (a: Sheet, b: Sheet): boolean =>
  sameHead(a.head, b.head) && sameItems(a.items, b.items);

/** True where the item form holds something that is not in the list. */
export const isItemOpen = (typed: Typed): boolean => {
  const { head, items, openItem, openItemIndex, itemDefaults } = typed;
  const source = openItemIndex === null ? undefined : items[openItemIndex];
  return source === undefined
    ? !isEmptyItem(openItem, head, itemDefaults)
    : !sameItem(openItem, source);
};

const sameMembers = (a: ReadonlySet<string>, b: readonly string[]): boolean =>
  a.size === b.length && b.every((one) => a.has(one));

/** True where the tab holds something that 暂存 has not stored. */
export const isChanged = (sheet: OpenSheet): boolean => {
  const { mode, saved, typed, headDefaults, typing, recalledWeights } = sheet;
  const stored = saved === null ? null : contentOf(saved, mode);
  const base = stored ?? { head: emptyHead(headDefaults), items: [] };
  return (
    typing !== null ||
    isItemOpen(typed) ||
    !sameSheet(typed, base) ||
    !sameMembers(new Set(typed.confirmedWarnings), stored?.confirmedWarnings ?? []) ||
    !sameMembers(recalledWeights, stored?.recalledWeights ?? [])
  );
};

/** The list's index that the item in the form has or would get. */
export const openIndexOf = ({ items, openItemIndex }: Typed): number =>
  openItemIndex ?? items.length;

const withOpenItem = (typed: Typed): readonly Item[] => {
  const index = openIndexOf(typed);
  return [...typed.items.slice(0, index), typed.openItem, ...typed.items.slice(index + 1)];
};

/** The sheet as it will be once the item in the form is saved. */
export const wholeSheet = (typed: Typed): Sheet => ({
  head: typed.head,
  items: isItemOpen(typed) || typed.openItemIndex !== null ? withOpenItem(typed) : typed.items,
});

/** The item form emptied for the next item (white 新增). */
export const clearItem = (typed: Typed): Typed => ({
  ...typed,
  openItem: emptyItem(typed.head, typed.itemDefaults),
  openItemIndex: null,
});

/** The item in the form goes to the list (white 保存). */
export const takeItem = (typed: Typed): Typed =>
  clearItem({
    ...typed,
    items: wholeSheet({ ...typed, openItem: normaliseItem(typed.openItem, typed.head) }).items,
  });

export const loadItem = (typed: Typed, index: number): Typed => {
  const item = typed.items[index];
  return item === undefined ? typed : { ...typed, openItem: item, openItemIndex: index };
};

/** The chosen rows leave the list; a row that stood in the form stays there as a new one. */
export const removeItems = (typed: Typed, indexes: ReadonlySet<number>): Typed => {
  const { openItemIndex } = typed;
  const items = typed.items.filter((_, index) => !indexes.has(index));
  if (openItemIndex === null) return { ...typed, items };
  if (indexes.has(openItemIndex)) return clearItem({ ...typed, items });
  const removedBefore = [...indexes].filter((index) => index < openItemIndex).length;
  return { ...typed, items, openItemIndex: openItemIndex - removedBefore };
};

/** The head changes; an item that still holds only what it started with starts anew. */
export const withHead = (typed: Typed, head: Head): Typed => ({
  ...typed,
  head,
  openItem:
    typed.openItemIndex === null && !isItemOpen(typed)
      ? emptyItem(head, typed.itemDefaults)
      : typed.openItem,
});

/** The head with one value changed, and every field that this closes emptied, rows and form alike. */
export const changeHead = (typed: Typed, key: HeadFieldKey, value: string): Typed => {
  const changed = withHead(typed, { ...typed.head, [key]: value });
  const { head, items } = clearClosed({ head: changed.head, items: changed.items });
  const [openItem = changed.openItem] = clearClosed({ head, items: [changed.openItem] }).items;
  return {
    ...changed,
    head,
    items: sameItems(items, changed.items) ? changed.items : items,
    openItem,
  };
};

/**
 * The item in the form with one value changed; every field that this closes is emptied, and one
 * that it opens starts with its default.
 */
export const changeItem = (typed: Typed, key: ItemFieldKey, value: string): Typed => {
  const { head, itemDefaults } = typed;
  const before = typed.openItem;
  const changed = { ...before, [key]: value };
  const openItem = mapItem(changed, (field, old) => {
    if (presenceOf(field, { head, item: changed }) === 'closed') return '';
    const wasClosed = presenceOf(field, { head, item: before }) === 'closed';
    return wasClosed && old === '' ? (itemDefaults[field.key] ?? '') : old;
  });
  return { ...typed, openItem };
};

/** The filled values that a change of the head would empty, as `place：value`. */
export const lostByHead = (typed: Typed, key: HeadFieldKey, value: string): readonly string[] => {
  const { head, items, openItem } = typed;
  const change = { head: { [key]: value } };
  const ofForm = isItemOpen(typed) ? valuesLostBy(change, { head, items: [openItem] }) : [];
  return [
    ...valuesLostBy(change, { head, items }).map(
      (lost) =>
        `${lost.part === 'head' ? '表头' : `第 ${String(lost.itemIndex + 1)} 条表体`} · ${lost.label}：${lost.value}`,
    ),
    ...ofForm
      .filter(({ part }) => part === 'item')
      .map(({ label, value: text }) => `正在录入的表体 · ${label}：${text}`),
  ];
};

export const lostByItem = (typed: Typed, key: ItemFieldKey, value: string): readonly string[] =>
  valuesLostBy(
    { item: { index: 0, values: { [key]: value } } },
    { head: typed.head, items: [typed.openItem] },
  ).map((lost) => `${lost.label}：${lost.value}`);

/** Takes a change back; what was typed since then in other fields stays. */
export const undoChange = (now: Typed, before: Typed, after: Typed): Typed => {
  const itemBack = (item: Item, old: Item | undefined, changed: Item | undefined): Item =>
    old === undefined || changed === undefined
      ? item
      : mapItem(item, ({ key }, text) => (text === changed[key] ? old[key] : text));
  const sameRows = now.items.length === after.items.length;
  const sameForm = now.openItemIndex === after.openItemIndex;
  return {
    ...now,
    head: mapHead(now.head, ({ key }, text) =>
      text === after.head[key] ? before.head[key] : text,
    ),
    items: sameRows
      ? now.items.map((item, index) => itemBack(item, before.items[index], after.items[index]))
      : now.items,
    openItem: sameForm ? itemBack(now.openItem, before.openItem, after.openItem) : now.openItem,
  };
};

/** Brings removed rows back: to their places, or to the end where the list has changed since. */
export const undoRemoval = (now: Typed, before: Typed, after: Typed): Typed =>
  now.items === after.items
    ? { ...now, items: before.items, openItemIndex: null }
    : {
        ...now,
        items: [...now.items, ...before.items.filter((item) => !after.items.includes(item))],
      };

/** Pasted rows go behind the list; what stands in the form stays there. */
export const appendItems = (typed: Typed, added: readonly Item[]): Typed => ({
  ...typed,
  items: [...typed.items, ...added],
});

/** Takes pasted rows out again, wherever they stand by now; rows changed since then stay. */
export const undoAppend = (now: Typed, added: readonly Item[]): Typed => {
  const gone = new Set(added);
  return removeItems(
    now,
    new Set(now.items.flatMap((item, index) => (gone.has(item) ? [index] : []))),
  );
};

/** White 复制: the values of a row, or of what stands in the form, as a new item in the form. */
export const copyItem = (typed: Typed, index: number | null): Typed => ({
  ...typed,
  openItem: (index === null ? undefined : typed.items[index]) ?? typed.openItem,
  openItemIndex: null,
});
