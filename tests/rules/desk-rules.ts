import { held } from './rule.ts';
import type { Rule } from './rule.ts';

/** rules.md: Numbers, People, Words on the screen, What must be seen. */

const {
  buttonsWindow,
  cardSession,
  conditions,
  declare,
  declareWindow,
  deskIdentity,
  endpointSignIn,
  errorKinds,
  followed,
  moments,
  notices,
  numbers,
  query,
  realCard,
  rules,
  save,
  sendingState,
  shellWindow,
  signIn,
  status,
  submissions,
  workingCopies,
} = held;

const querying = 'issue 4: the whole 查询 screen';
const amending = 'issue 4: 变更 and 删单 of an accepted sheet';
const administering = 'operators, cards and settings are administered by a screen of a later issue';

const wrongCard =
  'the card of another operator is named in the words of the manual, before any PIN';
const draftDeleted = 'a draft is deleted only after the warning, and the focus stands on 取消';
const blueButtons =
  '新增, 暂存, 删除, 复制 stand at the left and 申报 at the right, all blue; the item buttons are white';
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
    tests: [],
    laterIssue: querying,
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
    ],
    laterIssue: amending,
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

const wordRules: readonly Rule[] = [
  {
    id: 'Words 申报',
    rule: '是否要申报该票单据？',
    tests: buttonsWindow(
      '申报 saves first, then asks with number, medium, district, items and weights',
    ),
  },
  {
    id: 'Words 申报成功',
    rule: '申报成功',
    tests: sendingState('申报成功 is told once, when the confirmation of an ADD comes'),
  },
  {
    id: 'Words 删除',
    rule: '是否确认删除该数据？ · 删除成功 · 暂存状态的数据，删除后不可恢复，只能重新录入，请谨慎操作！',
    tests: declareWindow(draftDeleted),
  },
  {
    id: 'Words 删单',
    rule: '是否确认申报该数据？ (删单); in a 删单 view only 申报 is live.',
    tests: [],
    laterIssue: amending,
  },
  {
    id: 'Words wrong card',
    rule: '当前卡号 XXXX 与用户注册信息卡号 XXXX 不一致，无法进行申报',
    tests: [
      ...errorKinds('says its sentence and advice with the details put in'),
      ...buttonsWindow(wrongCard),
    ],
  },
  {
    id: 'Words no items',
    rule: '申报失败，该数据没有表体信息！',
    tests: rules('申报失败，该数据没有表体信息！'),
  },
  {
    id: 'Words tabs',
    rule: '关闭全部选项卡, 关闭其他选项卡',
    tests: shellWindow(
      '关闭其他选项卡 leaves the seen one, 关闭全部选项卡 none; both ask once for all that is unsaved',
    ),
  },
  {
    id: 'Words focus on 取消',
    rule: 'In the dialogs of 删除 and 删单 the focus is on 取消.',
    tests: declareWindow(draftDeleted),
    laterIssue: `${amending} (the dialog of 删单)`,
  },
  {
    id: 'Words blue buttons',
    rule: 'Blue buttons: 新增, 暂存, 删除, 复制 at the left, 申报 at the right; what is not allowed is grey, not gone.',
    tests: buttonsWindow(blueButtons),
  },
  {
    id: 'Words 复制',
    rule: '复制 empties numbers, status and dates and keeps head and items.',
    tests: buttonsWindow(
      '复制 makes a new sheet with the content, without numbers, status and dates',
    ),
  },
  {
    id: 'Words white buttons',
    rule: 'White item buttons: 新增, 保存, 删除.',
    tests: buttonsWindow(blueButtons),
  },
  {
    id: 'Words menu',
    rule: 'Menu group 智能卡口散杂货系统 with 新增 and 查询.',
    tests: buttonsWindow(blueButtons),
  },
  {
    id: 'Words status filter',
    rule: "The query's status filter shows 全部 and the eleven words of 3.2.1; no condition at all is allowed.",
    tests: [
      ...status('$code $label allows exactly $allows, with view, copy and print'),
      ...conditions('an empty form asks for everything'),
    ],
    laterIssue: `${querying} (the filter in the window)`,
  },
];

const seenRules: readonly Rule[] = [
  {
    id: 'Seen bad news',
    rule: '退单, 发往内网失败, 变更被退, 删单被退 and refused by the endpoint are told to the clerk.',
    tests: notices(
      'tells a sheet that was sent back (%s) with its reason',
      'tells a second 退单 of a sheet that shows the first one',
      'tells a change and a withdrawal that were refused, each time',
      'tells refusals and what has waited too long',
    ),
  },
  {
    id: 'Seen where',
    rule: 'They come as a system notification, also from the tray, with a count at the menu entry and one click to the sheet; so does 超时未回执.',
    tests: [],
    laterIssue: 'issue 4: the error page, its count and the tray',
  },
  {
    id: 'Seen conditions',
    rule: 'Active query conditions are always shown as removable tags.',
    tests: conditions('every active condition is a tag in the clerk’s words, both dates are one'),
    laterIssue: `${querying} (the tags in the window)`,
  },
  {
    id: 'Seen dates',
    rule: 'Dates may be relative (今天, 近 7 天).',
    tests: moments('近 7 天 is today and the six days before it'),
  },
  {
    id: 'Seen prints',
    rule: 'Prints carry a watermark 培训, 未申报, 待发送, 退单 or 已删单 and the status and time in the footer.',
    tests: [],
    laterIssue: 'issue 4: print',
  },
  {
    id: 'Seen certificate',
    rule: 'A certificate warns from 30 days before its end.',
    tests: declare(
      'warns of a certificate that ends within 30 days, and refuses one that has ended',
    ),
  },
  {
    id: 'Seen tries',
    rule: "Where a provider can't tell the tries left: 剩余次数未知, and a warning after the first wrong PIN.",
    tests: [
      ...cardSession(
        'leaves the tries unknown where the card can’t tell them, before and after a wrong one',
      ),
      ...errorKinds('tells the tries left of a card as a number too, where they are known'),
      ...buttonsWindow('where the card can not tell the tries left the clerk reads 剩余次数未知'),
    ],
  },
];

export const deskRules: readonly Rule[] = [
  ...numberRules,
  ...peopleRules,
  ...wordRules,
  ...seenRules,
];
