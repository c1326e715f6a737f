import { held } from './rule.ts';
import { switched } from './switch.ts';
import type { Switch } from './switch.ts';

/** Saving, the store, and other sheets. */

const {
  declare,
  deskIdentity,
  otherSheets,
  query,
  save,
  settings,
  signIn,
  store,
  words,
  workingCopies,
} = held;

const saving: readonly Switch[] = [
  switched(
    'src-main/declarations/save.ts',
    'dataCentreNo: dataCentreNoOf(numbering),',
    "dataCentreNo: '',",
    save('gives both numbers and the time of entry at the first 暂存'),
  ),
  switched(
    'src-main/declarations/save.ts',
    'enteredAt: facts.at,',
    'enteredAt: 0 * facts.at + Date.UTC(2026, 0, 1),',
    save('numbers by the month and year of Beijing at the turn of the year'),
  ),
  switched(
    'src-main/declarations/save.ts',
    'tripNo: tripNoOf({ ...numbering, cardNumber: operator.cardNumber }),',
    "tripNo: tripNoOf({ ...numbering, cardNumber: '2100000000017' }),",
    save('gives a saver without a card thirteen zeros in the trip number'),
  ),
  switched(
    'src-main/declarations/storable.ts',
    'if (!canSave(findings)) {',
    "if (findings.some(({ rule }) => rule === 'emptySheet')) {",
    save('refuses an empty sheet and what can’t be stored, with words of its own'),
  ),
  switched(
    'src-main/declarations/storable.ts',
    'problemCount: problemsOf(findings).length,',
    'problemCount: 0,',
    save('stores what is still to be mended, and says how much'),
  ),
  switched(
    'src-main/declarations/storable.ts',
    'asked.confirmedWarnings.filter((key) => known.has(key)),',
    'asked.confirmedWarnings,',
    save('keeps only confirmations of warnings that the sheet still has'),
  ),
  switched(
    'src-main/declarations/save.ts',
    'counter: first + index };',
    'counter: 1 };',
    save('never gives a number twice'),
  ),
  switched(
    'src-main/declarations/save.ts',
    "if (desk === 'notEnrolled') return failure(failureOf('desk.notEnrolled'));",
    '',
    save('numbers what was typed before the desk was enrolled at the first save after it'),
  ),
  switched(
    'src-main/declarations/save.ts',
    "if (desk === 'mustEnrolAgain' || enrolment === null) {",
    'if (enrolment === null) {',
    deskIdentity(
      'refuses to number a new sheet while the desk must enrol again, and saves the old ones',
    ),
  ),
  switched(
    'src-main/store/declarations.ts',
    "SET version = version + 1, status = '0', base_status = '0',",
    "SET version = version + 1, base_status = '0',",
    save('makes a sheet in status %s 暂存成功 again and keeps the reason in sight'),
  ),
  switched(
    'src-main/store/declarations.ts',
    'changed_at = ?, operator_id = ?, operator_label = ?, uscc = ?,',
    'entered_at = ?, operator_id = ?, operator_label = ?, uscc = ?,',
    save('keeps numbers and time of entry through later saves, and counts the versions'),
  ),
  switched(
    'src-main/declarations/sheet-guard.ts',
    'if (!sheet.allowed.includes(action)) return',
    'if (sheet.withdrawn) return',
    save('refuses change and deletion while a submission is %s'),
    declare('queues a sheet once where two sessions sign it at the same time'),
  ),
  switched(
    'src-main/declarations/sheet-guard.ts',
    "if (sheet.version !== version) return failure(failureOf('sheet.changedMeanwhile'));",
    'void version;',
    declare('queues nothing where the sheet was changed while the card signed'),
    declare('signs a batch with one session and goes on past a sheet that can’t be declared'),
  ),
  switched(
    'src-main/declarations/sheet-guard.ts',
    'if (right === undefined || holds(operator, right)) return success(null);',
    'if (right !== null) return success(null);',
    save('lets nobody save who may only administrate'),
    declare('says before any card is touched why a sheet can’t be declared'),
  ),
  switched(
    'src-main/declarations/delete.ts',
    '(sheet.lastSubmission === null &&',
    '(true &&',
    save('lets a clerk delete own drafts, not another’s, and nothing that was ever submitted'),
  ),
  switched(
    'src-main/declarations/delete.ts',
    'detail: `${dataCentreNo} ${tripNo}`,',
    'detail: dataCentreNo && tripNo && String(input.id),',
    save('hides a deleted sheet that was submitted, and logs every deletion with both numbers'),
  ),
  switched(
    'src-main/store/migrations/0001-initial.ts',
    'CREATE TRIGGER audit_is_append_only_update BEFORE UPDATE ON audit',
    'CREATE TRIGGER audit_is_append_only_update BEFORE UPDATE OF id ON audit',
    store('never lets the audit log be changed or shortened'),
  ),
];

const others: readonly Switch[] = [
  switched(
    'src-main/store/other-sheets.ts',
    'declaration.hidden = 0 AND declaration.withdrawn = 0 AND declaration.id <> ?',
    'declaration.id <> ?',
    otherSheets('takes the medium of a withdrawn sheet, and of a deleted one, for free'),
    query('finds a container as bound object and in either container field, but not of a draft'),
  ),
  switched(
    'src-main/store/other-sheets.ts',
    "[...unfinishedStatuses, '0', '20', 'FF']",
    "['0', '20', 'FF']",
    otherSheets('tells of a medium whose other sheet is in status %s: %s'),
  ),
  switched(
    'src-main/declarations/other-sheets.ts',
    'if (waiting !== null) return underwayLabels[waiting];',
    '',
    otherSheets('names what waits in the outbox as being declared, not as a draft'),
  ),
  switched(
    'src-main/store/list-conditions.ts',
    'UNION ALL SELECT id FROM declaration WHERE earlier_trip_no = ?',
    'UNION ALL SELECT id FROM declaration WHERE earlier_trip_no = ? AND id < 0',
    query('finds a renumbered sheet under its old and its new number, once'),
  ),
  switched(
    'src-main/store/working-copies.ts',
    'WHERE operator_id = ? ORDER BY kept_at, id',
    'WHERE operator_id <> -? ORDER BY kept_at, id',
    workingCopies('brings every open form back to its operator to the letter, and to nobody else'),
  ),
  switched(
    'src-main/store/working-copies.ts',
    'if (owners.some((owner) => owner !== operatorId)) return false;',
    '',
    workingCopies('opens a sheet for change with one operator only'),
  ),
  switched(
    'src-main/store/operators.ts',
    'if (profile.cardNumber !== null) {',
    'if (profile.cardNumber === null) {',
    signIn('binds one card to one operator: whoever had it before has none'),
  ),
  switched(
    'src-main/settings/settings.ts',
    'parkAfterHours: z.number().min(1).max(168).default(12),',
    'parkAfterHours: z.number().transform(() => 12).default(12),',
    settings('takes what an administrator wrote, also with Notepad'),
  ),
  switched(
    'src-main/window/window-messages.ts',
    'import { BrowserWindow,',
    '/* 撤回 */ import { BrowserWindow,',
    words('no text of the program says 撤回'),
  ),
];

export const savingSwitches: readonly Switch[] = [...saving, ...others];
