import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { goneReason } from '../../../src-shared/contract/batch.ts';
import type { ToldSheet } from '../../../src-shared/contract/batch.ts';
import type { ChannelInput, ChannelValue } from '../../../src-shared/contract/channels.ts';
import type { Printer, PrintOrder } from '../../../src-shared/contract/print.ts';
import type { OperatorProfile } from '../../../src-shared/contract/schemas.ts';
import { shanghaiDateTime } from '../../../src-shared/declaration/numbers.ts';
import { failureOf } from '../../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../../src-shared/errors/result.ts';
import type { Result } from '../../../src-shared/errors/result.ts';
import type { CodeTables } from '../../../src-shared/parameters/table-names.ts';
import { pagesDocument } from '../../../src-shared/print/document.ts';
import type { Flow, Orientation } from '../../../src-shared/print/flow.ts';
import { listFlow } from '../../../src-shared/print/list-flow.ts';
import { sheetFlow } from '../../../src-shared/print/sheet-flow.ts';
import { appendAudit } from '../../store/audit.ts';
import { transaction } from '../../store/store.ts';
import type { WritableStore } from '../../store/store.ts';
import { toldSheets } from '../../store/told-sheets.ts';
import { layOut } from './lay-out.ts';
import type { Measured } from './lay-out.ts';
import { readList, readSheets } from './read-printed.ts';
import type { Reading } from './read-printed.ts';

/** 打印: sheets and lists as pages that are looked at first, then go to a printer or into a PDF. */

/** Whoever can draw pages and knows the printers. */
export interface Paper {
  readonly measure: (document: string) => Promise<Measured>;
  /** Keeps the pages in sight of the window; the value is their address. */
  readonly show: (jobId: string, document: string) => string;
  readonly unshow: (jobId: string) => void;
  readonly toPdf: (document: string, orientation: Orientation) => Promise<Uint8Array>;
  readonly printers: () => Promise<readonly Printer[]>;
  /** The value is why the printer did not take it; null where it did. */
  readonly print: (
    document: string,
    options: {
      readonly orientation: Orientation;
      readonly printer: string | null;
      readonly copies: number;
    },
  ) => Promise<string | null>;
}

export interface PrintParts {
  readonly store: WritableStore;
  readonly tables: CodeTables;
  readonly training: boolean;
  readonly paper: Paper;
  readonly chooseNewFile: (name: string, kind: string, ending: string) => Promise<string | null>;
  readonly showInFolder: (file: string) => void;
  /** UTC milliseconds, corrected by the endpoint's clock. */
  readonly now: () => number;
  readonly onProgress: (jobId: string, done: number, total: number) => void;
}

type Answer<Name extends 'print.preview' | 'print.send' | 'print.pdf'> = Promise<
  Result<ChannelValue<Name>>
>;

export interface PrintService {
  readonly preview: (
    input: ChannelInput<'print.preview'>,
    operator: OperatorProfile,
  ) => Answer<'print.preview'>;
  readonly printers: () => Promise<Printer[]>;
  readonly send: (
    input: ChannelInput<'print.send'>,
    operator: OperatorProfile,
  ) => Answer<'print.send'>;
  readonly savePdf: (jobId: string, operator: OperatorProfile) => Answer<'print.pdf'>;
  readonly showFile: () => void;
  readonly discard: (jobId: string) => void;
  /** At sign-out and sign-in: no pages of one operator are printed by another. */
  readonly endAll: () => void;
}

/** More pages than a clerk looks at would only keep the window busy. */
const mostPreviewedPages = 8;

interface Printed {
  readonly title: string;
  readonly orientation: Orientation;
  /** Sheets, or rows of the list. */
  readonly count: number;
  /** The printed sheets; none of a list. */
  readonly sheetIds: readonly number[];
  /** Chosen sheets that are not there any more. */
  readonly goneIds: readonly number[];
}

interface Job extends Printed {
  readonly jobId: string;
  readonly document: string;
}

interface Content extends Printed {
  readonly flows: readonly Flow[];
  readonly notices: readonly string[];
}

export const createPrintService = (parts: PrintParts): PrintService => {
  const { store, tables, paper, training } = parts;
  /** The newest alone is kept: one dialog shows one preview. */
  let job: Job | null = null;
  let newest: string | null = null;
  let isBusy = false;
  let lastFile: string | null = null;

  const stamp = (): string =>
    shanghaiDateTime(parts.now()).slice(0, 16).replace(/[-:]/g, '').replace(' ', '-');

  const contentOf = async (
    order: PrintOrder,
    reading: Reading,
    operator: OperatorProfile,
  ): Promise<Result<Content>> => {
    const facts = {
      tables,
      training,
      printedAt: parts.now(),
      printedBy: `${operator.displayName}（${operator.userName}）`,
    };
    if (order.kind === 'list') {
      const read = await readList(reading, order);
      if (!read.ok) return read;
      const { list, notices } = read.value;
      return success({
        flows: [listFlow(list, facts)],
        title: `单证列表-${stamp()}`,
        orientation: 'landscape',
        count: list.rows.length,
        sheetIds: [],
        goneIds: [],
        notices,
      });
    }
    const read = await readSheets(reading, order.choice);
    if (!read.ok) return read;
    const { sheets, goneIds } = read.value;
    const flows: Flow[] = [];
    for (const sheet of sheets) {
      if (reading.isStopped()) return failure(failureOf('print.ended'));
      flows.push(sheetFlow(sheet, facts));
      await setImmediate();
    }
    const [only] = sheets;
    const name =
      sheets.length === 1 && only !== undefined ? only.tripNo : `${String(sheets.length)}票`;
    return success({
      flows,
      title: `单证-${name}-${stamp()}`,
      orientation: 'portrait',
      count: sheets.length,
      sheetIds: sheets.map(({ id }) => id),
      goneIds,
      notices:
        goneIds.length === 0 ? [] : [`有 ${String(goneIds.length)} 票不打印：${goneReason}。`],
    });
  };

  const toldOf = ({ sheetIds, goneIds }: Job, printed: string): ToldSheet[] =>
    toldSheets(store, { goneIds, notDone: '没有打印', doneIds: sheetIds, done: printed });

  /** One at a time: two would take twice the memory, and mix their copies at the printer. */
  const alone = async <Value>(work: (known: Job) => Promise<Result<Value>>, jobId: string) => {
    if (job?.jobId !== jobId) return failure(failureOf('print.ended'));
    if (isBusy) return failure(failureOf('print.busy'));
    isBusy = true;
    try {
      return await work(job);
    } finally {
      isBusy = false;
    }
  };

  const note = (operator: OperatorProfile, { title, count }: Job, where: string): void => {
    transaction(store, (writable) => {
      appendAudit(writable, {
        at: parts.now(),
        action: 'print',
        operatorId: operator.id,
        detail: `${title}: ${String(count)}, ${where}`,
      });
    });
  };

  const end = (): void => {
    if (job !== null) paper.unshow(job.jobId);
    job = null;
    newest = null;
  };

  /** A file gets its name when it is whole. */
  const keep = async (file: string, content: Uint8Array): Promise<boolean> => {
    const part = path.join(path.dirname(file), `.${path.basename(file)}.part`);
    try {
      await writeFile(part, content);
      await rename(part, file);
      return true;
    } catch {
      await rm(part, { force: true });
      return false;
    }
  };

  return {
    preview: async ({ jobId, order }, operator) => {
      end();
      newest = jobId;
      const isStopped = (): boolean => newest !== jobId;
      const onProgress = (done: number, total: number): void => {
        parts.onProgress(jobId, done, total);
      };
      const content = await contentOf(order, { store, tables, isStopped, onProgress }, operator);
      if (!content.ok) return content;
      const { flows, notices, ...printed } = content.value;
      const { title, orientation, count } = printed;
      if (isStopped()) return failure(failureOf('print.ended'));
      const laidOut = await layOut(flows, orientation, paper.measure);
      if (isStopped()) return failure(failureOf('print.ended'));
      job = {
        ...printed,
        jobId,
        document: pagesDocument(title, laidOut, orientation),
      };
      const pageCount = laidOut.reduce((sum, { pages }) => sum + pages.length, 0);
      return success({
        address: paper.show(jobId, pagesDocument(title, laidOut, orientation, mostPreviewedPages)),
        orientation,
        count,
        pageCount,
        previewedPages: Math.min(pageCount, mostPreviewedPages),
        notices: [...notices],
      });
    },

    printers: async () => [...(await paper.printers())],

    send: ({ jobId, printer, copies }, operator) =>
      alone(async (known) => {
        const printers = await paper.printers();
        if (printers.length === 0) return failure(failureOf('print.noPrinter'));
        if (printer !== null && printers.every(({ name }) => name !== printer)) {
          return failure(failureOf('print.printerGone', { printer }));
        }
        const { document, orientation } = known;
        const reason = await paper.print(document, { orientation, printer, copies });
        if (reason !== null) return failure(failureOf('print.refused', { reason }));
        note(operator, known, `${printer ?? 'default printer'} × ${String(copies)}`);
        return success(toldOf(known, '已送到打印机'));
      }, jobId),

    savePdf: (jobId, operator) =>
      alone(async (known) => {
        const chosen = await parts.chooseNewFile(`${known.title}.pdf`, 'PDF 文件', 'pdf');
        if (chosen === null) return success(null);
        const file = chosen.toLowerCase().endsWith('.pdf') ? chosen : `${chosen}.pdf`;
        if (!(await keep(file, await paper.toPdf(known.document, known.orientation)))) {
          return failure(failureOf('print.notWritten', { file }));
        }
        lastFile = file;
        const name = path.basename(file);
        note(operator, known, name);
        return success({ fileName: name, sheets: toldOf(known, '已保存为 PDF') });
      }, jobId),

    showFile: () => {
      if (lastFile !== null) parts.showInFolder(lastFile);
    },

    discard: (jobId) => {
      if (newest === jobId) end();
    },

    endAll: end,
  };
};
