import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTool } from '../setup/run-tool.ts';
import type { Tools } from '../setup/run-tool.ts';
import { projectRoot } from '../setup/terminal.mjs';

type Count = { passed: number; failed: number };
type Step = {
  name: string;
  command: string[];
  env?: Record<string, string>;
  /** Reads what the runner reported about single tests; a step without it counts as a whole. */
  count?: () => Count;
  needs?: string;
};

const tool = (file: string) => path.join('node_modules', file);
const prettier = tool('prettier/bin/prettier.cjs');
const eslint = tool('eslint/bin/eslint.js');
const cruiser = tool('dependency-cruiser/bin/dependency-cruise.mjs');
const vitest = tool('vitest/vitest.mjs');

const folders = [
  'src-main',
  'src-renderer',
  'src-shared',
  'simulators',
  'scripts',
  'tests',
  'benchmarks',
];

/** Steps that run in turn, beside those of other lanes. */
type Lane = readonly Step[];

const lint: Step = { name: 'lint', command: [eslint, '.'] };

const readings: Lane = [
  { name: 'format', command: [prettier, '--check', '--log-level', 'warn', '.'] },
  { name: 'import rules', command: [cruiser, '--config', '.dependency-cruiser.cjs', ...folders] },
  { name: 'types', command: [tool('typescript/bin/tsc')] },
  {
    name: 'types of the end-to-end tests',
    command: [tool('typescript/bin/tsc'), '--project', 'tests/e2e'],
  },
  {
    name: 'types of the window',
    command: [tool('vue-tsc/bin/vue-tsc.js'), '--project', 'src-renderer'],
  },
];

/** Has the machine to itself: it measures what a kill costs. */
const killTest = 'a kill while typing';

/** In turn; the lanes of each side by side. */
function checks(reports: string): readonly (readonly Lane[])[] {
  const vitestStep = (name: string, file: string, args: string[], env = {}): Step => ({
    name,
    command: [
      vitest,
      'run',
      ...args,
      '--passWithNoTests',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${path.join(reports, file)}`,
    ],
    env,
    count: () => countOfVitest(path.join(reports, file)),
  });
  const playwrightStep = (name: string, file: string, args: string[]): Step => ({
    name,
    command: [
      tool('@playwright/test/cli.js'),
      'test',
      ...args,
      '--pass-with-no-tests',
      '--reporter=list,json',
    ],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(reports, file) },
    count: () => countOfPlaywright(path.join(reports, file)),
    needs: 'build',
  });
  return [
    // Lint takes one core as long as all the readings and half of the unit tests take the other.
    [
      // Integration tests mostly wait for the card's reader.
      [lint, vitestStep('integration tests', 'integration.json', ['--project', 'integration'])],
      [
        ...readings,
        vitestStep('unit tests', 'unit.json', ['--project', 'unit*'], { TZ: 'UTC' }),
        // The rules must not depend on where the clock hangs; Beijing time is computed, not assumed.
        vitestStep('rules in New York', 'zone.json', ['--project', 'unit', 'src-shared/'], {
          TZ: 'America/New_York',
        }),
      ],
    ],
    [
      [
        { name: 'build', command: ['scripts/build.mjs'] },
        playwrightStep('end-to-end tests', 'e2e.json', ['--grep-invert', killTest]),
        playwrightStep('end-to-end, alone', 'alone.json', ['--grep', killTest]),
      ],
    ],
  ];
}

/** Runs everything and returns the exit code. */
export async function runAllChecks(tools: Tools): Promise<number> {
  const reports = mkdtempSync(path.join(os.tmpdir(), 'kakou-desk-reports-'));
  const failedSteps = new Set<string>();
  const total: Count = { passed: 0, failed: 0 };
  const run = async (step: Step): Promise<void> => {
    if (step.needs !== undefined && failedSteps.has(step.needs)) {
      failedSteps.add(step.name);
      total.failed += 1;
      console.log(`\n== ${step.name}: left out, since ${step.needs} failed`);
      return;
    }
    console.log(`\n== ${step.name}`);
    const began = Date.now();
    const ok = await runTool(tools, projectRoot, step.command, step.env);
    const count = step.count?.() ?? { passed: 0, failed: 0 };
    if (!ok) {
      failedSteps.add(step.name);
      // A runner that failed without a failed test, or a check that isn't made of tests.
      if (count.failed === 0) count.failed = 1;
    } else if (!step.count) count.passed = 1;
    total.passed += count.passed;
    total.failed += count.failed;
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    console.log(`== ${step.name}: ${ok ? 'ok' : 'FAILED'} in ${seconds} s`);
  };
  const runLane = async (lane: Lane): Promise<void> => {
    for (const step of lane) await run(step);
  };
  try {
    for (const lanes of checks(reports)) await Promise.all(lanes.map(runLane));
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  if (failedSteps.size > 0) console.log(`\nfailed: ${[...failedSteps].join(', ')}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && failedSteps.size === 0 ? 0 : 1;
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function countOfVitest(file: string): Count {
  const report = readReport(file) as { numPassedTests?: number; numFailedTests?: number } | null;
  return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 };
}

function countOfPlaywright(file: string): Count {
  const report = readReport(file) as {
    stats?: { expected: number; flaky: number; unexpected: number };
  } | null;
  const { expected = 0, flaky = 0, unexpected = 0 } = report?.stats ?? {};
  return { passed: expected + flaky, failed: unexpected };
}
