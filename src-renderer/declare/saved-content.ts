import type { SheetMode } from '../../src-shared/contract/desk-view.ts';
import type { SavedSheet } from '../../src-shared/contract/schemas.ts';
import { emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import type { ItemDefaults } from '../../src-shared/declaration/new-sheet.ts';
import { isUnanswered } from '../../src-shared/declaration/status.ts';
import type { OpenSheet, Typed } from './open-sheet.ts';

/** What a tab shows of a saved sheet: 变更 its draft where there is one, else the sheet itself. */

export const contentOf = (
  saved: SavedSheet,
  mode: SheetMode,
): Pick<SavedSheet, 'head' | 'items' | 'confirmedWarnings' | 'recalledWeights'> =>
  mode === 'amend' ? (saved.amendment ?? saved) : saved;

export const typedOf = (saved: SavedSheet, mode: SheetMode, itemDefaults: ItemDefaults): Typed => {
  const { head, items, confirmedWarnings } = contentOf(saved, mode);
  const openItem = emptyItem(head, itemDefaults);
  return { head, items, openItem, openItemIndex: null, confirmedWarnings, itemDefaults };
};

export const draftVersionOf = (saved: SavedSheet | null): number | null =>
  saved?.amendment?.version ?? null;

/** 变更 with nothing to change and no draft left, and 删单 with nothing to withdraw, are 查看. */
export const modeFor = (saved: SavedSheet, mode: SheetMode): SheetMode => {
  const { lastSubmission, allowed, amendment } = saved;
  const isUnderway = lastSubmission !== null && isUnanswered(lastSubmission.state);
  const ended =
    (mode === 'amend' && amendment === null && !allowed.includes('amend')) ||
    (mode === 'withdraw' && !isUnderway && !allowed.includes('withdraw'));
  return ended ? 'view' : mode;
};

/** The tab goes on from the saved sheet as it is now; what was typed stays. */
export const rebase = (sheet: OpenSheet, saved: SavedSheet): void => {
  sheet.saved = saved;
  sheet.baseVersion = saved.version;
  sheet.baseDraft = draftVersionOf(saved);
  sheet.changedElsewhere = false;
};

/** The tab shows the saved sheet as it is now; what was typed is gone. */
export const showSaved = (sheet: OpenSheet, saved: SavedSheet, mode = sheet.mode): void => {
  rebase(sheet, saved);
  sheet.mode = modeFor(saved, mode);
  sheet.typed = typedOf(saved, sheet.mode, sheet.typed.itemDefaults);
  sheet.recalledWeights = new Set(contentOf(saved, sheet.mode).recalledWeights);
};

/** The saved sheet is no longer the one that the typing started from. */
export const isMoved = (sheet: OpenSheet, saved: SavedSheet): boolean =>
  saved.version !== sheet.baseVersion ||
  (sheet.mode === 'amend' && draftVersionOf(saved) !== sheet.baseDraft);
