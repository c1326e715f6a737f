import { held } from './rule.ts';
import type { Rule } from './rule.ts';

/** rules.md, Life 1 to 14; a number that says several things stands here several times. */

const {
  actionsWindow,
  amend,
  amendment,
  applyReceipts,
  buttonsWindow,
  changeFollowed,
  changeReceipts,
  customs,
  declare,
  declareWindow,
  errorKinds,
  followed,
  formWindow,
  notices,
  numbers,
  otherSheets,
  queryConditionsWindow,
  rules,
  save,
  sendingState,
  settings,
  shellWindow,
  status,
  store,
  submissions,
  trouble,
  troublesStore,
  troublesWindow,
  words,
} = held;

const allowedByStatus = '$code $label allows exactly $allows, with view, copy and print';
const onlyUnanswered =
  'one unanswered request closes everything but view, receipts, copy and print';
const restOfWithdrawn =
  'a withdrawn sheet, and one in an unknown status, allow view, receipts, copy and print';
const outcomeBeside =
  '20 and FF answering a MOD or DEL never change the status, and stand beside it';
const waitsAndIsDeclaredOnce =
  'a sheet signed while the single window is down waits, survives a kill, and is declared exactly once';
const checkedAtSave =
  '暂存 keeps what is still to be mended, counts it and lists all of it; a choice goes to its field';
const savedFirst = '申报 saves first, then asks with number, medium, district, items and weights';
const notStored =
  'what can not be stored is not saved, and not declared either; nothing typed is lost';
const correctedAndDeclaredAgain =
  '退单 shows its reason, is corrected and declared again under the same trip number';

const keptBeside =
  '变更: 暂存 keeps a draft beside the accepted version, 申报 sends it, acceptance makes it the sheet (3.2.2.6)';
const withdrawnInWindow =
  '删单 shows the sheet grey with only 申报 live, asks with the focus on 取消, and withdraws it (3.2.2.4)';
const rejectedInWindow =
  '变更被退 shows the reason and keeps the draft, which goes out again as MOD (Life 6)';

export const lifeRules: readonly Rule[] = [
  {
    id: 'Life 1 new',
    rule: 'A new sheet shows 未暂存.',
    tests: formWindow('the program fills the grey fields at 暂存, and nobody else can'),
  },
  {
    id: 'Life 1 first save',
    rule: 'The first 暂存 gives both numbers and 录入时间, kept in full and shown as a date, and makes it 暂存成功.',
    tests: [
      ...save(
        'gives both numbers and the time of entry at the first 暂存',
        'keeps numbers and time of entry through later saves, and counts the versions',
      ),
      ...formWindow('the program fills the grey fields at 暂存, and nobody else can'),
    ],
  },
  {
    id: 'Life 1 time',
    rule: "录入时间 is Beijing time, corrected by the endpoint's clock.",
    tests: [
      ...numbers('the month and the year turn at midnight in Beijing, not in London'),
      ...save('numbers by the month and year of Beijing at the turn of the year'),
      ...followed(
        'enters a sheet by the clock of the endpoint, however wrong the machine’s own is',
      ),
    ],
  },
  {
    id: 'Life 2 whole check',
    rule: '暂存 runs the whole check and shows every problem.',
    tests: [
      ...buttonsWindow(checkedAtSave),
      ...rules('every missing required field is a problem that does not prevent saving'),
    ],
  },
  {
    id: 'Life 2 what prevents saving',
    rule: "Only what can't be stored (a value too long or of the wrong type, an empty sheet) prevents 暂存.",
    tests: [
      ...rules('%j %j: %s', 'an empty sheet can not be saved'),
      ...save('refuses an empty sheet and what can’t be stored, with words of its own'),
      ...buttonsWindow(notStored),
    ],
  },
  {
    id: 'Life 2 mark',
    rule: 'The saved sheet carries 有 n 处待改.',
    tests: [
      ...save('stores what is still to be mended, and says how much'),
      ...buttonsWindow(checkedAtSave),
    ],
  },
  {
    id: 'Life 2 none left',
    rule: '申报 needs no problem left.',
    tests: [
      ...declare('says before any card is touched why a sheet can’t be declared'),
      ...buttonsWindow(checkedAtSave),
      ...rules('problems can not be confirmed away'),
    ],
  },
  {
    id: 'Life 2 an item',
    rule: '申报 needs at least one item: 申报失败，该数据没有表体信息！',
    tests: [
      ...rules('申报失败，该数据没有表体信息！'),
      ...declare('says before any card is touched why a sheet can’t be declared'),
      ...errorKinds('and a success are told apart by ok'),
    ],
  },
  {
    id: 'Life 3 saved version',
    rule: '申报 acts on the saved version; with unsaved changes it saves first, by the same check; if that fails nothing is declared.',
    tests: buttonsWindow(savedFirst, notStored),
  },
  {
    id: 'Life 3 confirm dialog',
    rule: 'The confirm dialog shows trip number, medium, district, number of items and weights.',
    tests: buttonsWindow(savedFirst),
  },
  {
    id: 'Life 3 one transaction',
    rule: 'The transaction that writes the outbox row checks that version, status and outbox state are still the same; otherwise nothing is queued and the clerk is told.',
    tests: declare(
      'queues nothing where the sheet was changed while the card signed',
      'queues a sheet once where two sessions sign it at the same time',
      'leaves no trace of a signing that failed, and gives the card back',
    ),
  },
  {
    id: 'Life 4 signing',
    rule: 'Signing and queueing leaves the status as it is and shows 待发送: 已签名，等待发送，尚未到达海关.',
    tests: [
      ...declare('signs the saved sheet, queues it once and leaves its status as it is'),
      ...sendingState('a signed sheet that waits says that customs does not have it'),
      ...declareWindow(waitsAndIsDeclaredOnce),
    ],
  },
  {
    id: 'Life 4 confirmed',
    rule: '申报成功, as status and as message, appears only when the endpoint has confirmed.',
    tests: [
      ...followed('shows 申报成功 only when the endpoint has confirmed'),
      ...sendingState('申报成功 is told once, when the confirmation of an ADD comes'),
    ],
  },
  {
    id: 'Life 4 stay out',
    rule: 'Until 海关入库成功 the sheet says 车辆请勿进场.',
    tests: [
      ...sendingState('the truck stays out until customs has accepted, and again after 删单'),
      ...declareWindow(waitsAndIsDeclaredOnce),
    ],
  },
  {
    id: 'Life 5 allowed',
    rule: 'While a submission has no final answer (10, 20, FF, or refused), only view, receipts, copy and print are allowed, whatever the status.',
    tests: [
      ...status(
        onlyUnanswered,
        'a request is unanswered until 10, 20, FF or a refusal, or until it is taken back',
        'only 10, 20 and FF are final answers',
      ),
      ...save('refuses change and deletion while a submission is %s'),
    ],
  },
  {
    id: 'Life 5 mark',
    rule: 'It is shown as 申报中, 变更申报中, 删单申报中.',
    tests: [
      ...status('what is under way, and how a change ended, has the words of rules.md'),
      ...save('refuses change and deletion while a submission is %s'),
      ...actionsWindow(keptBeside, withdrawnInWindow),
    ],
  },
  {
    id: 'Life 6 receipt',
    rule: 'A receipt answers one submission and carries its submissionId and function, the wire code and the text as received.',
    tests: [
      ...applyReceipts(
        'comes to the same, however often and in whatever order and portions receipts come',
        'keeps apart receipts of two desks that have the same number',
        'keeps a code that it does not know, as a conflict',
      ),
      ...customs('leads over 1, 2 and 10, each receipt numbered without gaps'),
    ],
  },
  {
    id: 'Life 6 change sent back',
    rule: 'A 20 or FF answering a MOD or DEL leaves the status; 变更被退 or 删单被退 with the reason stands beside it.',
    tests: [
      ...status(
        outcomeBeside,
        'what is under way, and how a change ended, has the words of rules.md',
        'what stands beside the status stays while customs does other things',
      ),
      ...applyReceipts('keeps the accepted status where a change or a withdrawal is sent back'),
      ...changeReceipts('keeps accepted version and draft where %s answers a change'),
      ...actionsWindow(
        rejectedInWindow,
        '删单被退 stands beside the status with its reason, and the sheet stays in force (3.2.2.4; Life 6)',
      ),
    ],
  },
  {
    id: 'Life 6 draft of a change',
    rule: 'The draft of a change that was sent back is kept and goes out again as MOD or DEL, never as ADD.',
    tests: [
      ...submissions('is not declared again in status %s'),
      ...changeReceipts(
        'goes out again as MOD after a correction, and takes what was corrected',
        'keeps a sheet in force whose withdrawal was sent back, and lets it be withdrawn again',
      ),
      ...changeFollowed(
        'keeps the draft of a change that came back (%s), and sends it again as MOD',
      ),
      ...actionsWindow(rejectedInWindow),
    ],
  },
  {
    id: 'Life 6 only for ADD',
    rule: 'The rows FF and 20 of the status table hold only when the answered function was ADD.',
    tests: status('the known steps are these and no others', outcomeBeside),
  },
  {
    id: 'Life 7 accepted DEL',
    rule: 'An accepted DEL keeps the customs status, with the mark 已删单; from then on only view, receipts, copy, print.',
    tests: status(
      'an accepted change clears 变更被退, an accepted DEL keeps the status and marks 已删单',
      restOfWithdrawn,
      'nothing moves a withdrawn sheet',
      'a sheet is never withdrawn but by the 10 that answers a DEL',
    ),
  },
  {
    id: 'Life 7 medium',
    rule: 'The medium of a withdrawn sheet counts as free.',
    tests: [
      ...otherSheets('takes the medium of a withdrawn sheet, and of a deleted one, for free'),
      ...customs(
        'answer a truck that another accepted sheet still binds, until that one is withdrawn',
      ),
    ],
  },
  {
    id: 'Life 7 filter',
    rule: '查询 can filter 已删单.',
    tests: queryConditionsWindow(
      '待签, 已删单, 变更过, 发送状态, 操作人员 and 只看本人 find their sheets',
    ),
  },
  {
    id: 'Life 8 mended',
    rule: 'Saving a 退单 or 发往内网失败 sheet makes it 暂存成功; the last reason stays visible.',
    tests: [
      ...save('makes a sheet in status %s 暂存成功 again and keeps the reason in sight'),
      ...declareWindow(correctedAndDeclaredAgain),
    ],
  },
  {
    id: 'Life 8 error page',
    rule: 'The sheet stays on the error page until it is declared again.',
    tests: [
      ...trouble('is seen: %s', 'is no trouble: %s'),
      ...troublesStore('keeps a 退单 that was saved again until it is declared again'),
      ...troublesWindow(
        'a 退单 is counted at the menu, leads to the field its reason names, and goes when it is declared again',
      ),
    ],
  },
  {
    id: 'Life 8 重新申报',
    rule: '重新申报 is a new submission (new id) of the same trip number.',
    tests: [
      ...followed('lets a 退单 be corrected and declared again under the same trip number'),
      ...declareWindow(correctedAndDeclaredAgain),
      ...status('a rejected sheet that is declared again without a save in between goes on'),
    ],
  },
  {
    id: 'Life 9 draft beside',
    rule: 'A change is typed on a draft beside the accepted version; the row shows 变更未申报.',
    tests: [
      ...amendment('变更未申报 marks a draft that is neither under way nor sent back'),
      ...amend('keeps the draft beside the accepted version, which stays what customs has'),
      ...changeReceipts(
        'makes the draft the sheet with the receipt that accepts it, and not before',
      ),
      ...changeFollowed('shows nothing of a change before customs has accepted it'),
      ...actionsWindow(keptBeside),
    ],
  },
  {
    id: 'Life 9 locked meanwhile',
    rule: 'If the sheet is locked meanwhile, the tab says so and greys 申报; if it is closed, closed by hand or departed, the draft can only be copied or discarded (放弃变更).',
    tests: [
      ...amendment(
        'a change is open in 10 and 42, held up in 41, and over in every other status',
        '申报 only while open, 暂存 also through a lock, 放弃变更 always but while it is under way',
        'a change may be declared exactly where the status table allows 变更',
      ),
      ...amend(
        'goes on with a change through a lock, and no further than to the end of the sheet',
        'gives a change up with what was typed, and leaves the accepted version as it was',
      ),
      ...changeFollowed(
        'lets a change wait through a lock and go out after it',
        'leaves a change nothing but 放弃变更 once %s has come',
      ),
      ...actionsWindow(
        'a lock greys 申报 in the open 变更 until 解除锁定; a closed sheet’s change is copied or given up (Life 9)',
      ),
    ],
  },
  {
    id: 'Life 10 修改 and 删除',
    rule: "修改 and 删除: not, or no longer, in customs' hands (0, FF, 20).",
    tests: status(allowedByStatus),
  },
  { id: 'Life 10 删单', rule: '删单: 10 only.', tests: status(allowedByStatus) },
  { id: 'Life 10 变更', rule: '变更: 10 and 42.', tests: status(allowedByStatus) },
  {
    id: 'Life 10 unknown status',
    rule: "A status that we don't know allows view, receipts, copy, print.",
    tests: status(restOfWithdrawn),
  },
  {
    id: 'Life 11 hidden',
    rule: 'Deleting a sheet that was ever submitted hides it, with numbers, submissions and receipts kept; a late receipt shows it again.',
    tests: [
      ...save(
        'hides a deleted sheet that was submitted, and logs every deletion with both numbers',
      ),
      ...followed('shows a deleted sheet again when customs answers it late'),
    ],
  },
  {
    id: 'Life 11 audit',
    rule: 'Every deletion is in the audit log.',
    tests: [
      ...save(
        'hides a deleted sheet that was submitted, and logs every deletion with both numbers',
      ),
      ...store('never lets the audit log be changed or shortened'),
    ],
  },
  {
    id: 'Life 12 parked',
    rule: 'What waits in the outbox longer than 12 hours (a setting) is parked and asks 仍要申报？ before it goes.',
    tests: [
      ...followed(
        'asks after twelve hours before it sends, and sends at 仍要申报',
        'parks nothing that has waited for less',
      ),
      ...settings('takes what an administrator wrote, also with Notepad'),
      ...notices('tells refusals and what has waited too long'),
    ],
  },
  {
    id: 'Life 12 取消发送',
    rule: 'An outbox entry can be taken back (取消发送) only while no send was tried.',
    tests: [
      ...declare('takes back only what was never tried to be sent'),
      ...followed('takes back what was never tried, and nothing that was'),
    ],
  },
  {
    id: 'Life 12 word',
    rule: 'The word 撤回 is not used, clerks would read 删单.',
    tests: words('no text of the program says 撤回'),
  },
  {
    id: 'Life 13 second ADD',
    rule: 'The endpoint refuses a second ADD of a trip number unless the last one ended in 20 or FF.',
    tests: submissions(
      'is not declared again in status %s',
      'is declared again after %s, with receipts that go on',
      'is one of two when the same sheet is declared twice at once',
    ),
  },
  {
    id: 'Life 13 MOD and DEL',
    rule: 'The endpoint refuses a MOD or DEL where nothing is accepted or the sheet is locked or closed.',
    tests: [
      ...submissions(
        'refuses %s after %j: %s',
        'takes a change after 10 and after unlocking, one at a time',
        'takes nothing more once it is withdrawn',
      ),
      ...customs('may amend an unlocked sheet, but not withdraw it'),
    ],
  },
  {
    id: 'Life 13 look up',
    rule: 'Status and receipts can be asked by trip number.',
    tests: submissions(
      'finds a submission by its id and a sheet by its trip number, also from a new desk',
    ),
  },
  {
    id: 'Life 13 copies',
    rule: "A sheet restored from a backup, or copied to another machine, can't be declared twice: a refused duplicate is settled by fetching its receipts.",
    tests: followed(
      'never declares a sheet twice that was copied to another machine with its store',
      'settles a copy’s duplicate also where the line is cut in between',
    ),
  },
  {
    id: 'Life 14 sentence',
    rule: 'Every status has one sentence that says what the clerk can do now.',
    tests: [
      ...status('every status has one sentence of its own, and 41 and 42 say what is closed'),
      ...shellWindow('after 申报 every field is grey, 删除 too, and 新增 alone goes on'),
    ],
  },
];
