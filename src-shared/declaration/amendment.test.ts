import { expect, test } from 'vitest';
import {
  draftStateOf,
  draftStates,
  isNotDeclared,
  isSettled,
  mayOpenAmendment,
  notDeclaredLabel,
} from './amendment.ts';
import { declarationFunctions } from './sheet.ts';
import type { DeclarationFunction } from './sheet.ts';
import { allowedActions, isUnanswered, statusCodes, submissionStates } from './status.ts';
import type { SheetSituation, SubmissionState } from './status.ts';

const situation = (status: string, changes: Partial<SheetSituation> = {}): SheetSituation => ({
  status,
  withdrawn: false,
  lastSubmission: null,
  receiptCount: 3,
  ...changes,
});

test('a change is open in 10 and 42, held up in 41, and over in every other status', () => {
  for (const status of [...statusCodes, 'ZZ', '']) {
    const expected = ['10', '42'].includes(status) ? 'open' : status === '41' ? 'locked' : 'over';
    expect([status, draftStateOf(situation(status))]).toEqual([status, expected]);
  }
});

test('an unanswered request holds the change up, whatever the status', () => {
  for (const status of statusCodes) {
    for (const name of declarationFunctions) {
      for (const state of submissionStates) {
        const sheet = situation(status, { lastSubmission: { function: name, state } });
        const underway = name === 'MOD' ? 'amending' : 'withdrawing';
        const expected = isUnanswered(state) ? underway : draftStateOf(situation(status));
        expect(draftStateOf(sheet)).toBe(expected);
      }
    }
  }
});

test('the change of a withdrawn sheet is over', () => {
  for (const status of statusCodes) {
    expect(draftStateOf(situation(status, { withdrawn: true }))).toBe('over');
  }
});

test('申报 only while open, 暂存 also through a lock, 放弃变更 always but while it is under way', () => {
  const those = (may: 'mayDeclare' | 'mayEdit' | 'mayDiscard'): string[] =>
    Object.entries(draftStates).flatMap(([name, state]) => (state[may] ? [name] : []));
  expect(those('mayDeclare')).toEqual(['open']);
  expect(those('mayEdit')).toEqual(['open', 'locked']);
  expect(those('mayDiscard')).toEqual(['open', 'locked', 'withdrawing', 'over']);
  for (const { sentence } of Object.values(draftStates)) expect(sentence).not.toBe('');
});

test('a change may be declared exactly where the status table allows 变更', () => {
  for (const status of [...statusCodes, 'ZZ']) {
    for (const state of submissionStates) {
      for (const withdrawn of [false, true]) {
        const lastSubmission = { function: 'MOD', state } as const;
        const sheet = situation(status, { withdrawn, lastSubmission });
        expect(draftStates[draftStateOf(sheet)].mayDeclare).toBe(
          allowedActions(sheet).has('amend'),
        );
      }
    }
  }
});

test('变更未申报 marks a draft that is neither under way nor sent back', () => {
  const draft = { amendment: {}, changeOutcome: null };
  const underway = { lastSubmission: { function: 'MOD', state: 'queued' } } as const;
  expect(isNotDeclared({ ...situation('10'), ...draft })).toBe(true);
  expect(notDeclaredLabel).toBe('变更未申报');
  expect(isNotDeclared({ ...situation('41'), ...draft })).toBe(true);
  expect(isNotDeclared({ ...situation('40'), ...draft })).toBe(true);
  expect(isNotDeclared({ ...situation('10'), ...draft, amendment: null })).toBe(false);
  expect(isNotDeclared({ ...situation('10', underway), ...draft })).toBe(false);
  expect(isNotDeclared({ ...situation('10'), ...draft, changeOutcome: 'amendRejected' })).toBe(
    false,
  );
  expect(isNotDeclared({ ...situation('10'), ...draft, changeOutcome: 'withdrawRejected' })).toBe(
    true,
  );
});

test('a change is settled when it was answered and no draft of it is left', () => {
  const change = (state: SubmissionState, amendment: object | null): boolean =>
    isSettled({ ...situation('10'), lastSubmission: { function: 'MOD', state }, amendment });
  for (const state of submissionStates) {
    expect(change(state, null)).toBe(!isUnanswered(state));
    expect(change(state, {})).toBe(false);
    for (const name of ['ADD', 'DEL'] as const) {
      const other = { ...situation('0'), lastSubmission: { function: name, state } };
      expect(isSettled({ ...other, amendment: null })).toBe(false);
    }
  }
  expect(isSettled({ ...situation('10'), lastSubmission: null, amendment: null })).toBe(false);
});

test('a refusal is settled where customs has gone on: accepted before, withdrawn, or over', () => {
  const settled = (
    name: DeclarationFunction,
    status: string,
    withdrawn = false,
    state: SubmissionState = 'refused',
  ): boolean => {
    const lastSubmission = { function: name, state };
    return isSettled({ ...situation(status), withdrawn, lastSubmission, amendment: {} });
  };
  const settledAt = (name: DeclarationFunction): readonly string[] =>
    statusCodes.filter((status) => settled(name, status));
  const over = ['40', '43', '50'];
  expect(settledAt('MOD')).toEqual(statusCodes.filter((status) => over.includes(status)));
  expect(settledAt('DEL')).toEqual(statusCodes.filter((status) => over.includes(status)));
  // What may be declared again waits for that.
  expect(statusCodes.filter((status) => !settled('ADD', status))).toEqual(
    statusCodes.filter((status) => ['0', '20', 'FF'].includes(status)),
  );
  // A status that nobody knows settles nothing.
  expect(settled('ADD', '77')).toBe(false);
  expect(settled('DEL', '10', true)).toBe(true);
  for (const state of submissionStates.filter((one) => one !== 'refused')) {
    expect(settled('DEL', '40', true, state)).toBe(false);
  }
});

test('变更 opens where the table allows it, and where a draft waits to be gone on with', () => {
  const opens = (sheet: SheetSituation, amendment: object | null): boolean =>
    mayOpenAmendment({ ...sheet, amendment, allowed: [...allowedActions(sheet)] });
  const underway = { lastSubmission: { function: 'MOD', state: 'sending' } } as const;
  expect(statusCodes.filter((status) => opens(situation(status), null))).toEqual(['10', '42']);
  expect(opens(situation('41'), {})).toBe(true);
  expect(opens(situation('40'), {})).toBe(true);
  expect(opens(situation('10', { withdrawn: true }), {})).toBe(true);
  expect(opens(situation('10', { withdrawn: true }), null)).toBe(false);
  expect(opens(situation('10', underway), {})).toBe(false);
});
