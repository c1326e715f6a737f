import { expect, test } from 'vitest';
import type { SheetRow } from '../contract/schemas.ts';
import type { SubmissionState } from './status.ts';
import { isNewlyConfirmed, mustStayOut, needsAttention, sendingOf } from './sending-state.ts';

const sheet = (
  state: SubmissionState,
  changes: Partial<NonNullable<SheetRow['lastSubmission']>> = {},
  amendment: SheetRow['amendment'] = null,
): Pick<SheetRow, 'lastSubmission' | 'amendment'> => ({
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
});

test('the truck stays out until customs has accepted, and again after 删单', () => {
  const at = (status: string, withdrawn = false): boolean => mustStayOut({ status, withdrawn });
  expect(['0', '1', '2', 'FF', '20', '77'].map((status) => at(status))).not.toContain(false);
  expect(at('10')).toBe(false);
  expect(at('10', true)).toBe(true);
  expect(mustStayOut(null)).toBe(true);
});

test('what went wrong waits for the clerk until the sheet is mended or on its way again', () => {
  const standing = (status: string, state: SubmissionState, changeOutcome = null) =>
    needsAttention({ status, changeOutcome, ...sheet(state) });
  expect(standing('20', 'rejected')).toBe(true);
  expect(standing('FF', 'sendFailed')).toBe(true);
  expect(standing('0', 'rejected')).toBe(false);
  expect(standing('0', 'refused')).toBe(true);
  expect(standing('0', 'parked')).toBe(true);
  expect(standing('0', 'queued')).toBe(false);
  expect(standing('10', 'accepted')).toBe(false);
  expect(
    needsAttention({ status: '10', changeOutcome: 'amendRejected', ...sheet('rejected') }),
  ).toBe(true);
});
