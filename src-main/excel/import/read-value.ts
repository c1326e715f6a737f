import type { FieldDefinition } from '../../../src-shared/declaration/fields.ts';
import {
  cellFault,
  meantValue,
  nameFault,
} from '../../../src-shared/declaration/spreadsheet-cells.ts';
import type { CodeTables } from '../../../src-shared/parameters/table-names.ts';
import type { Cell } from './table-file.ts';

/** What a cell says for a field, before it is folded, and why it can't be taken. */
export interface ReadValue {
  readonly text: string;
  /** The value is lost or no value: rather none than a wrong one. */
  readonly fault: string | null;
}

/** Excel keeps 15 digits of a number. */
const lostFrom = 1e15;

const numberText = (value: number): string => String(Number(value.toPrecision(15)));

/** Why a number that stands for a text can't be taken; null where all its digits are there. */
export const lostDigits = (value: number): string | null =>
  Math.abs(value) < lostFrom
    ? null
    : 'Excel 把长号码存成了数字，第 16 位起已丢失：请把该列设为文本，按原件重新填写';

const readNumber = (field: FieldDefinition, value: number, tables: CodeTables): ReadValue => {
  const text = numberText(value);
  if (field.input.type === 'weight') return { text, fault: null };
  const fault = lostDigits(value);
  return fault === null
    ? { text: meantValue(field, text, tables), fault }
    : { text: value.toExponential(), fault };
};

export const readValue = (field: FieldDefinition, cell: Cell, tables: CodeTables): ReadValue => {
  switch (cell.kind) {
    case 'text':
      return {
        text: meantValue(field, cell.text, tables),
        fault: cellFault(cell.text) ?? nameFault(field, cell.text, tables),
      };
    case 'number':
      return readNumber(field, cell.value, tables);
    case 'date':
      return {
        text: cell.text,
        fault:
          field.input.type === 'remark'
            ? null
            : `Excel 把它存成了日期（${cell.text}）：请把该列设为文本，重新填写`,
      };
    case 'unusable':
      return { text: cell.text, fault: `“${cell.text}”${cell.reason}` };
  }
};
