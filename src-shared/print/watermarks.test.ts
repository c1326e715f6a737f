import { expect, test } from 'vitest';
import type { SheetRow } from '../contract/schemas.ts';
import { statusCodes, submissionStates } from '../declaration/status.ts';
import type { DeclarationFunction } from '../declaration/sheet.ts';
import type { SubmissionState } from '../declaration/status.ts';
import { watermarksOf } from './watermarks.ts';

const sheet = (
  status: string,
  submitted: readonly [DeclarationFunction, SubmissionState] | null,
  withdrawn = false,
): Pick<SheetRow, 'status' | 'withdrawn' | 'lastSubmission'> => ({
  status,
  withdrawn,
  lastSubmission:
    submitted === null
      ? null
      : { id: '', function: submitted[0], state: submitted[1], reason: null, queuedAt: 0 },
});

test.each<[string, readonly [DeclarationFunction, SubmissionState] | null, string]>([
  ['0', null, '未申报'],
  ['0', ['ADD', 'takenBack'], '未申报'],
  ['0', ['ADD', 'refused'], '未申报'],
  // Saved again after 退单.
  ['0', ['ADD', 'rejected'], '未申报'],
  ['FF', ['ADD', 'sendFailed'], '未申报'],
  ['0', ['ADD', 'queued'], '待发送'],
  ['0', ['ADD', 'sending'], '待发送'],
  ['0', ['ADD', 'parked'], '待发送'],
  ['FF', ['ADD', 'queued'], '待发送'],
  ['0', ['ADD', 'confirmed'], ''],
  ['0', ['ADD', 'accepted'], ''],
  ['20', ['ADD', 'rejected'], '退单'],
  ['20', ['ADD', 'queued'], '待发送 退单'],
  ['1', ['ADD', 'confirmed'], ''],
  ['2', ['ADD', 'confirmed'], ''],
  ['10', ['ADD', 'accepted'], ''],
  // A change or a withdrawal under way leaves the accepted sheet in force.
  ['10', ['MOD', 'queued'], ''],
  ['10', ['DEL', 'queued'], ''],
  ['42', ['MOD', 'rejected'], ''],
  ['40', ['ADD', 'accepted'], ''],
  ['77', ['ADD', 'accepted'], ''],
])('status %s with %j is marked “%s”', (status, submitted, words) => {
  expect(watermarksOf(sheet(status, submitted), false).join(' ')).toBe(words);
});

test('已删单 stands on a withdrawn sheet', () => {
  expect(watermarksOf(sheet('10', ['DEL', 'accepted'], true), false)).toEqual(['已删单']);
});

test('培训 stands on every print of the training profile, beside the others', () => {
  for (const status of [...statusCodes, '77']) {
    for (const state of submissionStates) {
      const words = watermarksOf(sheet(status, ['ADD', state]), true);
      expect(words).toEqual(['培训', ...watermarksOf(sheet(status, ['ADD', state]), false)]);
    }
  }
});
