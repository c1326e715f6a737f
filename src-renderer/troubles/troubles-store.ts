import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { ChannelValue } from '../../src-shared/contract/channels.ts';
import type { Failure } from '../../src-shared/errors/result.ts';
import { invoke } from '../bridge.ts';

export type Trouble = ChannelValue<'trouble.list'>[number];

/** Sheets change in bursts; one look is enough for all of them. */
const pauseBeforeLook = 200;
/** A sheet becomes 超时未回执 by time alone. */
const lookEvery = 60_000;

/** What waits for the clerk: the list of 异常单证 and the count at its menu entry. */
export const useTroubles = defineStore('troubles', () => {
  const list = shallowRef<readonly Trouble[]>([]);
  const problem = shallowRef<Failure | null>(null);
  const count = computed(() => list.value.length);
  let soon: ReturnType<typeof setTimeout> | undefined;
  let regularly: ReturnType<typeof setInterval> | undefined;

  const look = async (): Promise<void> => {
    const answer = await invoke('trouble.list', undefined);
    if (answer.ok) list.value = answer.value;
    problem.value = answer.ok ? null : answer.error;
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
    clearTimeout(soon);
    clearInterval(regularly);
    list.value = [];
  };

  return { list, problem, count, look, lookSoon, follow, rest };
});
