import { mapHead, presenceOf } from './field-values.ts';
import { headFields } from './fields.ts';
import type { HeadFieldKey, ItemFieldKey } from './fields.ts';
import { clearClosed } from './head-change.ts';
import { emptyHead } from './new-sheet.ts';
import type { HeadDefaults, SheetDefaults } from './new-sheet.ts';
import type { Head } from './sheet.ts';

/** What a clerk does not type twice: kept head fields, earlier values, weights of a known vehicle. */

/** 保留上票: these head fields are kept from the start. */
export const lockedFromTheStart: readonly HeadFieldKey[] = [
  'customsCode',
  'mediumType',
  'transportMode',
  'importExport',
];

/** What a new sheet starts with: the kept fields of the last sheet, as far as they are open. */
export const keptFrom = (last: Head | null, locked: readonly HeadFieldKey[]): HeadDefaults => {
  if (last === null) return {};
  const start = emptyHead();
  const kept = mapHead(start, ({ key }, initial) => (locked.includes(key) ? last[key] : initial));
  const { head } = clearClosed({ head: kept, items: [] });
  return Object.fromEntries(
    headFields
      .filter((field) => locked.includes(field.key) && presenceOf(field, { head }) !== 'closed')
      .map(({ key }) => [key, head[key]]),
  );
};

/**
 * 录入设置: fields whose first value each operator chooses. What tells one vehicle or one load from
 * another is none of them: a weight or a container that nobody typed must not stand on a sheet.
 */
export const defaultHeadFields = [
  'customsCode',
  'mediumType',
  'businessType',
  'transportMode',
  'importExport',
  'vehicleType',
  'remark',
] as const satisfies readonly HeadFieldKey[];
export const defaultItemFields = [
  'direction',
  'objectType',
  'vesselName',
  'voyageNo',
  'billType',
] as const satisfies readonly ItemFieldKey[];

export interface EntryDefaults {
  readonly head: Partial<Record<(typeof defaultHeadFields)[number], string>>;
  readonly item: Partial<Record<(typeof defaultItemFields)[number], string>>;
}

/** What is kept of the last sheet goes before the operator's own default, that before the initial value. */
export const startOf = (
  last: Head | null,
  locked: readonly HeadFieldKey[],
  defaults: EntryDefaults,
): SheetDefaults => ({
  head: { ...defaults.head, ...keptFrom(last, locked) },
  item: defaults.item,
});

/** Text fields whose earlier values are offered again. */
export const recalledFields = ['mediumId', 'objectId', 'vesselName', 'voyageNo'] as const;
export type RecalledField = (typeof recalledFields)[number];
export const mostEarlierValues = 10;

export const weightFields = ['vehicleWeight', 'trailerWeight', 'containerWeight'] as const;
export type WeightField = (typeof weightFields)[number];
