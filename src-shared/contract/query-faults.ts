import { foldQuestion, isTooShort } from '../declaration/free-text.ts';
import type { ErrorKind } from '../errors/error-kinds.ts';
import type { QueryConditions } from './schemas.ts';

/** What is wrong with the conditions of a query; null where they can be asked (manual 3.2.1). */
export const queryFault = ({
  enteredFrom,
  enteredTo,
  text,
}: Pick<QueryConditions, 'enteredFrom' | 'enteredTo' | 'text'>): ErrorKind | null => {
  if ((enteredFrom === undefined) !== (enteredTo === undefined)) return 'query.datesHalf';
  if (enteredFrom !== undefined && enteredTo !== undefined && enteredFrom > enteredTo) {
    return 'query.datesReversed';
  }
  const asksText = text !== undefined && foldQuestion(text) !== '';
  return asksText && isTooShort(text) ? 'query.textTooShort' : null;
};
