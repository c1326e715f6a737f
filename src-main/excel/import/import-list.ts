import type { CodeTables } from '../../../src-shared/parameters/table-names.ts';
import {
  headListFields,
  itemListFields,
  notesWorksheet,
  sequenceHeading,
  keyHeadings,
  tripNoHeading,
} from '../../../src-shared/excel/list-headings.ts';
import { groupFlat, groupLinked } from './group-lines.ts';
import type { SheetLines } from './group-lines.ts';
import { matchTable } from './match-columns.ts';
import type { MatchedTable } from './match-columns.ts';
import { readLines } from './read-lines.ts';
import { RefusedFile } from './table-file.ts';
import type { Table } from './table-file.ts';

/** The list in a file: which worksheets hold it, and its rows grouped into sheets. */

export interface ImportList {
  readonly matched: readonly MatchedTable[];
  readonly sheets: readonly SheetLines[];
  readonly notices: readonly string[];
}

const hasColumn = (matched: MatchedTable, part: 'sequence' | 'tripNo'): boolean =>
  matched.columns.some((column) => column?.part === part);

/** Required on every sheet, whatever else it holds; an item's 业务类型 is its head's where it has none. */
const alwaysRequired = [
  ...headListFields,
  ...itemListFields.filter(({ key }) => key !== 'businessType'),
].filter(({ presence }) => presence({ head: { mediumType: 'VN' }, item: {} }) === 'required');

const noticesOf = (used: readonly MatchedTable[], unused: readonly Table[]): readonly string[] => {
  const present = new Set(
    used.flatMap(({ columns }) =>
      columns.flatMap((column) =>
        column?.part === 'head' || column?.part === 'item' ? [column.field] : [],
      ),
    ),
  );
  const withItems = used.some(({ kind }) => kind !== 'heads');
  const missing = alwaysRequired.filter(
    (field) =>
      !present.has(field) && (withItems || headListFields.some(({ key }) => key === field.key)),
  );
  const leftOut = used.flatMap((one) => one.leftOut);
  const hidden = used.flatMap(({ rows, table }) =>
    rows.filter(({ line }) => table.hiddenLines.has(line)),
  ).length;
  return [
    ...(missing.length === 0
      ? []
      : [`没有这些必填的列：${missing.map(({ label }) => label).join('、')}`]),
    ...(leftOut.length === 0 ? [] : [`不认识的列已略去：${leftOut.join('、')}`]),
    ...(unused.length === 0
      ? []
      : [`没有读取的工作表：${unused.map(({ name }) => name).join('、')}`]),
    ...(hidden === 0 ? [] : [`有 ${String(hidden)} 行在 Excel 里是隐藏的，默认不选`]),
  ];
};

const noList = (tables: readonly Table[]): RefusedFile =>
  new RefusedFile(
    tables.length === 0
      ? '文件里没有可见的工作表，或工作表是空的'
      : `没有找到清单：工作表“${tables.map(({ name }) => name).join('”“')}”里都没有“${headListFields
          .slice(0, 3)
          .map(({ label }) => label)
          .join('”“')}”等表头。请用“下载导入模板”的格式`,
  );

/** Throws {@link RefusedFile} where no worksheet holds a list of sheets. */
export const readImportList = (tables: readonly Table[], codes: CodeTables): ImportList => {
  const filled = tables.filter(({ rows, name }) => rows.length > 0 && name !== notesWorksheet);
  const matched = filled.flatMap((table) => matchTable(table) ?? []);
  const first = (kind: MatchedTable['kind']): MatchedTable | undefined =>
    matched.find((one) => one.kind === kind);
  const flat = first('flat');
  const heads = first('heads');
  const items = first('items');
  const used = flat === undefined ? [heads, items].filter((one) => one !== undefined) : [flat];
  if (flat === undefined && heads === undefined) {
    if (items === undefined) throw noList(filled);
    throw new RefusedFile(
      `工作表“${items.table.name}”里只有表体的列，没有“关区代码”“绑定介质类型”等表头的列`,
    );
  }
  const isKeyed = (part: 'sequence' | 'tripNo'): boolean =>
    used.every((one) => hasColumn(one, part));
  const keyPart = isKeyed('sequence') || !isKeyed('tripNo') ? 'sequence' : 'tripNo';
  if (used.length > 1 && !isKeyed(keyPart)) {
    throw new RefusedFile(
      `表头和表体在两个工作表里，两边都要有“${sequenceHeading}”或“${tripNoHeading}”列才能对应`,
    );
  }
  const lines = used.map((one) => readLines(one, keyPart, used.length > 1, codes));
  const [firstLines = [], itemLines] = lines;
  if (firstLines.length === 0) throw new RefusedFile('只有表头行，没有数据行');
  return {
    matched: used,
    sheets:
      itemLines === undefined
        ? groupFlat(firstLines)
        : groupLinked(firstLines, itemLines, keyHeadings[keyPart]),
    notices: noticesOf(
      used,
      filled.filter((table) => !used.some((one) => one.table === table)),
    ),
  };
};
