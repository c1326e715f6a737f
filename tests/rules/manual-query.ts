import { testsOfWindow } from './rule.ts';
import type { NamedTest } from './rule.ts';

/** Manual 3.2, sentence by sentence, each with the tests that show it in the real window. */

export interface QuerySentence {
  readonly section: string;
  readonly sentence: string;
  readonly tests: readonly NamedTest[];
}

const actions = testsOfWindow('query-actions');
const conditions = testsOfWindow('query-conditions');
const paper = testsOfWindow('print');
const statistics = testsOfWindow('statistics');

const ofManual = conditions(
  'each condition of the manual finds exactly its sheets, and none is required',
);
const ofStatus = conditions(
  '单据状态 offers 全部 and the eleven words of the manual, and each finds its own',
);
const ofDates = conditions(
  '录入时间 needs both dates in order, takes them from its calendar, and invents none',
);
const byStatus = actions(
  '操作栏 shows what each status allows, and greys the rest (3.2.2, 小提示)',
);
const viewing = actions(
  '查看 shows the whole sheet and lets nothing be changed; 暂存 and 申报 are grey (3.2.2.1)',
);
const changing = actions(
  '修改 opens the saved sheet, 暂存 keeps the change, 申报 follows (3.2.2.2)',
);
const deleting = actions(
  '删除 asks, deletes and says so; a sheet that was ever submitted is hidden and comes back with a late receipt (3.2.2.3)',
);
const withdrawing = actions(
  '删单 shows the sheet grey with only 申报 live, asks with the focus on 取消, and withdraws it (3.2.2.4)',
);
const receipts = actions(
  '查看回执 shows every receipt of ADD, MOD and DEL with time, code and text (3.2.2.5)',
);
const amending = actions(
  '变更: 暂存 keeps a draft beside the accepted version, 申报 sends it, acceptance makes it the sheet (3.2.2.6)',
);

export const querySentences: readonly QuerySentence[] = [
  {
    section: '3.2',
    sentence: '提供转关单数据、出口物流信息修改数据的查询、打印与业务数据统计等功能。',
    tests: [
      ...ofManual,
      ...paper('a saved sheet is seen as it will be, and kept as a PDF with everything it says'),
      ...statistics(
        '业务数据统计 counts by day, week, month, status, district, business type and operator',
      ),
    ],
  },
  {
    section: '3.2.1',
    sentence: '点击左侧菜单栏“查询”，提供绑定介质信息查询功能，右侧界面展示如下图。',
    tests: ofManual,
  },
  { section: '3.2.1', sentence: '车次确认编号：非必填，输入后可进行精确查询。', tests: ofManual },
  {
    section: '3.2.1',
    sentence:
      '单据状态：非必填，可根据选中状态查询显示同状态下数据，也可以直接选择全部。该字段包含：全部，暂存，申报，发往内网成功，发往内网失败，海关审核通过，退单，已办结，已锁定，解除锁定，人工办结，已口岸离场。',
    tests: ofStatus,
  },
  {
    section: '3.2.1',
    sentence:
      '绑定介质类型：非必填，可在下拉菜单中选择“VN 车牌号，VE电子车牌号，IC 卡，BC 条形码”。',
    tests: ofManual,
  },
  {
    section: '3.2.1',
    sentence: '绑定介质关键信息：非必填，输入后可进行精确查询。',
    tests: ofManual,
  },
  {
    section: '3.2.1',
    sentence:
      '业务类型：非必填，可在下拉菜单中选择。包含：报关，转关，查验分流，分拨分流，空箱，空车，集中查验，多式联运，报关+查验分流，多式联运+报关。',
    tests: ofManual,
  },
  { section: '3.2.1', sentence: '关区代码：非必填，可在下拉菜单中选择。', tests: ofManual },
  {
    section: '3.2.1',
    sentence: '进出口标志：非必填，可在下拉菜单中选择“I-进口，E-出口”。',
    tests: ofManual,
  },
  {
    section: '3.2.1',
    sentence: '录入时间：非必填，从…至…，根据时间查询需要根据该字段提供的日历进行选择。',
    tests: ofDates,
  },
  {
    section: '3.2.1 小提示',
    sentence: '根据录入时间查询时，需要输入查询的起始时间和结束时间。',
    tests: ofDates,
  },
  {
    section: '3.2.1',
    sentence: '输入条件，点击【查询】蓝色按钮，查询结果显示在下方列表中。',
    tests: ofManual,
  },
  {
    section: '3.2.1',
    sentence: '点击【重置】蓝色按钮将清空查询条件，重新填写后查询。',
    tests: conditions(
      'conditions stay as they were asked across a restart, each operator’s own, until 重置',
    ),
  },
  {
    section: '3.2.2',
    sentence: '输入查询条件后，可根据查询条件显示查询结果，或直接点击查询按钮。',
    tests: ofManual,
  },
  {
    section: '3.2.2.1',
    sentence:
      '系统根据查询数据状态在操作栏显示可对该票数据操作选项。点击查看按钮，页面进入该票数据详情展示页面，此页面不可操作，只能查看表头和表体信息。',
    tests: [...byStatus, ...viewing],
  },
  {
    section: '3.2.2.1 小提示',
    sentence: '进入查看页面后，页面左上方的暂存按钮和右上方申报按钮均为灰色。',
    tests: viewing,
  },
  {
    section: '3.2.2.2',
    sentence:
      '只有暂存和未办结等数据可修改，点击修改按钮，进入该票数据详情展示页面，用户修改相关数据后点击暂存按钮保存数据后，可点击申报按钮。',
    tests: [...byStatus, ...changing],
  },
  {
    section: '3.2.2.3',
    sentence:
      '除申报、已办结、发往内网成功、海关审核通过等状态不可删除，点击删除按钮后，系统提示是否确认删除该数据，点击确认后系统会提示删除成功。',
    tests: [...byStatus, ...deleting],
  },
  {
    section: '3.2.2.4',
    sentence:
      '只有海关审核通过状态的数据，点击删单按钮，系统进入该票数据详情界面，此界面中信息均为灰色无法修改，暂存按钮为灰色不可操作，只有申报按钮可以点击，点击申报后，系统提示是否确认申报该数据。',
    tests: [...byStatus, ...withdrawing],
  },
  {
    section: '3.2.2.5',
    sentence:
      '只有海关返回回执的数据，点击查看回执按钮，系统进入该票数据回执详情界面，此界面中显示海关回执信息。',
    tests: [...byStatus, ...receipts],
  },
  {
    section: '3.2.2.6',
    sentence:
      '只有海关审核通过等状态的数据，点击变更按钮，系统进入该票数据详情界面，此界面中暂存和申报按钮均可点击。',
    tests: [...byStatus, ...amending],
  },
  {
    section: '3.2.2 小提示',
    sentence:
      '在查询列表中的操作栏，均显示当前该票数据可操作选项，查看、修改、变更、删除、删单、查看回执等，系统根据该票数据当前状态判断。',
    tests: byStatus,
  },
];
