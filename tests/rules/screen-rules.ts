import { held } from './rule.ts';
import type { Rule } from './rule.ts';

/** rules.md: Words on the screen, What must be seen. */

const {
  actionsWindow,
  errorKinds,
  rules,
  status,
  cardSession,
  declare,
  notices,
  noticesWindow,
  conditions,
  moments,
  sendingState,
  printService,
  watermarks,
  buttonsWindow,
  declareWindow,
  printWindow,
  queryConditionsWindow,
  shellWindow,
  tray,
  troublesWindow,
  watchTroubles,
  windowMessages,
} = held;

const withdrawal =
  '删单 shows the sheet grey with only 申报 live, asks with the focus on 取消, and withdraws it (3.2.2.4)';
const wrongCard =
  'the card of another operator is named in the words of the manual, before any PIN';
const draftDeleted = 'a draft is deleted only after the warning, and the focus stands on 取消';
const blueButtons =
  '新增, 暂存, 删除, 复制 stand at the left and 申报 at the right, all blue; the item buttons are white';

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
    tests: actionsWindow(withdrawal),
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
    tests: [...declareWindow(draftDeleted), ...actionsWindow(withdrawal)],
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
      ...queryConditionsWindow(
        '单据状态 offers 全部 and the eleven words of the manual, and each finds its own',
      ),
    ],
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
    tests: [
      ...windowMessages(
        'brings bad news from the system too while another program is used; a click opens the sheet',
      ),
      ...tray('says beside the clock how many sheets wait, and a click leads to them'),
      ...watchTroubles(
        'tells once of a sheet that customs leaves unanswered, and of the next one too',
      ),
      ...notices('tells of a sheet that customs leaves unanswered, and whom to ask'),
      ...troublesWindow(
        'a 退单 is counted at the menu, leads to the field its reason names, and goes when it is declared again',
      ),
      ...noticesWindow(
        'a red notice stays until its sheet is mended, covers nothing, and opens the sheet',
      ),
    ],
  },
  {
    id: 'Seen conditions',
    rule: 'Active query conditions are always shown as removable tags.',
    tests: [
      ...conditions('every active condition is a tag in the clerk’s words, both dates are one'),
      ...queryConditionsWindow(
        'active conditions are always shown as tags, and a removed tag is a removed condition',
      ),
    ],
  },
  {
    id: 'Seen dates',
    rule: 'Dates may be relative (今天, 近 7 天).',
    tests: [
      ...moments('近 7 天 is today and the six days before it'),
      ...queryConditionsWindow(
        '今天, 近 7 天 and 近 30 天 are relative: told with their days, and kept as what they are',
      ),
    ],
  },
  {
    id: 'Seen prints',
    rule: 'Prints carry a watermark 培训, 未申报, 待发送, 退单 or 已删单 and the status and time in the footer.',
    tests: [
      ...watermarks(
        'status %s with %j is marked “%s”',
        '已删单 stands on a withdrawn sheet',
        '培训 stands on every print of the training profile, beside the others',
      ),
      ...printService('a sheet that the status table does not let out is refused'),
      ...printWindow(
        'a saved sheet is seen as it will be, and kept as a PDF with everything it says',
        'every state carries its watermark, and a medium that is a bar code has one',
      ),
    ],
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

export const screenRules: readonly Rule[] = [...wordRules, ...seenRules];
