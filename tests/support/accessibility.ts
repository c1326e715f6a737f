import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** On a busy machine a drawer takes longer to come than its animation says. */
const settled = `Promise.allSettled(
  document.getAnimations()
    .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
    .map((animation) => animation.finished),
).then(() => undefined)`;

/**
 * Fails with every serious or critical finding of axe, and with the elements it is about.
 * @param rules of axe; all where left out
 */
export const expectAccessible = async (
  window: Page,
  state: string,
  rules?: readonly string[],
): Promise<void> => {
  // Fading in, colours are not yet those that are read.
  await window.waitForTimeout(400);
  await window.evaluate(settled);
  // The other mode opens a page of its own for its results, which Electron does not give.
  const axe = new AxeBuilder({ page: window }).setLegacyMode();
  if (rules !== undefined) axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary ?? ''}`,
      ),
    );
  expect(grave, state).toEqual([]);
};
