import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { countFigure, printReport, writeReport } from '../../benchmarks/figures.ts';
import type { Figure } from '../../benchmarks/figures.ts';
import { ruleTests, testKey } from '../../tests/rules/rule-table.ts';
import { switches } from '../../tests/rules/switches.ts';
import { runTool } from '../setup/run-tool.ts';
import type { Tools } from '../setup/run-tool.ts';
import { projectRoot } from '../setup/terminal.mjs';
import { compareSurvivors, isKiller } from './compare.ts';
import { namedSurvivors } from './named-survivors.ts';
import { readMutationReport } from './stryker-report.ts';
import type { Survivor } from './stryker-report.ts';
import { writeSurvivorsPage } from './survivors-page.ts';
import { switchOff } from './switched-off.ts';

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 90);

const described = ({ file, line, mutator, original, replacement }: Survivor): string =>
  `${file}:${String(line)} ${mutator}: ${oneLine(original)} → ${oneLine(replacement)}`;

const list = (title: string, lines: readonly string[]): void => {
  if (lines.length > 0) console.log(`\n${title}\n${lines.map((line) => `  ${line}`).join('\n')}`);
};

/** Mutants of src-shared: which survive, and which tests of the rules have failed for one. */
const mutate = async (tools: Tools, force: boolean): Promise<Figure[]> => {
  const ended = await runTool(tools, projectRoot, [
    'node_modules/@stryker-mutator/core/bin/stryker.js',
    'run',
    ...(force ? ['--force'] : []),
  ]);
  if (!ended) return [countFigure('mutation.runs.failed', 1, 0)];
  const result = readMutationReport(path.join(projectRoot, 'out/mutation/report.json'));
  const { named, unnamed, gone } = compareSurvivors(result.survivors, namedSurvivors);
  // What is no code, such as the shipped tables, is switched off like the rules elsewhere.
  const switchedOff = new Set(switches.flatMap(({ fails }) => fails.map(testKey)));
  const shared = ruleTests.filter(
    (test) => test.file.startsWith('src-shared/') && !switchedOff.has(testKey(test)),
  );
  const neverFailed = shared.filter((test) => !result.killers.some(isKiller(test)));
  list('survivors that scripts/mutation/named-survivors.ts does not name', unnamed.map(described));
  list(
    'named there, and killed or gone by now',
    gone.map(({ file, original }) => `${file}: ${oneLine(original ?? '')}`),
  );
  list('tests of rules that failed for no mutant', neverFailed.map(testKey));
  return [
    countFigure('mutation.mutants.killed', result.killed),
    countFigure('mutation.mutants.words', result.ignored),
    countFigure('mutation.survivors.named', named.length),
    countFigure('mutation.survivors.unnamed', unnamed.length, 0),
    countFigure('mutation.survivors.gone', gone.length, 0),
    countFigure('mutation.rule-tests.failed-for-a-mutant', shared.length - neverFailed.length),
    countFigure('mutation.rule-tests.failed-for-none', neverFailed.length, 0),
  ];
};

/** Rules elsewhere: each switched off, and its tests seen failing. */
const switchAll = async (tools: Tools, match: string): Promise<Figure[]> => {
  const chosen = switches.filter(({ file, fails }) =>
    [file, ...fails.map(testKey)].some((text) => text.includes(match)),
  );
  let done = 0;
  const results = await switchOff(tools, projectRoot, chosen, ({ off, unnoticed }) => {
    done += 1;
    console.log(
      `${String(done)}/${String(chosen.length)} ${unnoticed.length === 0 ? 'noticed' : 'NOT NOTICED'}: ` +
        `${off.file}: ${oneLine(off.from)}`,
    );
    for (const text of unnoticed) console.log(`    ${text}`);
  });
  const unnoticed = results.filter((result) => result.unnoticed.length > 0);
  return [
    countFigure('mutation.switches.noticed', results.length - unnoticed.length),
    countFigure('mutation.switches.unnoticed', unnoticed.length, 0),
  ];
};

/**
 * `npm run mutation -- [--only mutants|switches|page] [--match TEXT] [--force] [--json FILE]`; answers
 * the exit code. A second run tries only what changed since the first, unless it is forced: what is
 * evaluated at import and survived stays a survivor there, even where a test was added.
 */
export const runMutation = async (tools: Tools, args: readonly string[]): Promise<number> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      match: { type: 'string', default: '' },
      force: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  if (values.only === 'page') {
    writeSurvivorsPage();
    return 0;
  }
  if (values.only !== undefined && !['mutants', 'switches'].includes(values.only)) {
    console.error(`there is no part "${values.only}"; there are mutants, switches and page`);
    return 1;
  }
  // Hours of it: whoever works at the machine comes first.
  os.setPriority(os.constants.priority.PRIORITY_LOW);
  mkdirSync(path.join(projectRoot, 'out/mutation'), { recursive: true });
  const figures = [
    ...(values.only === 'switches' ? [] : await mutate(tools, values.force)),
    ...(values.only === 'mutants' ? [] : await switchAll(tools, values.match)),
  ];
  // The seed of the properties in scripts/mutation/set-up-tests.ts.
  const report = {
    runtime: { node: process.versions.node, electron: '', sqlite: '' },
    seed: 1,
    figures,
  };
  printReport(report);
  if (values.json !== undefined) writeReport(report, values.json);
  return figures.every(({ ok }) => ok) ? 0 : 1;
};
