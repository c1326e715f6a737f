import { initial } from './0001-initial.ts';

/** In order; the number of a migration is its place here. Only ever appended to. */
export const migrations: readonly string[] = [initial];
