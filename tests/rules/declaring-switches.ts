import { held } from './rule.ts';
import { switched } from './switch.ts';
import type { Switch } from './switch.ts';

/** Declaring, numbers and cards. */

const { cardSession, declare, deskIdentity, endpointSignIn, followed, realCard } = held;

const declaring: readonly Switch[] = [
  switched(
    'src-main/declarations/declarable.ts',
    "if (content.items.length === 0) return failure(failureOf('sheet.noItems'));",
    '',
    declare('says before any card is touched why a sheet can’t be declared'),
  ),
  switched(
    'src-main/declarations/declare.ts',
    'const unchanged = checkUnchanged(store, request, declarable);\n    if (!unchanged.ok) return unchanged;',
    '',
    declare('queues nothing where the sheet was changed while the card signed'),
    declare('queues a sheet once where two sessions sign it at the same time'),
  ),
  switched(
    'src-main/declarations/declare.ts',
    'if (!signature.ok) return signature;',
    'if (!signature.ok) {\n    renumberSheet(parts.store, sheet.id, tripNo);\n    return signature;\n  }',
    declare('leaves no trace of a signing that failed, and gives the card back'),
  ),
  switched(
    'src-main/declarations/declare.ts',
    'noteSubmission(store, sheet.id, submissionId, {',
    "store.exec(`UPDATE declaration SET status = '1'`);\n    noteSubmission(store, sheet.id, submissionId, {",
    declare('signs the saved sheet, queues it once and leaves its status as it is'),
    followed('shows 申报成功 only when the endpoint has confirmed'),
  ),
  switched(
    'src-main/declarations/outbox.ts',
    'if (!waits || submission.attempts > 0) return',
    'if (!waits && submission.attempts < 0) return',
    declare('takes back only what was never tried to be sent'),
    followed('takes back what was never tried, and nothing that was'),
  ),
  switched(
    'src-main/declarations/declarable.ts',
    '...findOthers(store, content, saved.id),',
    '',
    declare('asks anew about a medium that another sheet has taken since the save'),
  ),
  switched(
    'src-main/declarations/declare.ts',
    'cardNumber: session.cardNumber,\n      signerId',
    'cardNumber: sheet.operator,\n      signerId',
    declare('lets whoever has a bound card declare any sheet of the desk, and keeps who signed'),
  ),
  switched(
    'src-main/declarations/declare.ts',
    'if (parsed === null || parsed.cardNumber !== null) return sheet.tripNo;',
    'if (parsed === null || parsed.cardNumber !== cardNumber) return sheet.tripNo;',
    declare('gives a sheet of a saver without a card its trip number anew, once'),
    followed('gives a sheet saved without a card its number and follows it under the new one'),
  ),
  switched(
    'src-main/declarations/declare.ts',
    'if (sessions.delete(sessionId)) await parts.card.closeSession(sessionId);',
    'sessions.delete(sessionId);',
    declare('gives the card back on 取消 and at sign-out'),
    declare('signs the saved sheet, queues it once and leaves its status as it is'),
  ),
  switched(
    'src-main/declarations/declare.ts',
    'const warnDaysBeforeEnd = 30;',
    'const warnDaysBeforeEnd = 29;',
    declare('warns of a certificate that ends within 30 days, and refuses one that has ended'),
  ),
];

const numbering: readonly Switch[] = [
  switched(
    'src-main/desk/desk-identity.ts',
    "if (instanceId === null || readSetting(store, 'deskNumber') === null) return 'notEnrolled';",
    "if (instanceId === null) return 'mustEnrolAgain';",
    deskIdentity('asks a desk that never enrolled to enrol'),
  ),
  switched(
    'src-main/desk/desk-identity.ts',
    "if (!belongsTogether(identity, found)) return 'mustEnrolAgain';",
    "if (identity === null) return 'enrolled';",
    deskIdentity(
      'gives no number after an older copy of the store was put back',
      'gives no number after a copy of the same day was put back, whose numbers are used',
      'gives no number where the folder was copied, on this machine or to another',
      'gives no number where desk-identity.json %s',
    ),
  ),
  switched(
    'src-main/desk/desk-identity.ts',
    'raiseCounter(writable, renewed.counter);',
    '',
    deskIdentity('never gives again the one number that a copy of just before lacks'),
  ),
  switched(
    'src-main/desk/desk-identity.ts',
    "if (!belongsTogether(identity, found)) return 'mustEnrolAgain';",
    "if (!belongsTogether(identity, found) || generation !== null) return 'mustEnrolAgain';",
    deskIdentity('goes on giving numbers start after start'),
  ),
  switched(
    'src-main/desk/desk-identity.ts',
    "writeSetting(store, 'instanceId', instanceId);",
    "writeSetting(store, 'instanceId', instanceId);\n  store.exec('DELETE FROM counter');",
    deskIdentity('goes on with the new desk number and the same counter after enrolling again'),
  ),
  switched(
    'simulators/single-window/desks.ts',
    'deskNumber: deskNumberOf(Number(lastInsertRowid)),',
    'deskNumber: deskNumberOf(Math.min(1, Number(lastInsertRowid))),',
    endpointSignIn('gives a new desk number at every call, also to the same installation'),
  ),
];

const cards: readonly Switch[] = [
  switched(
    'src-main/card/card-session.ts',
    'if (cardNumber !== expectedCardNumber) {',
    "if (cardNumber === '') {",
    cardSession('names both numbers of a wrong card in the words of the manual, and costs no try'),
    realCard('of another operator is refused before any PIN and costs no try'),
  ),
  switched(
    'src-main/card/card-session.ts',
    "await session.connection.disconnect('reset');",
    "await session.connection.disconnect('leave' as 'reset');",
    cardSession('is exclusive, and given back with a reset when the session ends'),
    realCard('forgets its verified PIN when the session ends, also for the next program'),
  ),
  switched(
    'src-main/card/eport-applet.ts',
    'if (!profile.pin.triesQuery) return null;',
    'if (!profile.pin.triesQuery) return 5;',
    cardSession(
      'leaves the tries unknown where the card can’t tell them, before and after a wrong one',
    ),
  ),
];

export const declaringSwitches: readonly Switch[] = [...declaring, ...numbering, ...cards];
