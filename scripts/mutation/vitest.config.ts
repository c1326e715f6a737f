import { defineConfig } from 'vitest/config';

/** What kills a mutant shows up soon; the full number of cases is for `npm test`. */
const mostCases = 25;

/**
 * The tests beside src-shared alone, for Stryker to run over and over. Without a worker for every
 * file a run takes a tenth of the time; each mutant still has a worker of its own.
 */
export default defineConfig({
  plugins: [
    {
      name: 'fewer-cases',
      transform: (code, id) =>
        id.endsWith('.test.ts')
          ? code.replace(
              /numRuns: (\d+)/g,
              (_, cases: string) => `numRuns: ${String(Math.min(mostCases, Number(cases)))}`,
            )
          : null,
    },
  ],
  test: {
    name: 'mutation',
    include: ['src-shared/{declaration,parameters,signature,errors}/**/*.test.ts'],
    setupFiles: ['scripts/mutation/set-up-tests.ts'],
    isolate: false,
  },
});
