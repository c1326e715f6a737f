import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { TroublePage } from '../../src-shared/contract/troubles.ts';
import type { TroubleKind } from '../../src-shared/declaration/trouble.ts';
import type { Failure } from '../../src-shared/errors/result.ts';
import { invoke } from '../bridge.ts';

export type Trouble = TroublePage['troubles'][number];

/** Sheets change in bursts; one look is enough for all of them. */
const pauseBeforeLook = 200;
/** A sheet becomes 超时未回执 by time alone. */
const lookEvery = 60_000;

const nothing: TroublePage = { counts: [], page: 0, pageCount: 1, troubles: [] };

/** What waits for the clerk: the shown page of 异常单证 and the count at its menu entry. */
export const useTroubles = defineStore('troubles', () => {
  const shown = shallowRef<TroublePage>(nothing);
  /** Null for all kinds. */
  const kind = ref<TroubleKind | null>(null);
  const problem = shallowRef<Failure | null>(null);
  const counts = computed(() => shown.value.counts);
  const count = computed(() => counts.value.reduce((sum, one) => sum + one.count, 0));
  let wantedPage = 0;
  /** Of the shown page. */
  let shownKind: TroubleKind | null = null;
  let newest = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let regularly: ReturnType<typeof setInterval> | undefined;

  const look = async (): Promise<void> => {
    const own = ++newest;
    const asked = { kind: kind.value, page: wantedPage };
    const answer = await invoke('trouble.list', asked);
    if (own !== newest) return;
    problem.value = answer.ok ? null : answer.error;
    if (answer.ok && answer.value !== null) {
      shown.value = answer.value;
      shownKind = asked.kind;
    }
    wantedPage = shownKind === kind.value ? shown.value.page : 0;
  };

  const showKind = (wanted: TroubleKind | null): Promise<void> => {
    kind.value = wanted;
    wantedPage = 0;
    return look();
  };

  /** From the page that is shown: a second click before the other one is there is the same one. */
  const turn = (pages: 1 | -1): Promise<void> => {
    const { page, pageCount } = shown.value;
    const isOfKind = shownKind === kind.value;
    wantedPage = isOfKind ? Math.min(Math.max(0, page + pages), pageCount - 1) : 0;
    return look();
  };

  const lookSoon = (): void => {
    clearTimeout(soon);
    soon = setTimeout(() => void look(), pauseBeforeLook);
  };

  /** While an operator is signed in. */
  const follow = (): void => {
    void look();
    regularly = setInterval(() => void look(), lookEvery);
  };

  const rest = (): void => {
    newest += 1;
    clearTimeout(soon);
    clearInterval(regularly);
    shown.value = nothing;
    kind.value = null;
    shownKind = null;
    wantedPage = 0;
  };

  return { shown, kind, problem, counts, count, look, showKind, turn, lookSoon, follow, rest };
});
