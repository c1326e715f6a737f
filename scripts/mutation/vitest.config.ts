import { defineConfig } from 'vitest/config';

/**
 * The tests beside src-shared alone, for Stryker to run over and over. Without a worker for every
 * file a run takes a tenth of the time; each mutant still has a worker of its own.
 */
export default defineConfig({
  test: {
    name: 'mutation',
    include: ['src-shared/**/*.test.ts'],
    setupFiles: ['scripts/mutation/set-up-tests.ts'],
    isolate: false,
  },
});
