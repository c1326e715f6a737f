import { z } from 'zod';
import { headFields } from '../../src-shared/declaration/fields.ts';
import type { HeadFieldKey } from '../../src-shared/declaration/fields.ts';
import { lockedFromTheStart } from '../../src-shared/declaration/reuse.ts';
import type { ReadableStore, WritableStore } from './store.ts';

/** What each operator has set for himself. */

const lockedFields = 'lockedFields';

/** The head fields that a new sheet keeps; a field that is no longer known is left out. */
export const readLockedFields = (
  store: ReadableStore,
  operatorId: number,
): readonly HeadFieldKey[] => {
  const value: unknown = store
    .prepare('SELECT value FROM operator_preference WHERE operator_id = ? AND key = ?')
    .pluck()
    .get(operatorId, lockedFields);
  if (typeof value !== 'string') return lockedFromTheStart;
  const stored = z.array(z.string()).parse(JSON.parse(value));
  return headFields.map(({ key }) => key).filter((key) => stored.includes(key));
};

export const writeLockedFields = (
  store: WritableStore,
  operatorId: number,
  keys: readonly HeadFieldKey[],
): void => {
  store
    .prepare(
      `INSERT INTO operator_preference (operator_id, key, value) VALUES (?, ?, ?)
       ON CONFLICT (operator_id, key) DO UPDATE SET value = excluded.value`,
    )
    .run(operatorId, lockedFields, JSON.stringify(keys));
};
