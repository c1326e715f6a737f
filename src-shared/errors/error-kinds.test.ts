import { describe, expect, test } from 'vitest';
import { errorWords, failureOf } from './error-kinds.ts';
import { failure, success } from './result.ts';

describe('a failure', () => {
  test('says its sentence and advice with the details put in', () => {
    expect(
      failureOf('card.wrongCard', { present: '2100000000025', expected: '2100000000017' }),
    ).toEqual({
      kind: 'card.wrongCard',
      message: '当前卡号 2100000000025 与用户注册信息卡号 2100000000017 不一致，无法进行申报',
      advice: errorWords['card.wrongCard'].advice,
    });
    const refused = failureOf('sheet.actionNotAllowed', {
      status: '已锁定',
      action: '变更',
      sentence: '请等待解除锁定。',
    });
    expect(refused.message).toBe('单证状态为“已锁定”，不能变更。');
    expect(refused.advice).toBe('请等待解除锁定。');
  });
  test('tells the tries left of a card as a number too, where they are known', () => {
    expect(failureOf('card.wrongPin', { tries: 4 })).toMatchObject({
      message: '卡密码错误，还可尝试 4 次。',
      triesLeft: 4,
    });
    expect(failureOf('card.wrongPinUnknownTries')).not.toHaveProperty('triesLeft');
    expect(failureOf('card.wrongPin', { tries: '?' })).not.toHaveProperty('triesLeft');
  });
  test('shows the name of a detail that is missing, never an empty place', () => {
    expect(failureOf('endpoint.refused').message).toBe('单一窗口拒绝：{reason}');
  });
  test('of every kind has a title, a sentence and an advice', () => {
    for (const [kind, { title, sentence, advice }] of Object.entries(errorWords)) {
      for (const words of [title, sentence, advice]) expect(words, kind).not.toBe('');
    }
  });
  test('and a success are told apart by ok', () => {
    expect(success(7)).toEqual({ ok: true, value: 7 });
    const told = failureOf('sheet.noItems');
    expect(failure(told)).toEqual({ ok: false, error: told });
    expect(told.message).toBe('申报失败，该数据没有表体信息！');
  });
});
