/**
 * Tab-separated text as spreadsheets put it on the clipboard: cells that hold a tab, a line break
 * or a quotation mark stand in quotation marks, with the marks inside doubled.
 */

interface ReadCell {
  readonly text: string;
  /** Behind the cell: at a tab, a line break or the end. */
  readonly end: number;
}

const isCellEnd = (character: string | undefined): boolean =>
  character === undefined || character === '\t' || character === '\n' || character === '\r';

/** Null where the opening mark has no partner: it is then a character like any other. */
const quotedCell = (text: string, start: number): ReadCell | null => {
  let at = start + 1;
  for (;;) {
    const mark = text.indexOf('"', at);
    if (mark < 0) return null;
    if (text[mark + 1] === '"') {
      at = mark + 2;
      continue;
    }
    if (!isCellEnd(text[mark + 1])) return null;
    return { text: text.slice(start + 1, mark).replaceAll('""', '"'), end: mark + 1 };
  }
};

const plainCell = (text: string, start: number): ReadCell => {
  let end = start;
  while (!isCellEnd(text[end])) end += 1;
  return { text: text.slice(start, end), end };
};

/** The rows of the text; one line break at its end ends the last row and begins no new one. */
export const parseTabSeparated = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = (text[at] === '"' ? quotedCell(text, at) : null) ?? plainCell(text, at);
    row.push(cell.text);
    at = cell.end;
    if (text[at] === '\t') {
      at += 1;
      if (at === text.length) row.push('');
      continue;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows;
};

/** The text that a spreadsheet would give for these rows. */
export const toTabSeparated = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) =>
      row
        .map((cell) => (/[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
        .join('\t'),
    )
    .map((line) => `${line}\r\n`)
    .join('');
