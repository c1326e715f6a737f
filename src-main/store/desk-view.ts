import { deskViewSchema, firstView } from '../../src-shared/contract/desk-view.ts';
import type { DeskView } from '../../src-shared/contract/desk-view.ts';
import { firstQueryView, queryViewSchema } from '../../src-shared/contract/query-view.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { ReadableStore, WritableStore } from './store.ts';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** A list that is no longer understood, or was not kept yet, costs nobody the open tabs. */
const keptViewSchema = deskViewSchema.extend({ query: queryViewSchema.catch(firstQueryView) });

const readView = (store: ReadableStore, operatorId: number): DeskView => {
  const view = keptViewSchema.safeParse(parsed(readSetting(store, `view:${operatorId}`) ?? ''));
  // A view that another version wrote is no reason to keep anybody from working.
  return view.success ? view.data : firstView;
};

/**
 * What the operator left; before the sign-in the look of whoever used this desk last, without tabs
 * and without what was asked.
 */
export const readDeskView = (store: ReadableStore, operatorId: number | null): DeskView => {
  if (operatorId !== null) return readView(store, operatorId);
  const last = readSetting(store, 'lastViewOf');
  return last === null
    ? firstView
    : { ...readView(store, Number(last)), tabs: [], activeTab: null, query: firstQueryView };
};

export const keepDeskView = (store: WritableStore, operatorId: number, view: DeskView): void => {
  writeSetting(store, `view:${operatorId}`, JSON.stringify(view));
  writeSetting(store, 'lastViewOf', String(operatorId));
};
