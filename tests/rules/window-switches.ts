import { held } from './rule.ts';
import { switched } from './switch.ts';
import type { Switch } from './switch.ts';

/** {@link Switch}es whose tests look at the real window; each needs a build. */

const { buttonsWindow, declareWindow, formWindow, keyboardWindow, printWindow, shellWindow } = held;

const buttons: readonly Switch[] = [
  switched(
    'src-renderer/declare/SheetScreen.vue',
    'setTyped(clearItem(sheet.typed));',
    '',
    buttonsWindow(
      'white 新增 empties the item, 保存 puts it into the list, 删除 takes out what is checked',
    ),
  ),
  switched(
    'src-renderer/declare/StatusLine.vue',
    'v-if="problemCount > 0"',
    'v-if="problemCount > 99"',
    buttonsWindow(
      '暂存 keeps what is still to be mended, counts it and lists all of it; a choice goes to its field',
    ),
  ),
  switched(
    'src-renderer/declare/SheetScreen.vue',
    'await tellFailure(answer.error);\n    const unstorable',
    'const unstorable',
    buttonsWindow(
      'what can not be stored is not saved, and not declared either; nothing typed is lost',
    ),
  ),
  switched(
    'src-renderer/declare/SheetScreen.vue',
    'if (sheet.saved === null || isChanged(sheet)) {',
    'if (sheet.saved === null) {',
    buttonsWindow('申报 saves first, then asks with number, medium, district, items and weights'),
  ),
  switched(
    'src-renderer/declare/CheckList.vue',
    '.filter(({ alone }) => !alone),\n);',
    ',\n);',
    buttonsWindow(
      'warnings are confirmed together, but for the one about a medium with an open sheet',
    ),
  ),
  switched(
    'src-renderer/declare/SheetToolbar.vue',
    'margin-left: auto;',
    'margin-left: 0;',
    buttonsWindow(
      '新增, 暂存, 删除, 复制 stand at the left and 申报 at the right, all blue; the item buttons are white',
    ),
  ),
  switched(
    'src-renderer/declare/open-sheet.ts',
    '{ ...blank({}, itemDefaults), head, items, openItem:',
    '{ ...blank({}, itemDefaults), head, items: items.slice(1), openItem:',
    buttonsWindow('复制 makes a new sheet with the content, without numbers, status and dates'),
  ),
  switched(
    'src-renderer/card/PinDialog.vue',
    "triesLeft.value === null ? '剩余次数未知'",
    "triesLeft.value === null ? ''",
    buttonsWindow('where the card can not tell the tries left the clerk reads 剩余次数未知'),
  ),
  switched(
    'src-renderer/components/ask.ts',
    'openQuestion.value = {\n          ...question,',
    "openQuestion.value = {\n          ...question,\n          message: question.message.replace(/卡号 \\d+/u, '卡号'),",
    buttonsWindow(
      'the card of another operator is named in the words of the manual, before any PIN',
    ),
  ),
];

const declaring: readonly Switch[] = [
  switched(
    'src-renderer/declare/SheetScreen.vue',
    'if (program.declareObstacle !== null) return { disabled: true, title: program.declareObstacle };',
    '',
    declareWindow('an operator without a card types and saves, and reads why declaring is grey'),
  ),
  switched(
    'src-renderer/components/sheet-actions.ts',
    "focus: 'cancel',\n    confirmTestId: 'confirm-delete',",
    "focus: 'confirm',\n    confirmTestId: 'confirm-delete',",
    declareWindow('a draft is deleted only after the warning, and the focus stands on 取消'),
  ),
  switched(
    'src-shared/declaration/sending-state.ts',
    "? '待发送'",
    "? '申报成功'",
    declareWindow(
      'a sheet signed while the single window is down waits, survives a kill, and is declared exactly once',
    ),
  ),
  switched(
    'src-renderer/declare/StatusLine.vue',
    'v-if="shownReason"',
    'v-if="shownReason === null"',
    declareWindow(
      '退单 shows its reason, is corrected and declared again under the same trip number',
    ),
  ),
];

const fields: readonly Switch[] = [
  switched(
    'src-renderer/declare/SheetScreen.vue',
    'color: var(--wrong);\n  font-size: 13px;',
    'color: var(--ink);\n  font-size: 13px;',
    formWindow('the red line at the bottom says how the field with the cursor is filled'),
  ),
  switched(
    'src-renderer/style.css',
    '.required .field-input:not(:disabled) {\n  background: var(--required);',
    '.required .field-input:not(:disabled) {\n  background: var(--optional);',
    formWindow('yellow is to be filled, white may be, grey is closed, and follows what is filled'),
  ),
  switched(
    'src-renderer/declare/SheetScreen.vue',
    'if (!passing) sheet.leftFields',
    'if (passing) sheet.leftFields',
    formWindow('what is wrong is told in red at its field as soon as it is left'),
  ),
  switched(
    'src-renderer/declare/SystemFields.vue',
    "dataCentreNo: saved?.dataCentreNo ?? '',",
    "dataCentreNo: '',",
    formWindow('the program fills the grey fields at 暂存, and nobody else can'),
  ),
  switched(
    'src-renderer/components/CodeSelect.vue',
    "' ': (event) => {\n    event.preventDefault();\n    show();",
    "' ': (event) => {\n    event.preventDefault();",
    formWindow(
      'Space opens the list of every code field, and Enter takes the row that was typed for',
    ),
  ),
  switched(
    'src-renderer/declare/RemarkInput.vue',
    '@keydown.alt.enter.prevent.stop="breakLine"',
    '',
    formWindow('Alt+Enter breaks the line of 备注, Enter goes on'),
  ),
  switched(
    'src-renderer/declare/SheetScreen.vue',
    'if (lost.length > 0) {\n    const confirmed',
    'if (lost.length > 99) {\n    const confirmed',
    formWindow(
      'a change that closes filled fields lists them, clears them on confirm, and is undone',
    ),
  ),
  switched(
    'src-renderer/components/CodeSelect.vue',
    'event.stopPropagation();\n    typed.value = null;',
    'event.stopPropagation();',
    keyboardWindow('a district is found by its pinyin, and Esc closes the list alone'),
  ),
  switched(
    'src-renderer/declare/SheetScreen.vue',
    "if (event.key === 'Tab') {",
    "if (event.key === 'Tabulator') {",
    keyboardWindow(
      'Tab and Enter act alike, with Shift back, past grey fields and from head to items',
    ),
  ),
];

const shell: readonly Switch[] = [
  switched(
    'src-renderer/shell/tabs-store.ts',
    'if (isChanged(sheet)) show(tab);',
    'if (isChanged(sheet) && sheet.saved !== null) show(tab);',
    shellWindow(
      'blue 新增 is always active, gives empty fields, and leaves what is unsaved in its tab',
    ),
  ),
  switched(
    'src-renderer/declare/SheetScreen.vue',
    "program.mayEnter &&\n      (sheet.saved === null || sheet.saved.allowed.includes('edit'))),",
    'program.mayEnter),',
    shellWindow('after 申报 every field is grey, 删除 too, and 新增 alone goes on'),
  ),
  switched(
    'src-renderer/shell/tabs-store.ts',
    'activeId: (seen ?? opened.at(-1))?.id ?? null',
    'activeId: opened.at(-1)?.id ?? null',
    shellWindow(
      'fold, theme, text size, tabs, their order and the seen one are kept across a restart',
    ),
  ),
  switched(
    'src-renderer/shell/TabBar.vue',
    'tabs.close(idsBut(tabs.activeId))',
    'tabs.close(idsBut(null))',
    shellWindow(
      '关闭其他选项卡 leaves the seen one, 关闭全部选项卡 none; both ask once for all that is unsaved',
    ),
  ),
];

const paper: readonly Switch[] = [
  switched(
    'src-shared/print/sheet-flow.ts',
    '<span>打印时间：${shanghaiDateTime(facts.printedAt)}（北京时间）</span>',
    '',
    printWindow('a saved sheet is seen as it will be, and kept as a PDF with everything it says'),
  ),
  switched(
    'src-shared/print/sheet-flow.ts',
    'watermarks: watermarksOf(sheet, facts.training),',
    'watermarks: [],',
    printWindow('every state carries its watermark, and a medium that is a bar code has one'),
  ),
];

export const windowSwitches: readonly Switch[] = [
  ...buttons,
  ...declaring,
  ...fields,
  ...shell,
  ...paper,
];
