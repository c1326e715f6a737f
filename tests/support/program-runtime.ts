import type { Page } from '@playwright/test';
import { programStateSchema } from '../../src-shared/contract/schemas.ts';
import type { ProgramState } from '../../src-shared/contract/schemas.ts';

/** What the running program runs on, by its own word. */
export const runtimeOf = async (window: Page): Promise<ProgramState['runtime']> => {
  // As text: the bridge is the page's own, and has no type here.
  const answer: unknown = await window.evaluate("kakou.invoke('program.state')");
  if (typeof answer !== 'object' || answer === null || !('value' in answer)) {
    throw new Error('the program does not tell its state');
  }
  return programStateSchema.parse(answer.value).runtime;
};
