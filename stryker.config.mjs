/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [
    'src-shared/{declaration,parameters,signature,errors}/**/*.ts',
    'src-shared/print/watermarks.ts',
    '!src-shared/**/*.{test,testing}.ts',
  ],
  testRunner: 'in-process',
  coverageAnalysis: 'perTest',
  ignorePatterns: [
    '/*',
    '!/src-shared',
    '!/resources',
    '!/scripts',
    '!/simulators',
    '!/tests',
    '!/package.json',
    '!/tsconfig.json',
  ],
  tempDirName: 'out/mutation/sandbox',
  incremental: true,
  incrementalFile: 'out/mutation/incremental.json',
  reporters: ['json', 'clear-text', 'progress-append-only'],
  jsonReporter: { fileName: 'out/mutation/report.json' },
  concurrency: 2,
  disableBail: true,
  timeoutMS: 20_000,
  ignorers: ['clerks-words'],
  plugins: ['./scripts/mutation/in-process-runner.ts', './scripts/mutation/ignore-words.mjs'],
  // Every mutant leaves its modules behind.
  maxTestRunnerReuse: 400,
};
