import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

export type EndpointDatabase = Database.Database;

const schemaVersion = 1;

const schema = `
  CREATE TABLE enterprise (
    uscc TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    organisation_code TEXT NOT NULL,
    enrolment_code TEXT NOT NULL
  ) STRICT;

  CREATE TABLE operator (
    user_name TEXT PRIMARY KEY,
    uscc TEXT NOT NULL REFERENCES enterprise (uscc),
    display_name TEXT NOT NULL,
    card_number TEXT,
    rights TEXT NOT NULL,
    password_salt BLOB NOT NULL,
    password_hash BLOB NOT NULL,
    wrong_tries INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE captcha (
    id TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;

  -- AUTOINCREMENT: a desk number is never given twice.
  CREATE TABLE desk (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    token_digest TEXT NOT NULL UNIQUE,
    uscc TEXT NOT NULL REFERENCES enterprise (uscc),
    name TEXT NOT NULL,
    instance_id TEXT NOT NULL,
    enrolled_at INTEGER NOT NULL,
    last_submission INTEGER NOT NULL DEFAULT 0,
    last_receipt INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE trip (
    trip_no TEXT PRIMARY KEY,
    uscc TEXT NOT NULL REFERENCES enterprise (uscc),
    status TEXT NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0,
    last_sequence INTEGER NOT NULL DEFAULT 0,
    -- The ADD or MOD in force, and the medium that it binds.
    accepted_submission TEXT,
    medium_type TEXT,
    medium_id TEXT
  ) STRICT;
  CREATE INDEX trip_medium ON trip (medium_type, medium_id);

  CREATE TABLE submission (
    id TEXT PRIMARY KEY,
    desk INTEGER NOT NULL REFERENCES desk (number),
    desk_cursor INTEGER NOT NULL,
    trip_no TEXT NOT NULL REFERENCES trip (trip_no),
    function TEXT NOT NULL CHECK (function IN ('ADD', 'MOD', 'DEL')),
    payload TEXT NOT NULL,
    signature TEXT NOT NULL,
    certificate TEXT NOT NULL,
    envelope_digest TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('confirmed', 'accepted', 'rejected', 'sendFailed')),
    received_at INTEGER NOT NULL,
    UNIQUE (desk, desk_cursor)
  ) STRICT;
  CREATE INDEX submission_trip ON submission (trip_no);

  CREATE TABLE receipt (
    desk INTEGER NOT NULL REFERENCES desk (number),
    number INTEGER NOT NULL,
    submission_id TEXT NOT NULL REFERENCES submission (id),
    trip_no TEXT NOT NULL REFERENCES trip (trip_no),
    function TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    PRIMARY KEY (desk, number),
    UNIQUE (trip_no, sequence)
  ) STRICT;
  CREATE INDEX receipt_submission ON receipt (submission_id);

  -- What customs will do next. When it is due follows from since and the pace in force.
  CREATE TABLE pending_step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    submission_id TEXT NOT NULL REFERENCES submission (id),
    trip_no TEXT NOT NULL REFERENCES trip (trip_no),
    stage TEXT NOT NULL CHECK (stage IN ('send', 'answer', 'close')),
    since INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX pending_step_trip ON pending_step (trip_no);
`;

/** Opens the endpoint's own file in `dataDir`, and creates it at the first start. */
export const openDatabase = (dataDir: string): EndpointDatabase => {
  mkdirSync(dataDir, { recursive: true });
  const database = new Database(path.join(dataDir, 'single-window.sqlite3'));
  database.pragma('journal_mode = WAL');
  // A confirmed submission must outlive the machine, or "exactly once" could not be tested.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('busy_timeout = 5000');
  const found = database.pragma('user_version', { simple: true });
  if (found === 0) {
    database.transaction(() => {
      database.exec(schema);
      database.pragma(`user_version = ${schemaVersion}`);
    })();
  } else if (found !== schemaVersion) {
    database.close();
    throw new Error(
      `The simulator's data in ${dataDir} has version ${String(found)}; delete the folder`,
    );
  }
  return database;
};
