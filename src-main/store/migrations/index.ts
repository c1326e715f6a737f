import { initial } from './0001-initial.ts';
import { reuse } from './0002-reuse.ts';
import { recalledWeights } from './0006-recalled-weights.ts';

/** In order; the number of a migration is its place here. Only ever appended to. */
export const migrations: readonly string[] = [initial, reuse, recalledWeights];
