import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { RunningApp } from '../support/electron-app.ts';
import { randomFrom, readEverything, typeUntilKilled } from './typing.ts';
import type { History } from './typing.ts';

/**
 * Kills the program with all its processes while somebody types, starts it again and compares every
 * field with what was typed. What is missing must have been typed in the last half second.
 */

export interface Killed {
  /** Age at the kill of the oldest key that is not back, in the worst field; 0 where all are. */
  readonly missing: number;
  readonly keys: number;
  readonly fields: number;
  /** Fields that hold something that nobody typed at any time, or that are gone. */
  readonly wrong: readonly string[];
  /** The longest task of the window's thread while it typed and kept, in ms; 0 below 50. */
  readonly longestTask: number;
}

/** Age of the first key that the field has lost; null where it holds what was never typed. */
export const missingOf = (
  moments: History extends Map<string, infer Moments> ? Moments : never,
  found: string,
  killedAt: number,
): number | null => {
  const last = moments.findLastIndex(({ text }) => text === found);
  if (last < 0) return null;
  const lost = moments[last + 1];
  return lost === undefined ? 0 : killedAt - lost.at;
};

const watchTasks = async (window: Page): Promise<{ readonly longest: () => number }> => {
  let longest = 0;
  window.on('console', (message) => {
    const found = /^long task (\d+)/.exec(message.text());
    if (found !== null) longest = Math.max(longest, Number(found[1]));
  });
  // As text: Node's own types, which this folder is checked with, know no such entries.
  await window.evaluate(`new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) console.debug('long task ' + Math.round(duration));
  }).observe({ entryTypes: ['longtask'] })`);
  return { longest: () => longest };
};

const openTabs = async (window: Page, count: number): Promise<void> => {
  while ((await window.getByTestId('tab').count()) < count) {
    // An untouched sheet would be shown again instead of a second one.
    await window.getByTestId('head-remark').fill('备注');
    await window.getByTestId('button-new').click();
    await window.getByTestId('head-remark').waitFor();
  }
  // The tabs are there before the clerk types in them.
  await pause(700);
};

export const killWhileTyping = async (options: {
  readonly start: () => Promise<RunningApp>;
  readonly signIn: (window: Page) => Promise<void>;
  readonly seed: number;
  readonly rounds: number;
  readonly tell?: (round: number, killed: Killed) => void;
}): Promise<readonly Killed[]> => {
  const random = randomFrom(options.seed);
  const results: Killed[] = [];
  let running = await options.start();
  await options.signIn(running.window);
  for (let round = 0; round < options.rounds; round += 1) {
    const { window } = running;
    await openTabs(window, 1 + random(3));
    const tabCount = await window.getByTestId('tab').count();
    const history: History = new Map(
      [...(await readEverything(window))].map(([field, text]) => [field, [{ at: 0, text }]]),
    );
    const tasks = await watchTasks(window);
    let keysBefore: unknown = null;
    const typing = typeUntilKilled(window, random, tabCount, history).catch((error: unknown) => {
      keysBefore = error;
    });
    await pause(800 + random(3000));
    // Typing that ended by itself would make this proof an empty one.
    if (keysBefore !== null) throw new Error('the typing stopped', { cause: keysBefore });
    const killedAt = Date.now();
    await running.kill();
    await typing;

    running = await options.start();
    await options.signIn(running.window);
    await running.window.getByTestId('tab').first().waitFor();
    const found = await readEverything(running.window);
    const wrong: string[] = [];
    let missing = 0;
    for (const [field, moments] of history) {
      const text = found.get(field);
      const age = text === undefined ? null : missingOf(moments, text, killedAt);
      if (age === null) wrong.push(`${field}: ${text ?? 'gone'} for ${moments.at(-1)?.text ?? ''}`);
      else missing = Math.max(missing, age);
    }
    const killed: Killed = {
      missing,
      keys: [...history.values()].reduce((sum, moments) => sum + moments.length - 1, 0),
      fields: history.size,
      wrong,
      longestTask: tasks.longest(),
    };
    results.push(killed);
    options.tell?.(round + 1, killed);
  }
  return results;
};

/** The least that can be promised: half a second (issue: never lose a keystroke). */
export const mostMissing = 500;
export const longestFrame = 50;
