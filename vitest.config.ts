import os from 'node:os';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

/** None of them is about time: a machine that is busy with other things fails no test. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 };

/** Tests of modules that keep something between two calls, or are mocked: the window's. */
const ofWindow = ['src-renderer/**/*.test.ts', 'src-main/window/**/*.test.ts'];

export default defineConfig({
  plugins: [vue()],
  test: {
    // The runner itself has next to nothing to do meanwhile.
    maxWorkers: os.availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          ...patient,
          // Pure functions, and what is made anew for each test: loading it all once is enough.
          isolate: false,
          include: [
            'src-*/**/*.test.ts',
            'simulators/**/*.test.ts',
            'scripts/**/*.test.ts',
            'tests/rules/**/*.test.ts',
          ],
          exclude: ofWindow,
        },
      },
      { extends: true, test: { name: 'unit-window', ...patient, include: ofWindow } },
      {
        extends: true,
        test: {
          name: 'integration',
          ...patient,
          include: ['tests/integration/**/*.test.ts'],
          // They share the machine's card service and its ports.
          fileParallelism: false,
          // As in playwright.config.ts: a broken thing fails twice.
          retry: process.env['CI'] ? 1 : 0,
        },
      },
    ],
  },
});
