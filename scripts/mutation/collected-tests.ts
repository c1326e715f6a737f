import { registerHooks, stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import fc from 'fast-check';
import { expect } from 'vitest';

/**
 * The tests of src-shared, imported and run in this process: a runner that starts a worker for each
 * of three thousand mutants spends nine tenths of its time on that.
 */

export interface CollectedTest {
  /** `file#name`, once in all the tests. */
  readonly id: string;
  /** `describe > test`, as Vitest writes it. */
  readonly name: string;
  readonly file: string;
  /** From 0. */
  readonly position: { readonly line: number; readonly column: number };
  readonly run: () => Promise<void>;
}

/** What kills a mutant shows up soon; the full number of cases is for `npm test`. */
const mostCases = 25;

/** Says only that it ends; with every step counted for Stryker it takes half a minute. */
const tooLong = "test('the longest lists that a sheet may have are compared'";

const withFewerCases = (code: string): string =>
  code
    .replace(
      /numRuns: (\d+)/g,
      (_, cases: string) => `numRuns: ${String(Math.min(mostCases, Number(cases)))}`,
    )
    .replace(tooLong, tooLong.replace('test', 'test.skip'));

type Step = () => unknown;

interface Collecting {
  readonly file: string;
  readonly tests: CollectedTest[];
  readonly names: readonly string[];
  readonly afterEach: readonly Step[];
}
let collecting: Collecting | null = null;

const placeOf = (file: string): CollectedTest['position'] => {
  const frame = new Error().stack?.split('\n').find((line) => line.includes(file)) ?? '';
  const [, line = '1', column = '1'] = /:(\d+):(\d+)\)?$/.exec(frame) ?? [];
  return { line: Number(line) - 1, column: Number(column) - 1 };
};

const register = (title: string, step: Step): void => {
  if (collecting === null) throw new Error(`"${title}" is registered while no file is imported`);
  const { file, tests, names, afterEach } = collecting;
  const name = [...names, title].join(' > ').trim();
  const twins = tests.filter((one) => one.name === name).length;
  tests.push({
    id: `${file}#${name}${twins === 0 ? '' : ` #${String(twins + 1)}`}`,
    name,
    file,
    position: placeOf(file),
    run: async () => {
      try {
        await step();
      } finally {
        for (const after of afterEach) await after();
      }
    },
  });
};

/** The title of one row of `test.each`, its signs filled in. */
const filledTitle = (title: string, values: readonly unknown[]): string => {
  const count = [...title.matchAll(/%[sdifjoO]/g)].length;
  const [row] = values;
  return format(title, ...values.slice(0, count)).replace(/\$([a-z]\w*)/gi, (sign, key: string) =>
    typeof row === 'object' && row !== null && key in row
      ? JSON.stringify((row as Record<string, unknown>)[key])
      : sign,
  );
};

const each =
  (rows: readonly unknown[]) =>
  (title: string, step: (...values: readonly unknown[]) => unknown): void => {
    for (const row of rows) {
      const values: readonly unknown[] = Array.isArray(row) ? row : [row];
      register(filledTitle(title, values), () => step(...values));
    }
  };

const describe = (title: string, body: () => void): void => {
  const outer = collecting;
  if (outer === null) throw new Error(`"${title}" is described while no file is imported`);
  collecting = { ...outer, names: [...outer.names, title] };
  body();
  collecting = outer;
};

const afterEach = (step: Step): void => {
  if (collecting !== null) {
    collecting = { ...collecting, afterEach: [...collecting.afterEach, step] };
  }
};

const test = Object.assign(register, { each, skip: (): void => undefined });

/** What stands in for Vitest in the tests' imports. */
const standIn = { describe, test, it: test, expect, afterEach };
const standInUrl = 'stand-in:vitest';
const standInName = 'testsInProcess';

/** Who imports whom, by address: known once everything was imported. */
const importers = new Map<string, Set<string>>();

/** Everything that would be another module if this one were. */
const dependents = (url: string, found = new Set<string>()): ReadonlySet<string> => {
  if (found.has(url)) return found;
  found.add(url);
  for (const importer of importers.get(url) ?? []) dependents(importer, found);
  return found;
};

/** A module that was imported can't be forgotten: what must be evaluated anew gets a new address. */
let generation = 0;
let renewed: ReadonlySet<string> = new Set();

const versionOf = (url: string): string => `${url}?${String(renewed.has(url) ? generation : 0)}`;
const withoutVersion = (url: string): string => url.replace(/[?].*$/, '');

/** Counting which test reaches what is over once a mutant is on, and would take half the time. */
const countedOnce = (code: string): string =>
  code.replace('function cover() {', '$& if (ns.activeMutant !== undefined) return;');

/** Has the files of this folder imported as this module needs them. */
export const prepareTests = (folder: string): void => {
  // The same cases for every mutant, and none sought for a smaller example: it fails, that is all.
  fc.configureGlobal({ seed: 1, endOnFailure: true, numRuns: mostCases });
  Object.assign(globalThis, { [standInName]: standIn });
  const own = pathToFileURL(`${folder}${path.sep}`).href;
  const isOwn = (url: string): boolean => url.startsWith(own) && url.endsWith('.ts');
  const stripped = new Map<string, string>();
  const sourceOf = (url: string, read: () => string): string => {
    const kept = stripped.get(url);
    if (kept !== undefined) return kept;
    const code = countedOnce(url.endsWith('.test.ts') ? withFewerCases(read()) : read());
    const source = stripTypeScriptTypes(code);
    stripped.set(url, source);
    return source;
  };
  registerHooks({
    resolve: (specifier, context, next) => {
      const parent = withoutVersion(context.parentURL ?? '');
      if (isOwn(parent) && specifier === 'vitest') return { url: standInUrl, shortCircuit: true };
      const found = next(specifier, context);
      if (!isOwn(found.url)) return found;
      importers.set(found.url, (importers.get(found.url) ?? new Set()).add(parent));
      return { ...found, url: versionOf(found.url) };
    },
    load: (url, context, next) => {
      if (url === standInUrl) {
        const names = Object.keys(standIn).join(', ');
        const source = `export const { ${names} } = globalThis.${standInName};`;
        return { format: 'module', source, shortCircuit: true };
      }
      const file = withoutVersion(url);
      if (!isOwn(file)) return next(url, context);
      const read = (): string => {
        const { source } = next(file, { ...context, format: 'module-typescript' });
        return typeof source === 'string' ? source : new TextDecoder().decode(source);
      };
      return { format: 'module', source: sourceOf(file, read), shortCircuit: true };
    },
  });
};

const urlOf = (file: string): string => pathToFileURL(path.resolve(file)).href;

/** Whether a test file imports this one, itself or through others. */
export const reaches = (testFile: string, file: string): boolean =>
  dependents(urlOf(file)).has(urlOf(testFile));

/** From now on this file and all that import it are imported anew; null: as they were at first. */
export const renewModules = (file: string | null): void => {
  if (file !== null) generation += 1;
  renewed = file === null ? new Set() : dependents(urlOf(file));
};

/** The tests of a file, by its path from the current folder. */
export const collectTests = async (file: string): Promise<readonly CollectedTest[]> => {
  const tests: CollectedTest[] = [];
  collecting = { file, tests, names: [], afterEach: [] };
  try {
    await import(versionOf(urlOf(file)));
  } finally {
    collecting = null;
  }
  return tests;
};
