import { findCode } from '../parameters/search.ts';
import { codeWidths } from '../parameters/table-names.ts';
import type { CodeRow, CodeTable, CodeTables } from '../parameters/table-names.ts';
import { halfWidth, oneLine, upperCase } from './characters.ts';
import { labelOf } from './field-values.ts';
import type { FieldDefinition } from './fields.ts';

/** Headings and cells as people write them into spreadsheets, read as fields and values of ours. */

/** A heading without what people put around it: spaces, asterisks, colons, remarks in brackets. */
export const headingOf = (text: string): string =>
  upperCase(halfWidth(oneLine(text)))
    .replace(/\([^)]*\)|[【[][^\]】]*[\]】]/gu, '')
    .replace(/[\s*:]/gu, '');

const transportModes = ['', '2', '4', '5'];

/** Every label that the field goes by: 航次号, 货物运输批次号 and both together are one field. */
export const labelsOf = (field: FieldDefinition): readonly string[] => [
  ...new Set(transportModes.map((transportMode) => labelOf(field, { head: { transportMode } }))),
];

const folded = (cell: string): string => upperCase(halfWidth(oneLine(cell)));

const rowsNamed = (table: CodeTable, text: string): readonly CodeRow[] =>
  table.rows.filter(
    ({ name, alternativeName }) =>
      upperCase(halfWidth(name)) === text || upperCase(halfWidth(alternativeName ?? '')) === text,
  );

/**
 * The code that a cell means: a code, a name, `code name` as our own list shows it, or a code whose
 * leading zeros the spreadsheet has eaten. What means none stays as it is, for the check to tell.
 */
const codeOf = (table: CodeTable, cell: string): string => {
  const text = folded(cell);
  if (findCode(table, text) !== undefined) return text;
  const named = rowsNamed(table, text);
  const [only] = named;
  if (text !== '' && only !== undefined && named.length === 1) return only.code;
  const [first = '', ...rest] = text.split(' ');
  const spelled = findCode(table, first);
  if (spelled !== undefined && upperCase(halfWidth(spelled.name)) === rest.join(' ')) return first;
  const padded = text.padStart(codeWidths[table.name], '0');
  return /^\d+$/.test(text) && findCode(table, padded) !== undefined ? padded : text;
};

const groupedDigits = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const withoutGrouping = (cell: string): string => {
  const text = halfWidth(oneLine(cell));
  return groupedDigits.test(text) ? text.replaceAll(',', '') : text;
};

/** What the field's form would hold for this cell, before it is folded. */
export const meantValue = (field: FieldDefinition, cell: string, tables: CodeTables): string => {
  if (field.input.type === 'code') return codeOf(tables[field.input.table], cell);
  return field.input.type === 'weight' ? withoutGrouping(cell) : cell;
};

/** Why a name in a code field means no code; null where it does, and where it is no name at all. */
export const nameFault = (
  field: FieldDefinition,
  cell: string,
  tables: CodeTables,
): string | null => {
  if (field.input.type !== 'code') return null;
  const table = tables[field.input.table];
  const text = folded(cell);
  if (!/[^ -~]/.test(text) || findCode(table, codeOf(table, cell)) !== undefined) return null;
  const codes = rowsNamed(table, text).map(({ code }) => code);
  return codes.length === 0
    ? `没有名为“${text}”的${field.label}，请填代码`
    : `有几个${field.label}都叫“${text}”：${codes.join('、')}，请填代码`;
};

const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const scientific = /^\d(?:\.\d+)?E\+\d+$/i;
const spreadsheetError = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|#)/;

/** What only a spreadsheet brings: the check of a sheet has no rule for it. */
export const cellFault = (cell: string): string | null => {
  const text = halfWidth(cell).trim();
  if (spreadsheetError.test(text)) return `“${text}”是 Excel 的错误值`;
  if (scientific.test(text)) {
    return `“${text}”是科学计数：请在 Excel 里把这一列设为文本，重新填写`;
  }
  return emoji.test(text) ? '含有表情符号，请删去' : null;
};
