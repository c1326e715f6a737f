/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Page } from '@playwright/test';

/** What the page notes of itself, in milliseconds. */
interface Probe {
  /** From a key to the end of the frame that shows what it did. */
  readonly keys: number[];
  /** From F2 or Ctrl+Tab to the end of the frame that shows the tab, its field in focus. */
  readonly openings: number[];
  /** From one frame to the next. */
  readonly frames: number[];
  /** True where the program had acted on a key before the probe saw it. */
  isLate: boolean;
}
type ProbedWindow = typeof globalThis & { probe: Probe };
type Kind = 'keys' | 'openings' | 'frames';

/**
 * The page is made to draw frame after frame, so that what a key did is seen with the next of the
 * screen's frames and not in between: sooner than that nobody sees it.
 *
 * Must be there before the program listens for its keys: what a listener does, microtasks and all,
 * is done before the next listener hears of the key. A probe that comes later finds the new tab
 * open already and waits for whatever is typed next.
 */
export const installProbe = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const probe: Probe = { keys: [], openings: [], frames: [], isLate: false };
    (globalThis as ProbedWindow).probe = probe;
    /** To be called in a frame's callback: the message comes when the frame is painted. */
    const noteWhenPainted = (into: number[], from: number): void => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        into.push(performance.now() - from);
        port1.close();
      };
      port2.postMessage(null);
    };
    const countFields = (): number => document.querySelectorAll('[data-field]').length;
    const opensTab = ({ key, ctrlKey }: KeyboardEvent): boolean =>
      key === 'F2' || (key === 'Tab' && ctrlKey);
    let pressed = 0;
    addEventListener(
      'keydown',
      (event) => {
        pressed = event.timeStamp;
        if (!opensTab(event)) return;
        probe.isLate ||= event.defaultPrevented;
        const before = document.activeElement;
        const fields = countFields();
        const lookForTab = (): void => {
          const focused = document.activeElement;
          const isThere = focused !== before && focused?.matches('.tab, [data-field]') === true;
          if (isThere && countFields() >= fields) noteWhenPainted(probe.openings, event.timeStamp);
          else requestAnimationFrame(lookForTab);
        };
        requestAnimationFrame(lookForTab);
      },
      true,
    );
    addEventListener(
      'input',
      () => {
        const from = pressed;
        requestAnimationFrame(() => noteWhenPainted(probe.keys, from));
      },
      true,
    );
    let last = performance.now();
    const frame = (now: number): void => {
      probe.frames.push(Math.max(0, now - last));
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });

/** What was noted since the last time. */
export const taken = async (page: Page, kind: Kind): Promise<number[]> => {
  await page.waitForTimeout(200);
  const { samples, isLate } = await page.evaluate((name) => {
    const { probe } = globalThis as ProbedWindow;
    return { samples: probe[name].splice(0), isLate: probe.isLate };
  }, kind);
  if (isLate) throw new Error('the program acts on keys before the probe sees them');
  return samples;
};
