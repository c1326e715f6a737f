import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import type { Failure } from '../../src-shared/errors/result.ts';
import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/index.ts';

declare const readable: unique symbol;
declare const writable: unique symbol;

/** A connection that a query may read from. */
export type ReadableStore = Database.Database & { readonly [readable]: true };
/** The one connection that may write; only {@link transaction} hands it out. */
export type WritableStore = ReadableStore & { readonly [writable]: true };

/** "KAKU": tells our files from any other SQLite file. */
const applicationId = 0x4b414b55;

/** Thrown by {@link openStore}; the failure is what the clerk reads. */
export class StoreError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(failure.message, { cause });
    this.failure = failure;
  }
}

/** What an error of SQLite or of the file system means to the clerk; `null` for any other error. */
export const storeFailure = (error: unknown, file: string): Failure | null => {
  if (error instanceof StoreError) return error.failure;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^SQLITE_FULL|^ENOSPC/.test(code)) return failureOf('store.full');
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return failureOf('store.busy');
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return failureOf('store.damaged', { path: file });
  if (
    /^SQLITE_(READONLY|CANTOPEN|IOERR|PERM|AUTH)|^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|EISDIR|ENOENT)$/.test(
      code,
    )
  ) {
    return failureOf('store.unwritable', { path: file });
  }
  return null;
};

/** Brands a connection once it has been opened and migrated. */
const asStore = (database: Database.Database): WritableStore => database as WritableStore;

const userVersion = (database: Database.Database): number =>
  Number(database.pragma('user_version', { simple: true }));

const migrate = async (
  database: Database.Database,
  file: string,
  steps: readonly Migration[],
): Promise<void> => {
  const found = userVersion(database);
  if (found === steps.length) return;
  if (found > 0) await database.backup(`${file}.before-migration-${String(found)}`);
  database
    .transaction(() => {
      for (const step of steps.slice(found)) {
        if (typeof step === 'string') database.exec(step);
        else step(database);
      }
      database.pragma(`application_id = ${String(applicationId)}`);
      database.pragma(`user_version = ${String(steps.length)}`);
    })
    .immediate();
};

/** Refuses what is not ours or too new, before anything of the file is changed. */
const checkOwner = (database: Database.Database, file: string, known: number): void => {
  const isOurs = database.pragma('application_id', { simple: true }) === applicationId;
  const isEmpty = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (!isOurs && !isEmpty) throw new StoreError(failureOf('store.damaged', { path: file }));
  const found = userVersion(database);
  if (found > known) throw new StoreError(failureOf('store.newerVersion', { found, known }));
};

/** The newest rows can be read: a quick sign that the file is whole (design.md, Store). */
const readNewestRows = (database: Database.Database): void => {
  database.prepare('SELECT * FROM declaration ORDER BY id DESC LIMIT 20').all();
};

/**
 * Opens the store of one profile, creates it where there is none, and brings it to this program's
 * version; before that, a backup is written beside it.
 * Throws {@link StoreError} and leaves the file as it was where it can't be used.
 */
export const openStore = async (
  file: string,
  steps: readonly Migration[] = migrations,
): Promise<WritableStore> => {
  let database: Database.Database | undefined;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    database = new Database(file);
    database.pragma('busy_timeout = 3000');
    checkOwner(database, file, steps.length);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    await migrate(database, file, steps);
    // Fails here, not at the clerk's first save, where the folder can be read but not written.
    database.exec('BEGIN IMMEDIATE; ROLLBACK;');
    readNewestRows(database);
    return asStore(database);
  } catch (error) {
    database?.close();
    const failure = storeFailure(error, file);
    if (failure === null) throw error;
    throw new StoreError(failure, error);
  }
};

/** More different questions than a clerk asks in a day; each keeps a compiled statement. */
const mostCompiled = 300;

/**
 * Lets the connection compile each SQL text once: that takes as long as reading a page. A text is
 * always read in the same way, `pluck` or not.
 */
const compileOnce = (database: Database.Database): void => {
  const compile = database.prepare.bind(database);
  const compiled = new Map<string, Database.Statement>();
  const prepare = (sql: string): Database.Statement => {
    const known = compiled.get(sql);
    if (known !== undefined) return known;
    const statement = compile(sql);
    const [oldest] = compiled.keys();
    if (compiled.size >= mostCompiled && oldest !== undefined) compiled.delete(oldest);
    compiled.set(sql, statement);
    return statement;
  };
  Object.assign(database, { prepare });
};

/**
 * A second connection to a store that is open already, for reading beside the one that writes.
 * Throws as SQLite does.
 */
export const openForReading = (file: string): ReadableStore => {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  database.pragma('busy_timeout = 3000');
  // Kibibytes: the upper levels of every list index stay in memory.
  database.pragma('cache_size = -65536');
  compileOnce(database);
  return database as ReadableStore;
};

/**
 * Runs `work` in one transaction; what it throws rolls everything back.
 * `work` must not be asynchronous: SQLite's transaction is over when it returns.
 */
export const transaction = <Value>(
  store: WritableStore,
  work: (writable: WritableStore) => Value,
): Value => store.transaction(() => work(store)).immediate();

/** All that `read` reads is of one moment, whatever is written meanwhile. */
export const snapshot = <Value>(store: ReadableStore, read: () => Value): Value =>
  store.transaction(read).deferred();
