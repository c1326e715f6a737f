import type { HeadFieldKey, ItemFieldKey } from './fields.ts';

/**
 * What a clerk typed into the head, field by field: text exactly as it stands in the form.
 * Codes hold the code, weights hold kilograms as decimal text, seals are joined by `|`.
 * A field that is empty or closed holds the empty string.
 */
export type Head = Readonly<Record<HeadFieldKey, string>>;

/** One row of 表体, as text like {@link Head}. */
export type Item = Readonly<Record<ItemFieldKey, string>>;

/** One 票: what the clerk enters; numbers, status and dates are given by the program. */
export interface Sheet {
  readonly head: Head;
  readonly items: readonly Item[];
}

/** The message functions of the gate system: 申报, 变更, 删单. */
export const declarationFunctions = ['ADD', 'MOD', 'DEL'] as const;
export type DeclarationFunction = (typeof declarationFunctions)[number];
