import type { QueryConditions, SheetChoice, SheetRow } from '../../src-shared/contract/schemas.ts';
import type { SheetSort } from '../../src-shared/declaration/query-words.ts';

/** Which sheets of the list are chosen: some that were checked one by one, or all that match. */

type Checked = Pick<SheetRow, 'id' | 'enteredAt' | 'changedAt'>;

export type Selection =
  | { readonly kind: 'checked'; readonly sheets: ReadonlyMap<number, Checked> }
  /** `except`: unchecked again. */
  | { readonly kind: 'matching'; readonly except: ReadonlySet<number> };

export const noSelection: Selection = { kind: 'checked', sheets: new Map() };
export const allMatching: Selection = { kind: 'matching', except: new Set() };

export const isChecked = (selection: Selection, id: number): boolean =>
  selection.kind === 'checked' ? selection.sheets.has(id) : !selection.except.has(id);

/** With these rows checked, or unchecked. */
export const withRows = (
  selection: Selection,
  rows: readonly Checked[],
  checked: boolean,
): Selection => {
  if (selection.kind === 'matching') {
    const except = new Set(selection.except);
    for (const { id } of rows) {
      if (checked) except.delete(id);
      else except.add(id);
    }
    return { kind: 'matching', except };
  }
  const sheets = new Map(selection.sheets);
  for (const row of rows) {
    const { id, enteredAt, changedAt } = row;
    if (checked) sheets.set(id, { id, enteredAt, changedAt });
    else sheets.delete(id);
  }
  return { kind: 'checked', sheets };
};

/** How many of a page are checked, for the box in the header. */
export const pageState = (
  selection: Selection,
  rows: readonly Checked[],
): 'none' | 'some' | 'all' => {
  const checked = rows.filter(({ id }) => isChecked(selection, id)).length;
  if (checked === 0) return 'none';
  return checked === rows.length ? 'all' : 'some';
};

/** How many are chosen of so many that match; null while that is not known. */
export const chosenCount = (selection: Selection, matching: number | null): number | null => {
  if (selection.kind === 'checked') return selection.sheets.size;
  return matching === null ? null : Math.max(0, matching - selection.except.size);
};

export const isEmpty = (selection: Selection, matching: number | null): boolean =>
  chosenCount(selection, matching) === 0;

const positions: Readonly<Record<SheetSort, (sheet: Checked) => number>> = {
  newest: ({ enteredAt }) => -enteredAt,
  oldest: ({ enteredAt }) => enteredAt,
  lastSaved: ({ changedAt }) => -changedAt,
  firstSaved: ({ changedAt }) => changedAt,
};
const newestFirst: ReadonlySet<SheetSort> = new Set(['newest', 'lastSaved']);

/** As main takes it, in the order of the list; null where nothing is chosen. */
export const choiceOf = (
  selection: Selection,
  conditions: QueryConditions,
  sort: SheetSort,
): SheetChoice | null => {
  if (selection.kind === 'matching') {
    return { kind: 'matching', conditions, except: [...selection.except], sort };
  }
  if (selection.sheets.size === 0) return null;
  const position = positions[sort];
  const sign = newestFirst.has(sort) ? -1 : 1;
  const ids = [...selection.sheets.values()]
    .sort((one, other) => position(one) - position(other) || sign * (one.id - other.id))
    .map(({ id }) => id);
  return { kind: 'checked', ids };
};
