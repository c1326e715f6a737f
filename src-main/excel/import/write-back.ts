import type { ImportedSheet } from '../../../src-shared/contract/excel.ts';
import { faultHeading } from '../../../src-shared/excel/list-headings.ts';
import type { CodeTables } from '../../../src-shared/parameters/table-names.ts';
import { offersOf, writeCodeLists } from '../code-lists.ts';
import { writeWorkbook } from '../workbook-writer.ts';
import type { WrittenCell, WrittenColumn } from '../workbook-writer.ts';
import type { ImportList } from './import-list.ts';
import type { MatchedTable } from './match-columns.ts';
import { placeOf } from './read-lines.ts';
import type { Cell } from './table-file.ts';

/** 保存错误列: the list as it was read, with what is wrong in a first column, to be mended and read again. */

const writtenCell = (cell: Cell | null, isAmount: boolean): WrittenCell => {
  if (cell === null) return '';
  if (cell.kind !== 'number') return cell.text;
  return isAmount ? cell.value : String(cell.value);
};

interface ToldPlace {
  readonly text: string;
  readonly tone: 'wrong' | 'warned' | undefined;
}

const toldAt = (sheets: readonly ImportedSheet[]): ReadonlyMap<string, ToldPlace> => {
  const places = new Map<string, ToldPlace>();
  for (const { lines, duplicateOf } of sheets) {
    lines.forEach(({ place, told }, index) => {
      const isDuplicate = index === 0 && duplicateOf !== null;
      const messages = [
        ...told.map(({ message }) => message),
        ...(isDuplicate ? [`重复：${duplicateOf}`] : []),
      ];
      const isWrong = told.some(({ tone }) => tone === 'wrong');
      places.set(place, {
        text: messages.join('；'),
        tone: isWrong ? 'wrong' : messages.length > 0 ? 'warned' : undefined,
      });
    });
  }
  return places;
};

const columnsOf = ({ columns, headings }: MatchedTable, tables: CodeTables): WrittenColumn[] =>
  headings.map((heading, index) => {
    const column = columns[index];
    const field = column?.part === 'head' || column?.part === 'item' ? column.field : null;
    return {
      heading,
      width: 16,
      amount: field?.input.type === 'weight',
      ...(field === null ? {} : offersOf(field, tables)),
    };
  });

export const writeBack = async (
  file: string,
  { matched }: ImportList,
  sheets: readonly ImportedSheet[],
  tables: CodeTables,
): Promise<void> => {
  const told = toldAt(sheets);
  const workbook = writeWorkbook(file);
  for (const table of matched) {
    // A column of an earlier saving back is written anew.
    const kept = table.headings.flatMap((heading, index) =>
      heading === faultHeading ? [] : [index],
    );
    const columns = columnsOf(table, tables);
    const sheet = workbook.sheet(
      table.table.name,
      [{ heading: faultHeading, width: 50 }, ...kept.flatMap((index) => columns[index] ?? [])],
      { typedRows: table.rows.length },
    );
    for (const [index, row] of table.rows.entries()) {
      const { text = '', tone } = told.get(placeOf(table, row, matched.length > 1)) ?? {};
      sheet.row(
        [
          text,
          ...kept.map((at) => writtenCell(row.cells[at] ?? null, columns[at]?.amount === true)),
        ],
        tone,
      );
      if (index % 200 === 0) await sheet.settled();
    }
    await sheet.end();
  }
  await writeCodeLists(workbook, tables);
  await workbook.finish();
};
