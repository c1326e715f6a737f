import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import type { ElectronStart } from '../scripts/setup.mjs';
import { printReport, writeReport } from './figures.ts';
import type { Figure } from './figures.ts';
import { benchmarkEntry } from './entry.ts';
import { benchmarkExport } from './export.ts';
import { seed } from './query/large-store.ts';
import { benchmarkQuery } from './query/query.ts';
import { benchmarkSave } from './save.ts';
import { benchmarkStart } from './start.ts';
import { benchmarkStatistics } from './statistics.ts';

/** `full` measures at the largest sizes too. */
interface GroupOptions {
  readonly full: boolean;
}

/** One entry a group of figures; `--only` takes their names. */
const groups: Readonly<Record<string, (options: GroupOptions) => Promise<Figure[]>>> = {
  start: benchmarkStart,
  save: benchmarkSave,
  entry: benchmarkEntry,
  query: benchmarkQuery,
  statistics: benchmarkStatistics,
  export: benchmarkExport,
};

const sqliteVersion = (): string => {
  const database = new Database(':memory:');
  const version = String(database.prepare('SELECT sqlite_version()').pluck().get());
  database.close();
  return version;
};

/** `npm run bench -- [--only start,save] [--full] [--json FILE]`; answers the exit code. */
export const runBenchmarks = async (options: {
  readonly electron: ElectronStart | undefined;
  readonly args: readonly string[];
}): Promise<number> => {
  const { electron } = options;
  if (electron === undefined) throw new Error('there is no Electron runtime');
  const { values } = parseArgs({
    args: [...options.args],
    options: {
      only: { type: 'string' },
      json: { type: 'string' },
      full: { type: 'boolean', default: false },
    },
  });
  const chosen = values.only?.split(',') ?? Object.keys(groups);
  const figures: Figure[] = [];
  for (const name of chosen) {
    const group = Object.hasOwn(groups, name) ? groups[name] : undefined;
    if (group === undefined) {
      console.error(
        `there is no group of figures "${name}"; there are ${Object.keys(groups).join(', ')}`,
      );
      return 1;
    }
    figures.push(...(await group({ full: values.full })));
  }
  const report = {
    runtime: {
      node: process.versions.node,
      electron: electron.version,
      sqlite: sqliteVersion(),
    },
    seed,
    figures,
  };
  printReport(report);
  if (values.json !== undefined) writeReport(report, values.json);
  return figures.every(({ ok }) => ok) ? 0 : 1;
};
