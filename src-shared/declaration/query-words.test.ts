import { expect, test } from 'vitest';
import { sendingConditionOf, sendingConditions, sendingLabels } from './query-words.ts';

test('发送状态 has a word for every condition', () => {
  expect(sendingConditions.map((condition) => sendingLabels[condition])).toEqual([
    '从未申报',
    '待发送',
    '申报中（待回执）',
    '已暂停发送',
    '被单一窗口拒绝',
    '已取消发送',
  ]);
});

test('an answered submission is no state of sending, every other one is', () => {
  expect(sendingConditionOf).toEqual({
    queued: 'waiting',
    sending: 'underway',
    confirmed: 'underway',
    parked: 'parked',
    refused: 'refused',
    takenBack: 'takenBack',
    accepted: null,
    rejected: null,
    sendFailed: null,
  });
});
