import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { countFigure, figure, quantile } from './figures.ts';
import type { Figure } from './figures.ts';
import { largeStore } from './query/large-store.ts';

/** 导出 of a long list by the program's own worker, beside the bare writer of its library. */

const sheetCount = 100_000;
const rounds = 3;
const mostRatio = 1.3;
const mostMegabytes = 300;

const runSchema = z.object({ taken: z.number(), grownMegabytes: z.number() });
type Run = z.infer<typeof runSchema>;

const runFile = fileURLToPath(new URL('./export-run.ts', import.meta.url));

export const benchmarkExport = async (): Promise<Figure[]> => {
  const store = await largeStore(sheetCount);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kakou-desk-bench-'));
  const run = async (kind: 'bare' | 'program' | 'program-items'): Promise<Run> => {
    const file = path.join(folder, `${kind}.xlsx`);
    rmSync(file, { force: true });
    const { stdout } = await promisify(execFile)(process.execPath, [runFile, kind, store, file]);
    return runSchema.parse(JSON.parse(stdout));
  };
  try {
    const bare: Run[] = [];
    const program: Run[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await run('bare'));
      program.push(await run('program'));
    }
    const items = await run('program-items');
    const median = (runs: readonly Run[]): number =>
      quantile(
        runs.map(({ taken }) => taken),
        0.5,
      );
    const grown = Math.max(...program.map(({ grownMegabytes }) => grownMegabytes));
    return [
      figure(
        'export.100k (floor: the bare writer, fed from an array)',
        median(program),
        median(bare),
        mostRatio,
      ),
      figure('export.100k-with-items (floor: the same, without items)', items.taken, median(bare)),
      { ...countFigure('export.100k.memory', Math.round(grown), mostMegabytes), unit: 'MB' },
      {
        ...countFigure(
          'export.100k-with-items.memory',
          Math.round(items.grownMegabytes),
          mostMegabytes,
        ),
        unit: 'MB',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
