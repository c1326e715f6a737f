import { headFields, itemFields } from './fields.ts';
import type { HeadFieldKey, ItemFieldKey } from './fields.ts';
import type { Item, Sheet } from './sheet.ts';

/**
 * What a change (变更) changes: the draft against the version that customs has accepted, field by
 * field. Both sheets are folded; indexes count from 0.
 */

export interface FieldChange<Key extends string> {
  readonly field: Key;
  readonly before: string;
  readonly after: string;
}

export type ItemDifference =
  | { readonly kind: 'added'; readonly index: number; readonly item: Item }
  /** `index` is its place in the accepted version. */
  | { readonly kind: 'removed'; readonly index: number; readonly item: Item }
  | {
      readonly kind: 'changed';
      /** Its place in the draft. */
      readonly index: number;
      readonly indexBefore: number;
      readonly fields: readonly FieldChange<ItemFieldKey>[];
    };

export interface SheetDifference {
  readonly head: readonly FieldChange<HeadFieldKey>[];
  /** In the order of the list, a removed one where it stood. */
  readonly items: readonly ItemDifference[];
}

const fieldChanges = <Key extends string>(
  fields: readonly { readonly key: Key }[],
  before: Readonly<Record<Key, string>>,
  after: Readonly<Record<Key, string>>,
): readonly FieldChange<Key>[] =>
  fields
    .filter(({ key }) => before[key] !== after[key])
    .map(({ key }) => ({ field: key, before: before[key], after: after[key] }));

/**
 * How much there is to say where one item became the other: a field counts for more where it is
 * about another object, so that a bill in the place of another bill is told as the one that went
 * and the one that came.
 */
const distance = (before: Item, after: Item): number => {
  const sameObject = before.objectId !== '' && before.objectId === after.objectId;
  const each = sameObject ? 1 : 3;
  return itemFields.reduce((sum, { key }) => (before[key] === after[key] ? sum : sum + each), 0);
};

/** Of saying that an item was added or removed: up to three fields make it another object's. */
const costOfOne = 5;

type Pair = readonly [before: number | null, after: number | null];

/**
 * Which item became which, in order, with as little to tell as possible. Items have no name of
 * their own, so this is the edit distance, over what is left between the equal ones at both ends.
 */
const alignedItems = (before: readonly Item[], after: readonly Item[]): readonly Pair[] => {
  const columns = after.length + 1;
  const cost = new Uint32Array((before.length + 1) * columns);
  const at = (row: number, column: number): number => cost[row * columns + column] ?? 0;
  /** Of saying that the one became the other, with all that follows. */
  const costOfPair = (row: number, column: number): number => {
    const [old, now] = [before[row], after[column]];
    return old === undefined || now === undefined
      ? Infinity
      : distance(old, now) + at(row + 1, column + 1);
  };
  // From the end, so that the pairs are read off from the start.
  for (let row = before.length; row >= 0; row -= 1) {
    for (let column = after.length; column >= 0; column -= 1) {
      if (row === before.length && column === after.length) continue;
      cost[row * columns + column] = Math.min(
        costOfPair(row, column),
        row < before.length ? costOfOne + at(row + 1, column) : Infinity,
        column < after.length ? costOfOne + at(row, column + 1) : Infinity,
      );
    }
  }
  const pairs: Pair[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const best = at(row, column);
    if (best === costOfPair(row, column)) {
      pairs.push([row, column]);
      row += 1;
      column += 1;
    } else if (row < before.length && best === costOfOne + at(row + 1, column)) {
      pairs.push([row, null]);
      row += 1;
    } else {
      pairs.push([null, column]);
      column += 1;
    }
  }
  return pairs;
};

const isSame = (before: Item | undefined, after: Item | undefined): boolean =>
  before !== undefined && after !== undefined && distance(before, after) === 0;

/** How many items at the start are the same in both lists. */
const sameAtStart = (before: readonly Item[], after: readonly Item[]): number => {
  let count = 0;
  while (isSame(before[count], after[count])) count += 1;
  return count;
};

const differenceOfItems = (
  before: readonly Item[],
  after: readonly Item[],
): readonly ItemDifference[] => {
  const start = sameAtStart(before, after);
  const end = sameAtStart(before.slice(start).reverse(), after.slice(start).reverse());
  const pairs = alignedItems(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  );
  return pairs.flatMap(([row, column]): readonly ItemDifference[] => {
    const indexBefore = row === null ? null : row + start;
    const index = column === null ? null : column + start;
    const old = indexBefore === null ? undefined : before[indexBefore];
    const now = index === null ? undefined : after[index];
    if (old === undefined || indexBefore === null) {
      return now === undefined || index === null ? [] : [{ kind: 'added', index, item: now }];
    }
    if (now === undefined || index === null) {
      return [{ kind: 'removed', index: indexBefore, item: old }];
    }
    const fields = fieldChanges(itemFields, old, now);
    return fields.length === 0 ? [] : [{ kind: 'changed', index, indexBefore, fields }];
  });
};

export const differenceOf = (accepted: Sheet, draft: Sheet): SheetDifference => ({
  head: fieldChanges(headFields, accepted.head, draft.head),
  items: differenceOfItems(accepted.items, draft.items),
});

/** How many places differ: a field of the head, an item added or removed, a field of an item. */
export const changeCount = ({ head, items }: SheetDifference): number =>
  items.reduce(
    (count, change) => count + (change.kind === 'changed' ? change.fields.length : 1),
    head.length,
  );
