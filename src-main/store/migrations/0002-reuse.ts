/** What was typed before is offered again: templates, preferences of operators, earlier values. */
export const reuse = /* sql */ `
CREATE TABLE template (
  id INTEGER PRIMARY KEY,
  operator_id INTEGER NOT NULL REFERENCES operator (id),
  shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
  name TEXT NOT NULL,
  head TEXT NOT NULL,
  items TEXT NOT NULL,
  item_count INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX template_own_name ON template (operator_id, name) WHERE shared = 0;
CREATE UNIQUE INDEX template_shared_name ON template (name) WHERE shared = 1;

CREATE TABLE operator_preference (
  operator_id INTEGER NOT NULL REFERENCES operator (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (operator_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX declaration_by_operator ON declaration (operator_id, hidden, changed_at DESC, id DESC);

CREATE TABLE earlier_value (
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  used_at INTEGER NOT NULL,
  PRIMARY KEY (field, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX earlier_value_newest ON earlier_value (field, used_at DESC, value);

INSERT INTO earlier_value (field, value, used_at)
  SELECT 'mediumId', medium_id, max(changed_at) FROM declaration
    WHERE medium_id <> '' GROUP BY medium_id;
INSERT INTO earlier_value (field, value, used_at)
  SELECT 'objectId', item.object_id, max(declaration.changed_at)
    FROM item JOIN declaration ON declaration.id = item.declaration_id
    WHERE item.object_id <> '' GROUP BY item.object_id;
INSERT INTO earlier_value (field, value, used_at)
  SELECT 'vesselName', item.vessel_name, max(declaration.changed_at)
    FROM item JOIN declaration ON declaration.id = item.declaration_id
    WHERE item.vessel_name <> '' GROUP BY item.vessel_name;
INSERT INTO earlier_value (field, value, used_at)
  SELECT 'voyageNo', item.voyage_no, max(declaration.changed_at)
    FROM item JOIN declaration ON declaration.id = item.declaration_id
    WHERE item.voyage_no <> '' GROUP BY item.voyage_no;
`;
