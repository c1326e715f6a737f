import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';

/** Each worker needs a screen of its own (tests/support/electron-app.ts). */
const virtualScreens = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .some((folder) => existsSync(path.join(folder, 'Xvfb')));

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  // A test keeps more than one core busy. The machine's one card service has a lock (pcscd-lock.ts).
  workers: virtualScreens && os.availableParallelism() > 1 ? 2 : 1,
  fullyParallel: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  // A broken thing fails twice; a machine that stood still for a moment shows as flaky in the report.
  retries: process.env['CI'] ? 1 : 0,
  reporter: [['list']],
});
