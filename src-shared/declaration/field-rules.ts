import type { Finding } from '../contract/schemas.ts';
import { findCode } from '../parameters/search.ts';
import { codeWidths } from '../parameters/table-names.ts';
import type { CodeTables } from '../parameters/table-names.ts';
import { characterCount } from './characters.ts';
import { labelOf, presenceOf } from './field-values.ts';
import type { PlacedField } from './field-values.ts';
import type { FieldInput, TextFormat } from './fields.ts';
import { makeFinding } from './findings.ts';
import type { Severity } from './findings.ts';
import {
  containerNumberFault,
  isUsualSeal,
  longestSeals,
  mediumFormats,
  mostSeals,
  objectFormats,
  sealsOf,
} from './text-formats.ts';
import type { TextFault } from './text-formats.ts';
import { parseKilograms } from './weight.ts';

/** The rules that look at one field, with the values it depends on (manual 3.1.1; rules.md, Fields). */

interface Fault {
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
  /** Values besides the field's own that a confirmation is about. */
  readonly values?: readonly string[];
}

/** 100 t, in grams: more than any truck on a road, and more than any truck can pick up. */
const implausibleGrams = 100_000_000;

const unstorable = (rule: string, message: string): Fault => ({
  severity: 'unstorable',
  rule,
  message,
});
const problem = (rule: string, message: string): Fault => ({ severity: 'problem', rule, message });
const warning = (rule: string, message: string, values: readonly string[] = []): Fault => ({
  severity: 'warning',
  rule,
  message,
  values,
});

const tooLong = (rule: string, label: string, value: string, most: number): readonly Fault[] => {
  const count = characterCount(value);
  if (count <= most) return [];
  return [unstorable(rule, `${label}最多 ${String(most)} 个字符，现有 ${String(count)} 个`)];
};

/** What can't be stored of a field that holds something (rules.md, Life 2). */
const storeFaults = (placed: PlacedField, label: string): readonly Fault[] => {
  const { value } = placed;
  const { input } = placed.field;
  switch (input.type) {
    case 'code':
      return tooLong('codeTooLong', label, value, codeWidths[input.table]);
    case 'weight':
      return parseKilograms(value) !== null
        ? []
        : [unstorable('notAWeight', `${label}“${value}”不是重量：千克，最多 9 位整数、3 位小数`)];
    case 'text':
    case 'remark':
      return tooLong('textTooLong', label, value, input.maxLength);
    case 'seals':
      return tooLong('textTooLong', label, value, longestSeals);
  }
};

/** rules.md, Fields: a missing second container (of 空箱) has the one exception 仅一个空箱. */
const missingFaults = ({ field, context }: PlacedField, label: string): readonly Fault[] => {
  const first = context.item?.['containerNo1'] ?? '';
  return field.key === 'containerNo2' && first !== ''
    ? [warning('onlyOneEmptyContainer', '仅一个空箱：集装箱号 2 没有填写，请确认', [first])]
    : [problem('required', `请填写${label}`)];
};

/** The directorate's own code may not stand where a subordinate district has one (domain.md 1.2). */
const districtFaults = (code: string, tables: CodeTables): readonly Fault[] => {
  const table = tables.customsDistrict;
  const row = findCode(table, code);
  if (row === undefined) {
    return /^\d{4}$/.test(code)
      ? [warning('customsDistrictUnknown', `关区代码 ${code} 不在参数表里，请核对`)]
      : [problem('unknownCode', `关区代码“${code}”不是 4 位数字`)];
  }
  if (!row.selectable) {
    return [problem('unselectableCode', `关区代码 ${code} ${row.name}不能选用`)];
  }
  const hasSubordinates =
    code.endsWith('00') && table.rows.some((one) => one.parentCode === code && one.selectable);
  return hasSubordinates
    ? [
        warning(
          'customsDistrictDirectorate',
          `关区代码 ${code} ${row.name}是直属海关，通常应选它下面的隶属海关，请确认`,
        ),
      ]
    : [];
};

const weightFaults = (
  placed: PlacedField,
  label: string,
  { aboveZero = false, leastPlausible = 0 }: Extract<FieldInput, { type: 'weight' }>,
): readonly Fault[] => {
  const grams = parseKilograms(placed.value);
  if (grams === null) return [];
  if (grams === 0 && aboveZero) return [problem('weightAboveZero', `${label}应大于 0`)];
  if (grams === 0 && placed.field.key === 'vehicleWeight') {
    return [warning('vehicleWeightZero', `${label}为 0，请核对`)];
  }
  if (grams > implausibleGrams) {
    return [warning('weightImplausible', `${label} ${placed.value} 千克超过 100 吨，请核对`)];
  }
  return grams > 0 && grams < leastPlausible * 1000
    ? [warning('weightImplausible', `${label}只有 ${placed.value} 千克，请核对是否把吨当作了千克`)]
    : [];
};

const textFault = (format: TextFormat | undefined, placed: PlacedField): TextFault | null => {
  const { value } = placed;
  const { head, item } = placed.context;
  const by = (
    formats: Readonly<Record<string, (text: string) => TextFault | null>>,
    type: string | undefined,
  ): TextFault | null =>
    type !== undefined && Object.hasOwn(formats, type) ? (formats[type]?.(value) ?? null) : null;
  switch (format) {
    case 'medium':
      return by(mediumFormats, head['mediumType']);
    case 'object':
      return by(objectFormats, item?.['objectType']);
    case 'container':
      return containerNumberFault(value);
    default:
      return null;
  }
};

const sealFaults = (
  placed: PlacedField,
  label: string,
  container: 'containerNo1' | 'containerNo2',
): readonly Fault[] => {
  const seals = sealsOf(placed.value);
  const faults: Fault[] = [];
  if (seals.length > mostSeals) {
    faults.push(problem('tooManySeals', `${label}最多 3 个锁号，现有 ${String(seals.length)} 个`));
  }
  const unusual = seals.filter((seal) => !isUsualSeal(seal));
  if (unusual.length > 0) {
    faults.push(
      warning('sealUnusual', `${label}“${unusual.join('|')}”通常是 1 至 32 位字母、数字，请核对`),
    );
  }
  if (placed.context.item?.[container] === '') {
    faults.push(warning('sealWithoutContainer', `${label}已填，但没有填写对应的集装箱号`));
  }
  return faults;
};

const valueFaults = (placed: PlacedField, label: string, tables: CodeTables): readonly Fault[] => {
  const { value } = placed;
  const { input } = placed.field;
  switch (input.type) {
    case 'code': {
      if (input.table === 'customsDistrict') return districtFaults(value, tables);
      const row = findCode(tables[input.table], value);
      if (row === undefined) return [problem('unknownCode', `${label}没有代码“${value}”`)];
      return row.selectable
        ? []
        : [problem('unselectableCode', `${label} ${value} ${row.name}不能选用`)];
    }
    case 'weight':
      return weightFaults(placed, label, input);
    case 'text': {
      const fault = textFault(input.format, placed);
      return fault === null ? [] : [fault];
    }
    case 'seals':
      return sealFaults(placed, label, input.container);
    case 'remark':
      return [];
  }
};

const faultsOf = (placed: PlacedField, label: string, tables: CodeTables): readonly Fault[] => {
  const presence = presenceOf(placed.field, placed.context);
  if (placed.value === '') return presence === 'required' ? missingFaults(placed, label) : [];
  const unstorableFaults = storeFaults(placed, label);
  if (presence === 'closed') {
    return [...unstorableFaults, problem('closedFieldFilled', `${label}在这里不填，请清空`)];
  }
  return unstorableFaults.length > 0 ? unstorableFaults : valueFaults(placed, label, tables);
};

/** The findings of one field of a folded sheet. */
export const checkField = (placed: PlacedField, tables: CodeTables): readonly Finding[] =>
  faultsOf(placed, labelOf(placed.field, placed.context), tables).map((fault) =>
    makeFinding({
      severity: fault.severity,
      rule: fault.rule,
      place: { part: placed.part, itemIndex: placed.itemIndex, field: placed.field.key },
      message: fault.message,
      values: [placed.value, ...(fault.values ?? [])],
    }),
  );
