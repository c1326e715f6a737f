import { held } from './rule.ts';
import type { Rule } from './rule.ts';

/** rules.md, Fields: what the manual leaves open about single fields, decided. */

const {
  buttonsWindow,
  checkDigits,
  declare,
  fields,
  findings,
  focusOrder,
  folding,
  formWindow,
  headChange,
  keyboardWindow,
  newSheet,
  openSheet,
  otherSheets,
  query,
  rules,
  save,
  search,
  shippedTables,
} = held;

const cannotBeStored = '%j %j: %s';
const foldedItem = 'item %s with object %s: %j is kept as %j';
const together =
  'warnings are confirmed together, but for the one about a medium with an open sheet';
const whiteButtons =
  'white 新增 empties the item, 保存 puts it into the list, 删除 takes out what is checked';
const cleared =
  'a change that closes filled fields lists them, clears them on confirm, and is undone';

export const fieldRules: readonly Rule[] = [
  {
    id: 'Fields 运输方式',
    rule: '运输方式 offers 2 海运, 4 公路, 5 航空 and nothing else.',
    tests: [
      ...shippedTables('运输方式 offers 2 海运, 4 公路, 5 航空 and nothing else'),
      ...rules('运输方式 3 铁路 is not offered: a problem'),
    ],
  },
  {
    id: 'Fields 船名',
    rule: '船名 is required for 2, closed for 4 and 5.',
    tests: [
      ...fields('船名 is required for sea and closed for everything else'),
      ...rules('船名 is required for sea, a problem when filled for road and air'),
      ...focusOrder('船名 is passed on the road and met at sea'),
    ],
  },
  {
    id: 'Fields 航次',
    rule: '航次/货物运输批次号 is always required: labelled 航次号 for sea, 货物运输批次号 for road, both for air; at most 32.',
    tests: [
      ...fields('航次/货物运输批次号 is 航次号 for sea, 货物运输批次号 for road, both for air'),
      ...rules(
        '航次/货物运输批次号 is always required, and named after the mode',
        cannotBeStored,
        '32 characters of a bill number and of 航次 are stored',
      ),
    ],
  },
  {
    id: 'Fields 绑定对象 ID',
    rule: '绑定对象 ID: required for C, T, VC, VN; for B required on import, open and optional on export.',
    tests: [
      ...fields(
        '绑定对象 ID is required for C, T, VC, VN and imported bills, open for exported bills',
      ),
      ...rules('绑定对象 ID is required for bills on import only, for everything else always'),
    ],
  },
  {
    id: 'Fields bill numbers',
    rule: 'Bill numbers: at most 32 printable ASCII characters including * _ - /, upper case, trimmed.',
    tests: [
      ...rules(
        'a bill number is printable ASCII',
        cannotBeStored,
        '32 characters of a bill number and of 航次 are stored',
      ),
      ...folding(foldedItem),
    ],
  },
  {
    id: 'Fields 提单类型, 本次提货重量',
    rule: 'Required for B (weight above 0), closed for the others.',
    tests: [
      ...fields('%s is required for bills and closed for everything else'),
      ...rules(
        '提单类型 and 本次提货重量 are required for bills',
        '提单类型 and 本次提货重量 are a problem where they are closed and filled',
        '本次提货重量 is above 0',
      ),
    ],
  },
  {
    id: 'Fields 空箱',
    rule: "集装箱号 1 and 2: only the item's 业务类型 counts; 空箱 requires both.",
    tests: [
      ...fields("%s is required where the item's own 业务类型 is 空箱, whatever the head's is"),
      ...rules(
        '空箱 of the item requires both containers, 空箱 of the head none',
        'an empty first container of 空箱 has no exception',
      ),
    ],
  },
  {
    id: 'Fields 仅一个空箱',
    rule: 'The second container of 空箱 has the one confirmable exception 仅一个空箱, recorded with the sheet.',
    tests: [
      ...rules('an empty second container of 空箱 can be confirmed as 仅一个空箱'),
      ...save('keeps only confirmations of warnings that the sheet still has'),
    ],
  },
  {
    id: 'Fields head weights',
    rule: 'Head weights: kg with at most 3 decimals, not negative; the form starts with 0; 0 is a value, empty is not; 0 for the vehicle warns.',
    tests: [
      ...rules(cannotBeStored, 'head weights: 0 is a value, empty is not, 0 for the vehicle warns'),
      ...fields('the three head weights start with 0, every other field empty'),
      ...newSheet('has every field, the three weights 0, and no items'),
    ],
  },
  {
    id: 'Fields seals',
    rule: 'Seals belong to their container field; a seal without that container, or the same seal twice, warns.',
    tests: rules(
      'a seal without its own container warns',
      'the same seal twice warns',
      'the same seal on another row warns, unless the row has the same container',
    ),
  },
  {
    id: 'Fields head change',
    rule: 'A head change that closes or invalidates values of saved items lists them and asks before it clears them; undo is possible.',
    tests: [
      ...headChange(
        'lists the 船名 of every saved item when 运输方式 leaves sea',
        'lists 绑定介质关键信息 when 绑定介质类型 is cleared',
        'clears exactly what was listed, and the sheet before it is what undo brings back',
      ),
      ...openSheet(
        'a head change names what it closes in rows and form, then empties it',
        'undo brings cleared values back and leaves what was typed since',
      ),
      ...formWindow(cleared),
    ],
  },
  {
    id: 'Fields 备注',
    rule: '备注: Alt+Enter breaks the line, Enter goes on.',
    tests: formWindow('Alt+Enter breaks the line of 备注, Enter goes on'),
  },
  {
    id: 'Fields last item field',
    rule: 'In the last item field Enter saves the item; with errors the cursor goes to the first bad field and nothing is lost.',
    tests: [
      ...focusOrder('behind the last field there is none: Enter saves the item there'),
      ...buttonsWindow(whiteButtons),
    ],
  },
  {
    id: 'Fields last head field',
    rule: 'Enter in the last head field goes to the items.',
    tests: [
      ...focusOrder('Enter in the last head field goes to the items, and Shift+Enter back'),
      ...keyboardWindow(
        'Tab and Enter act alike, with Shift back, past grey fields and from head to items',
      ),
    ],
  },
  {
    id: 'Fields enterprise codes',
    rule: "统一社会信用代码 and 组织机构代码 are system-filled: their cross-check belongs to the enterprise's data.",
    tests: [
      ...checkDigits(
        'carries an 组织机构代码 that is right too',
        'one wrong digit anywhere is told',
      ),
      ...formWindow('the program fills the grey fields at 暂存, and nobody else can'),
    ],
    laterIssue: 'no screen shows or checks the enterprise’s data yet; the check itself is there',
  },
  {
    id: 'Fields medium in use',
    rule: 'Medium with an unfinished sheet (waiting in the outbox, 1, 2, 10, 41, 42): told when the field is left, with number, status and time, and a way to open it; an own draft or 退单 is named as that.',
    tests: [
      ...otherSheets(
        'tells of a medium whose other sheet is in status %s: %s',
        'names what waits in the outbox as being declared, not as a draft',
      ),
      ...findings(
        'is a warning whose confirmation stands alone, with number, status and time',
        'an own draft and a rejected sheet are named as that',
      ),
      ...buttonsWindow(together),
    ],
  },
  {
    id: 'Fields medium again at 申报',
    rule: 'It is told again at 申报 and in a batch, and needs its own confirmation, never part of "confirm all".',
    tests: [
      ...declare('asks anew about a medium that another sheet has taken since the save'),
      ...findings('another sheet, or another kind of it, needs a new confirmation'),
      ...buttonsWindow(together),
    ],
  },
  {
    id: 'Fields container twice',
    rule: 'The same container twice, or on another open sheet: warning.',
    tests: [
      ...rules(
        'the same container twice on the sheet warns, once for each further place',
        'a bound container that is also the container of its row is there once',
      ),
      ...findings('is looked for in every container field, and in the object of type C'),
      ...query(
        'finds a container as bound object and in either container field, but not of a draft',
      ),
    ],
  },
  {
    id: 'Fields xx00',
    rule: 'xx00 chosen where subordinate districts exist: warning.',
    tests: rules('xx00 warns where subordinate districts exist, and only there'),
  },
  {
    id: 'Fields 名称未核实',
    rule: 'District names without a source show 名称未核实 and rank after the others.',
    tests: [
      ...search('digits find codes by their beginning, unverified names after the others'),
      ...shippedTables(
        '739 districts, 175 of them with a source; internal offices, 0000 and 5000 can not be chosen',
      ),
      ...formWindow(
        'Space opens the list of every code field, and Enter takes the row that was typed for',
      ),
    ],
  },
  {
    id: 'Fields what can not be chosen',
    rule: "Internal offices and 0000, 5000 can't be chosen.",
    tests: [
      ...rules('internal offices, 0000 and 5000 can not be chosen'),
      ...search('what can not be chosen is never offered, but still has its name'),
    ],
  },
  {
    id: 'Fields warnings',
    rule: 'Check digits, unusual plates and unknown but well-formed district codes are warnings that the clerk can confirm (design.md, Two tables).',
    tests: rules(
      'a wrong check digit of a container warns, as a container and as a bound object',
      'an unusual plate warns',
      'an unknown district of four digits warns, any other unknown code is a problem',
      'a changed value needs a new confirmation, an unchanged one does not',
      'confirming one place does not confirm another',
    ),
  },
];
