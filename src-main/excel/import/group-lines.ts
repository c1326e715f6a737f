import { foldField } from '../../../src-shared/declaration/folding.ts';
import { headListFields } from '../../../src-shared/excel/list-headings.ts';
import type { HeadField } from '../../../src-shared/excel/list-headings.ts';
import type { ListLine } from './read-lines.ts';

/** Which rows of a list are one sheet. */

export interface GroupedLine extends ListLine {
  /** What is wrong with the row's place among the others. */
  readonly groupFaults: readonly string[];
}

export type SheetLines = readonly [GroupedLine, ...GroupedLine[]];

type Head = ListLine['head'];

/** The fields that are filled on both and differ, however they are written. */
const contradictions = (sheet: Head, line: Head): readonly HeadField[] => {
  const context = { head: { ...line, ...sheet } };
  return headListFields.filter((field) => {
    const [first, second] = [sheet[field.key], line[field.key]];
    if (first === undefined || second === undefined) return false;
    return foldField(field, context, first) !== foldField(field, context, second);
  });
};

const isEmpty = (head: Head): boolean => Object.keys(head).length === 0;

interface OpenSheet {
  head: Head;
  readonly key: string;
  readonly lines: [GroupedLine, ...GroupedLine[]];
}

const begin = (line: ListLine, groupFaults: readonly string[] = []): OpenSheet => ({
  head: line.head,
  key: line.key,
  lines: [{ ...line, groupFaults }],
});

const join = (sheet: OpenSheet, line: ListLine): void => {
  const first = sheet.lines[0].place;
  const groupFaults = contradictions(sheet.head, line.head).map(
    ({ key, label }) =>
      `${label}与${first}不同（“${sheet.head[key] ?? ''}”、“${line.head[key] ?? ''}”），但两行是同一票`,
  );
  sheet.head = { ...line.head, ...sheet.head };
  sheet.lines.push({ ...line, groupFaults });
};

/**
 * A flat list: rows with the same key are one sheet. Without a key, a row goes on with the sheet
 * above where its head is empty or says the same.
 */
export const groupFlat = (lines: readonly ListLine[]): readonly SheetLines[] => {
  const sheets: OpenSheet[] = [];
  const byKey = new Map<string, OpenSheet>();
  for (const line of lines) {
    const above = sheets.at(-1);
    const known = line.key === '' ? undefined : byKey.get(line.key);
    if (known !== undefined) {
      join(known, line);
      continue;
    }
    const goesOn =
      line.key === '' &&
      above !== undefined &&
      (isEmpty(line.head) ||
        (above.key === '' && contradictions(above.head, line.head).length === 0));
    if (goesOn) {
      join(above, line);
      continue;
    }
    const sheet = begin(line);
    sheets.push(sheet);
    if (line.key !== '') byKey.set(line.key, sheet);
  }
  return sheets.map(({ lines: own }) => own);
};

/** 表头 and 表体 in two worksheets: each item goes to the head with its key. */
export const groupLinked = (
  heads: readonly ListLine[],
  items: readonly ListLine[],
  keyLabel: string,
): readonly SheetLines[] => {
  const sheets: OpenSheet[] = [];
  const byKey = new Map<string, OpenSheet>();
  for (const line of heads) {
    const faults =
      line.key === ''
        ? [`没有填${keyLabel}，不知道哪些表体属于这一票`]
        : byKey.has(line.key)
          ? [`${keyLabel}“${line.key}”在${byKey.get(line.key)?.lines[0].place ?? ''}已有`]
          : [];
    const sheet = begin(line, faults);
    sheets.push(sheet);
    if (line.key !== '' && !byKey.has(line.key)) byKey.set(line.key, sheet);
  }
  let last: OpenSheet | undefined;
  for (const line of items) {
    const found = line.key === '' ? last : byKey.get(line.key);
    if (found === undefined) {
      const fault = line.key === '' ? `没有填${keyLabel}` : `没有${keyLabel}为“${line.key}”的表头`;
      last = begin(line, [`${fault}，这一行表体不知道属于哪一票`]);
      sheets.push(last);
      if (line.key !== '') byKey.set(line.key, last);
    } else {
      join(found, line);
      last = found;
    }
  }
  return sheets.map(({ lines }) => lines);
};
