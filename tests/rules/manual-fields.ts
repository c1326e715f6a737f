import { held } from './rule.ts';
import type { Rule } from './rule.ts';

/** Manual 2.3.2, 3.1.1, 3.1.1.1 and 3.1.1.2, sentence by sentence. */

const {
  fields,
  folding,
  numbers,
  rules,
  search,
  shippedTables,
  status,
  weight,
  save,
  focusOrder,
  buttonsWindow,
  declareWindow,
  formWindow,
  keyboardWindow,
} = held;

const grounds = 'yellow is to be filled, white may be, grey is closed, and follows what is filled';
const spaceOpens =
  'Space opens the list of every code field, and Enter takes the row that was typed for';
const programFills = 'the program fills the grey fields at 暂存, and nobody else can';
const headRequired = '%s of the head is always required';
const headOptional = '%s of the head is never required';
const itemRequired = '%s of an item is always required';
const itemOptional = '%s of an item is never required';
const forBills = '%s is required for bills and closed for everything else';
const forEmptyContainers =
  "%s is required where the item's own 业务类型 is 空箱, whatever the head's is";
const wholeSheet = 'every missing required field is a problem that does not prevent saving';
const cannotBeStored = '%j %j: %s';
const smallTables = 'the small tables have the names of the manual';
const whiteButtons =
  'white 新增 empties the item, 保存 puts it into the list, 删除 takes out what is checked';

const fieldsOfTheForm: readonly Rule[] = [
  {
    id: '2.3.2 提示行',
    rule: '光标置于字段内，界面下方有红色字体简要提示录入方法。',
    tests: [
      ...formWindow('the red line at the bottom says how the field with the cursor is filled'),
      ...focusOrder('the red line names the field as it is labelled now'),
      ...fields('every field has a hint for the red line that says whether it has to be filled'),
    ],
  },
  {
    id: '2.3.2 黄底色字段',
    rule: '必填项。',
    tests: [...formWindow(grounds), ...rules(wholeSheet)],
  },
  {
    id: '2.3.2 红色提示',
    rule: '如在系统录入过程中，字段右侧弹出红色提示，代表您当前录入的数据有误，请根据要求重新录入。',
    tests: formWindow('what is wrong is told in red at its field as soon as it is left'),
  },
  {
    id: '2.3.2 灰底色字段',
    rule: '返填项。不可录入，由系统返填。',
    tests: formWindow(grounds, programFills),
  },
  { id: '2.3.2 白底色字段', rule: '选填项。根据实际需要填写。', tests: formWindow(grounds) },
  {
    id: '3.1.1.1 空格键',
    rule: '使用键盘空格键，可调出下拉菜单并在其中进行选择。',
    tests: formWindow(spaceOpens),
  },
  {
    id: '3.1.1.1 输入调出参数',
    rule: '也可以输入已知的相应数字、字母或汉字，迅速调出参数，选择后点击回车键确认录入。',
    tests: [
      ...formWindow(spaceOpens),
      ...keyboardWindow('a district is found by its pinyin, and Esc closes the list alone'),
      ...search(
        'digits find codes by their beginning, unverified names after the others',
        'full-width digits and lower case letters find the same rows',
        'a part of the name finds the row, the beginning of a name before its middle',
      ),
    ],
  },
];

const head: readonly Rule[] = [
  {
    id: '3.1.1.1 数据中心统一编码',
    rule: '18 位，反填，不可录入，暂存后系统反填：数据入库时年份 4 位 + 14 位流水号。',
    tests: [
      ...numbers('is the year, the desk and nine digits of the counter', 'has 18 digits'),
      ...save('gives both numbers and the time of entry at the first 暂存'),
      ...formWindow(programFills),
    ],
  },
  {
    id: '3.1.1.1 车次确认编号',
    rule: '32 位，返填，不可录入，暂存成功后反填：年月 6 位 + 13 位卡号 + 13 位流水号。',
    tests: [
      ...numbers(
        'is year and month, card number, desk and counter',
        'has 32 characters and gives its parts back',
      ),
      ...save('gives both numbers and the time of entry at the first 暂存'),
      ...formWindow(programFills),
    ],
  },
  {
    id: '3.1.1.1 关区代码',
    rule: '必填，可输入关区代码或名称调出参数。',
    tests: [...fields(headRequired), ...formWindow(spaceOpens), ...rules(cannotBeStored)],
  },
  {
    id: '3.1.1.1 单证状态',
    rule: '返填，不可录入，系统自动生成：暂存成功至已口岸离场，共十一种。',
    tests: [
      ...status(
        'the table has the eleven statuses of the manual',
        '$code $label allows exactly $allows, with view, copy and print',
      ),
      ...formWindow(programFills),
    ],
  },
  {
    id: '3.1.1.1 录入时间',
    rule: '返填，不可录入，点击暂存后系统自动根据当前时间生成，反填“YYYY-MM-DD”格式的日期。',
    tests: [
      ...save('gives both numbers and the time of entry at the first 暂存'),
      ...formWindow(programFills),
    ],
  },
  { id: '3.1.1.1 统一社会信用代码', rule: '返填，不可录入。', tests: formWindow(programFills) },
  { id: '3.1.1.1 组织机构代码', rule: '返填，不可录入。', tests: formWindow(programFills) },
  {
    id: '3.1.1.1 操作人员',
    rule: '返填，不可录入。操作员用户已绑定 IC 卡的显示卡号，未绑定的显示用户名。',
    tests: [
      ...formWindow(programFills),
      ...declareWindow(
        'an operator without a card types and saves, and reads why declaring is grey',
      ),
      ...save('gives a saver without a card thirteen zeros in the trip number'),
    ],
  },
  {
    id: '3.1.1.1 绑定介质类型',
    rule: '必填，在参数下拉表中选择，也可录入代码、名称。',
    tests: [...fields(headRequired), ...shippedTables(smallTables), ...formWindow(spaceOpens)],
  },
  {
    id: '3.1.1.1 绑定介质关键信息',
    rule: '必填，在上一字段绑定介质类型填写后该字段才可录入，否则为灰色。',
    tests: [
      ...fields('绑定介质关键信息 opens once 绑定介质类型 is filled'),
      ...rules('绑定介质关键信息 without 绑定介质类型 is a problem'),
      ...formWindow(grounds),
    ],
  },
  {
    id: '3.1.1.1 业务类型',
    rule: '必填，在参数下拉表中选择，也可录入代码、名称。',
    tests: [...fields(headRequired), ...shippedTables(smallTables), ...formWindow(spaceOpens)],
  },
  {
    id: '3.1.1.1 运输方式',
    rule: '必填，在参数下拉表中选择，也可录入代码、名称。',
    tests: [
      ...fields(headRequired),
      ...shippedTables('运输方式 offers 2 海运, 4 公路, 5 航空 and nothing else'),
      ...formWindow(spaceOpens),
    ],
  },
  {
    id: '3.1.1.1 进出口标志',
    rule: '必填，在参数下拉表中选择，也可录入代码、名称。',
    tests: [...fields(headRequired), ...shippedTables(smallTables), ...formWindow(spaceOpens)],
  },
  {
    id: '3.1.1.1 过卡车辆类型',
    rule: '非必填，在参数下拉表中选择，也可录入代码、名称。',
    tests: [...fields(headOptional), ...shippedTables(smallTables), ...formWindow(spaceOpens)],
  },
  ...['车辆重量', '挂车重量', '集装箱重量'].map((label) => ({
    id: `3.1.1.1 ${label}`,
    rule: '必填，手工填写，重量单位为千克。',
    tests: [
      ...fields(headRequired),
      ...weight('%j is %i grams', '%j is no weight'),
      ...rules(cannotBeStored),
    ],
  })),
  {
    id: '3.1.1.1 备注',
    rule: '非必填，手工录入，最大长度可录入 1000 字符。',
    tests: [
      ...fields(headOptional),
      ...rules(
        'a thousand characters of 备注 are stored, also where they are emoji',
        cannotBeStored,
      ),
      ...formWindow('Alt+Enter breaks the line of 备注, Enter goes on'),
    ],
  },
];

const item: readonly Rule[] = [
  {
    id: '3.1.1.2 保存到表体列表',
    rule: '录入完毕后，在最后一个字段后点击表体中的保存按钮或回车按钮，可将所录入的信息，保存到表体列表中。',
    tests: [
      ...focusOrder('behind the last field there is none: Enter saves the item there'),
      ...keyboardWindow(
        'Tab and Enter act alike, with Shift back, past grey fields and from head to items',
      ),
      ...buttonsWindow(whiteButtons),
    ],
  },
  {
    id: '3.1.1.2 进出方向',
    rule: '非必填，在参数下拉表中选择，也可录入代码、名称。',
    tests: [...fields(itemOptional), ...shippedTables(smallTables), ...formWindow(spaceOpens)],
  },
  {
    id: '3.1.1.2 绑定对象类型',
    rule: '必填，在参数下拉表中选择，也可录入代码、名称。',
    tests: [...fields(itemRequired), ...shippedTables(smallTables), ...formWindow(spaceOpens)],
  },
  {
    id: '3.1.1.2 绑定对象 ID',
    rule: '集装箱号、转关单号、车辆海关编号、车辆车牌时必填；提单进口时必填，出口时不必填。',
    tests: [
      ...fields(
        '绑定对象 ID is required for C, T, VC, VN and imported bills, open for exported bills',
      ),
      ...rules('绑定对象 ID is required for bills on import only, for everything else always'),
    ],
  },
  {
    id: '3.1.1.2 船名',
    rule: '运输方式为海运时必填；公路或航空时为灰色，不可填写。',
    tests: [
      ...fields('船名 is required for sea and closed for everything else'),
      ...rules('船名 is required for sea, a problem when filled for road and air'),
      ...formWindow(grounds),
    ],
  },
  {
    id: '3.1.1.2 航次/货物运输批次号',
    rule: '必填，手工填写。海运时为航次号，公路时为货物运输批次号。',
    tests: [
      ...fields(
        itemRequired,
        '航次/货物运输批次号 is 航次号 for sea, 货物运输批次号 for road, both for air',
      ),
      ...rules('航次/货物运输批次号 is always required, and named after the mode'),
    ],
  },
  {
    id: '3.1.1.2 业务类型',
    rule: '必填，在参数下拉表中选择，也可录入代码、名称。',
    tests: [...fields(itemRequired), ...shippedTables(smallTables), ...formWindow(spaceOpens)],
  },
  ...['提单类型', '本次提货重量'].map((label) => ({
    id: `3.1.1.2 ${label}`,
    rule: '绑定类型为提单时必填；集装箱号、转关单号、车辆海关编号、车辆车牌时为灰色，不可填写。',
    tests: [
      ...fields(forBills),
      ...rules(
        '提单类型 and 本次提货重量 are required for bills',
        '提单类型 and 本次提货重量 are a problem where they are closed and filled',
      ),
      ...formWindow(grounds),
    ],
  })),
  ...['集装箱号 1', '集装箱号 2'].map((label) => ({
    id: `3.1.1.2 ${label}`,
    rule: '只有表体业务类型为空箱时，该字段必填，其他均为非必填。',
    tests: [
      ...fields(forEmptyContainers),
      ...rules('空箱 of the item requires both containers, 空箱 of the head none'),
      ...formWindow(grounds),
    ],
  })),
  ...['安全智能锁号 1', '安全智能锁号 2'].map((label) => ({
    id: `3.1.1.2 ${label}`,
    rule: '对应集装箱号的电子关锁号，可多个锁号，最多 3 个，以“|”分割。',
    tests: [
      ...fields(itemOptional),
      ...rules('at most three seals of one container', 'a seal without its own container warns'),
      ...folding('item %s with object %s: %j is kept as %j'),
    ],
  })),
  {
    id: '3.1.1.2 备注',
    rule: '非必填，手工录入，最大长度可录入 1000 字符。',
    tests: [
      ...fields(itemOptional),
      ...rules(
        'a thousand characters of 备注 are stored, also where they are emoji',
        cannotBeStored,
      ),
    ],
  },
];

export const manualFields: readonly Rule[] = [...fieldsOfTheForm, ...head, ...item];
