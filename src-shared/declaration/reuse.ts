import { mapHead, presenceOf } from './field-values.ts';
import { headFields } from './fields.ts';
import type { HeadFieldKey } from './fields.ts';
import { clearClosed } from './head-change.ts';
import { emptyHead } from './new-sheet.ts';
import type { HeadDefaults } from './new-sheet.ts';
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

/** Text fields whose earlier values are offered again. */
export const recalledFields = ['mediumId', 'objectId', 'vesselName', 'voyageNo'] as const;
export type RecalledField = (typeof recalledFields)[number];
export const mostEarlierValues = 10;

export const weightFields = ['vehicleWeight', 'trailerWeight', 'containerWeight'] as const;
export type WeightField = (typeof weightFields)[number];
