import { expect, test } from 'vitest';
import { conditionKeys } from '../../src-shared/contract/query-view.ts';
import {
  conditionFault,
  conditionsOf,
  isOfSameDays,
  keptConditions,
  noConditions,
  tagsOf,
  typedOf,
  typedOfKept,
} from './conditions.ts';
import type { ConditionWords, TypedConditions } from './conditions.ts';

/** 2026-11-28 09:00 in Beijing. */
const now = Date.UTC(2026, 10, 28, 1);
const tomorrow = now + 86_400_000;

const words: ConditionWords = {
  display: (_, code) => `${code} 车牌号`,
  ownId: '7',
  operator: (id) => `${id}号`,
};

const typed = (values: Partial<TypedConditions>): TypedConditions => ({
  ...noConditions,
  ...values,
});

test('an empty form asks for everything', () => {
  expect(conditionsOf(noConditions, now)).toEqual({});
});

test('conditions come trimmed, the trip number in upper case', () => {
  expect(conditionsOf(typed({ tripNo: ' 202601ab ', mediumId: ' 沪A12345 ' }), now)).toEqual({
    tripNo: '202601AB',
    mediumId: '沪A12345',
  });
});

test('录入时间 needs both dates, in order', () => {
  expect(conditionFault(noConditions, now)).toBeNull();
  expect(conditionFault(typed({ enteredFrom: '2026-01-01' }), now)).toMatch('都要填');
  expect(conditionFault(typed({ enteredTo: '2026-01-01' }), now)).toMatch('都要填');
  expect(
    conditionFault(typed({ enteredFrom: '2026-01-02', enteredTo: '2026-01-01' }), now),
  ).toMatch('不能晚于');
});

test.each(['2026-13-45', '2026-02-30', '下周', '2026-1-1'])(
  'a date that the calendar does not have (%s) is told and not turned into another',
  (date) => {
    expect(conditionFault(typed({ enteredFrom: date, enteredTo: '2026-12-31' }), now)).toContain(
      `“${date}”不是有效的日期`,
    );
  },
);

test('one character of free text asks for more', () => {
  expect(conditionFault(typed({ text: '船' }), now)).toMatch('至少输入两个字符');
  expect(conditionFault(typed({ text: ' ' }), now)).toBeNull();
  expect(conditionFault(typed({ text: '船名' }), now)).toBeNull();
});

test('relative dates mean the days around the day that asks', () => {
  const asks = (enteredRange: string, at = now) => conditionsOf(typed({ enteredRange }), at);
  expect(asks('today')).toEqual({ enteredFrom: '2026-11-28', enteredTo: '2026-11-28' });
  expect(asks('today', tomorrow)).toEqual({ enteredFrom: '2026-11-29', enteredTo: '2026-11-29' });
  expect(asks('last7')).toEqual({ enteredFrom: '2026-11-22', enteredTo: '2026-11-28' });
  expect(asks('last30')).toEqual({ enteredFrom: '2026-10-30', enteredTo: '2026-11-28' });
  expect(asks('thisMonth')).toEqual({ enteredFrom: '2026-11-01', enteredTo: '2026-11-28' });
});

test('over midnight every relative date is another query, and dates that were typed are not', () => {
  const isSame = (asked: Partial<TypedConditions>): boolean =>
    isOfSameDays(conditionsOf(typed(asked), now), conditionsOf(typed(asked), tomorrow));
  const ranges = ['today', 'last7', 'last30', 'thisMonth'];
  expect(ranges.map((enteredRange) => isSame({ enteredRange }))).toEqual(ranges.map(() => false));
  expect(isSame({ enteredFrom: '2026-11-01', enteredTo: '2026-11-30', status: '20' })).toBe(true);
  expect(isSame({})).toBe(true);
});

test('relative dates are kept as such, and so are all other conditions', () => {
  const asked = typed({ enteredRange: 'today', status: '20', operatorId: '7', toSign: '1' });
  expect(keptConditions(asked)).toEqual({
    enteredRange: 'today',
    status: '20',
    operatorId: '7',
    toSign: '1',
  });
  expect(typedOfKept(keptConditions(asked))).toEqual(asked);
});

test('how far free text reaches is asked for with a text alone', () => {
  expect(conditionsOf(typed({ textReach: 'anywhere' }), now)).toEqual({});
  expect(conditionsOf(typed({ text: 'COSU', textReach: 'anywhere' }), now)).toEqual({
    text: 'COSU',
    textReach: 'anywhere',
  });
});

test('every active condition is a tag in the clerk’s words, both dates are one', () => {
  const conditions = {
    status: '10',
    mediumType: 'VN',
    enteredFrom: '2026-01-01',
    enteredTo: '2026-01-07',
  };
  expect(tagsOf(typedOf(conditions), words, now)).toEqual([
    { text: '单据状态：海关审核通过', keys: ['status'] },
    { text: '绑定介质类型：VN 车牌号', keys: ['mediumType'] },
    {
      text: '录入时间：2026-01-01 至 2026-01-07',
      keys: ['enteredRange', 'enteredFrom', 'enteredTo'],
    },
  ]);
  expect(conditionsOf(typedOf(conditions), now)).toEqual(conditions);
});

test('the conditions beside the manual’s are tags too', () => {
  const texts = (values: Partial<TypedConditions>) =>
    tagsOf(typed(values), words, now).map(({ text }) => text);
  expect(texts({ enteredRange: 'last7' })).toEqual([
    '录入时间：近 7 天（2026-11-22 至 2026-11-28）',
  ]);
  expect(texts({ enteredRange: 'today' })).toEqual(['录入时间：今天（2026-11-28）']);
  expect(texts({ text: 'COSU', textReach: 'anywhere' })).toEqual(['全文：COSU（任意位置）']);
  expect(texts({ sending: 'waiting' })).toEqual(['发送状态：待发送']);
  expect(texts({ operatorId: '7' })).toEqual(['只看本人']);
  expect(texts({ operatorId: '8' })).toEqual(['操作人员：8号']);
  expect(texts({ toSign: '1', withdrawn: '1', amended: '1' })).toEqual([
    '待签',
    '已删单',
    '变更过',
  ]);
});

test('no condition filters without a tag that takes it away', () => {
  const values: Partial<Record<string, string>> = {
    sending: 'waiting',
    enteredRange: 'today',
    enteredFrom: '2026-01-01',
    enteredTo: '2026-01-02',
  };
  for (const key of conditionKeys.filter((one) => one !== 'textReach')) {
    const asked = typed({
      [key]: values[key] ?? '1',
      ...(key.startsWith('entered') ? { enteredFrom: '2026-01-01', enteredTo: '2026-01-02' } : {}),
    });
    const [tag, ...others] = tagsOf(asked, words, now);
    expect(others, key).toEqual([]);
    expect(tag?.keys, key).toContain(key);
  }
});
