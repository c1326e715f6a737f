import { expect, test } from 'vitest';
import type { SheetRow } from '../contract/schemas.ts';
import type { SubmissionState } from './status.ts';
import { isNewlyConfirmed, mustStayOut, needsAttention, sendingOf } from './sending-state.ts';

const sheet = (
  state: SubmissionState,
  changes: Partial<NonNullable<SheetRow['lastSubmission']>> = {},
): Pick<SheetRow, 'lastSubmission'> => ({
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
