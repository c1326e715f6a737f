import { initial } from './0001-initial.ts';
import { reuse } from './0002-reuse.ts';
import { amend } from './0004-amend.ts';

/** In order; the number of a migration is its place here. Only ever appended to. */
export const migrations: readonly string[] = [initial, reuse, amend];
