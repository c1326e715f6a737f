import type { FieldDefinition } from '../../../src-shared/declaration/fields.ts';
import { shanghaiDateTime } from '../../../src-shared/declaration/numbers.ts';
import { sendingOf, statusLabel } from '../../../src-shared/declaration/sending-state.ts';
import type { Item } from '../../../src-shared/declaration/sheet.ts';
import { changeOutcomeLabels } from '../../../src-shared/declaration/status.ts';
import {
  headListFields,
  itemHeading,
  itemListFields,
} from '../../../src-shared/excel/list-headings.ts';
import { sheetColumns } from '../../../src-shared/excel/sheet-columns.ts';
import type { SheetColumnKey } from '../../../src-shared/excel/sheet-columns.ts';
import { findCode } from '../../../src-shared/parameters/search.ts';
import type { CodeTables } from '../../../src-shared/parameters/table-names.ts';
import type { PlainSheetRow } from '../../store/sheet-row.ts';
import type { WrittenCell, WrittenColumn } from '../workbook-writer.ts';

/**
 * A sheet as cells: texts, but for weights, which are amounts to add up. A weight has at most twelve
 * digits, so the number in the file is its decimal text to the letter. Times are Beijing's, as text:
 * a date of Excel's would be read in the zone of whoever opens it.
 */

const widthOf = ({ input }: FieldDefinition): number => {
  switch (input.type) {
    case 'code':
      return input.table === 'customsDistrict' ? 20 : 16;
    case 'weight':
      return 12;
    case 'remark':
      return 30;
    case 'seals':
      return 24;
    case 'text':
      return Math.min(24, Math.max(14, input.maxLength));
  }
};

const fieldCell = (field: FieldDefinition, value: string, tables: CodeTables): WrittenCell => {
  const { input } = field;
  if (value === '') return '';
  if (input.type === 'weight') return Number(value);
  if (input.type !== 'code') return value;
  // As the list shows it; an import takes the code out of it again.
  const row = findCode(tables[input.table], value);
  return row === undefined ? value : `${value} ${row.name}`;
};

const marksOf = (sheet: PlainSheetRow): string =>
  [
    sendingOf(sheet)?.label,
    sheet.withdrawn ? '已删单' : undefined,
    sheet.changeOutcome === null ? undefined : changeOutcomeLabels[sheet.changeOutcome],
  ]
    .filter((mark) => mark !== undefined)
    .join('、');

const ownValues: Readonly<Partial<Record<SheetColumnKey, (sheet: PlainSheetRow) => string>>> = {
  dataCentreNo: ({ dataCentreNo }) => dataCentreNo,
  tripNo: ({ tripNo }) => tripNo,
  status: ({ status }) => statusLabel(status),
  enteredOn: ({ enteredAt }) => shanghaiDateTime(enteredAt),
  uscc: ({ uscc }) => uscc,
  organisationCode: ({ organisationCode }) => organisationCode,
  operator: ({ operator }) => operator,
  sending: marksOf,
  problemCount: ({ problemCount }) => (problemCount === 0 ? '' : String(problemCount)),
  lastReason: ({ lastReason, lastSubmission }) => lastReason ?? lastSubmission?.reason ?? '',
  itemCount: ({ itemCount }) => String(itemCount),
  changedAt: ({ changedAt }) => shanghaiDateTime(changedAt),
};

const ownWidths: Readonly<Partial<Record<SheetColumnKey, number>>> = {
  dataCentreNo: 22,
  tripNo: 36,
  enteredOn: 20,
  uscc: 22,
  lastReason: 30,
  changedAt: 20,
};

export interface ExportColumn extends WrittenColumn {
  readonly cell: (sheet: PlainSheetRow) => WrittenCell;
}

export const exportColumn = (key: SheetColumnKey, tables: CodeTables): ExportColumn => {
  const heading = sheetColumns.find((column) => column.key === key)?.label ?? key;
  const field = headListFields.find((one) => one.key === key);
  if (field !== undefined) {
    return {
      heading,
      width: widthOf(field),
      cell: ({ head }) => fieldCell(field, head[field.key], tables),
    };
  }
  const own = ownValues[key];
  if (own === undefined) throw new Error(`no column ${key}`);
  return { heading, width: ownWidths[key] ?? 14, cell: own };
};

export interface ItemColumn extends WrittenColumn {
  readonly cell: (item: Item) => WrittenCell;
}

/** `besideHead` where 业务类型 and 备注 must be told from the head's. */
export const itemColumns = (tables: CodeTables, besideHead: boolean): readonly ItemColumn[] =>
  itemListFields.map((field) => ({
    heading: besideHead ? itemHeading(field) : field.label,
    width: widthOf(field),
    cell: (item) => fieldCell(field, item[field.key], tables),
  }));
