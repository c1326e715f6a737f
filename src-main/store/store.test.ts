import Database from 'better-sqlite3';
import fc from 'fast-check';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { mapHead, mapItem } from '../../src-shared/declaration/field-values.ts';
import { canSave } from '../../src-shared/declaration/findings.ts';
import { normaliseSheet } from '../../src-shared/declaration/folding.ts';
import { checkSheet } from '../../src-shared/declaration/rules.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { anySheet } from '../../src-shared/declaration/sheets.testing.ts';
import { shippedTables } from '../../src-shared/parameters/shipped-tables.testing.ts';
import { roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { openTestStore, storeDesk } from '../../tests/support/store-desk.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { appendAudit } from './audit.ts';
import { findSheet, insertSheet } from './declarations.ts';
import { migrations } from './migrations/index.ts';
import { openForReading, openStore, StoreError, storeFailure, transaction } from './store.ts';

const storeFile = (): string => path.join(temporaryFolder(), 'profile', 'kakou.db');

const refusalOf = async (opening: Promise<unknown>): Promise<StoreError> => {
  const error: unknown = await opening.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof StoreError) return error;
  throw new Error('the store was not refused', { cause: error });
};

it('makes folder and file at the first start, safe against a power cut', async () => {
  const file = storeFile();
  const store = await openTestStore(file);
  const pragma = (name: string): unknown => store.pragma(name, { simple: true });
  expect(pragma('journal_mode')).toBe('wal');
  expect(pragma('synchronous')).toBe(2);
  expect(pragma('foreign_keys')).toBe(1);
  expect(pragma('application_id')).toBe(0x4b414b55);
  expect(pragma('user_version')).toBe(migrations.length);
  expect(pragma('busy_timeout')).toBeGreaterThan(0);
});

it('keeps everything in strict tables', async () => {
  const store = await openTestStore(storeFile());
  const loose = store
    .prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
      AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
    )
    .all();
  expect(loose).toEqual([]);
});

it('opens the same store again with what was in it', async () => {
  const file = storeFile();
  const first = await openStore(file);
  transaction(first, (store) => {
    appendAudit(store, { at: 1, action: 'save', detail: 'kept' });
  });
  first.close();
  const second = await openTestStore(file);
  expect(second.prepare('SELECT detail FROM audit').pluck().all()).toEqual(['kept']);
});

it('refuses a store of a newer program by name and leaves the file as it was', async () => {
  const file = storeFile();
  const store = await openStore(file);
  store.pragma('journal_mode = DELETE');
  store.pragma('user_version = 99');
  store.close();
  const before = readFileSync(file);
  const { failure } = await refusalOf(openStore(file));
  expect(failure.kind).toBe('store.newerVersion');
  expect(failure.message).toContain('99');
  expect(readFileSync(file).equals(before)).toBe(true);
});

it.each([
  ['text', Buffer.from('not a database at all, but longer than a header of one'.repeat(40))],
  ['noise', Buffer.alloc(8192, 0xa7)],
])('refuses a file of %s as damaged and leaves it as it was', async (_name, content) => {
  const file = path.join(temporaryFolder(), 'kakou.db');
  writeFileSync(file, content);
  const { failure } = await refusalOf(openStore(file));
  expect(failure.kind).toBe('store.damaged');
  expect(failure.message).toContain(file);
  expect(readFileSync(file).equals(content)).toBe(true);
});

it('refuses a store of which only the newest sheets can’t be read', async () => {
  const desk = await storeDesk();
  for (let count = 0; count < 20; count += 1) desk.saved(seaImport);
  const pageOf = desk.store.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck();
  const page = Number(pageOf.get('declaration'));
  desk.store.close();
  const content = readFileSync(desk.file);
  content.fill(0xff, (page - 1) * 4096, page * 4096);
  writeFileSync(desk.file, content);
  expect((await refusalOf(openStore(desk.file))).failure.kind).toBe('store.damaged');
});

it('refuses a store whose pages were overwritten, instead of failing at the first query', async () => {
  const desk = await storeDesk();
  for (let count = 0; count < 20; count += 1) desk.saved(seaImport);
  desk.store.close();
  const content = readFileSync(desk.file);
  content.fill(0xff, 4096);
  writeFileSync(desk.file, content);
  expect((await refusalOf(openStore(desk.file))).failure.kind).toBe('store.damaged');
});

it.each([0, 3])(
  'never makes another program’s database its own (its version is %i)',
  async (version) => {
    const file = path.join(temporaryFolder(), 'kakou.db');
    const other = new Database(file);
    other.exec(`CREATE TABLE song (title TEXT); PRAGMA user_version = ${String(version)}`);
    other.close();
    const before = readFileSync(file);
    expect((await refusalOf(openStore(file))).failure.kind).toBe('store.damaged');
    expect(readFileSync(file).equals(before)).toBe(true);
  },
);

it('says which path can’t be written where a file stands in the folder’s place', async () => {
  const place = path.join(temporaryFolder(), 'profile');
  writeFileSync(place, '');
  const { failure } = await refusalOf(openStore(path.join(place, 'kakou.db')));
  expect(failure.kind).toBe('store.unwritable');
  expect(failure.message).toContain(place);
});

it('says which path can’t be written where a folder stands in the file’s place', async () => {
  const file = storeFile();
  mkdirSync(file, { recursive: true });
  expect((await refusalOf(openStore(file))).failure.kind).toBe('store.unwritable');
});

it('backs the store up before it is migrated, and brings it forward', async () => {
  const file = storeFile();
  const old = await openStore(file);
  transaction(old, (store) => {
    appendAudit(store, { at: 1, action: 'save', detail: 'from before' });
  });
  old.close();
  const steps = [
    ...migrations,
    'ALTER TABLE audit ADD COLUMN place TEXT; CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;',
  ];
  const migrated = await openStore(file, steps);
  expect(migrated.pragma('user_version', { simple: true })).toBe(steps.length);
  expect(migrated.prepare('SELECT detail, place FROM audit').all()).toEqual([
    { detail: 'from before', place: null },
  ]);
  migrated.close();
  const backup = new Database(`${file}.before-migration-${String(migrations.length)}`, {
    readonly: true,
  });
  expect(backup.pragma('user_version', { simple: true })).toBe(migrations.length);
  expect(backup.prepare('SELECT detail FROM audit').pluck().all()).toEqual(['from before']);
  backup.close();
});

it('leaves the store in its old version where a migration fails in the middle', async () => {
  const file = storeFile();
  (await openStore(file)).close();
  const steps = [...migrations, 'CREATE TABLE more (id INTEGER) STRICT; SELECT 1 FROM nowhere;'];
  await expect(openStore(file, steps)).rejects.toThrow('nowhere');
  const store = await openTestStore(file);
  expect(store.pragma('user_version', { simple: true })).toBe(migrations.length);
  expect(store.prepare(`SELECT name FROM sqlite_schema WHERE name = 'more'`).all()).toEqual([]);
});

it('makes no backup of a store that needs no migration', async () => {
  const file = storeFile();
  (await openStore(file)).close();
  (await openStore(file)).close();
  expect(existsSync(`${file}.before-migration-1`)).toBe(false);
});

it('tells that another program holds the store, after having waited for it', async () => {
  const file = storeFile();
  const store = await openTestStore(file);
  store.pragma('busy_timeout = 50');
  const other = new Database(file);
  other.exec('BEGIN IMMEDIATE');
  let thrown: unknown;
  try {
    transaction(store, (writable) => {
      appendAudit(writable, { at: 1, action: 'save' });
    });
  } catch (error) {
    thrown = error;
  }
  expect(storeFailure(thrown, file)?.kind).toBe('store.busy');
  expect((await refusalOf(openStore(file))).failure.kind).toBe('store.busy');
  other.close();
  transaction(store, (writable) => {
    appendAudit(writable, { at: 1, action: 'save' });
  });
});

it('knows a full disk, and leaves what is no error of the store to others', () => {
  const coded = (code: string): Error => Object.assign(new Error(code), { code });
  expect(storeFailure(coded('SQLITE_FULL'), 'f')?.kind).toBe('store.full');
  expect(storeFailure(coded('ENOSPC'), 'f')?.kind).toBe('store.full');
  expect(storeFailure(coded('SQLITE_IOERR_WRITE'), 'f')?.kind).toBe('store.unwritable');
  expect(storeFailure(coded('SQLITE_CONSTRAINT_UNIQUE'), 'f')).toBeNull();
  expect(storeFailure(new TypeError('no'), 'f')).toBeNull();
  expect(storeFailure('text', 'f')).toBeNull();
});

it('never lets the audit log be changed or shortened', async () => {
  const store = await openTestStore(storeFile());
  transaction(store, (writable) => {
    appendAudit(writable, { at: 1, action: 'delete', detail: 'two numbers' });
  });
  expect(() => store.exec(`UPDATE audit SET detail = ''`)).toThrow('only appended to');
  expect(() => store.exec('DELETE FROM audit')).toThrow('only appended to');
  expect(store.prepare('SELECT count(*) FROM audit').pluck().get()).toBe(1);
});

it('leaves nothing behind of a save that fails in its middle, not even the number', async () => {
  const desk = await storeDesk();
  desk.store.exec(`CREATE TEMP TRIGGER fails BEFORE INSERT ON item WHEN NEW.position = 1
    BEGIN SELECT RAISE(ABORT, 'pulled the plug'); END`);
  expect(() => desk.save(seaImport)).toThrow('pulled the plug');
  const rows = (table: string): unknown =>
    desk.store.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  expect([rows('declaration'), rows('item'), rows('audit')]).toEqual([0, 0, 0]);
  expect(desk.store.prepare('SELECT value FROM counter').all()).toEqual([]);
  desk.store.exec('DROP TRIGGER fails');
  expect(desk.saved(seaImport).tripNo).toMatch(/0001700000001$/);
});

it('leaves the sheet as it was where a later save fails in its middle', async () => {
  const desk = await storeDesk();
  const first = desk.saved(seaImport);
  desk.store.exec(`CREATE TEMP TRIGGER fails BEFORE INSERT ON audit
    BEGIN SELECT RAISE(ABORT, 'pulled the plug'); END`);
  expect(() => desk.save(roadExport, { existing: first })).toThrow('pulled the plug');
  expect(findSheet(desk.store, first.id)).toEqual(first);
});

it('keeps weights as whole grams and shows them as they were typed', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved({
    head: {
      ...seaImport.head,
      vehicleWeight: '0.001',
      trailerWeight: '999999999.999',
      containerWeight: '０12.500',
    },
    items: seaImport.items,
  });
  expect(
    desk.store
      .prepare('SELECT vehicle_weight, trailer_weight, container_weight FROM declaration')
      .get(),
  ).toEqual({ vehicle_weight: 1, trailer_weight: 999_999_999_999, container_weight: 12_500 });
  expect(sheet.head).toMatchObject({
    vehicleWeight: '0.001',
    trailerWeight: '999999999.999',
    containerWeight: '12.5',
  });
});

it('tells a weight that is 0 from one that is empty', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved({
    head: { ...seaImport.head, vehicleWeight: '0', trailerWeight: '' },
    items: seaImport.items,
  });
  expect(sheet.head.vehicleWeight).toBe('0');
  expect(sheet.head.trailerWeight).toBe('');
});

/** Empties the fields that can't be stored: what is left is as odd, and may be saved. */
const withoutUnstorable = (sheet: Sheet): Sheet => {
  const places = checkSheet(sheet, shippedTables)
    .filter(({ severity }) => severity === 'unstorable')
    .map(({ place }) => place);
  const isBad = (itemIndex: number | null, key: string): boolean =>
    places.some((place) => place.itemIndex === itemIndex && place.field === key);
  return {
    head: mapHead(sheet.head, ({ key }, old) => (isBad(null, key) ? '' : old)),
    items: sheet.items.map((item, index) =>
      mapItem(item, ({ key }, old) => (isBad(index, key) ? '' : old)),
    ),
  };
};

it('gives back to the letter whatever sheet may be saved', async () => {
  const desk = await storeDesk();
  const facts = {
    at: desk.clock.now,
    operatorId: desk.chenmin.id,
    operatorLabel: 'chenmin',
    uscc: '',
    organisationCode: '',
    problemCount: 0,
    confirmedWarnings: [],
  };
  let counter = 0;
  fc.assert(
    fc.property(anySheet, (typed) => {
      const sheet = withoutUnstorable(normaliseSheet(typed));
      fc.pre(canSave(checkSheet(sheet, shippedTables)));
      counter += 1;
      const id = transaction(desk.store, (store) =>
        insertSheet(store, sheet, facts, {
          dataCentreNo: String(counter),
          tripNo: String(counter),
        }),
      );
      const kept = findSheet(desk.store, id);
      expect({ head: kept?.head, items: kept?.items }).toEqual(sheet);
    }),
    { seed: 20_261_122, numRuns: 300 },
  );
  expect(counter).toBeGreaterThan(50);
}, 30_000);

it('reads beside the one that writes, compiling each text once, more texts than it keeps too', async () => {
  const desk = await storeDesk();
  const reading = openForReading(desk.file);
  onTestFinished(() => {
    reading.close();
  });
  const count = 'SELECT count(*) FROM declaration';
  expect(reading.prepare(count).pluck().get()).toBe(0);
  desk.saved(roadExport);
  expect(reading.prepare(count).pluck().get()).toBe(1);
  expect(reading.prepare(count)).toBe(reading.prepare(count));
  const texts = Array.from({ length: 700 }, (_, index) => `SELECT ${String(index)}`);
  const read = (): unknown[] => texts.map((text) => reading.prepare(text).pluck().get());
  expect(read()).toEqual(texts.map((_, index) => index));
  expect(read()).toEqual(texts.map((_, index) => index));
  // What a migration changes meanwhile is compiled anew by SQLite itself.
  desk.store.exec('ALTER TABLE declaration ADD COLUMN later TEXT');
  expect(reading.prepare(count).pluck().get()).toBe(1);
});
