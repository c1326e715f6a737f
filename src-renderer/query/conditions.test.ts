import { expect, test } from 'vitest';
import { conditionsOf, dateFault, noConditions, tagsOf, typedOf } from './conditions.ts';

test('an empty form asks for everything', () => {
  expect(conditionsOf(noConditions)).toEqual({});
});

test('conditions come trimmed, the trip number in upper case', () => {
  expect(conditionsOf({ ...noConditions, tripNo: ' 202601ab ', mediumId: ' 沪A12345 ' })).toEqual({
    tripNo: '202601AB',
    mediumId: '沪A12345',
  });
});

test('录入时间 needs both dates, in order', () => {
  expect(dateFault(noConditions)).toBeNull();
  expect(dateFault({ ...noConditions, enteredFrom: '2026-01-01' })).toMatch('都要填');
  expect(dateFault({ ...noConditions, enteredTo: '2026-01-01' })).toMatch('都要填');
  expect(
    dateFault({ ...noConditions, enteredFrom: '2026-01-02', enteredTo: '2026-01-01' }),
  ).toMatch('不能晚于');
});

test('every active condition is a tag in the clerk’s words, both dates are one', () => {
  const conditions = {
    status: '10',
    mediumType: 'VN',
    enteredFrom: '2026-01-01',
    enteredTo: '2026-01-07',
  };
  expect(tagsOf(conditions, (_, code) => `${code} 车牌号`)).toEqual([
    { text: '单据状态：海关审核通过', keys: ['status'] },
    { text: '绑定介质类型：VN 车牌号', keys: ['mediumType'] },
    { text: '录入时间：2026-01-01 至 2026-01-07', keys: ['enteredFrom', 'enteredTo'] },
  ]);
  expect(conditionsOf(typedOf(conditions))).toEqual(conditions);
});
