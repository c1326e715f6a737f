import { mostImportedRows, mostImportedSheets } from '../../src-shared/contract/excel.ts';
import { presenceOf } from '../../src-shared/declaration/field-values.ts';
import type { FieldContext, FieldDefinition } from '../../src-shared/declaration/fields.ts';
import {
  headListFields,
  itemHeading,
  itemListFields,
  notesWorksheet,
  sequenceHeading,
} from '../../src-shared/excel/list-headings.ts';
import type { CodeTables } from '../../src-shared/parameters/table-names.ts';
import { offersOf, writeCodeLists } from './code-lists.ts';
import { writeWorkbook } from './workbook-writer.ts';
import type { WrittenColumn } from './workbook-writer.ts';

/**
 * 导入模板: one flat list, as customers' lists are: a row for each item with its head beside it.
 * Everything in it follows from the field table.
 */

type Need = 'required' | 'sometimes' | 'optional';

const needs: Readonly<
  Record<Need, { readonly colour: string; readonly word: string; readonly mark: string }>
> = {
  required: { colour: 'FFE699', word: '必填', mark: '*' },
  sometimes: { colour: 'FFF7DB', word: '有条件必填', mark: '(*)' },
  optional: { colour: 'FFFFFF', word: '选填', mark: '' },
};

/** Every combination of the values that conditions look at. */
const contexts = (tables: CodeTables): readonly FieldContext[] => {
  const codes = (name: keyof CodeTables): readonly string[] =>
    tables[name].rows.filter(({ selectable }) => selectable).map(({ code }) => code);
  return codes('transportMode').flatMap((transportMode) =>
    codes('importExport').flatMap((importExport) =>
      codes('objectType').flatMap((objectType) =>
        codes('businessType').map((businessType) => ({
          head: { mediumType: 'VN', transportMode, importExport },
          item: { objectType, businessType },
        })),
      ),
    ),
  );
};

const needOf = (field: FieldDefinition, all: readonly FieldContext[]): Need => {
  const presences = new Set(all.map((context) => presenceOf(field, context)));
  if (!presences.has('required')) return 'optional';
  return presences.size === 1 ? 'required' : 'sometimes';
};

const formatOf = ({ input }: FieldDefinition, tables: CodeTables): string => {
  switch (input.type) {
    case 'code': {
      const rows = tables[input.table].rows.filter(({ selectable }) => selectable);
      return rows.length > 12
        ? '代码或名称，可从下拉列表选'
        : `代码或名称：${rows.map(({ code, name }) => `${code} ${name}`).join('、')}`;
    }
    case 'weight':
      return '千克，最多 9 位整数、3 位小数';
    case 'seals':
      return '最多 3 个锁号，以“|”分割';
    case 'text':
    case 'remark':
      return `最多 ${String(input.maxLength)} 个字符`;
  }
};

const rules: readonly string[] = [
  '一行是一条表体，左边是这一票的表头。一票有几条表体就写几行：各行填相同的“序号”，或只在第一行填写表头各栏、下面各行的表头留空。',
  '标 * 的黄色栏必填；标 (*) 的浅黄色栏有条件必填，见下表；白色栏选填。空着的栏按新增一票时的初值。',
  '代码栏可以填代码、名称，或从下拉列表选择。',
  '号码各栏已设为文本，请不要改成数字：Excel 会改掉第 16 位以后的数字，还会把 3-5 之类的号码变成日期。从别处粘贴时请选“只粘贴值”。',
  '请不要合并单元格。隐藏的行默认不导入。',
  `一次最多导入 ${String(mostImportedRows)} 行、${String(mostImportedSheets)} 票。导入前可以预览，有误的行会逐行说明。`,
];

interface TemplateField {
  readonly field: FieldDefinition;
  readonly heading: string;
  readonly need: Need;
}

const templateFields = (tables: CodeTables): readonly TemplateField[] => {
  const all = contexts(tables);
  return [
    ...headListFields.map((field) => ({ field, heading: field.label })),
    ...itemListFields.map((field) => ({ field, heading: itemHeading(field) })),
  ].map(({ field, heading }) => ({ field, heading, need: needOf(field, all) }));
};

const columnsOf = (fields: readonly TemplateField[], tables: CodeTables): WrittenColumn[] => [
  { heading: sequenceHeading, width: 7 },
  ...fields.map(({ field, heading, need }) => ({
    heading: `${heading}${needs[need].mark}`,
    width: field.input.type === 'weight' ? 11 : field.input.type === 'remark' ? 26 : 18,
    colour: needs[need].colour,
    amount: field.input.type === 'weight',
    ...offersOf(field, tables),
  })),
];

export const writeTemplate = async (file: string, tables: CodeTables): Promise<void> => {
  const fields = templateFields(tables);
  const workbook = writeWorkbook(file);
  const list = workbook.sheet('单证', columnsOf(fields, tables), { typedRows: mostImportedSheets });
  await list.end();
  const notes = workbook.sheet(notesWorksheet, [
    { heading: '栏目', width: 22 },
    { heading: '要求', width: 12 },
    { heading: '怎样填写', width: 110 },
  ]);
  for (const rule of rules) notes.row(['', '', rule]);
  for (const { field, heading, need } of fields) {
    const condition = need === 'sometimes' ? `${field.hint}。` : '';
    notes.row([heading, needs[need].word, `${condition}${formatOf(field, tables)}`]);
  }
  await notes.end();
  await writeCodeLists(workbook, tables);
  await workbook.finish();
};
