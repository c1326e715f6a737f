import { z } from 'zod';
import { headFields } from '../../src-shared/declaration/fields.ts';
import type { HeadFieldKey } from '../../src-shared/declaration/fields.ts';
import {
  defaultHeadFields,
  defaultItemFields,
  lockedFromTheStart,
} from '../../src-shared/declaration/reuse.ts';
import type { EntryDefaults } from '../../src-shared/declaration/reuse.ts';
import type { ReadableStore, WritableStore } from './store.ts';

/** What each operator has set for himself. */

const lockedFields = 'lockedFields';
const entryDefaults = 'entryDefaults';

const readPreference = (store: ReadableStore, operatorId: number, key: string): unknown => {
  const value: unknown = store
    .prepare('SELECT value FROM operator_preference WHERE operator_id = ? AND key = ?')
    .pluck()
    .get(operatorId, key);
  return typeof value === 'string' ? JSON.parse(value) : undefined;
};

const writePreference = (
  store: WritableStore,
  operatorId: number,
  key: string,
  value: unknown,
): void => {
  store
    .prepare(
      `INSERT INTO operator_preference (operator_id, key, value) VALUES (?, ?, ?)
       ON CONFLICT (operator_id, key) DO UPDATE SET value = excluded.value`,
    )
    .run(operatorId, key, JSON.stringify(value));
};

/** The head fields that a new sheet keeps; a field that is no longer known is left out. */
export const readLockedFields = (
  store: ReadableStore,
  operatorId: number,
): readonly HeadFieldKey[] => {
  const value = readPreference(store, operatorId, lockedFields);
  if (value === undefined) return lockedFromTheStart;
  const stored = z.array(z.string()).parse(value);
  return headFields.map(({ key }) => key).filter((key) => stored.includes(key));
};

export const writeLockedFields = (
  store: WritableStore,
  operatorId: number,
  keys: readonly HeadFieldKey[],
): void => {
  writePreference(store, operatorId, lockedFields, keys);
};

const storedDefaultsSchema = z.object({
  head: z.record(z.string(), z.string()),
  item: z.record(z.string(), z.string()),
});

const known = <Key extends string>(
  keys: readonly Key[],
  stored: Readonly<Record<string, string>>,
): Partial<Record<Key, string>> =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const value = stored[key] ?? '';
      return value === '' ? [] : [[key, value]];
    }),
  ) as Partial<Record<Key, string>>;

/** 录入设置; a field that is no longer known is left out, and one that is empty is none. */
export const readEntryDefaults = (store: ReadableStore, operatorId: number): EntryDefaults => {
  const stored = storedDefaultsSchema.parse(
    readPreference(store, operatorId, entryDefaults) ?? { head: {}, item: {} },
  );
  return {
    head: known(defaultHeadFields, stored.head),
    item: known(defaultItemFields, stored.item),
  };
};

export const writeEntryDefaults = (
  store: WritableStore,
  operatorId: number,
  defaults: EntryDefaults,
): void => {
  writePreference(store, operatorId, entryDefaults, defaults);
};
