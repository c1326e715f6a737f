import { held } from './rule.ts';
import { switched } from './switch.ts';
import type { Switch } from './switch.ts';

/** 变更 and 删单, what must be seen, and tables: Stryker changes none that is `as const`. */

const {
  actionsWindow,
  amend,
  amendment,
  batch,
  changeFollowed,
  changeReceipts,
  declareChange,
  fields,
  notices,
  noticesWindow,
  shippedTables,
  tray,
  troublesStore,
  troublesWindow,
  watchTroubles,
  windowMessages,
} = held;

const amending: readonly Switch[] = [
  switched(
    'src-main/declarations/amend.ts',
    'writeAmendment(writable, id, draft, facts);',
    "writeAmendment(writable, id, draft, facts);\n    writable.exec(`UPDATE declaration SET status = '0'`);",
    amend('keeps the draft beside the accepted version, which stays what customs has'),
  ),
  switched(
    'src-main/declarations/amend.ts',
    "return mayEdit && (begun || sheet.allowed.includes('amend'))",
    "return mayEdit && begun && sheet.allowed.includes('amend')",
    amend('goes on with a change through a lock, and no further than to the end of the sheet'),
    changeFollowed('lets a change wait through a lock and go out after it'),
  ),
  switched(
    'src-main/declarations/amend.ts',
    "return mayEdit && (begun || sheet.allowed.includes('amend'))",
    'return mayEdit || begun',
    changeFollowed('leaves a change nothing but 放弃变更 once %s has come'),
  ),
  switched(
    'src-main/declarations/amend.ts',
    'removeAmendment(writable, id);',
    '',
    amend('gives a change up with what was typed, and leaves the accepted version as it was'),
  ),
  switched(
    'src-main/declarations/sheet-guard.ts',
    "amend: 'signer',",
    '',
    amend('is for signers, and for one operator at a time'),
    declareChange('asks for a signer with a card, for 变更 and 删单 as for 申报'),
  ),
  switched(
    'src-main/declarations/batch.ts',
    'const right = checkRight(parts.operator, action);',
    "const right = checkRight(parts.operator, 'view');",
    batch('refuses who has no right, and more sheets than one batch takes'),
  ),
  switched(
    'src-main/sync/apply-receipts.ts',
    "one.function === 'MOD' && one.code === '10'",
    "one.function === 'MOD'",
    changeReceipts('makes the draft the sheet with the receipt that accepts it, and not before'),
    changeFollowed('shows nothing of a change before customs has accepted it'),
  ),
  switched(
    'src-main/sync/apply-receipts.ts',
    "one.function === 'MOD' && one.code === '10'",
    "one.function === 'MOD' && ['10', '20', 'FF'].includes(one.code)",
    changeReceipts('keeps accepted version and draft where %s answers a change'),
    changeFollowed('keeps the draft of a change that came back (%s), and sends it again as MOD'),
  ),
  switched(
    'src-main/sync/apply-receipts.ts',
    'sentBack.has(receipt.submissionId) || afterTheEnd.has(receipt);',
    'sentBack.size > 0 || afterTheEnd.has(receipt);',
    changeReceipts('goes out again as MOD after a correction, and takes what was corrected'),
  ),
  switched(
    'src-shared/declaration/status.ts',
    "'20': { from: inForce, changeOutcome: 'withdrawRejected' },",
    "'20': { from: inForce, withdrawn: true },",
    changeReceipts(
      'keeps a sheet in force whose withdrawal was sent back, and lets it be withdrawn again',
    ),
  ),
];

const amendingInWindow: readonly Switch[] = [
  switched(
    'src-shared/declaration/status.ts',
    "MOD: '变更申报中',",
    "MOD: '申报中',",
    actionsWindow(
      '变更: 暂存 keeps a draft beside the accepted version, 申报 sends it, acceptance makes it the sheet (3.2.2.6)',
    ),
  ),
  switched(
    'src-renderer/card/declaring.ts',
    "message: '是否确认申报该数据？',\n    focus: 'cancel',",
    "message: '是否确认申报该数据？',\n    focus: 'confirm',",
    actionsWindow(
      '删单 shows the sheet grey with only 申报 live, asks with the focus on 取消, and withdraws it (3.2.2.4)',
    ),
  ),
  switched(
    'src-shared/declaration/status.ts',
    "amendRejected: '变更被退',",
    "amendRejected: '退单',",
    actionsWindow(
      '变更被退 shows the reason and keeps the draft, which goes out again as MOD (Life 6)',
    ),
  ),
  switched(
    'src-shared/declaration/status.ts',
    "withdrawRejected: '删单被退',",
    "withdrawRejected: '退单',",
    actionsWindow(
      '删单被退 stands beside the status with its reason, and the sheet stays in force (3.2.2.4; Life 6)',
    ),
  ),
  switched(
    'src-renderer/declare/SheetScreen.vue',
    'const allowed = action !== null && (sheet.saved === null || sheet.saved.allowed.includes(action));',
    'const allowed = action !== null;',
    actionsWindow(
      'a lock greys 申报 in the open 变更 until 解除锁定; a closed sheet’s change is copied or given up (Life 9)',
    ),
  ),
  switched(
    'src-renderer/query/obstacles.ts',
    "return program.maySign ? null : '当前用户没有变更权限';",
    'return null;',
    actionsWindow('who may not sign sees 变更 and 删单 grey, with the reason'),
  ),
];

const seeing: readonly Switch[] = [
  switched(
    'src-main/store/troubles.ts',
    'WHERE last_reason IS NOT NULL',
    "WHERE last_reason IS NOT NULL AND status = '20'",
    troublesStore('keeps a 退单 that was saved again until it is declared again'),
  ),
  switched(
    'src-main/sync/watch-troubles.ts',
    'told.has(submissionId)) continue;',
    'told.size > 0) continue;',
    watchTroubles('tells once of a sheet that customs leaves unanswered, and of the next one too'),
  ),
  switched(
    'src-main/notices.ts',
    '长时间没有海关回执，请联系海关或单一窗口客服',
    '没有回执',
    notices('tells of a sheet that customs leaves unanswered, and whom to ask'),
  ),
  switched(
    'src-main/window/window-messages.ts',
    'showWanted(notice.declarationId);',
    'showWanted(null);',
    windowMessages(
      'brings bad news from the system too while another program is used; a click opens the sheet',
    ),
  ),
  switched(
    'src-main/window/tray.ts',
    'tray.setToolTip(`${name} · ${waiting}`);',
    'tray.setToolTip(name);',
    tray('says beside the clock how many sheets wait, and a click leads to them'),
  ),
  switched(
    'src-renderer/shell/SideMenu.vue',
    'v-if="counts[entry.name]"',
    'v-if="counts[entry.name] === 99"',
    troublesWindow(
      'a 退单 is counted at the menu, leads to the field its reason names, and goes when it is declared again',
    ),
  ),
  switched(
    'src-renderer/components/notices.ts',
    "({ tone, about }) => tone !== 'bad' || about !== declarationId,",
    "({ tone }) => tone !== 'bad' || declarationId > 0,",
    noticesWindow(
      'a red notice stays until its sheet is mended, covers nothing, and opens the sheet',
    ),
  ),
];

const tables: readonly Switch[] = [
  switched(
    'src-shared/declaration/amendment.ts',
    "mayDeclare: false,\n    mayDiscard: true,\n    sentence: '已锁定",
    "mayDeclare: true,\n    mayDiscard: true,\n    sentence: '已锁定",
    amendment(
      '申报 only while open, 暂存 also through a lock, 放弃变更 always but while it is under way',
    ),
  ),
  switched(
    'src-shared/declaration/fields.ts',
    "没有集装箱填 0',\n    initial: '0',",
    "没有集装箱填 0',\n    initial: '',",
    fields('the three head weights start with 0, every other field empty'),
  ),
  switched(
    'resources/parameters/transportMode.json',
    '"code": "4",',
    '"code": "3",',
    shippedTables('运输方式 offers 2 海运, 4 公路, 5 航空 and nothing else'),
  ),
  switched(
    'resources/parameters/mediumType.json',
    '"name": "电子车牌号",',
    '"name": "车牌号",',
    shippedTables('the small tables have the names of the manual'),
  ),
];

export const amendingSwitches: readonly Switch[] = [
  ...amending,
  ...amendingInWindow,
  ...seeing,
  ...tables,
];
