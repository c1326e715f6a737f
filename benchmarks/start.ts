import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchApp } from '../tests/support/electron-app.ts';
import type { LaunchOptions } from '../tests/support/electron-app.ts';
import { startEndpointProcess } from '../tests/support/outside-world.ts';
import { writeBareProgram } from './bare-program.ts';
import { figure, quantile } from './figures.ts';
import type { Figure } from './figures.ts';

const rounds = 15;

/** Milliseconds from the start of the process until the first field can be typed into. */
const startOnce = async (options: LaunchOptions): Promise<number> => {
  const started = performance.now();
  const { window, close } = await launchApp(options);
  await window.getByTestId('sign-in-user').waitFor();
  const elapsed = performance.now() - started;
  await close();
  return elapsed;
};

/**
 * From nothing to a field that takes keys, against an empty Electron window started in turn. The
 * endpoint is a process of its own and the card is left out: a desk has neither in its program.
 */
export const benchmarkStart = async (): Promise<Figure[]> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kakou-desk-bench-'));
  const emptyProgram = path.join(folder, 'empty');
  writeBareProgram(emptyProgram, '<!doctype html><input data-testid="sign-in-user">');
  const endpoint = await startEndpointProcess({ dataFolder: path.join(folder, 'endpoint') });
  const env = { KAKOU_ENDPOINT_URL: endpoint.url, KAKOU_CARD_PROVIDER: 'pcsc' };
  try {
    const starts: number[] = [];
    const floors: number[] = [];
    // The first start of each reads its files from the disk; what counts is the clerk's morning after.
    await startOnce({ program: emptyProgram });
    await startOnce({ args: ['--training'], env });
    for (let round = 0; round < rounds; round += 1) {
      floors.push(await startOnce({ program: emptyProgram }));
      starts.push(await startOnce({ args: ['--training'], env }));
    }
    return [
      figure('start.first-field.p50', quantile(starts, 0.5), quantile(floors, 0.5)),
      figure('start.first-field.p95', quantile(starts, 0.95), quantile(floors, 0.95)),
    ];
  } finally {
    await endpoint.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
