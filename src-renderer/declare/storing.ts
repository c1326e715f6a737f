import { invoke } from '../bridge.ts';
import type { OpenSheet, Typed } from './open-sheet.ts';

/** 暂存 of what a tab holds: the sheet itself, or in 变更 the draft beside it. */
export const storeTyped = (sheet: OpenSheet, typed: Typed) => {
  const { saved } = sheet;
  const at = saved === null ? null : { id: saved.id, version: sheet.baseVersion ?? saved.version };
  const content = {
    sheet: { head: typed.head, items: [...typed.items] },
    confirmedWarnings: [...typed.confirmedWarnings],
    recalledWeights: [...sheet.recalledWeights],
    workingCopyId: sheet.id,
  };
  return at !== null && sheet.mode === 'amend'
    ? invoke('amendment.save', { ...content, declaration: at, draftVersion: sheet.baseDraft })
    : invoke('declaration.save', { ...content, declaration: at });
};
