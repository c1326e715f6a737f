import { initial } from './0001-initial.ts';
import { reuse } from './0002-reuse.ts';
import { importedSheets } from './0006-imported-sheets.ts';

/** In order; the number of a migration is its place here. Only ever appended to. */
export const migrations: readonly string[] = [initial, reuse, importedSheets];
