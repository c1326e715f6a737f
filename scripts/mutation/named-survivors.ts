/**
 * Mutants of src-shared that no test notices, each with the reason. `npm run mutation` fails where
 * one survives that is not here, and where an entry is here that none needs any more.
 */

export interface NamedSurvivor {
  readonly file: string;
  /** The top-level declaration that it stands in; left out: anywhere in the file. */
  readonly within?: string;
  /** The mutated text to the letter; left out: whatever is mutated there. */
  readonly original?: string;
  readonly replacement?: string;
  readonly reason: keyof typeof reasons;
  /** Why it holds here. */
  readonly because: string;
}

export const reasons = {
  equivalent: 'Equivalent: no input makes a difference',
  types: 'For the compiler: a value that the types allow and that never comes',
  speed: 'Speed alone: the answer is the same, later',
} as const;

export const namedSurvivors: readonly NamedSurvivor[] = [];
