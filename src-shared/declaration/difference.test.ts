import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeCount, differenceOf } from './difference.ts';
import type { SheetDifference } from './difference.ts';
import type { Item, Sheet } from './sheet.ts';
import { anySheet, goodHead, goodItem, goodSheet, sheetWith } from './sheets.testing.ts';

const bill = (objectId: string, changes: Partial<Item> = {}): Item => ({
  ...goodItem,
  objectId,
  pickupWeight: objectId.length.toString(),
  containerNo1: `C${objectId}`,
  sealNos1: `S${objectId}`,
  remark: `备注 ${objectId}`,
  ...changes,
});
const sheetOf = (...items: readonly Item[]): Sheet => ({ head: goodHead, items });

/** The changes of the list as a clerk would say them, counted from 1. */
const told = (before: readonly Item[], after: readonly Item[]): readonly string[] =>
  differenceOf(sheetOf(...before), sheetOf(...after)).items.map((change) =>
    change.kind === 'changed'
      ? `${String(change.indexBefore + 1)}→${String(change.index + 1)} ${change.fields.map(({ field }) => field).join()}`
      : `${change.kind} ${String(change.index + 1)}`,
  );

const [a, b, c, d] = ['A', 'B', 'C', 'D'].map((name) => bill(name)) as [Item, Item, Item, Item];

test('a draft that says the same has no difference', () => {
  const difference = differenceOf(goodSheet, { head: { ...goodHead }, items: [{ ...goodItem }] });
  expect(difference).toEqual({ head: [], items: [] });
  expect(changeCount(difference)).toBe(0);
});

test('a changed field is told with what it was and what it is', () => {
  const difference = differenceOf(
    goodSheet,
    sheetWith({ vehicleWeight: '15500', remark: '换车' }, { objectId: 'COSU1' }),
  );
  expect(difference).toEqual({
    head: [
      { field: 'vehicleWeight', before: '15000', after: '15500' },
      { field: 'remark', before: '', after: '换车' },
    ],
    items: [
      {
        kind: 'changed',
        index: 0,
        indexBefore: 0,
        fields: [{ field: 'objectId', before: 'COSU6123456780', after: 'COSU1' }],
      },
    ],
  });
  expect(changeCount(difference)).toBe(3);
  const two = sheetWith({}, { objectId: 'COSU1', remark: '改' });
  expect(changeCount(differenceOf(goodSheet, two))).toBe(2);
});

test.each<[string, readonly Item[], readonly Item[], readonly string[]]>([
  ['an item added at the end', [a], [a, b], ['added 2']],
  ['an item added in front', [b], [a, b], ['added 1']],
  ['an item added between', [a, c], [a, b, c], ['added 2']],
  ['the first item removed', [a, b, c], [b, c], ['removed 1']],
  ['the last item removed', [a, b, c], [a, b], ['removed 3']],
  ['every item removed', [a, b], [], ['removed 1', 'removed 2']],
  ['items added to an empty list', [], [a, b], ['added 1', 'added 2']],
  [
    'one removed and another changed',
    [a, b, c],
    [b, bill('C', { pickupWeight: '7' })],
    ['removed 1', '3→2 pickupWeight'],
  ],
  ['one of two equal items changed', [a, a], [a, bill('A', { remark: '改' })], ['2→2 remark']],
  ['one put in the place of quite another', [a, b, c], [a, d, c], ['removed 2', 'added 2']],
  [
    'two put in the place of two others, each told once',
    [a, b],
    [c, d],
    ['removed 1', 'removed 2', 'added 1', 'added 2'],
  ],
  ['two items that changed places', [a, b], [b, a], ['removed 1', 'added 2']],
  [
    'the ends the same and everything between them changed',
    [a, b, c, d],
    [a, bill('B', { remark: '一' }), bill('C', { remark: '二' }), d],
    ['2→2 remark', '3→3 remark'],
  ],
])('%s', (_what, before, after, expected) => {
  expect(told(before, after)).toEqual(expected);
});

test('of several ways to tell a change the shortest is taken', () => {
  const other = { containerNo1: '1', sealNos1: '2', remark: '3', voyageNo: '4', direction: 'E' };
  // One that is told with five fields, and two added, are less than three added and one removed.
  const [, , third] = told([a], [c, d, { ...a, ...other }]);
  expect(third).toMatch(/^1→3 /);
  // The one that is left is the one that differs least.
  const nearest = { ...a, remark: '近' };
  expect(told([{ ...a, ...other }, b, c, d, nearest], [a])).toEqual([
    ...['removed 1', 'removed 2', 'removed 3', 'removed 4'],
    '5→1 remark',
  ]);
});

test('an item stays the same while its object does, or while little else changes', () => {
  const everythingElse = Object.fromEntries(
    Object.keys(a)
      .filter((key) => key !== 'objectId' && key !== 'vesselName' && key !== 'containerNo2')
      .map((key) => [key, '改']),
  );
  expect(told([a], [{ ...a, ...everythingElse }])[0]).toMatch(/^1→1 /);
  expect(told([a], [bill('A', { objectId: 'A1', pickupWeight: '2', containerNo1: '3' })])).toEqual([
    '1→1 objectId,pickupWeight,containerNo1',
  ]);
  const four = bill('A', { objectId: 'A1', pickupWeight: '2', containerNo1: '3', sealNos1: '4' });
  expect(told([a], [four])).toEqual(['removed 1', 'added 1']);
  // An export may leave the bill's number out: two that say nothing are not the same object.
  const nameless = { objectId: '' };
  expect(told([bill('A', nameless)], [bill('B', { ...nameless, pickupWeight: '9' })])).toEqual([
    'removed 1',
    'added 1',
  ]);
});

/** The accepted version with the difference put in: has to be the draft again. */
const applied = (accepted: Sheet, { head, items }: SheetDifference): Sheet => {
  const removed = new Set(items.filter(({ kind }) => kind === 'removed').map(({ index }) => index));
  const changed = items.filter((change) => change.kind === 'changed');
  const left = accepted.items.flatMap((item, index) => {
    if (removed.has(index)) return [];
    const change = changed.find(({ indexBefore }) => indexBefore === index);
    const values: Partial<Item> = Object.fromEntries(
      change?.fields.map(({ field, after }) => [field, after]) ?? [],
    );
    return [{ ...item, ...values }];
  });
  const added = items.filter((change) => change.kind === 'added');
  for (const { index, item } of added) left.splice(index, 0, item);
  return {
    head: {
      ...accepted.head,
      ...Object.fromEntries(head.map(({ field, after }) => [field, after])),
    },
    items: left,
  };
};

const fewItems = fc.array(
  fc
    .tuple(fc.constantFrom('A', 'B', 'C', 'D'), fc.constantFrom('', 'x', 'y'))
    .map(([name, remark]) => bill(name, { remark })),
  { maxLength: 7 },
);

test('the difference put into the accepted version is the draft, whatever they are', () => {
  fc.assert(
    fc.property(anySheet, anySheet, (accepted, draft) => {
      expect(applied(accepted, differenceOf(accepted, draft))).toEqual(draft);
    }),
  );
  fc.assert(
    fc.property(fewItems, fewItems, (before, after) => {
      const [accepted, draft] = [sheetOf(...before), sheetOf(...after)];
      expect(applied(accepted, differenceOf(accepted, draft))).toEqual(draft);
    }),
    { numRuns: 500 },
  );
});

test('nothing is told where nothing differs, something where anything does', () => {
  fc.assert(
    fc.property(fewItems, fewItems, (before, after) => {
      const same = JSON.stringify(before) === JSON.stringify(after);
      expect(changeCount(differenceOf(sheetOf(...before), sheetOf(...after))) === 0).toBe(same);
    }),
  );
});

test('an item that stays is never told, and a changed one is told once', () => {
  fc.assert(
    fc.property(fewItems, fewItems, (before, after) => {
      const { items } = differenceOf(sheetOf(...before), sheetOf(...after));
      const of = (kind: string): number => items.filter((change) => change.kind === kind).length;
      expect(before.length - of('removed')).toBe(after.length - of('added'));
      for (const change of items) {
        if (change.kind === 'changed') expect(change.fields.length).toBeGreaterThan(0);
      }
      expect(of('removed') + of('changed')).toBeLessThanOrEqual(before.length);
    }),
  );
});

test('the longest lists that a sheet may have are compared', () => {
  const long = (prefix: string): Item[] =>
    Array.from({ length: 999 }, (_, index) => bill(`${prefix}${String(index)}`));
  const difference = differenceOf(sheetOf(...long('A')), sheetOf(...long('B')));
  expect(difference.items.length).toBeGreaterThanOrEqual(999);
});
