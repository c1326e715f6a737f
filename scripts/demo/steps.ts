import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';

export interface StepRecord {
  readonly number: number;
  readonly name: string;
  readonly milliseconds: number;
  readonly seen: boolean;
  readonly problem: string | null;
}

/** Runs named steps one after the other, prints a line for each, and takes numbered pictures. */
export const createSteps = (folder: string) => {
  const records: StepRecord[] = [];
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });

  const picture = async (window: Page, name: string): Promise<void> => {
    const number = String(records.length + 1).padStart(2, '0');
    await window.screenshot({ path: path.join(folder, `${number}-${name}.png`) });
  };

  return {
    records,
    /** A step that was not seen ends the run: what comes after builds on it. */
    step: async (
      name: string,
      window: Page,
      pictureName: string,
      work: () => Promise<void>,
    ): Promise<void> => {
      const started = performance.now();
      let problem: string | null = null;
      try {
        await work();
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error);
      }
      const milliseconds = Math.round(performance.now() - started);
      await picture(window, problem === null ? pictureName : `${pictureName}-not-seen`);
      const number = records.length + 1;
      records.push({ number, name, milliseconds, seen: problem === null, problem });
      const mark = problem === null ? 'seen    ' : 'NOT SEEN';
      console.log(
        `${String(number).padStart(2)}  ${mark}  ${String(milliseconds).padStart(6)} ms  ${name}`,
      );
      if (problem !== null) throw new Error(`step ${String(number)} was not seen: ${problem}`);
    },
    writeJson: (file: string): void => {
      writeFileSync(
        file,
        `${JSON.stringify(
          {
            runtime: { node: process.versions.node },
            figures: records.map(({ name, milliseconds, seen }) => ({
              name,
              value: milliseconds,
              unit: 'ms',
              ok: seen,
            })),
          },
          null,
          2,
        )}\n`,
      );
    },
  };
};
