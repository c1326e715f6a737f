import type { FieldDefinition } from '../../src-shared/declaration/fields.ts';
import { tableNames } from '../../src-shared/parameters/table-names.ts';
import type { CodeTables, TableName } from '../../src-shared/parameters/table-names.ts';
import type { WrittenWorkbook } from './workbook-writer.ts';

/** The code tables in a hidden worksheet, from which the cells of code fields offer their rows. */

/** No clerk calls a worksheet of hers so. */
const sheetName = '_代码';

const offeredCodes = (tables: CodeTables, name: TableName): readonly string[] =>
  tables[name].rows.filter(({ selectable }) => selectable).map((row) => `${row.code} ${row.name}`);

const columnLetter = (name: TableName): string =>
  String.fromCharCode('A'.charCodeAt(0) + tableNames.indexOf(name));

/** The range that a field's cells offer; none for a field without a code table. */
export const offersOf = (
  { input }: FieldDefinition,
  tables: CodeTables,
): { readonly offers?: string } => {
  if (input.type !== 'code') return {};
  const letter = columnLetter(input.table);
  const last = offeredCodes(tables, input.table).length + 1;
  return { offers: `'${sheetName}'!$${letter}$2:$${letter}$${String(last)}` };
};

/** The last worksheet of a workbook whose columns offer codes. */
export const writeCodeLists = async (
  workbook: WrittenWorkbook,
  tables: CodeTables,
): Promise<void> => {
  const lists = tableNames.map((name) => offeredCodes(tables, name));
  const sheet = workbook.sheet(
    sheetName,
    tableNames.map((heading) => ({ heading, width: 20 })),
    { hidden: true },
  );
  const longest = Math.max(...lists.map(({ length }) => length));
  for (let row = 0; row < longest; row += 1) sheet.row(lists.map((list) => list[row] ?? ''));
  await sheet.end();
};
