import { conditionKeys } from '../../src-shared/contract/query-view.ts';
import type { ConditionKey, QueryView } from '../../src-shared/contract/query-view.ts';
import { queryFault } from '../../src-shared/contract/query-faults.ts';
import type { QueryConditions } from '../../src-shared/contract/schemas.ts';
import { sendingLabels } from '../../src-shared/declaration/query-words.ts';
import type { SendingCondition } from '../../src-shared/declaration/query-words.ts';
import { isStatusCode, statuses } from '../../src-shared/declaration/status.ts';
import { errorWords } from '../../src-shared/errors/error-kinds.ts';
import type { TableName } from '../../src-shared/parameters/table-names.ts';
import { isDate } from '../components/typed-date.ts';
import { datesOfRange, isDateRange, rangeWords } from './date-ranges.ts';
import { reachWords } from './text-reach.ts';

/** The query's conditions as the form holds them (manual 3.2.1); empty text is no condition. */
export type TypedConditions = Readonly<Record<ConditionKey, string>>;

export const noConditions = Object.fromEntries(
  conditionKeys.map((key) => [key, '']),
) as TypedConditions;

export type ConditionInput =
  | { readonly type: 'text' }
  | { readonly type: 'status' }
  | { readonly type: 'code'; readonly table: TableName };

type ManualKey =
  'tripNo' | 'status' | 'mediumType' | 'mediumId' | 'businessType' | 'customsCode' | 'importExport';

export interface ConditionField {
  readonly key: ManualKey;
  readonly label: string;
  readonly input: ConditionInput;
}

/** Those of the manual, in its order; 录入时间 stands behind them. */
export const conditionFields: readonly ConditionField[] = [
  { key: 'tripNo', label: '车次确认编号', input: { type: 'text' } },
  { key: 'status', label: '单据状态', input: { type: 'status' } },
  { key: 'mediumType', label: '绑定介质类型', input: { type: 'code', table: 'mediumType' } },
  { key: 'mediumId', label: '绑定介质关键信息', input: { type: 'text' } },
  { key: 'businessType', label: '业务类型', input: { type: 'code', table: 'businessType' } },
  { key: 'customsCode', label: '关区代码', input: { type: 'code', table: 'customsDistrict' } },
  { key: 'importExport', label: '进出口标志', input: { type: 'code', table: 'importExport' } },
];

export const enteredLabel = '录入时间';

type MarkKey = 'toSign' | 'withdrawn' | 'amended';

export const markFields: readonly {
  readonly key: MarkKey;
  readonly label: string;
  readonly meaning: string;
}[] = [
  { key: 'toSign', label: '待签', meaning: '已暂存、没有待改、尚未申报的单证' },
  { key: 'withdrawn', label: '已删单', meaning: '海关已同意删单的单证' },
  { key: 'amended', label: '变更过', meaning: '曾经申报过变更的单证' },
];

/** Those that 更多条件 holds: it opens where one of them is active. */
export const moreKeys: readonly ConditionKey[] = [
  'sending',
  'operatorId',
  ...markFields.map(({ key }) => key),
];

/** The dates that are meant on the day of `now`, also by 今天 and the like. */
export const datesOf = (
  typed: Pick<TypedConditions, 'enteredRange' | 'enteredFrom' | 'enteredTo'>,
  now: number,
): readonly [string, string] =>
  isDateRange(typed.enteredRange)
    ? datesOfRange(typed.enteredRange, now)
    : [typed.enteredFrom.trim(), typed.enteredTo.trim()];

/** What is wrong with what is typed, as the clerk reads it; null where it can be asked. */
export const conditionFault = (typed: TypedConditions, now: number): string | null => {
  const [from, to] = datesOf(typed, now);
  const wrong = [from, to].find((date) => date !== '' && !isDate(date));
  if (wrong !== undefined) return `录入时间“${wrong}”不是有效的日期，请按 2026-01-31 的样子填写。`;
  const fault = queryFault({
    enteredFrom: from === '' ? undefined : from,
    enteredTo: to === '' ? undefined : to,
    text: typed.text,
  });
  return fault === null ? null : errorWords[fault].sentence;
};

/** What the form asks for on the day of `now`; it must be without fault. */
export const conditionsOf = (typed: TypedConditions, now: number): QueryConditions => {
  const { enteredRange: _range, textReach, ...texts } = typed;
  const [enteredFrom, enteredTo] = datesOf(typed, now);
  const read = (key: string, value: string): unknown => {
    if (markFields.some((mark) => mark.key === key)) return true;
    if (key === 'operatorId') return Number(value);
    return key === 'tripNo' ? value.toUpperCase() : value;
  };
  return Object.fromEntries(
    Object.entries({
      ...texts,
      enteredFrom,
      enteredTo,
      textReach: texts.text.trim() === '' ? '' : textReach,
    }).flatMap(([key, text]) => {
      const value = text.trim();
      return value === '' ? [] : [[key, read(key, value)]];
    }),
  );
};

const typedValue = (value: string | number | true): string =>
  value === true ? '1' : String(value);

/** Conditions that another screen asks for, as the form holds them. */
export const typedOf = (conditions: QueryConditions): TypedConditions => ({
  ...noConditions,
  ...Object.fromEntries(
    Object.entries(conditions).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, typedValue(value)]],
    ),
  ),
});

/** What is kept for the next start, relative dates as such. */
export const keptConditions = (asked: TypedConditions): QueryView['asked'] =>
  Object.fromEntries(
    conditionKeys.flatMap((key) => (asked[key] === '' ? [] : [[key, asked[key]]])),
  );

export const typedOfKept = (kept: QueryView['asked']): TypedConditions => ({
  ...noConditions,
  ...kept,
});

export interface ConditionTag {
  readonly text: string;
  /** The conditions that go when the tag is removed. */
  readonly keys: readonly ConditionKey[];
}

/** What codes and people are called. */
export interface ConditionWords {
  readonly display: (table: TableName, code: string) => string;
  /** `operatorId` of whoever looks at the list. */
  readonly ownId: string;
  readonly operator: (id: string) => string;
}

const manualWords = (
  { input }: ConditionField,
  value: string,
  display: ConditionWords['display'],
): string => {
  if (input.type === 'code') return display(input.table, value);
  return input.type === 'status' && isStatusCode(value) ? statuses[value].queryLabel : value;
};

const datesTag = (asked: TypedConditions, now: number): readonly ConditionTag[] => {
  const [from, to] = datesOf(asked, now);
  if (from === '' || to === '') return [];
  const days = from === to ? from : `${from} 至 ${to}`;
  const { enteredRange } = asked;
  const text = isDateRange(enteredRange) ? `${rangeWords[enteredRange]}（${days}）` : days;
  return [
    {
      text: `${enteredLabel}：${text}`,
      keys: ['enteredRange', 'enteredFrom', 'enteredTo'],
    },
  ];
};

const isSending = (value: string): value is SendingCondition => value in sendingLabels;

const operatorTag = (asked: TypedConditions, words: ConditionWords): string =>
  asked.operatorId === words.ownId ? '只看本人' : `操作人员：${words.operator(asked.operatorId)}`;

/** The active conditions in the clerk's words; what is not seen must not filter (rules.md). */
export const tagsOf = (
  asked: TypedConditions,
  words: ConditionWords,
  now: number,
): readonly ConditionTag[] => [
  ...conditionFields.flatMap((field): readonly ConditionTag[] => {
    const value = asked[field.key].trim();
    return value === ''
      ? []
      : [
          {
            text: `${field.label}：${manualWords(field, value, words.display)}`,
            keys: [field.key],
          },
        ];
  }),
  ...datesTag(asked, now),
  ...(asked.text.trim() === ''
    ? []
    : ([
        {
          text: `全文：${asked.text.trim()}${reachWords(asked.textReach)}`,
          keys: ['text', 'textReach'],
        },
      ] as const)),
  ...(isSending(asked.sending)
    ? ([{ text: `发送状态：${sendingLabels[asked.sending]}`, keys: ['sending'] }] as const)
    : []),
  ...(asked.operatorId === ''
    ? []
    : ([{ text: operatorTag(asked, words), keys: ['operatorId'] }] as const)),
  ...markFields.flatMap(({ key, label }): readonly ConditionTag[] =>
    asked[key] === '' ? [] : [{ text: label, keys: [key] }],
  ),
];

/** 今天 moves at both ends over midnight, 本月 at its last day. */
export const isOfSameDays = (one: QueryConditions, other: QueryConditions): boolean =>
  one.enteredFrom === other.enteredFrom && one.enteredTo === other.enteredTo;
