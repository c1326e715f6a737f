import type Database from 'better-sqlite3';
import { fillSearch } from '../search-index.ts';

/**
 * What the query's list needs to stay quick however many sheets there are: the marks it filters by,
 * an index for each condition in the list's order that also holds the other conditions, how many
 * sheets each value has (to choose the rarest), and the search table of free text.
 */

/** 待签: saved, free of problems, not under way. No generated column: an index never covers one. */
const toSign = (row: string): string =>
  `${row}.status = '0' AND ${row}.problem_count = 0 AND ${row}.withdrawn = 0
   AND coalesce(${row}.sending, '') NOT IN ('waiting', 'underway', 'parked')`;

/** The conditions that are counted, and what a sheet has of them; null and '' are not counted. */
const counted: readonly (readonly [condition: string, value: (row: 'OLD' | 'NEW') => string])[] = [
  ['all', () => `'1'`],
  ...['status', 'medium_type', 'business_type', 'customs_code', 'import_export', 'sending'].map(
    (column) => [column, (row: string) => `${row}.${column}`] as const,
  ),
  ['operator_id', (row) => `CAST(${row}.operator_id AS TEXT)`],
  ...['to_sign', 'withdrawn', 'amended'].map(
    (column) => [column, (row: string) => `iif(${row}.${column}, '1', NULL)`] as const,
  ),
];

const values = (row: 'OLD' | 'NEW'): string =>
  counted.map(([condition, value]) => `('${condition}', ${value(row)})`).join(', ');
const bothValues = counted
  .map(([condition, value]) => `('${condition}', ${value('OLD')}, ${value('NEW')})`)
  .join(', ');

/** Every list index ends in the other conditions, so that a page is found without the sheets. */
const listColumns = [
  'status',
  'medium_type',
  'business_type',
  'customs_code',
  'import_export',
  'operator_id',
  'sending',
  'to_sign',
  'withdrawn',
  'amended',
] as const;

/** `column` is the one that stands in `first`. */
const listIndex = (name: string, first: string, column: string, where = ''): string => {
  const others = listColumns.filter((other) => other !== column);
  return `CREATE INDEX ${name} ON declaration
    (${first} entered_at DESC, id DESC, changed_at, ${others.join(', ')}) ${where};`;
};

const sql = /* sql */ `
ALTER TABLE declaration ADD COLUMN sending TEXT DEFAULT 'none';
ALTER TABLE declaration ADD COLUMN amended INTEGER NOT NULL DEFAULT 0 CHECK (amended IN (0, 1));
ALTER TABLE declaration ADD COLUMN to_sign INTEGER NOT NULL DEFAULT 0 CHECK (to_sign IN (0, 1));

UPDATE declaration SET sending = (
  SELECT CASE state WHEN 'queued' THEN 'waiting' WHEN 'sending' THEN 'underway'
    WHEN 'confirmed' THEN 'underway' WHEN 'parked' THEN 'parked' WHEN 'refused' THEN 'refused'
    WHEN 'takenBack' THEN 'takenBack' END
  FROM submission WHERE id = declaration.last_submission_id)
  WHERE last_submission_id IS NOT NULL;
UPDATE declaration SET amended = 1
  WHERE id IN (SELECT declaration_id FROM submission WHERE function = 'MOD');
UPDATE declaration SET to_sign = 1 WHERE ${toSign('declaration')};

CREATE TRIGGER sending_of_new_submission AFTER UPDATE OF last_submission_id ON declaration
BEGIN
  UPDATE declaration SET sending = (
    SELECT CASE state WHEN 'queued' THEN 'waiting' WHEN 'sending' THEN 'underway'
      WHEN 'confirmed' THEN 'underway' WHEN 'parked' THEN 'parked' WHEN 'refused' THEN 'refused'
      WHEN 'takenBack' THEN 'takenBack' END
    FROM submission WHERE id = NEW.last_submission_id)
    WHERE id = NEW.id;
END;
CREATE TRIGGER sending_of_moved_submission AFTER UPDATE OF state ON submission
WHEN OLD.state IS NOT NEW.state
BEGIN
  UPDATE declaration SET sending = CASE NEW.state WHEN 'queued' THEN 'waiting'
      WHEN 'sending' THEN 'underway' WHEN 'confirmed' THEN 'underway' WHEN 'parked' THEN 'parked'
      WHEN 'refused' THEN 'refused' WHEN 'takenBack' THEN 'takenBack' END
    WHERE id = NEW.declaration_id AND last_submission_id = NEW.id;
END;
CREATE TRIGGER amended_by_submission AFTER INSERT ON submission WHEN NEW.function = 'MOD'
BEGIN
  UPDATE declaration SET amended = 1 WHERE id = NEW.declaration_id AND amended = 0;
END;

CREATE TRIGGER to_sign_of_new_sheet AFTER INSERT ON declaration WHEN ${toSign('NEW')}
BEGIN
  UPDATE declaration SET to_sign = 1 WHERE id = NEW.id;
END;
CREATE TRIGGER to_sign_of_changed_sheet
AFTER UPDATE OF status, problem_count, withdrawn, sending ON declaration
WHEN NEW.to_sign <> (${toSign('NEW')})
BEGIN
  UPDATE declaration SET to_sign = NOT NEW.to_sign WHERE id = NEW.id;
END;

CREATE TABLE condition_count (
  condition TEXT NOT NULL,
  value TEXT NOT NULL,
  sheets INTEGER NOT NULL,
  PRIMARY KEY (condition, value)
) STRICT, WITHOUT ROWID;

INSERT INTO condition_count (condition, value, sheets)
  ${counted
    .map(
      ([condition, value]) =>
        `SELECT '${condition}', ${value('NEW')} AS value, count(*)
         FROM declaration AS NEW WHERE hidden = 0 AND value IS NOT NULL GROUP BY value`,
    )
    .join(' UNION ALL ')};

CREATE TRIGGER condition_count_of_new_sheet AFTER INSERT ON declaration WHEN NEW.hidden = 0
BEGIN
  INSERT INTO condition_count (condition, value, sheets)
    SELECT column1, column2, 1 FROM (VALUES ${values('NEW')}) WHERE column2 IS NOT NULL
    ON CONFLICT (condition, value) DO UPDATE SET sheets = sheets + 1;
END;
CREATE TRIGGER condition_count_of_erased_sheet AFTER DELETE ON declaration WHEN OLD.hidden = 0
BEGIN
  UPDATE condition_count SET sheets = sheets - 1
    WHERE (condition, value) IN (VALUES ${values('OLD')});
END;
CREATE TRIGGER condition_count_of_changed_sheet
AFTER UPDATE OF hidden, ${listColumns.join(', ')} ON declaration
BEGIN
  UPDATE condition_count SET sheets = sheets - 1
    WHERE OLD.hidden = 0 AND (condition, value) IN (
      SELECT column1, column2 FROM (VALUES ${bothValues})
      WHERE NEW.hidden = 1 OR column2 IS NOT column3);
  INSERT INTO condition_count (condition, value, sheets)
    SELECT column1, column3, 1 FROM (VALUES ${bothValues})
      WHERE NEW.hidden = 0 AND column3 IS NOT NULL AND (OLD.hidden = 1 OR column2 IS NOT column3)
    ON CONFLICT (condition, value) DO UPDATE SET sheets = sheets + 1;
END;

CREATE TABLE entry_day (
  day INTEGER PRIMARY KEY,
  first_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL
) STRICT;

INSERT INTO entry_day (day, first_id, last_id)
  SELECT (entered_at + 28800000) / 86400000 AS day, min(id), max(id) FROM declaration GROUP BY day;

CREATE TRIGGER entry_day_of_new_sheet AFTER INSERT ON declaration
BEGIN
  INSERT INTO entry_day (day, first_id, last_id)
    VALUES ((NEW.entered_at + 28800000) / 86400000, NEW.id, NEW.id)
    ON CONFLICT (day) DO UPDATE SET first_id = min(first_id, excluded.first_id),
      last_id = max(last_id, excluded.last_id);
END;

DROP INDEX declaration_newest;
DROP INDEX declaration_by_status;
${listIndex('list_newest', 'hidden,', '')}
${listIndex('list_by_status', 'hidden, status,', 'status')}
${listIndex('list_by_medium_type', 'hidden, medium_type,', 'medium_type')}
${listIndex('list_by_business_type', 'hidden, business_type,', 'business_type')}
${listIndex('list_by_customs_code', 'hidden, customs_code,', 'customs_code')}
${listIndex('list_by_operator', 'hidden, operator_id,', 'operator_id')}
${listIndex('list_by_sending', 'hidden, sending,', 'sending', 'WHERE sending IS NOT NULL')}
${listIndex('list_to_sign', 'hidden,', '', 'WHERE to_sign = 1')}
${listIndex('list_withdrawn', 'hidden,', '', 'WHERE withdrawn = 1')}
${listIndex('list_amended', 'hidden,', '', 'WHERE amended = 1')}
CREATE INDEX list_last_saved ON declaration
  (hidden, changed_at DESC, id DESC, entered_at, ${listColumns.join(', ')});

CREATE VIRTUAL TABLE search USING fts5 (
  tokens, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '_^$'");
`;

export const query = (database: Database.Database): void => {
  database.exec(sql);
  fillSearch(database);
};
