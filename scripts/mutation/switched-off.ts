import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { testKey } from '../../tests/rules/rule-table.ts';
import type { NamedTest } from '../../tests/rules/rule.ts';
import type { Switch } from '../../tests/rules/switch.ts';
import { titlePattern } from './compare.ts';
import { runTool } from '../setup/run-tool.ts';
import type { Tools } from '../setup/run-tool.ts';

/** Rules switched off one by one in a copy of the project; the tests that hold them must fail. */

const leftOut = new Set([
  '.git',
  '.runtime',
  '.vite',
  'node_modules',
  'out',
  'test-results',
  'playwright-report',
]);

const copyProject = (from: string, to: string): void => {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from).filter((one) => !leftOut.has(one))) {
    cpSync(path.join(from, name), path.join(to, name), { recursive: true });
  }
  for (const shared of ['node_modules', '.runtime']) {
    const target = path.join(from, shared);
    if (existsSync(target)) symlinkSync(target, path.join(to, shared), 'dir');
  }
};

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ title: z.string(), status: z.string() })),
    }),
  ),
});

interface Spec {
  readonly title: string;
  readonly ok: boolean;
}
interface Suite {
  readonly specs: readonly Spec[];
  readonly suites?: readonly Suite[] | undefined;
}
const suite: z.ZodType<Suite> = z.object({
  specs: z.array(z.object({ title: z.string(), ok: z.boolean() })),
  suites: z.lazy(() => z.array(suite)).optional(),
});
const playwrightReport = z.object({ suites: z.array(suite) });

const specsOf = ({ specs, suites }: Suite): readonly Spec[] => [
  ...specs,
  ...(suites ?? []).flatMap(specsOf),
];

const readReport = (file: string): unknown =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;

/** Which of the tests failed; each runner is asked for those alone. */
const failedTests = async (
  tools: Tools,
  folder: string,
  tests: readonly NamedTest[],
): Promise<readonly NamedTest[]> => {
  const report = path.join(folder, 'out', 'tests.json');
  rmSync(report, { force: true });
  mkdirSync(path.dirname(report), { recursive: true });
  const files = [...new Set(tests.map(({ file }) => file))];
  const wanted = tests.map(({ title }) => `${titlePattern(title)}$`).join('|');
  if (files.every((file) => file.endsWith('.e2e.ts'))) {
    if (!(await runTool(tools, folder, ['scripts/build.mjs'], {}, 'ignore'))) return [];
    await runTool(
      tools,
      folder,
      ['node_modules/@playwright/test/cli.js', 'test', ...files, '-g', wanted, '--reporter=json'],
      { PLAYWRIGHT_JSON_OUTPUT_FILE: report, CI: '' },
      'ignore',
    );
    const parsed = playwrightReport.safeParse(readReport(report));
    const specs = parsed.success ? parsed.data.suites.flatMap(specsOf) : [];
    return tests.filter((test) => specs.some(({ title, ok }) => title === test.title && !ok));
  }
  await runTool(
    tools,
    folder,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...files,
      '-t',
      wanted,
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    { CI: '' },
    'ignore',
  );
  const parsed = vitestReport.safeParse(readReport(report));
  const results = parsed.success ? parsed.data.testResults : [];
  return tests.filter((test) =>
    results.some(
      ({ name, assertionResults }) =>
        name.replaceAll('\\', '/').endsWith(test.file) &&
        assertionResults.some(
          ({ title, status }) =>
            status === 'failed' && new RegExp(`^${titlePattern(test.title)}$`, 's').test(title),
        ),
    ),
  );
};

/** Which of the tests fail in the copy as it stands. */
const failing = async (
  tools: Tools,
  folder: string,
  tests: readonly NamedTest[],
): Promise<ReadonlySet<string>> => {
  const ofWindow = tests.filter(({ file }) => file.endsWith('.e2e.ts'));
  const others = tests.filter((test) => !ofWindow.includes(test));
  const failed: NamedTest[] = [];
  for (const some of [ofWindow, others]) {
    if (some.length > 0) failed.push(...(await failedTests(tools, folder, some)));
  }
  return new Set(failed.map(testKey));
};

export interface SwitchResult {
  readonly off: Switch;
  /** Tests that did not fail, or what else went wrong. */
  readonly unnoticed: readonly string[];
}

export const switchOff = async (
  tools: Tools,
  projectRoot: string,
  list: readonly Switch[],
  tell: (result: SwitchResult) => void,
): Promise<readonly SwitchResult[]> => {
  const folder = path.join(projectRoot, 'out', 'mutation', 'switched');
  copyProject(projectRoot, folder);
  const before = await failing(
    tools,
    folder,
    list.flatMap(({ fails }) => fails),
  );
  const results: SwitchResult[] = [];
  for (const off of list) {
    const file = path.join(folder, off.file);
    const source = readFileSync(file, 'utf8');
    const keys = off.fails.map(testKey);
    let unnoticed: readonly string[];
    if (source.split(off.from).length !== 2) {
      unnoticed = [`${off.file} does not hold, once: ${off.from}`];
    } else if (keys.some((key) => before.has(key))) {
      unnoticed = keys.filter((key) => before.has(key)).map((key) => `fails anyway: ${key}`);
    } else {
      writeFileSync(
        file,
        source.replace(off.from, () => off.to),
      );
      const failed = await failing(tools, folder, off.fails);
      writeFileSync(file, source);
      unnoticed = keys.filter((key) => !failed.has(key));
    }
    const result = { off, unnoticed };
    results.push(result);
    tell(result);
  }
  return results;
};
