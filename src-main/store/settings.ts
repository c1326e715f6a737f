import type { ReadableStore, WritableStore } from './store.ts';

/** What the program itself remembers beside the sheets: one text for each key. */
export const settingKeys = [
  'instanceId',
  'generation',
  'deskNumber',
  'clockOffset',
  'lastViewOf',
] as const;
/** `view:` and an operator's id: how the window looked when this operator used it last. */
export type SettingKey = (typeof settingKeys)[number] | `view:${number}`;

export const readSetting = (store: ReadableStore, key: SettingKey): string | null => {
  const value: unknown = store.prepare('SELECT value FROM setting WHERE key = ?').pluck().get(key);
  return typeof value === 'string' ? value : null;
};

export const writeSetting = (store: WritableStore, key: SettingKey, value: string): void => {
  store
    .prepare(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    .run(key, value);
};

/** The next `count` numbers of the desk's counter, never given twice; the value is the last of them. */
export const takeCounters = (store: WritableStore, count: number): number => {
  const value: unknown = store
    .prepare(
      `INSERT INTO counter (name, value) VALUES ('sheet', ?)
       ON CONFLICT (name) DO UPDATE SET value = value + excluded.value RETURNING value`,
    )
    .pluck()
    .get(count);
  return Number(value);
};

/** The last number that was given; 0 before the first. */
export const lastCounter = (store: ReadableStore): number =>
  Number(
    store.prepare(`SELECT coalesce(max(value), 0) FROM counter WHERE name = 'sheet'`).pluck().get(),
  );

/** Leaves numbers out that may have been given; never goes back. */
export const raiseCounter = (store: WritableStore, value: number): void => {
  store
    .prepare(
      `INSERT INTO counter (name, value) VALUES ('sheet', ?)
       ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)`,
    )
    .run(value);
};
