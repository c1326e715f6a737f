import { held } from './rule.ts';
import type { Rule } from './rule.ts';

/** Manual 3.1.2, sentence by sentence. */

const {
  newSheet,
  rules,
  status,
  cardSession,
  save,
  openSheet,
  sendingState,
  followed,
  realCard,
  buttonsWindow,
  declareWindow,
  formWindow,
  keyboardWindow,
  shellWindow,
} = held;

const programFills = 'the program fills the grey fields at 暂存, and nobody else can';
const whiteButtons =
  'white 新增 empties the item, 保存 puts it into the list, 删除 takes out what is checked';
const allGrey = 'after 申报 every field is grey, 删除 too, and 新增 alone goes on';
const savedFirst = '申报 saves first, then asks with number, medium, district, items and weights';

const buttons: readonly Rule[] = [
  {
    id: '3.1.2 新增',
    rule: '界面顶端的【新增】蓝色按钮始终为激活状态。点击后，界面字段全部清空，可重新录入一票新数据。',
    tests: [
      ...shellWindow(
        'blue 新增 is always active, gives empty fields, and leaves what is unsaved in its tab',
        allGrey,
      ),
      ...newSheet('has every field, the three weights 0, and no items'),
    ],
  },
  {
    id: '3.1.2 暂存',
    rule: '点击暂存按钮后，生成数据中心统一编码、车次确认编号、录入时间，单证状态由未暂存变为“暂存”。',
    tests: [
      ...save('gives both numbers and the time of entry at the first 暂存'),
      ...formWindow(programFills),
    ],
  },
  {
    id: '3.1.2 逻辑检查',
    rule: '若系统对录入的内容逻辑检查未通过，界面会提示相应错误信息。',
    tests: [
      ...buttonsWindow(
        '暂存 keeps what is still to be mended, counts it and lists all of it; a choice goes to its field',
        'what can not be stored is not saved, and not declared either; nothing typed is lost',
      ),
      ...rules('findings stand in the order of the form'),
    ],
  },
  {
    id: '3.1.2 申报',
    rule: '点击申报按钮，系统提示是否要申报该票单据，点击确认后系统申报相应的数据，同时界面字段全部置灰，点击新增可重新录入一票数据。',
    tests: [...buttonsWindow(savedFirst), ...shellWindow(allGrey)],
  },
  {
    id: '3.1.2 删除按钮置灰',
    rule: '“申报、海关接收通知”等申报状态时，删除按钮置灰，不允许操作。',
    tests: [
      ...shellWindow(allGrey),
      ...status('$code $label allows exactly $allows, with view, copy and print'),
      ...save('refuses change and deletion while a submission is %s'),
    ],
  },
  {
    id: '3.1.2 删除不可恢复',
    rule: '暂存状态的数据，删除后不可恢复，只能重新录入，请谨慎操作！',
    tests: declareWindow('a draft is deleted only after the warning, and the focus stands on 取消'),
  },
  {
    id: '3.1.2 表体新增',
    rule: '点击表体信息中白色新增按钮，表体明细中字段将置空，可录入新的表体信息，光标在表体最后字段点击回车，或点击保存按钮，新增加信息会保存到表体列表中。',
    tests: [
      ...buttonsWindow(whiteButtons),
      ...openSheet('保存 adds a new item to the list and puts a changed one back to its row'),
      ...keyboardWindow(
        'Tab and Enter act alike, with Shift back, past grey fields and from head to items',
      ),
    ],
  },
  {
    id: '3.1.2 表体保存',
    rule: '点击表体列表中的保存按钮，可将录入的表体信息保存到表体列表中。',
    tests: [
      ...buttonsWindow(whiteButtons),
      ...openSheet('保存 adds a new item to the list and puts a changed one back to its row'),
    ],
  },
  {
    id: '3.1.2 表体删除',
    rule: '表体列表中进行勾选，点击界面中间的【删除】白色按钮，列表中所勾选的数据被删除。',
    tests: [
      ...buttonsWindow(whiteButtons),
      ...openSheet(
        'deleted rows leave the item in the form at its own row',
        'deleted rows come back, even after the list has changed',
      ),
    ],
  },
  {
    id: '3.1.2 卡号不一致',
    rule: '必须保证登录账户内绑定的 IC 卡或 Ikey 连接到电脑中，并按照系统提示输入卡密码。否则系统弹出提示“当前卡号 XXXX 与用户注册信息卡号 XXXX 不一致，无法进行申报”。',
    tests: [
      ...cardSession(
        'names both numbers of a wrong card in the words of the manual, and costs no try',
      ),
      ...realCard('of another operator is refused before any PIN and costs no try'),
      ...buttonsWindow(
        'the card of another operator is named in the words of the manual, before any PIN',
      ),
    ],
  },
  {
    id: '3.1.2 申报成功',
    rule: '录入的数据符合填写规范，则系统提示申报成功，此时数据不允许再修改。',
    tests: [
      ...followed('shows 申报成功 only when the endpoint has confirmed'),
      ...sendingState('申报成功 is told once, when the confirmation of an ADD comes'),
      ...shellWindow(allGrey),
    ],
  },
];

export const manualButtons: readonly Rule[] = [...buttons];
