import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../scripts/setup.mjs';
import { writeBareProgram } from './bare-program.ts';

const codeCount = 50_000;

const tableSchema = z.looseObject({ rows: z.array(z.looseObject({ name: z.string() })) });

/** The built program with a table of 50,000 districts, their names joined from the shipped ones. */
export const writeLargeProgram = (folder: string): void => {
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(projectRoot, 'package.json'), path.join(folder, 'package.json'));
  cpSync(path.join(projectRoot, 'resources'), path.join(folder, 'resources'), { recursive: true });
  symlinkSync(path.join(projectRoot, '.vite'), path.join(folder, '.vite'));
  symlinkSync(path.join(projectRoot, 'node_modules'), path.join(folder, 'node_modules'));
  const file = path.join(folder, 'resources/parameters/customsDistrict.json');
  const shipped = tableSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const names = shipped.rows.map(({ name }) => name.replace(/海关|关区/u, ''));
  const nameAt = (at: number): string => names[at % names.length] ?? '';
  const rows = Array.from({ length: codeCount }, (_, at) => ({
    code: String(10_000 + at),
    name: `${nameAt(at)}${nameAt(at * 7 + 3)}海关`,
    source: '',
    confidence: 'high',
    selectable: true,
    unverified: at % 3 === 0,
  }));
  writeFileSync(file, JSON.stringify({ ...shipped, rows }));
};

/**
 * The floor: a field over a list of ten rows that never changes, a field for a remark, and F2 that
 * puts an empty tab in the place of the last one.
 */
export const writeBareEntry = (folder: string): void => {
  const rows = Array.from({ length: 10 }, (_, at) => `<li>${String(at)} 海关</li>`).join('');
  writeBareProgram(
    folder,
    `<!doctype html><meta charset="utf-8"><input data-testid="field" autofocus>
     <ul>${rows}</ul><textarea data-testid="remark"></textarea><main></main>
     <script>addEventListener('keydown', (event) => {
       if (event.key !== 'F2') return;
       const tab = document.createElement('section');
       tab.className = 'tab';
       tab.tabIndex = -1;
       document.querySelector('main').replaceChildren(tab);
       tab.focus();
     })</script>`,
  );
};
