import { shallowRef } from 'vue';
import type { ExportOrder } from '../../src-shared/contract/excel.ts';
import type { ChannelValue } from '../../src-shared/contract/channels.ts';
import type { SheetChoice } from '../../src-shared/contract/schemas.ts';
import { isSheetColumn, sheetColumnKeys } from '../../src-shared/excel/sheet-columns.ts';
import type { SheetColumnKey } from '../../src-shared/excel/sheet-columns.ts';
import { invoke } from '../bridge.ts';
import { tellFailure } from '../components/ask.ts';
import { addNotice } from '../components/notices.ts';
import { followJob } from './file-jobs.ts';
import type { FileProgress } from './file-jobs.ts';

/** 导出: what is asked for, and the one export that runs, whether its dialog is open or not. */

export interface ExportQuestion {
  readonly choice: SheetChoice;
  /** The columns of the list, in its order. */
  readonly columns: readonly SheetColumnKey[];
  /** Which sheets these are, in the clerk's words. */
  readonly what: string;
}

type Exported = NonNullable<ChannelValue<'excel.export'>>;

/** The clerk may be typing elsewhere when a file is done. */
const longEnoughToGo = 20_000;

/** What `ExportDialog.vue` asks about. */
export const exportQuestion = shallowRef<ExportQuestion | null>(null);

/** 导出 of the chosen sheets with the columns that the list shows; others can be added. */
export const exportSheets = (
  choice: SheetChoice,
  columns: readonly string[],
  what: string,
): void => {
  const known = columns.filter(isSheetColumn);
  exportQuestion.value = { choice, columns: known.length > 0 ? known : sheetColumnKeys, what };
};

export const runningExport = shallowRef<(FileProgress & { readonly jobId: string }) | null>(null);

/** 已导出 3 票、表体 5 条，1 票已被删除，没有导出. */
export const exportedWords = (
  { sheetCount, itemCount, goneCount }: Exported,
  withItems: boolean,
): string =>
  [
    `已导出 ${String(sheetCount)} 票`,
    withItems ? `、表体 ${String(itemCount)} 条` : '',
    goneCount > 0 ? `，${String(goneCount)} 票已被删除，没有导出` : '',
  ].join('');

/** Tells of a file; `showResult`, where there is more to be read of it, in place of its folder. */
export const tellExported = (
  exported: Exported,
  withItems: boolean,
  showResult: (() => void) | null,
): void => {
  const text = `${exportedWords(exported, withItems)}：${exported.fileName}`;
  if (showResult !== null) {
    // It stays: nothing else says what is missing.
    const action = { word: '查看结果', testId: 'export-show-result', run: showResult };
    addNotice({ tone: 'warning', text, action });
    return;
  }
  addNotice({
    tone: 'good',
    text,
    duration: longEnoughToGo,
    action: {
      word: '打开所在文件夹',
      testId: 'export-show-file',
      run: () => void invoke('excel.showFile', undefined),
    },
  });
};

/** Null where no file was written. */
export const runExport = async (order: ExportOrder): Promise<Exported | null> => {
  const jobId = crypto.randomUUID();
  runningExport.value = { jobId, done: 0, total: null };
  const stopFollowing = followJob(jobId, (progress) => {
    runningExport.value = { jobId, ...progress };
  });
  const answer = await invoke('excel.export', { jobId, ...order });
  stopFollowing();
  runningExport.value = null;
  if (!answer.ok) {
    if (answer.error.kind !== 'excel.stopped') await tellFailure(answer.error);
    return null;
  }
  return answer.value;
};

export const stopExport = async (): Promise<void> => {
  const running = runningExport.value;
  if (running !== null) await invoke('excel.stop', { jobId: running.jobId });
};
