import type { QueryConditions } from '../../src-shared/contract/schemas.ts';
import { isStatusCode, statuses } from '../../src-shared/declaration/status.ts';
import type { TableName } from '../../src-shared/parameters/table-names.ts';

/** The query's conditions as the form holds them (manual 3.2.1); empty text is no condition. */
export interface TypedConditions {
  readonly tripNo: string;
  readonly status: string;
  readonly mediumType: string;
  readonly mediumId: string;
  readonly businessType: string;
  readonly customsCode: string;
  readonly importExport: string;
  readonly enteredFrom: string;
  readonly enteredTo: string;
}
export type ConditionKey = keyof TypedConditions;

export const noConditions: TypedConditions = {
  tripNo: '',
  status: '',
  mediumType: '',
  mediumId: '',
  businessType: '',
  customsCode: '',
  importExport: '',
  enteredFrom: '',
  enteredTo: '',
};

export type ConditionInput =
  | { readonly type: 'text' }
  | { readonly type: 'status' }
  | { readonly type: 'code'; readonly table: TableName };

export interface ConditionField {
  readonly key: Exclude<ConditionKey, 'enteredFrom' | 'enteredTo'>;
  readonly label: string;
  readonly input: ConditionInput;
}

export const conditionFields: readonly ConditionField[] = [
  { key: 'tripNo', label: '车次确认编号', input: { type: 'text' } },
  { key: 'status', label: '单据状态', input: { type: 'status' } },
  { key: 'mediumType', label: '绑定介质类型', input: { type: 'code', table: 'mediumType' } },
  { key: 'mediumId', label: '绑定介质关键信息', input: { type: 'text' } },
  { key: 'businessType', label: '业务类型', input: { type: 'code', table: 'businessType' } },
  { key: 'customsCode', label: '关区代码', input: { type: 'code', table: 'customsDistrict' } },
  { key: 'importExport', label: '进出口标志', input: { type: 'code', table: 'importExport' } },
];

/** Null where both dates are given or none, and in order; else what is wrong with them. */
export const dateFault = ({ enteredFrom, enteredTo }: TypedConditions): string | null => {
  if ((enteredFrom === '') !== (enteredTo === '')) return '按录入时间查询时，起始和结束时间都要填';
  return enteredFrom > enteredTo ? '起始时间不能晚于结束时间' : null;
};

export const conditionsOf = (typed: TypedConditions): QueryConditions =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([key, text]) => {
      const value = String(text).trim();
      return value === '' ? [] : [[key, key === 'tripNo' ? value.toUpperCase() : value]];
    }),
  );

export const typedOf = (conditions: QueryConditions): TypedConditions => ({
  ...noConditions,
  ...Object.fromEntries(Object.entries(conditions).filter(([, value]) => value !== undefined)),
});

export interface ConditionTag {
  readonly text: string;
  /** The conditions that go when the tag is removed. */
  readonly keys: readonly ConditionKey[];
}

/** The active conditions in the clerk's words; what is not seen must not filter (rules.md). */
export const tagsOf = (
  conditions: QueryConditions,
  display: (table: TableName, code: string) => string,
): readonly ConditionTag[] => {
  const { enteredFrom, enteredTo } = conditions;
  const dates: readonly ConditionTag[] =
    enteredFrom === undefined || enteredTo === undefined
      ? []
      : [{ text: `录入时间：${enteredFrom} 至 ${enteredTo}`, keys: ['enteredFrom', 'enteredTo'] }];
  const words = ({ input }: ConditionField, value: string): string =>
    input.type === 'code'
      ? display(input.table, value)
      : input.type === 'status' && isStatusCode(value)
        ? statuses[value].queryLabel
        : value;
  return [
    ...conditionFields.flatMap((field): readonly ConditionTag[] => {
      const value = conditions[field.key];
      return value === undefined
        ? []
        : [{ text: `${field.label}：${words(field, value)}`, keys: [field.key] }];
    }),
    ...dates,
  ];
};
