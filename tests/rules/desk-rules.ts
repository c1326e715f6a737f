import { held } from './rule.ts';
import type { Rule } from './rule.ts';

/** rules.md: Numbers, People. */

const {
  actionsWindow,
  amend,
  batch,
  declareChange,
  numbers,
  cardSession,
  declare,
  deskIdentity,
  query,
  save,
  signIn,
  workingCopies,
  followed,
  realCard,
  endpointSignIn,
  submissions,
  buttonsWindow,
  declareWindow,
  queryConditionsWindow,
  shellWindow,
} = held;

const administering = 'operators, cards and settings are administered by a screen of a later issue';
const wrongCard =
  'the card of another operator is named in the words of the manual, before any PIN';
const withoutCard = 'an operator without a card types and saves, and reads why declaring is grey';
const clerkDeletes =
  'lets a clerk delete own drafts, not another’s, and nothing that was ever submitted';
const refusedBeforeCard = 'says before any card is touched why a sheet can’t be declared';

const numberRules: readonly Rule[] = [
  {
    id: 'Numbers desk',
    rule: 'Desk number: 5 digits, zero-padded, unique over all enterprises, given at enrolment.',
    tests: [
      ...endpointSignIn('gives a new desk number at every call, also to the same installation'),
      ...numbers('refuses %j as a desk number'),
    ],
  },
  {
    id: 'Numbers counter',
    rule: "The desk's counter: 8 digits in tripNo's 13-digit serial, 9 in dataCentreNo's 14, never reset.",
    tests: [
      ...numbers(
        'is year and month, card number, desk and counter',
        'is the year, the desk and nine digits of the counter',
        'is never given twice: another desk or another count is another number',
      ),
      ...deskIdentity('goes on giving numbers start after start'),
      ...deskIdentity(
        'goes on with the new desk number and the same counter after enrolling again',
      ),
      ...save('never gives a number twice'),
    ],
  },
  {
    id: 'Numbers not enrolled',
    rule: 'A desk that is not enrolled keeps sheets as working copies (未暂存), which get their numbers at the first save after it.',
    tests: [
      ...save('numbers what was typed before the desk was enrolled at the first save after it'),
      ...deskIdentity('asks a desk that never enrolled to enrol'),
    ],
    laterIssue:
      'the dialog at the first start is enrolment of a production desk: training enrols by itself',
  },
  {
    id: 'Numbers restored',
    rule: 'After a restore or an import on another machine the desk gives no number until it has enrolled again and got a new desk number.',
    tests: deskIdentity(
      'gives no number after an older copy of the store was put back',
      'gives no number after a copy of the same day was put back, whose numbers are used',
      'never gives again the one number that a copy of just before lacks',
      'gives no number where the folder was copied, on this machine or to another',
      'gives no number where desk-identity.json %s',
      'refuses to number a new sheet while the desk must enrol again, and saves the old ones',
    ),
  },
  {
    id: 'Numbers first saver',
    rule: "tripNo keeps the first saver's card number.",
    tests: [
      ...save('keeps numbers and time of entry through later saves, and counts the versions'),
      ...declare(
        'lets whoever has a bound card declare any sheet of the desk, and keeps who signed',
      ),
    ],
  },
  {
    id: 'Numbers without a card',
    rule: 'A sheet saved by someone without a card has thirteen zeros there and gets its trip number anew, once, in the transaction of its first declaration and before signing.',
    tests: [
      ...numbers('has thirteen zeros where the saver has no card'),
      ...save('gives a saver without a card thirteen zeros in the trip number'),
      ...declare('gives a sheet of a saver without a card its trip number anew, once'),
      ...followed('gives a sheet saved without a card its number and follows it under the new one'),
    ],
  },
  {
    id: 'Numbers old one',
    rule: 'The old trip number stays searchable.',
    tests: query('finds a renumbered sheet under its old and its new number, once'),
  },
  {
    id: 'Numbers envelope',
    rule: "The endpoint checks the envelope's card number against the certificate, not against the trip number.",
    tests: [
      ...submissions('refuses %s'),
      ...declare(
        'lets whoever has a bound card declare any sheet of the desk, and keeps who signed',
      ),
    ],
  },
];

const peopleRules: readonly Rule[] = [
  {
    id: 'People card',
    rule: 'The card that is checked is the one bound to the operator who declares; the numbers in the message are full; it appears before any PIN is asked and costs no try.',
    tests: [
      ...cardSession(
        'names both numbers of a wrong card in the words of the manual, and costs no try',
      ),
      ...realCard('of another operator is refused before any PIN and costs no try'),
      ...buttonsWindow(wrongCard),
    ],
  },
  {
    id: 'People any sheet',
    rule: 'Any sheet of the desk can be declared by whoever is signed in with a bound card.',
    tests: declare(
      'lets whoever has a bound card declare any sheet of the desk, and keeps who signed',
    ),
  },
  {
    id: 'People change of operator',
    rule: 'The operator can be changed quickly without closing tabs.',
    tests: shellWindow(
      'fold, theme, text size, tabs, their order and the seen one are kept across a restart',
    ),
    laterIssue:
      'a change without the sign-in screen in between is not built; tabs come back at sign-in',
  },
  {
    id: 'People 待签',
    rule: '查询 has a filter 待签 (saved and free of problems).',
    tests: queryConditionsWindow(
      '待签, 已删单, 变更过, 发送状态, 操作人员 and 只看本人 find their sheets',
    ),
  },
  {
    id: 'People one card',
    rule: 'One card is bound to one operator.',
    tests: signIn('binds one card to one operator: whoever had it before has none'),
  },
  {
    id: 'People without a card',
    rule: 'An operator without one sees at sign-in 当前用户未绑定电子口岸卡，可录入、暂存、查询，不能申报, and 申报 is grey with that reason.',
    tests: [...declareWindow(withoutCard), ...declare(refusedBeforeCard)],
  },
  {
    id: 'People 操作人员',
    rule: '操作人员 is who saved last; who signed is kept with the submission.',
    tests: [
      ...save('keeps numbers and time of entry through later saves, and counts the versions'),
      ...declare(
        'lets whoever has a bound card declare any sheet of the desk, and keeps who signed',
      ),
    ],
  },
  {
    id: 'People clerk',
    rule: 'Rights of a clerk: entry, copy, print, delete own never-declared drafts.',
    tests: save(clerkDeletes, 'lets nobody save who may only administrate'),
  },
  {
    id: 'People signer',
    rule: 'Rights of a signer: also 申报, 变更, 删单, batch.',
    tests: [
      ...declare(refusedBeforeCard, 'takes back only what was never tried to be sent'),
      ...save(clerkDeletes),
      ...amend('is for signers, and for one operator at a time'),
      ...declareChange('asks for a signer with a card, for 变更 and 删单 as for 申报'),
      ...batch('refuses who has no right, and more sheets than one batch takes'),
      ...actionsWindow('who may not sign sees 变更 and 删单 grey, with the reason'),
    ],
  },
  {
    id: 'People administrator',
    rule: 'Rights of an administrator: operators, cards, settings, restore.',
    tests: save('lets nobody save who may only administrate'),
    laterIssue: administering,
  },
  {
    id: 'People working copies',
    rule: 'Working copies belong to their operator.',
    tests: workingCopies(
      'brings every open form back to its operator to the letter, and to nobody else',
    ),
  },
  {
    id: 'People hand over',
    rule: 'An administrator can hand working copies over.',
    tests: [],
    laterIssue: administering,
  },
  {
    id: 'People one at a time',
    rule: 'One sheet is open for change with one operator only.',
    tests: workingCopies('opens a sheet for change with one operator only'),
  },
  {
    id: 'People idle lock',
    rule: 'Idle lock: 15 minutes by default, covers the window, keeps forms, receipts go on; never during a running batch.',
    tests: [],
    laterIssue: 'the idle lock is not built',
  },
  {
    id: 'People signing session',
    rule: 'A signing session ends when its declaration or batch ends.',
    tests: [
      ...declare(
        'signs the saved sheet, queues it once and leaves its status as it is',
        'gives the card back on 取消 and at sign-out',
        'signs a batch with one session and goes on past a sheet that can’t be declared',
      ),
      ...cardSession('is exclusive, and given back with a reset when the session ends'),
      ...realCard('forgets its verified PIN when the session ends, also for the next program'),
    ],
  },
  {
    id: 'People kept session',
    rule: 'An administrator may allow a session to be kept for n minutes, with a visible countdown and 立即结束.',
    tests: [],
    laterIssue: administering,
  },
];

export const deskRules: readonly Rule[] = [...numberRules, ...peopleRules];
