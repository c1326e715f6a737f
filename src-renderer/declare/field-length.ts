import { characterCount } from '../../src-shared/declaration/characters.ts';
import type { FieldContext, FieldDefinition } from '../../src-shared/declaration/fields.ts';
import { foldField } from '../../src-shared/declaration/folding.ts';

/** No box takes more: nothing that belongs into one field is as long (contract, schemas.ts). */
export const longestTyped = 20_000;

/** How many characters a text field holds at most; null for a field that is no free text. */
export const mostOf = ({ input }: FieldDefinition): number | null =>
  input.type === 'text' || input.type === 'remark' ? input.maxLength : null;

/** Characters as the rule counts them, of the text as it will be kept. */
export const countOf = (
  field: FieldDefinition,
  context: FieldContext,
  typed: string,
): number | null =>
  mostOf(field) === null ? null : characterCount(foldField(field, context, typed));

const nearlyFull = 0.9;
/** A container's number fills its field whenever it is right. */
const shortest = 20;

/** Worth telling without the focus, too. */
export const isTight = (count: number, most: number): boolean =>
  count > most || (most > shortest && count >= most * nearlyFull);
