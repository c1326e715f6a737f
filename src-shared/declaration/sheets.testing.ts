import fc from 'fast-check';
import { anyText } from '../any-text.testing.ts';
import { headFields, itemFields } from './fields.ts';
import type { HeadFieldKey, ItemFieldKey } from './fields.ts';
import { emptyHead, emptyItem } from './new-sheet.ts';
import type { Head, Item, Sheet } from './sheet.ts';

/** Sheets for tests. */

/** A road import that has nothing to mend and nothing to confirm. */
export const goodHead: Head = emptyHead({
  customsCode: '2203',
  mediumType: 'VN',
  mediumId: '沪A12345',
  businessType: '1000000000',
  transportMode: '4',
  importExport: 'I',
  vehicleType: '01',
  vehicleWeight: '15000',
});

export const goodItem: Item = {
  ...emptyItem(goodHead),
  direction: 'I',
  objectType: 'B',
  objectId: 'COSU6123456780',
  voyageNo: '2026112200001',
  billType: '1',
  pickupWeight: '20000.5',
};

export const goodSheet: Sheet = { head: goodHead, items: [goodItem] };

/** The good sheet with other values in its head and its one item. */
export const sheetWith = (head: Partial<Head>, item: Partial<Item> = {}): Sheet => ({
  head: { ...goodHead, ...head },
  items: [{ ...goodItem, ...item }],
});

const typed = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  anyText(40),
  fc.string({
    unit: fc.constantFrom(...Array.from('ａＺ９．。｜|，、 \u3000\t\n\u200Bß·-港挂')),
    maxLength: 12,
  }),
  fc.constantFrom('', '2', '4', 'B', 'c', 'vn', 'ＶＮ', 'bc', '0000100000', '12.50', '沪Ａ·12345'),
);

const recordOf = <Key extends string>(
  keys: readonly { readonly key: Key }[],
): fc.Arbitrary<Record<Key, string>> =>
  fc
    .tuple(...keys.map(() => typed))
    .map(
      (values) =>
        Object.fromEntries(keys.map(({ key }, index) => [key, values[index] ?? ''])) as Record<
          Key,
          string
        >,
    );

/** Anything that fingers, keyboards and clipboards produce. */
export const anySheet: fc.Arbitrary<Sheet> = fc.record({
  head: recordOf<HeadFieldKey>(headFields),
  items: fc.array(recordOf<ItemFieldKey>(itemFields), { maxLength: 3 }),
});
