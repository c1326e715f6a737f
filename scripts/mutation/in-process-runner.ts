import { appendFileSync, existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import type { MutantCoverage } from '@stryker-mutator/api/core';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
} from '@stryker-mutator/api/test-runner';
import type {
  MutantRunOptions,
  MutantRunResult,
  TestResult,
  TestRunner,
} from '@stryker-mutator/api/test-runner';
import { collectTests, prepareTests, reaches, renewModules } from './collected-tests.ts';
import type { CollectedTest } from './collected-tests.ts';

/** Stryker's runner: the tests beside src-shared, in its own process. */

const testFiles = [
  'src-shared/{declaration,parameters,signature,errors}/**/*.test.ts',
  'src-shared/print/watermarks.test.ts',
];

/** What the instrumented code reads and counts. */
interface Instrumentation {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number;
  hitLimit?: number | undefined;
  mutantCoverage?: MutantCoverage;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const failureOf = async ({ run }: CollectedTest): Promise<string | null> => {
  try {
    await run();
    return null;
  } catch (error) {
    return messageOf(error);
  }
};

/** The test files that reach the mutated one, the likeliest to notice first: beside it, near it. */
const besideFirst = (files: readonly string[], mutated: string): readonly string[] => {
  const beside = `${mutated.slice(0, -'.ts'.length)}.test.ts`;
  const distance = (file: string): number =>
    file === beside ? 0 : path.dirname(file) === path.dirname(mutated) ? 1 : 2;
  return files
    .filter((file) => reaches(file, mutated))
    .toSorted((one, other) => distance(one) - distance(other));
};

/**
 * They keep indexes of the tables they have searched, which a mutant would leave to the next one;
 * and which test reaches them first says nothing of which tests would notice.
 */
const keepsState = (file: string): boolean => file.startsWith('src-shared/parameters/');

/**
 * Stryker waits for an endless loop until it has reached the mutant a hundred times as often as all
 * tests do, for the sake of runners that look for smaller examples; five times is enough here.
 */
const needlesslyPatient = 20;

/** Which tests have failed for a mutant, of all workers: the sandbox keeps it. */
const seenFile = 'seen-failing.txt';

const createRunner = (): TestRunner => {
  const instrumentation: Instrumentation = {};
  Object.assign(globalThis, { [INSTRUMENTER_CONSTANTS.NAMESPACE]: instrumentation });
  const tests = new Map<string, readonly CollectedTest[]>();
  /** What one more failure of theirs would show is known. */
  const seenFailing = new Set<string>();
  const noteFailing = (id: string): void => {
    if (seenFailing.has(id)) return;
    seenFailing.add(id);
    appendFileSync(seenFile, `${id}\n`);
  };

  const runMutant = async (options: MutantRunOptions): Promise<MutantRunResult> => {
    const { activeMutant, mutantActivation, reloadEnvironment, testFilter } = options;
    const mutated = path.relative(process.cwd(), options.sandboxFileName).replaceAll('\\', '/');
    const isRenewed = reloadEnvironment || keepsState(mutated);
    if (isRenewed) renewModules(mutated);
    const wanted = testFilter === undefined ? null : new Set(testFilter);
    const killedBy: string[] = [];
    let failureMessage: string | null = null;
    let count = 0;
    const reaching = ({ id, file }: CollectedTest): boolean =>
      wanted === null || wanted.has(id) || (keepsState(mutated) && keepsState(file));
    const isOfUse = (test: CollectedTest): boolean =>
      reaching(test) && (failureMessage === null || !seenFailing.has(test.id));
    for (const file of besideFirst([...tests.keys()], mutated)) {
      let those = tests.get(file) ?? [];
      if (!those.some(isOfUse)) continue;
      instrumentation.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
      try {
        if (isRenewed) those = await collectTests(file);
      } catch (error) {
        // Noticed, though by no test of its own: the file can't even be imported.
        failureMessage ??= messageOf(error);
        continue;
      }
      instrumentation.activeMutant = activeMutant.id;
      for (const test of those) {
        if (!isOfUse(test)) continue;
        count += 1;
        const failure = await failureOf(test);
        if (failure === null) continue;
        killedBy.push(test.id);
        noteFailing(test.id);
        failureMessage ??= failure;
      }
    }
    return failureMessage === null
      ? { status: MutantRunStatus.Survived, nrOfTests: count }
      : { status: MutantRunStatus.Killed, killedBy, failureMessage, nrOfTests: count };
  };

  return {
    capabilities: () => ({ reloadEnvironment: true }),
    init: async () => {
      prepareTests(process.cwd());
      for (const found of globSync(testFiles).sort()) {
        const file = found.replaceAll('\\', '/');
        tests.set(file, await collectTests(file));
      }
      if (!existsSync(seenFile)) return;
      for (const id of readFileSync(seenFile, 'utf8').split('\n')) seenFailing.add(id);
    },
    dryRun: async () => {
      const results: TestResult[] = [];
      for (const test of [...tests.values()].flat()) {
        const begun = performance.now();
        instrumentation.currentTestId = test.id;
        const failure = await failureOf(test);
        instrumentation.currentTestId = undefined;
        const result = {
          id: test.id,
          name: test.name,
          fileName: path.resolve(test.file),
          startPosition: { ...test.position },
          timeSpentMs: performance.now() - begun,
        };
        results.push(
          failure === null
            ? { ...result, status: TestStatus.Success }
            : { ...result, status: TestStatus.Failed, failureMessage: failure },
        );
      }
      const { mutantCoverage } = instrumentation;
      return {
        status: DryRunStatus.Complete,
        tests: results,
        ...(mutantCoverage === undefined ? {} : { mutantCoverage }),
      };
    },
    mutantRun: async (options) => {
      const hitLimit =
        options.hitLimit === undefined ? undefined : options.hitLimit / needlesslyPatient;
      instrumentation.hitCount = 0;
      instrumentation.hitLimit = hitLimit;
      const result = await runMutant(options);
      instrumentation.activeMutant = undefined;
      renewModules(null);
      const endless = determineHitLimitReached(instrumentation.hitCount, hitLimit);
      return endless === undefined ? result : { status: MutantRunStatus.Timeout };
    },
  };
};
createRunner.inject = [] as const;

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, 'in-process', createRunner),
];
