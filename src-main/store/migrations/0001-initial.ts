/** The first shape of the store. Columns of head and items follow the field table (columns.ts). */
export const initial = /* sql */ `
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE desk (
  number TEXT PRIMARY KEY,
  token TEXT NOT NULL,
  receipt_cursor INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE operator (
  id INTEGER PRIMARY KEY,
  user_name TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  card_number TEXT UNIQUE,
  rights TEXT NOT NULL,
  enterprise_name TEXT NOT NULL,
  uscc TEXT NOT NULL,
  organisation_code TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  failed_attempts INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER
) STRICT;

CREATE TABLE declaration (
  id INTEGER PRIMARY KEY,
  data_centre_no TEXT NOT NULL UNIQUE,
  trip_no TEXT NOT NULL UNIQUE,
  earlier_trip_no TEXT UNIQUE,
  version INTEGER NOT NULL,
  status TEXT NOT NULL,
  withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
  change_outcome TEXT,
  base_status TEXT NOT NULL,
  base_sequence INTEGER NOT NULL,
  last_submission_id TEXT REFERENCES submission (id),
  last_reason TEXT,
  receipt_count INTEGER NOT NULL,
  problem_count INTEGER NOT NULL,
  item_count INTEGER NOT NULL,
  confirmed_warnings TEXT NOT NULL,
  entered_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  operator_id INTEGER NOT NULL REFERENCES operator (id),
  operator_label TEXT NOT NULL,
  uscc TEXT NOT NULL,
  organisation_code TEXT NOT NULL,
  hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  customs_code TEXT NOT NULL,
  medium_type TEXT NOT NULL,
  medium_id TEXT NOT NULL,
  business_type TEXT NOT NULL,
  transport_mode TEXT NOT NULL,
  import_export TEXT NOT NULL,
  vehicle_type TEXT NOT NULL,
  vehicle_weight INTEGER,
  trailer_weight INTEGER,
  container_weight INTEGER,
  remark TEXT NOT NULL
) STRICT;

CREATE INDEX declaration_newest ON declaration (hidden, entered_at DESC, id DESC);
CREATE INDEX declaration_by_status ON declaration (hidden, status, entered_at DESC, id DESC);
CREATE INDEX declaration_by_medium ON declaration (medium_id, hidden, entered_at DESC, id DESC);

CREATE TABLE item (
  declaration_id INTEGER NOT NULL REFERENCES declaration (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  direction TEXT NOT NULL,
  object_type TEXT NOT NULL,
  object_id TEXT NOT NULL,
  vessel_name TEXT NOT NULL,
  voyage_no TEXT NOT NULL,
  business_type TEXT NOT NULL,
  bill_type TEXT NOT NULL,
  pickup_weight INTEGER,
  container_no1 TEXT NOT NULL,
  container_no2 TEXT NOT NULL,
  seal_nos1 TEXT NOT NULL,
  seal_nos2 TEXT NOT NULL,
  remark TEXT NOT NULL,
  PRIMARY KEY (declaration_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX item_by_container1 ON item (container_no1) WHERE container_no1 <> '';
CREATE INDEX item_by_container2 ON item (container_no2) WHERE container_no2 <> '';
CREATE INDEX item_by_object ON item (object_id) WHERE object_id <> '';

CREATE TABLE submission (
  id TEXT PRIMARY KEY,
  declaration_id INTEGER NOT NULL REFERENCES declaration (id),
  function TEXT NOT NULL CHECK (function IN ('ADD', 'MOD', 'DEL')),
  declaration_version INTEGER NOT NULL,
  desk_number TEXT NOT NULL,
  payload TEXT NOT NULL,
  signature TEXT NOT NULL,
  certificate TEXT NOT NULL,
  algorithm TEXT NOT NULL,
  card_number TEXT NOT NULL,
  signer_id INTEGER NOT NULL REFERENCES operator (id),
  signer_name TEXT NOT NULL,
  signed_at INTEGER NOT NULL,
  queued_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  attempts INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  released_at INTEGER,
  answered_at INTEGER
) STRICT;

CREATE INDEX submission_by_declaration ON submission (declaration_id, queued_at);
CREATE INDEX submission_to_send ON submission (next_attempt_at)
  WHERE state IN ('queued', 'sending');
CREATE INDEX submission_unanswered ON submission (state)
  WHERE state IN ('queued', 'sending', 'parked', 'confirmed');

CREATE TRIGGER submission_is_kept BEFORE DELETE ON submission
BEGIN
  SELECT RAISE(ABORT, 'a submission is never deleted');
END;

CREATE TRIGGER submission_stays_as_signed
BEFORE UPDATE OF id, declaration_id, function, payload, signature, certificate ON submission
BEGIN
  SELECT RAISE(ABORT, 'what was signed is never changed');
END;

CREATE TABLE receipt (
  id INTEGER PRIMARY KEY,
  desk_number TEXT NOT NULL,
  feed_number INTEGER NOT NULL,
  trip_no TEXT NOT NULL,
  declaration_id INTEGER REFERENCES declaration (id),
  submission_id TEXT NOT NULL,
  function TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  code TEXT NOT NULL,
  text TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  conflict INTEGER NOT NULL CHECK (conflict IN (0, 1)),
  UNIQUE (desk_number, feed_number)
) STRICT;

CREATE UNIQUE INDEX receipt_by_declaration
  ON receipt (declaration_id, sequence, submission_id, function, code)
  WHERE declaration_id IS NOT NULL;

CREATE TABLE working_copy (
  id TEXT PRIMARY KEY,
  operator_id INTEGER NOT NULL REFERENCES operator (id),
  declaration_id INTEGER REFERENCES declaration (id),
  content TEXT NOT NULL,
  kept_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX working_copy_by_operator ON working_copy (operator_id, kept_at);
CREATE UNIQUE INDEX working_copy_by_declaration ON working_copy (declaration_id)
  WHERE declaration_id IS NOT NULL;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  operator_id INTEGER,
  action TEXT NOT NULL,
  declaration_id INTEGER,
  detail TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_is_append_only_update BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit log is only appended to');
END;

CREATE TRIGGER audit_is_append_only_delete BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit log is only appended to');
END;
`;
