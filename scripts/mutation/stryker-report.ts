import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { z } from 'zod';

/** What is read of Stryker's report (mutation-testing-report-schema). */

const place = z.object({ line: z.int(), column: z.int() });
const reportSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.string(),
      mutants: z.array(
        z.object({
          mutatorName: z.string(),
          replacement: z.string().optional(),
          status: z.enum([
            'Killed',
            'Timeout',
            'Survived',
            'NoCoverage',
            'CompileError',
            'RuntimeError',
            'Ignored',
            'Pending',
          ]),
          location: z.object({ start: place, end: place }),
          killedBy: z.array(z.string()).optional(),
        }),
      ),
    }),
  ),
  testFiles: z.record(
    z.string(),
    z.object({ tests: z.array(z.object({ id: z.string(), name: z.string() })) }),
  ),
});
type Report = z.infer<typeof reportSchema>;

/** A mutant that no test noticed. */
export interface Survivor {
  readonly file: string;
  readonly line: number;
  /** The top-level declaration that it stands in. */
  readonly within: string;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
}

/** A test that failed for at least one mutant, by its whole name: `describe > test`. */
export interface Killer {
  readonly file: string;
  readonly name: string;
}

export interface MutationResult {
  readonly killed: number;
  readonly ignored: number;
  readonly survivors: readonly Survivor[];
  readonly killers: readonly Killer[];
}

const namesOf = (statement: ts.Statement): string =>
  ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.map(({ name }) => name.getText()).join(', ')
    : ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)
      ? (statement.name?.text ?? '')
      : '';

const survivorsIn = (file: string, { source, mutants }: Report['files'][string]): Survivor[] => {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const offset = ({ line, column }: z.infer<typeof place>): number =>
    parsed.getPositionOfLineAndCharacter(line - 1, column - 1);
  return mutants
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map(({ mutatorName, replacement, location: { start, end } }) => {
      const from = offset(start);
      const statement = parsed.statements.find((one) => one.pos <= from && from < one.end);
      return {
        file,
        line: start.line,
        within: statement === undefined ? '' : namesOf(statement),
        mutator: mutatorName,
        original: source.slice(from, offset(end)),
        replacement: replacement ?? '',
      };
    });
};

export const readMutationReport = (file: string): MutationResult => {
  const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const mutants = Object.values(report.files).flatMap((one) => one.mutants);
  const killing = new Set(mutants.flatMap(({ killedBy }) => killedBy ?? []));
  return {
    killed: mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length,
    ignored: mutants.filter(({ status }) => status === 'Ignored').length,
    survivors: Object.entries(report.files).flatMap(([name, one]) => survivorsIn(name, one)),
    killers: Object.entries(report.testFiles).flatMap(([name, { tests }]) =>
      tests.filter(({ id }) => killing.has(id)).map((test) => ({ file: name, name: test.name })),
    ),
  };
};
