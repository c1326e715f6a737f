import type { ChannelValue } from '../../src-shared/contract/channels.ts';
import { fieldOfReason } from '../../src-shared/declaration/reason-field.ts';
import { findSheet } from '../store/declarations.ts';
import type { ReadableStore } from '../store/store.ts';
import { troubledSheets } from '../store/troubles.ts';

/** 异常单证, each with the field that its reason is about. */
export const listTroubles = (
  store: ReadableStore,
  unansweredBefore: number,
): ChannelValue<'trouble.list'> =>
  troubledSheets(store, unansweredBefore).map(({ kind, since, row }) => {
    const sheet = row.lastReason === null ? null : findSheet(store, row.id);
    // What was said of a change is about its draft.
    const said = row.lastSubmission?.function === 'MOD' ? (sheet?.amendment ?? sheet) : sheet;
    const place = said === null ? null : fieldOfReason(row.lastReason ?? '', said);
    return { kind, since, row, place };
  });
