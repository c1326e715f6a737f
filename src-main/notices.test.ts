import { expect, it } from 'vitest';
import type { CustomsState } from '../src-shared/declaration/status.ts';
import { noticeOf, parkedNotice, refusalNotice, unansweredNotice } from './notices.ts';

const state = (status: string, changes: Partial<CustomsState> = {}): CustomsState => ({
  status,
  withdrawn: false,
  changeOutcome: null,
  ...changes,
});

const subject = { declarationId: 7, tripNo: '2026', mediumId: '沪A12345' };

const noticeFor = (
  before: CustomsState,
  after: CustomsState,
  codes: readonly string[],
  reason: string | null = null,
  amended = false,
) => noticeOf({ ...subject, before, after, reason, codes, amended });

it.each([
  ['20', '退单'],
  ['FF', '发往内网失败'],
])('tells a sheet that was sent back (%s) with its reason', (code, title) => {
  expect(noticeFor(state('1'), state(code), ['2', code], '重量不符')).toEqual({
    type: 'notice',
    tone: 'bad',
    title,
    message: '沪A12345：重量不符（车次确认编号 2026）',
    declarationId: 7,
  });
});

it('tells a second 退单 of a sheet that shows the first one', () => {
  expect(noticeFor(state('20'), state('20'), ['1', '2', '20'], '又退')?.tone).toBe('bad');
});

it('tells that the truck may drive in', () => {
  const notice = noticeFor(state('2'), state('10'), ['10']);
  expect(notice).toMatchObject({ tone: 'good', title: '海关入库成功' });
  expect(notice?.message).toContain('可以进场');
});

it('tells a change and a withdrawal that were refused, each time', () => {
  const rejected = state('10', { changeOutcome: 'amendRejected' });
  expect(noticeFor(state('10'), rejected, ['20'], '变更不符')?.title).toBe('变更被退');
  expect(noticeFor(rejected, rejected, ['2', '20'], '还是不符')?.title).toBe('变更被退');
  expect(
    noticeFor(state('10'), state('10', { changeOutcome: 'withdrawRejected' }), ['FF'])?.title,
  ).toBe('删单被退');
  expect(noticeFor(rejected, state('41', { changeOutcome: 'amendRejected' }), ['41'])).toBeNull();
});

it('tells that a change is in force, and that a withdrawn sheet is not', () => {
  expect(noticeFor(state('10'), state('10'), ['1', '2', '10'], null, true)).toMatchObject({
    tone: 'good',
    title: '变更成功',
  });
  const withdrawn = noticeFor(state('10'), state('10', { withdrawn: true }), ['10']);
  expect(withdrawn).toMatchObject({ tone: 'good', title: '删单成功' });
  expect(withdrawn?.message).toContain('不再有效');
  expect(withdrawn?.message).not.toContain('可以进场');
});

it('leaves to the list what is only another step, and says nothing twice', () => {
  expect(noticeFor(state('0'), state('1'), ['1'])).toBeNull();
  expect(noticeFor(state('1'), state('2'), ['2'])).toBeNull();
  expect(noticeFor(state('10'), state('10'), [])).toBeNull();
  expect(noticeFor(state('20'), state('20'), [], '旧的')).toBeNull();
});

it('tells of a sheet that customs leaves unanswered, and whom to ask', () => {
  const notice = unansweredNotice(subject);
  expect(notice).toMatchObject({ tone: 'bad', title: '超时未回执', declarationId: 7 });
  expect(notice.message).toMatch(/^沪A12345：.*长时间没有海关回执，请联系海关或单一窗口客服/);
});

it('tells refusals and what has waited too long', () => {
  expect(refusalNotice(subject, '验签失败').message).toBe(
    '沪A12345：验签失败（车次确认编号 2026）',
  );
  expect(parkedNotice(subject)).toMatchObject({
    tone: 'bad',
    declarationId: 7,
    message: '沪A12345：请确认是否仍要申报（车次确认编号 2026）',
  });
});
