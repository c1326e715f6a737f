import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { HeadFieldKey } from '../../src-shared/declaration/fields.ts';
import { startOf } from '../../src-shared/declaration/reuse.ts';
import type { EntryDefaults } from '../../src-shared/declaration/reuse.ts';
import type { Head } from '../../src-shared/declaration/sheet.ts';
import { invoke } from '../bridge.ts';
import { tellFailure } from '../components/ask.ts';

/** What this operator's new sheets start with: 保留上票 from the sheet saved last, and 录入设置. */
export const useKeptFields = defineStore('keptFields', () => {
  const locked = shallowRef<readonly HeadFieldKey[]>([]);
  const lastHead = shallowRef<Head | null>(null);
  const chosen = shallowRef<EntryDefaults>({ head: {}, item: {} });
  const defaults = computed(() => startOf(lastHead.value, locked.value, chosen.value));

  /** At sign-in; without an answer a new sheet starts empty. */
  const load = async (): Promise<void> => {
    const answer = await invoke('reuse.kept', undefined);
    locked.value = answer.ok ? answer.value.locked : [];
    lastHead.value = answer.ok ? answer.value.lastHead : null;
    chosen.value = answer.ok ? answer.value.defaults : { head: {}, item: {} };
  };

  /** True where 录入设置 is kept. */
  const choose = async (values: EntryDefaults): Promise<boolean> => {
    const answer = await invoke('reuse.keepDefaults', values);
    if (answer.ok) chosen.value = values;
    else await tellFailure(answer.error);
    return answer.ok;
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

  return { locked, chosen, defaults, load, noteSaved, toggle, choose };
});
