import { held } from './rule.ts';
import { switched } from './switch.ts';
import type { Switch } from './switch.ts';

/** The endpoint, receipts and what the clerk is told. */

const { applyReceipts, customs, followed, notices, printService, submissions } = held;

const following: readonly Switch[] = [
  switched(
    'src-main/store/receipts.ts',
    'ON CONFLICT DO NOTHING',
    '',
    applyReceipts(
      'comes to the same, however often and in whatever order and portions receipts come',
    ),
  ),
  switched(
    'src-main/store/receipts.ts',
    'deskNumber,\n      receipt.feedNumber,',
    "'00000',\n      receipt.feedNumber,",
    applyReceipts('keeps apart receipts of two desks that have the same number'),
  ),
  switched(
    'src-main/sync/apply-receipts.ts',
    'markConflicts(store, declarationId, fresh, conflicts);',
    '',
    applyReceipts('keeps a code that it does not know, as a conflict'),
  ),
  switched(
    'src-main/sync/apply-receipts.ts',
    'const after = fitting.length === 0 ? before : state;',
    "const after = fitting.length === 0 ? before : { ...state, status: fitting.at(-1)?.code ?? '' };",
    applyReceipts('keeps the accepted status where a change or a withdrawal is sent back'),
  ),
  switched(
    'src-main/sync/synchroniser.ts',
    "writeSetting(writable, 'clockOffset', String(Math.round(answer.value - middle)));",
    "writeSetting(writable, 'clockOffset', '0');",
    followed('enters a sheet by the clock of the endpoint, however wrong the machine’s own is'),
  ),
  switched(
    'src-main/declarations/declare.ts',
    'const submissionId = randomUUID();',
    "const submissionId = '6f1c1a5e-5c55-4a53-9d0e-0d5a1b9c7e11' || randomUUID();",
    followed('lets a 退单 be corrected and declared again under the same trip number'),
  ),
  switched(
    'src-main/store/declarations.ts',
    'SET status = ?, withdrawn = ?, change_outcome = ?, hidden = 0,',
    'SET status = ?, withdrawn = ?, change_outcome = ?,',
    followed('shows a deleted sheet again when customs answers it late'),
  ),
  switched(
    'src-main/sync/deliver.ts',
    'return tooOld ? park(parts, submission) : send(parts, submission, tripNo);',
    'void tooOld, park;\n  return send(parts, submission, tripNo);',
    followed('asks after twelve hours before it sends, and sends at 仍要申报'),
  ),
  switched(
    'src-main/sync/deliver.ts',
    'parts.now() - submission.queuedAt > parts.parkAfterMilliseconds;',
    'parts.now() >= submission.queuedAt;',
    followed('parks nothing that has waited for less'),
  ),
  switched(
    'simulators/single-window/admission.ts',
    'if (trip !== null) refuseAdd(trip, submissions);',
    'void refuseAdd;',
    followed('never declares a sheet twice that was copied to another machine with its store'),
    submissions(
      'is not declared again in status %s',
      'is one of two when the same sheet is declared twice at once',
    ),
  ),
  switched(
    'src-main/sync/deliver.ts',
    'if (!settledByReceipts.has(answer.code)) return',
    'if (settledByReceipts.size > 0) return',
    followed('settles a copy’s duplicate also where the line is cut in between'),
  ),
  switched(
    'simulators/single-window/admission.ts',
    "const endedWithoutEffect: readonly string[] = ['rejected', 'sendFailed'];",
    'const endedWithoutEffect: readonly string[] = [];',
    submissions('is declared again after %s, with receipts that go on'),
  ),
  switched(
    'simulators/single-window/admission.ts',
    'if (refusal !== undefined) throw new EndpointProblem(refusal, details);',
    '',
    submissions('refuses %s after %j: %s'),
  ),
  switched(
    'simulators/single-window/admission.ts',
    "if (submissions.some(({ state }) => state === 'confirmed')) {",
    'if (submissions.length < 0) {',
    submissions('takes a change after 10 and after unlocking, one at a time'),
  ),
  switched(
    'simulators/single-window/admission.ts',
    'if (trip === null || trip.withdrawn) throw',
    'if (trip === null) throw',
    submissions('takes nothing more once it is withdrawn'),
  ),
  switched(
    'simulators/single-window/ledger.ts',
    "'SELECT * FROM receipt WHERE trip_no = ? ORDER BY sequence',",
    "'SELECT * FROM receipt WHERE trip_no = ? AND sequence < 0 ORDER BY sequence',",
    submissions(
      'finds a submission by its id and a sheet by its trip number, also from a new desk',
    ),
  ),
  switched(
    'simulators/single-window/verification.ts',
    'payload.cardNumber === certificate.cardNumber,',
    "payload.cardNumber !== '',",
    submissions('refuses %s'),
  ),
  switched(
    'simulators/single-window/customs.ts',
    "issueAnswer(submission, fault === null ? '2' : 'FF', fault ?? textOf('2'), at);",
    "if (fault !== null) issueAnswer(submission, 'FF', fault, at);",
    customs('leads over 1, 2 and 10, each receipt numbered without gaps'),
  ),
  switched(
    'simulators/single-window/ledger.ts',
    'AND withdrawn = 0',
    'AND withdrawn < 2',
    customs('answer a truck that another accepted sheet still binds, until that one is withdrawn'),
  ),
  switched(
    'simulators/single-window/customs-rules.ts',
    "status === '42' ?",
    "status === 'none' ?",
    customs('may amend an unlocked sheet, but not withdraw it'),
  ),
  switched(
    'src-main/notices.ts',
    "about(subject, '请确认是否仍要申报')",
    'about(subject, null)',
    notices('tells refusals and what has waited too long'),
  ),
  switched(
    'src-main/notices.ts',
    "if (after.status === '20' || after.status === 'FF') {",
    'if (after.status === before.status) {',
    notices('tells a sheet that was sent back (%s) with its reason'),
  ),
  switched(
    'src-main/notices.ts',
    'if (after.status === before.status && !codes.includes(after.status)) return null;',
    'if (after.status === before.status) return null;',
    notices('tells a second 退单 of a sheet that shows the first one'),
  ),
  switched(
    'src-main/notices.ts',
    '(sentBack || after.changeOutcome !== before.changeOutcome)',
    'after.changeOutcome !== before.changeOutcome',
    notices('tells a change and a withdrawal that were refused, each time'),
  ),
];

const paper: readonly Switch[] = [
  switched(
    'src-main/reports/print/read-printed.ts',
    "sheet.allowed.includes('print') ? success(sheet) : notAllowed(sheet, 'print')",
    'success(sheet)',
    printService('a sheet that the status table does not let out is refused'),
  ),
];

export const followingSwitches: readonly Switch[] = [...following, ...paper];
