import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { HeadFieldKey } from '../../src-shared/declaration/fields.ts';
import { keptFrom } from '../../src-shared/declaration/reuse.ts';
import type { Head } from '../../src-shared/declaration/sheet.ts';
import { invoke } from '../bridge.ts';
import { tellFailure } from '../components/ask.ts';

/** 保留上票: which head fields a new sheet takes over from the sheet this operator saved last. */
export const useKeptFields = defineStore('keptFields', () => {
  const locked = shallowRef<readonly HeadFieldKey[]>([]);
  const lastHead = shallowRef<Head | null>(null);
  const defaults = computed(() => keptFrom(lastHead.value, locked.value));

  /** At sign-in; without an answer a new sheet starts empty. */
  const load = async (): Promise<void> => {
    const answer = await invoke('reuse.kept', undefined);
    locked.value = answer.ok ? answer.value.locked : [];
    lastHead.value = answer.ok ? answer.value.lastHead : null;
  };

  const noteSaved = (head: Head): void => {
    lastHead.value = head;
  };

  const toggle = async (key: HeadFieldKey): Promise<void> => {
    const before = locked.value;
    locked.value = before.includes(key) ? before.filter((one) => one !== key) : [...before, key];
    const answer = await invoke('reuse.lock', { locked: [...locked.value] });
    if (answer.ok) return;
    locked.value = before;
    await tellFailure(answer.error);
  };

  return { locked, defaults, load, noteSaved, toggle };
});
