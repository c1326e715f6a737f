import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../setup/terminal.mjs';
import { namedSurvivors, reasons } from './named-survivors.ts';
import type { NamedSurvivor } from './named-survivors.ts';

/** The table of docs/mutation.md, made from the list that the run is held against. */

const page = path.join(projectRoot, 'docs', 'mutation.md');
const tableBegins = '<!-- The rest is written by `npm run mutation -- --only page`. -->';

/** Fit for a cell of a table: one line, no bar. */
const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');

const code = (text: string): string => `\`\` ${cell(text)} \`\``;

const mutant = ({ within, original, replacement }: NamedSurvivor): string =>
  [
    ...(within === undefined ? [] : [`in \`${within}\``]),
    ...(original === undefined ? ['whatever is mutated'] : [code(original)]),
    ...(replacement === undefined ? [] : [`→ ${code(replacement)}`]),
  ].join(' ');

const sectionOf = (reason: keyof typeof reasons): string => {
  const rows = namedSurvivors.filter((survivor) => survivor.reason === reason);
  if (rows.length === 0) return '';
  return [
    `\n## ${reasons[reason]}\n`,
    '| file | mutant | why |',
    '| --- | --- | --- |',
    ...rows.map(
      (row) => `| ${row.file.replace('src-shared/', '')} | ${mutant(row)} | ${cell(row.because)} |`,
    ),
  ].join('\n');
};

const table = (): string =>
  (Object.keys(reasons) as (keyof typeof reasons)[]).map(sectionOf).join('\n');

/** The page as it should be: what stands above the table is written by hand. */
export const survivorsPage = (): { readonly found: string; readonly expected: string } => {
  const found = readFileSync(page, 'utf8');
  const [words = ''] = found.split(tableBegins);
  return { found, expected: `${words}${tableBegins}\n${table()}\n` };
};

export const writeSurvivorsPage = (): void => {
  writeFileSync(page, survivorsPage().expected);
};
