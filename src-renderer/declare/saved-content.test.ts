import { expect, test } from 'vitest';
import type { SavedSheet } from '../../src-shared/contract/schemas.ts';
import { emptyHead, emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import type { WeightField } from '../../src-shared/declaration/reuse.ts';
import { allowedActions } from '../../src-shared/declaration/status.ts';
import { changeHead, isChanged, openSaved, restoreCopy, workingCopyOf } from './open-sheet.ts';
import { contentOf, rebase, showSaved } from './saved-content.ts';

const id = '00000000-0000-4000-8000-000000000002';

const head = emptyHead({ mediumType: 'VN', mediumId: '沪A12345', vehicleWeight: '9000' });
const draft = {
  version: 3,
  problemCount: 0,
  changedAt: 0,
  operator: 'chenmin',
  head: { ...head, vehicleWeight: '9500' },
  items: [emptyItem(head)],
  confirmedWarnings: ['known'],
  recalledWeights: ['trailerWeight'] satisfies WeightField[],
};

const saved = (changes: Partial<SavedSheet> = {}): SavedSheet => {
  const situation = {
    status: '10',
    withdrawn: false,
    lastSubmission: null,
    receiptCount: 3,
    ...changes,
  };
  return {
    id: 1,
    version: 2,
    dataCentreNo: '',
    tripNo: '',
    changeOutcome: null,
    amended: false,
    lastReason: null,
    amendment: draft,
    problemCount: 0,
    itemCount: 0,
    enteredAt: 0,
    changedAt: 0,
    enteredOn: '',
    operator: '',
    head,
    items: [],
    uscc: '',
    organisationCode: '',
    confirmedWarnings: [],
    recalledWeights: [],
    ...situation,
    allowed: [...allowedActions(situation)],
  };
};

test('变更 shows the draft, every other view the accepted version', () => {
  expect(contentOf(saved(), 'amend')).toBe(draft);
  for (const mode of ['edit', 'view', 'withdraw'] as const) {
    expect(contentOf(saved(), mode).head.vehicleWeight).toBe('9000');
  }
  expect(contentOf(saved({ amendment: null }), 'amend').head).toBe(head);
  const sheet = openSaved(id, saved(), 'amend');
  expect(sheet.typed).toMatchObject({ head: draft.head, confirmedWarnings: ['known'] });
  expect([...sheet.recalledWeights]).toEqual(['trailerWeight']);
  expect(openSaved(id, saved(), 'view').recalledWeights.size).toBe(0);
});

test('a 变更 is unsaved against its draft, not against the accepted version', () => {
  const sheet = openSaved(id, saved(), 'amend');
  expect(isChanged(sheet)).toBe(false);
  sheet.typed = changeHead(sheet.typed, 'vehicleWeight', '9000');
  expect(isChanged(sheet)).toBe(true);
});

test('what is typed in 变更 comes back as 变更, with what it started from', () => {
  const sheet = openSaved(id, saved(), 'amend');
  sheet.typed = changeHead(sheet.typed, 'remark', '换车');
  const copy = workingCopyOf(sheet);
  expect(copy).toMatchObject({ declarationId: 1, baseVersion: 2, amends: { draftVersion: 3 } });
  const back = restoreCopy(copy, saved());
  expect(back).toMatchObject({
    mode: 'amend',
    baseVersion: 2,
    baseDraft: 3,
    changedElsewhere: false,
  });
  expect(back.typed).toEqual(sheet.typed);
  expect(isChanged(back)).toBe(true);
});

test('a 变更 that comes back says so where the sheet or its draft has changed meanwhile', () => {
  const copy = workingCopyOf(openSaved(id, saved(), 'amend'));
  expect(restoreCopy(copy, saved({ version: 3 })).changedElsewhere).toBe(true);
  expect(restoreCopy(copy, saved({ amendment: { ...draft, version: 4 } })).changedElsewhere).toBe(
    true,
  );
  expect(restoreCopy(copy, saved({ amendment: null })).changedElsewhere).toBe(true);
  expect(restoreCopy(copy, saved({ status: '40' }))).toMatchObject({
    mode: 'amend',
    changedElsewhere: false,
  });
  // Its sheet is gone: what was typed is a new one.
  expect(restoreCopy(copy, null)).toMatchObject({ mode: 'edit', saved: null, baseVersion: null });
});

test('an ordinary form is no 变更, and a draft beside its sheet does not move it', () => {
  const sheet = openSaved(id, saved({ status: '0', amendment: null }), 'edit');
  const copy = workingCopyOf(sheet);
  expect(copy).not.toHaveProperty('amends');
  expect(restoreCopy(copy, saved({ status: '0' }))).toMatchObject({
    mode: 'edit',
    changedElsewhere: false,
  });
});

test('变更 and 删单 stay while something is under way, and become 查看 when nothing is left of them', () => {
  const shown = (mode: 'amend' | 'withdraw', changes: Partial<SavedSheet>): string => {
    const sheet = openSaved(id, saved(), mode);
    showSaved(sheet, saved(changes));
    return sheet.mode;
  };
  const asked = (of: 'MOD' | 'DEL', state: 'queued' | 'rejected') => ({
    lastSubmission: { id: 'one', function: of, state, reason: null, queuedAt: 0 },
  });
  expect(shown('amend', asked('MOD', 'queued'))).toBe('amend');
  expect(shown('amend', asked('MOD', 'rejected'))).toBe('amend');
  expect(shown('amend', { status: '43' })).toBe('amend');
  expect(shown('amend', { amendment: null })).toBe('amend');
  expect(shown('amend', { amendment: null, status: '43' })).toBe('view');
  expect(shown('withdraw', asked('DEL', 'queued'))).toBe('withdraw');
  expect(shown('withdraw', asked('DEL', 'rejected'))).toBe('withdraw');
  expect(shown('withdraw', { withdrawn: true })).toBe('view');
  expect(shown('withdraw', { status: '42' })).toBe('view');
});

test('what was typed stays where the saved sheet moves on under it', () => {
  const sheet = openSaved(id, saved(), 'amend');
  sheet.typed = changeHead(sheet.typed, 'remark', '换车');
  sheet.changedElsewhere = true;
  rebase(sheet, saved({ version: 4, amendment: { ...draft, version: 5 } }));
  expect(sheet).toMatchObject({ baseVersion: 4, baseDraft: 5, changedElsewhere: false });
  expect(sheet.typed.head.remark).toBe('换车');
});
