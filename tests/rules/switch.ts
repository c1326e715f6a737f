import type { NamedTest } from './rule.ts';

/** How one rule is switched off in the source, and the tests that must fail then. */
export interface Switch {
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly from: string;
  readonly to: string;
  readonly fails: readonly NamedTest[];
}

export const switched = (
  file: string,
  from: string,
  to: string,
  ...fails: readonly (readonly NamedTest[])[]
): Switch => ({ file, from, to, fails: fails.flat() });
