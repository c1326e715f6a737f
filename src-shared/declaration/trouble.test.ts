import { describe, expect, it } from 'vitest';
import { troubleKinds, troubleLabels, troubleOf } from './trouble.ts';
import type { TroubledSheet } from './trouble.ts';

const sheet = (values: Partial<TroubledSheet>): TroubledSheet => ({
  status: '0',
  withdrawn: false,
  changeOutcome: null,
  lastReason: null,
  lastState: null,
  sentBackAs: null,
  settled: false,
  overdue: false,
  ...values,
});

describe('a sheet that waits for the clerk', () => {
  it('is called by what went wrong', () => {
    expect(troubleKinds.map((kind) => troubleLabels[kind])).toEqual([
      '退单',
      '发往内网失败',
      '变更被退',
      '删单被退',
      '单一窗口拒绝',
      '已暂停发送',
      '超时未回执',
    ]);
  });

  it.each([
    ['退单', { status: '20', lastReason: '重量不符', lastState: 'rejected' }, 'rejected'],
    ['退单 without a word', { status: '20', lastState: 'rejected' }, 'rejected'],
    ['退单 that was saved again', { lastReason: '重量不符', lastState: 'rejected' }, 'rejected'],
    ['退单 whose next 申报 was taken back', { status: '20', lastState: 'takenBack' }, 'rejected'],
    ['发往内网失败', { status: 'FF', lastReason: '中断', lastState: 'sendFailed' }, 'sendFailed'],
    ['发往内网失败 without a word', { status: 'FF', lastState: 'takenBack' }, 'sendFailed'],
    [
      '发往内网失败, saved again',
      { lastReason: '中断', lastState: 'sendFailed', sentBackAs: 'sendFailed' },
      'sendFailed',
    ],
    [
      '发往内网失败, saved, declared and taken back',
      { lastReason: '中断', lastState: 'takenBack', sentBackAs: 'sendFailed' },
      'sendFailed',
    ],
    [
      '退单 after an earlier 发往内网失败',
      { status: '20', lastState: 'rejected', sentBackAs: 'sendFailed' },
      'rejected',
    ],
    [
      '退单, saved, declared and taken back',
      { lastReason: '重量不符', lastState: 'takenBack', sentBackAs: 'rejected' },
      'rejected',
    ],
    [
      '变更被退',
      { status: '10', changeOutcome: 'amendRejected', lastState: 'rejected' },
      'amendRejected',
    ],
    [
      '变更被退, locked meanwhile',
      { status: '41', changeOutcome: 'amendRejected', lastState: 'rejected' },
      'amendRejected',
    ],
    [
      '删单被退',
      { status: '10', changeOutcome: 'withdrawRejected', lastState: 'rejected' },
      'withdrawRejected',
    ],
    ['refused by the endpoint', { lastReason: '重复', lastState: 'refused' }, 'refused'],
    ['parked', { lastState: 'parked' }, 'parked'],
    [
      'unanswered for too long',
      { status: '1', lastState: 'confirmed', overdue: true },
      'unanswered',
    ],
  ] as const)('is seen: %s', (_name, values, kind) => {
    expect(troubleOf(sheet(values))).toBe(kind);
  });

  it.each([
    ['a draft', {}],
    ['under way', { status: '2', lastState: 'confirmed' }],
    ['退单, declared again and waiting', { lastReason: '重量不符', lastState: 'queued' }],
    ['退单, declared again and being sent', { lastReason: '重量不符', lastState: 'sending' }],
    ['accepted', { status: '10', lastState: 'accepted' }],
    ['a refused change that was given up', { status: '10', lastState: 'refused', settled: true }],
    ['accepted, with a word of customs', { status: '10', lastReason: 'x', lastState: 'accepted' }],
    [
      'withdrawn after a rejected change',
      { status: '10', withdrawn: true, changeOutcome: 'amendRejected' },
    ],
    [
      'closed after a rejected change',
      { status: '40', changeOutcome: 'amendRejected', lastReason: 'x', lastState: 'rejected' },
    ],
    ['manually closed', { status: '43', changeOutcome: 'amendRejected', lastState: 'rejected' }],
    ['departed', { status: '50', changeOutcome: 'amendRejected', lastState: 'rejected' }],
  ] as const)('is no trouble: %s', (_name, values) => {
    expect(troubleOf(sheet(values))).toBe(null);
  });
});
