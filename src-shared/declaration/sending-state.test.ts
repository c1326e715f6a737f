import { expect, test } from 'vitest';
import type { SheetRow } from '../contract/schemas.ts';
import type { SubmissionState } from './status.ts';
import {
  isNewlyConfirmed,
  mustStayOut,
  needsAttention,
  sendingOf,
  statusLabel,
  statusTone,
} from './sending-state.ts';

const sheet = (
  state: SubmissionState,
  changes: Partial<NonNullable<SheetRow['lastSubmission']>> = {},
  amendment: SheetRow['amendment'] = null,
): Pick<SheetRow, 'lastSubmission' | 'amendment' | 'status' | 'withdrawn'> => ({
  status: '0',
  withdrawn: false,
  amendment,
  lastSubmission: { id: 'one', function: 'ADD', state, reason: null, queuedAt: 0, ...changes },
});

test('a signed sheet that waits says that customs does not have it', () => {
  expect(sendingOf(sheet('queued'))).toMatchObject({
    label: '待发送',
    sentence: '已签名，等待发送，尚未到达海关',
  });
  expect(sendingOf(sheet('confirmed'))?.label).toBe('申报中');
  expect(sendingOf(sheet('confirmed', { function: 'DEL' }))?.label).toBe('删单申报中');
  expect(sendingOf(sheet('accepted'))).toBeNull();
  expect(sendingOf(null)).toBeNull();
  expect(sendingOf({ ...sheet('queued'), lastSubmission: null })).toBeNull();
});

test.each([
  ['queued', '待发送', '已签名，等待发送，尚未到达海关', 'warning'],
  ['sending', '申报中', '正在发送，单一窗口尚未确认收到', 'underway'],
  ['parked', '已暂停发送', '等待发送的时间过长，已暂停，尚未到达海关', 'warning'],
  ['confirmed', '申报中', '单一窗口已收到，等待海关答复', 'underway'],
  ['refused', '被单一窗口拒绝', '没有申报', 'bad'],
  ['takenBack', '已取消发送', '没有申报', 'draft'],
] as const)('what is %s is called %s', (state, label, sentence, tone) => {
  expect(sendingOf(sheet(state))).toEqual({ label, sentence, tone });
});

test('a status has its word and its colour, an unknown one is named as it came', () => {
  expect([statusLabel('10'), statusTone('10')]).toEqual(['海关入库成功', 'good']);
  expect([statusLabel('77'), statusTone('77')]).toEqual(['未知状态 77', 'warning']);
});

test('a change and a withdrawal that wait are told apart from a declaration', () => {
  expect(sendingOf(sheet('queued', { function: 'MOD' }))?.label).toBe('变更申报中 · 待发送');
  expect(sendingOf(sheet('sending', { function: 'MOD' }))?.label).toBe('变更申报中');
  expect(sendingOf(sheet('queued', { function: 'DEL' }))?.label).toBe('删单申报中 · 待发送');
});

test('a change that the endpoint refused is told until it is given up', () => {
  const draft = { version: 1, problemCount: 0, changedAt: 0, operator: 'chenmin' };
  const refused = sheet('refused', { function: 'MOD' }, draft);
  expect(sendingOf(refused)).toMatchObject({ label: '被单一窗口拒绝', sentence: '变更没有申报' });
  expect(sendingOf({ ...refused, amendment: null })).toBeNull();
  expect(sendingOf(sheet('takenBack', { function: 'MOD' }))).toBeNull();
  expect(sendingOf(sheet('sending', { function: 'MOD' }))).not.toBeNull();
  expect(sendingOf(sheet('refused'))).toMatchObject({ sentence: '没有申报' });
  expect(sendingOf(sheet('refused', { function: 'DEL' }))?.sentence).toBe('删单没有申报');
});

test('申报成功 is told once, when the confirmation of an ADD comes', () => {
  expect(isNewlyConfirmed(sheet('queued'), sheet('confirmed'))).toBe(true);
  expect(isNewlyConfirmed(sheet('sending'), sheet('accepted'))).toBe(true);
  expect(isNewlyConfirmed({ lastSubmission: null }, sheet('confirmed'))).toBe(true);
  expect(isNewlyConfirmed(sheet('confirmed'), sheet('accepted'))).toBe(false);
  expect(isNewlyConfirmed(sheet('rejected', { id: 'old' }), sheet('confirmed'))).toBe(true);
  expect(isNewlyConfirmed(sheet('queued'), sheet('confirmed', { function: 'MOD' }))).toBe(false);
  expect(isNewlyConfirmed(sheet('queued'), sheet('refused'))).toBe(false);
  expect(isNewlyConfirmed(sheet('confirmed', { id: 'old' }), sheet('confirmed'))).toBe(true);
  expect(isNewlyConfirmed(sheet('queued'), { lastSubmission: null })).toBe(false);
});

test('the truck stays out until customs has accepted, and again after 删单', () => {
  const at = (status: string, withdrawn = false): boolean => mustStayOut({ status, withdrawn });
  expect(['0', '1', '2', 'FF', '20', '77'].map((status) => at(status))).not.toContain(false);
  expect(['10', '40', '41', '42', '43', '50'].map((status) => at(status))).not.toContain(true);
  expect(at('10', true)).toBe(true);
  expect(mustStayOut(null)).toBe(true);
});

test('what went wrong waits for the clerk until the sheet is mended or on its way again', () => {
  const standing = (status: string, state: SubmissionState, changeOutcome = null) =>
    needsAttention({ ...sheet(state), status, changeOutcome });
  expect(standing('20', 'rejected')).toBe(true);
  expect(standing('FF', 'sendFailed')).toBe(true);
  expect(standing('0', 'rejected')).toBe(false);
  expect(standing('0', 'refused')).toBe(true);
  expect(standing('0', 'parked')).toBe(true);
  expect(standing('0', 'queued')).toBe(false);
  expect(standing('10', 'accepted')).toBe(false);
  const neverSigned = { ...sheet('queued'), lastSubmission: null };
  expect(needsAttention({ ...neverSigned, changeOutcome: null })).toBe(false);
  const givenUp = sheet('refused', { function: 'MOD' });
  expect(needsAttention({ ...givenUp, status: '10', changeOutcome: null })).toBe(false);
  const rejected = { ...sheet('rejected'), changeOutcome: 'amendRejected' } as const;
  expect(needsAttention({ ...rejected, status: '10' })).toBe(true);
  // Nothing of it can be mended any more.
  expect(needsAttention({ ...rejected, status: '40' })).toBe(false);
  expect(needsAttention({ ...rejected, status: '10', withdrawn: true })).toBe(false);
});

test('a refusal that customs has overtaken is neither told nor waits for anybody', () => {
  // A sheet restored from a backup: its second ADD was refused, its receipts say that it is accepted.
  const again = { ...sheet('refused'), status: '10', changeOutcome: null };
  expect(sendingOf(again)).toBeNull();
  expect(needsAttention(again)).toBe(false);
  // 删单 of what customs had just closed.
  const late = { ...sheet('refused', { function: 'DEL' }), status: '40', changeOutcome: null };
  expect(sendingOf(late)).toBeNull();
  expect(needsAttention(late)).toBe(false);
});
