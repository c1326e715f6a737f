/**
 * 变更: the draft of a change beside the accepted version, as text of the form like a template; and
 * which submission the accepted content came with, where it was a change.
 */
export const amend = /* sql */ `
CREATE TABLE amendment (
  declaration_id INTEGER PRIMARY KEY REFERENCES declaration (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  head TEXT NOT NULL,
  items TEXT NOT NULL,
  confirmed_warnings TEXT NOT NULL,
  recalled_weights TEXT NOT NULL,
  problem_count INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  operator_id INTEGER NOT NULL REFERENCES operator (id),
  operator_label TEXT NOT NULL
) STRICT;

CREATE INDEX amendment_by_medium ON amendment (json_extract(head, '$.mediumId'));

ALTER TABLE declaration ADD COLUMN amended_by TEXT REFERENCES submission (id);
`;
