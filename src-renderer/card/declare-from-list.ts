import { invoke } from '../bridge.ts';
import { tellFailure } from '../components/ask.ts';
import { say } from '../components/say.ts';
import type { useTabs } from '../shell/tabs-store.ts';
import { declareSaved } from './declaring.ts';

type Tabs = ReturnType<typeof useTabs>;

/** 申报 of a sheet that stands in a list; `place`: where the cursor goes if it has to be mended. */
export const declareFromList = async (
  id: number,
  tabs: Tabs,
  place: Parameters<Tabs['openStored']>[2] = null,
): Promise<void> => {
  // 申报 acts on the saved version: what is typed beside it is saved first, where it is seen.
  if (tabs.changedSheets.some(({ saved }) => saved?.id === id)) {
    await tabs.openStored(id, 'edit', place);
    say('warning', '该票有未暂存的修改，请核对后在这里申报。');
    return;
  }
  // The list may be a moment older than the last 暂存; what is confirmed and signed is not.
  const newest = await invoke('declaration.get', { id });
  if (!newest.ok) {
    await tellFailure(newest.error);
    return;
  }
  const refused = await declareSaved(newest.value);
  if (refused !== null && newest.value.allowed.includes('edit')) {
    await tabs.openStored(id, 'edit', place);
  }
};
