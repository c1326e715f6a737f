import type Database from 'better-sqlite3';
import { initial } from './0001-initial.ts';
import { reuse } from './0002-reuse.ts';
import { trouble } from './0003-trouble.ts';
import { recalledWeights } from './0004-recalled-weights.ts';
import { dailySummary } from './0005-daily-summary.ts';
import { query } from './0006-query.ts';
import { amend } from './0007-amend.ts';
import { importedSheets } from './0008-imported-sheets.ts';

/** SQL, or a function where rows need more than SQL can say; runs in the migration's transaction. */
export type Migration = string | ((database: Database.Database) => void);

/** In order; the number of a migration is its place here. Only ever appended to. */
export const migrations: readonly Migration[] = [
  initial,
  reuse,
  trouble,
  recalledWeights,
  dailySummary,
  query,
  amend,
  importedSheets,
];
