/** What came out of a file: the same file, or the same sheet in another one, is known again. */
export const importedSheets = /* sql */ `
CREATE TABLE imported_sheet (
  declaration_id INTEGER PRIMARY KEY REFERENCES declaration (id) ON DELETE CASCADE,
  fingerprint TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  file_name TEXT NOT NULL,
  imported_at INTEGER NOT NULL
) STRICT;

CREATE INDEX imported_sheet_by_fingerprint ON imported_sheet (fingerprint);
CREATE INDEX imported_sheet_by_file ON imported_sheet (file_hash, imported_at);
`;
