import { computed, ref, shallowRef } from 'vue';
import type { ChannelInput, ChannelValue } from '../../src-shared/contract/channels.ts';
import type { QueryConditions, SheetRow } from '../../src-shared/contract/schemas.ts';
import type { SheetSort, TextReach } from '../../src-shared/declaration/query-words.ts';
import { invoke } from '../bridge.ts';
import { tellFailure } from '../components/ask.ts';
import { sortFor } from './list-columns.ts';

/** The page that the list shows and how many sheets match: the page comes first, then the count. */

type PageStart = ChannelInput<'declaration.query'>['after'];
export type SheetCount = NonNullable<ChannelValue<'declaration.count'>>;

export interface Asked {
  readonly conditions: QueryConditions;
  readonly sort: SheetSort;
  readonly pageSize: number;
}

export const useSheetList = () => {
  const asked = shallowRef<Asked>({ conditions: {}, sort: 'newest', pageSize: 50 });
  const rows = shallowRef<readonly SheetRow[]>([]);
  const next = shallowRef<PageStart>(null);
  /** Where each page up to the shown one starts. */
  const pageStarts = shallowRef<readonly PageStart[]>([null]);
  const textReach = shallowRef<TextReach | null>(null);
  /** Null until main has counted. */
  const count = shallowRef<SheetCount | null>(null);
  const loaded = ref(false);
  const busy = ref(false);
  let newest = 0;

  const sort = computed(() =>
    sortFor(asked.value.sort, (asked.value.conditions.text ?? '').trim() !== ''),
  );

  const countMatching = async (own: number): Promise<void> => {
    const answer = await invoke('declaration.count', { conditions: asked.value.conditions });
    if (own !== newest || !answer.ok || answer.value === null) return;
    count.value = answer.value;
  };

  /** Where the page that was asked for last starts; the shown one is `pageStarts`. */
  let wanted: readonly PageStart[] = [null];

  const load = async (starts: readonly PageStart[]): Promise<boolean> => {
    const own = ++newest;
    wanted = starts;
    busy.value = true;
    const answer = await invoke('declaration.query', {
      conditions: asked.value.conditions,
      sort: sort.value,
      after: starts.at(-1) ?? null,
      limit: asked.value.pageSize,
    });
    if (own !== newest) return false;
    busy.value = false;
    if (!answer.ok || answer.value === null) {
      wanted = pageStarts.value;
      if (!answer.ok) await tellFailure(answer.error);
      return false;
    }
    pageStarts.value = starts;
    rows.value = answer.value.rows;
    next.value = answer.value.next;
    textReach.value = answer.value.textReach;
    loaded.value = true;
    return true;
  };

  const loadAndCount = async (starts: readonly PageStart[]): Promise<void> => {
    if (await load(starts)) await countMatching(newest);
  };

  /** A new query: its first page. What the old one had next is no page of it. */
  const ask = async (question: Asked): Promise<void> => {
    asked.value = question;
    pageStarts.value = [null];
    next.value = null;
    count.value = null;
    await loadAndCount(pageStarts.value);
  };

  /** From the page that is shown: a second click before the other page is there is the same one. */
  const turnTo = async (starts: readonly PageStart[]): Promise<void> => {
    // The count comes when it comes: the page stands there meanwhile.
    if ((await load(starts)) && count.value === null) void countMatching(newest);
  };

  const nextPage = async (): Promise<void> => {
    if (next.value !== null) await turnTo([...pageStarts.value, next.value]);
  };

  const previousPage = async (): Promise<void> => {
    if (pageStarts.value.length > 1) await turnTo(pageStarts.value.slice(0, -1));
  };

  /** The same page as it is now; the last one before it where nothing is left on it. */
  const refresh = async (): Promise<void> => {
    await loadAndCount(wanted);
    while (rows.value.length === 0 && pageStarts.value.length > 1) {
      const { length } = pageStarts.value;
      await previousPage();
      if (pageStarts.value.length >= length) break;
    }
  };

  return {
    asked,
    rows,
    next,
    pageStarts,
    textReach,
    count,
    loaded,
    busy,
    sort,
    ask,
    nextPage,
    previousPage,
    refresh,
  };
};
