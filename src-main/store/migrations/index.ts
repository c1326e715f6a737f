import { initial } from './0001-initial.ts';
import { reuse } from './0002-reuse.ts';
import { trouble } from './0003-trouble.ts';
import { recalledWeights } from './0004-recalled-weights.ts';
import { dailySummary } from './0005-daily-summary.ts';
import { importedSheets } from './0006-imported-sheets.ts';

/** In order; the number of a migration is its place here. Only ever appended to. */
export const migrations: readonly string[] = [
  initial,
  reuse,
  trouble,
  recalledWeights,
  dailySummary,
  importedSheets,
];
