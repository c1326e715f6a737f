import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ResourceLimits } from 'node:worker_threads';
import type { z } from 'zod';
import type { ChannelInput, ChannelValue } from '../../src-shared/contract/channels.ts';
import { mostToldOfExport } from '../../src-shared/contract/excel.ts';
import type { exportedSchema, ExportFormat } from '../../src-shared/contract/excel.ts';
import type { OperatorProfile, SheetChoice } from '../../src-shared/contract/schemas.ts';
import { shanghaiDateTime } from '../../src-shared/declaration/numbers.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import type { CodeTables } from '../../src-shared/parameters/table-names.ts';
import { checkRight } from '../declarations/sheet-guard.ts';
import type { DeskStatus } from '../desk/desk.ts';
import { appendAudit } from '../store/audit.ts';
import { transaction } from '../store/store.ts';
import type { WritableStore } from '../store/store.ts';
import { toldSheets } from '../store/told-sheets.ts';
import type { TaskValue } from './excel-tasks.ts';
import { keepImported } from './import/keep-imported.ts';
import { startExcelWorker } from './start-excel-worker.ts';
import type { ExcelWorker } from './start-excel-worker.ts';

/** 导出, 导入模板, 导入: what the window asks for, carried out in workers of their own. */

/** The system's dialogs: the clerk names files there, the window never says a path. */
export interface FileDialogs {
  readonly chooseNewFile: (name: string, kind: string, ending: string) => Promise<string | null>;
  readonly chooseExistingFile: (
    title: string,
    kind: string,
    endings: readonly string[],
  ) => Promise<string | null>;
  readonly showInFolder: (file: string) => void;
}

export interface ExcelParts {
  readonly store: WritableStore;
  readonly storeFile: string;
  readonly tables: CodeTables;
  /** The worker's bundle. */
  readonly workerFile: string;
  /** The bundle of the thread that reads for an export. */
  readonly readerFile: string;
  readonly dialogs: FileDialogs;
  readonly desk: () => DeskStatus;
  /** UTC milliseconds, corrected by the endpoint's clock. */
  readonly now: () => number;
  readonly onProgress: (jobId: string, done: number, total: number | null) => void;
  readonly onWorkerError: (error: unknown) => void;
  /** Smaller in tests. */
  readonly memoryLimits?: ResourceLimits;
}

type Answer<Name extends 'excel.export' | 'import.choose' | 'import.page' | 'import.keep'> =
  Promise<Result<ChannelValue<Name>>>;

export interface ExcelService {
  readonly exportSheets: (
    input: ChannelInput<'excel.export'>,
    operator: OperatorProfile,
  ) => Answer<'excel.export'>;
  /** The value is the file's name; null where the clerk thought better of it. */
  readonly saveTemplate: () => Promise<Result<string | null>>;
  readonly showFile: () => void;
  readonly stop: (jobId: string) => Promise<void>;
  readonly chooseImport: (importId: string, operator: OperatorProfile) => Answer<'import.choose'>;
  readonly showImported: (input: ChannelInput<'import.page'>) => Answer<'import.page'>;
  readonly saveImportBack: (importId: string) => Promise<Result<string | null>>;
  readonly keepImported: (
    input: ChannelInput<'import.keep'>,
    operator: OperatorProfile,
  ) => Answer<'import.keep'>;
  readonly discardImport: (importId: string) => Promise<void>;
  /** At sign-out and quit: nothing goes on for somebody else. */
  readonly endAll: () => Promise<void>;
}

interface OpenImport {
  readonly worker: ExcelWorker;
  readonly fileName: string;
  readonly fileHash: string;
}

const kinds = { xlsx: 'Excel 工作簿', csv: 'CSV 文件' } as const;

/** What is not whole yet lies beside its place, so that no half a file ever has the file's name. */
const partOf = (file: string): string =>
  path.join(path.dirname(file), `.${path.basename(file)}.part`);

export const createExcelService = (parts: ExcelParts): ExcelService => {
  const { store, storeFile, tables, dialogs } = parts;
  /** What can be stopped, by the id that the window gave it. */
  const jobs = new Map<string, ExcelWorker>();
  const imports = new Map<string, OpenImport>();
  let lastFile: string | null = null;
  let isBusy = false;

  /** One at a time, from the dialog on: two exports would take twice the memory. */
  const alone = async <Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> => {
    if (isBusy) return failure(failureOf('excel.busy'));
    isBusy = true;
    try {
      return await work();
    } finally {
      isBusy = false;
    }
  };

  const startWorker = (): ExcelWorker =>
    startExcelWorker(
      parts.workerFile,
      { storeFile, readerFile: parts.readerFile, tables },
      parts.onWorkerError,
      parts.memoryLimits,
    );

  /** 20261122-1000, for names of files. */
  const stamp = (): string =>
    shanghaiDateTime(parts.now()).slice(0, 16).replace(/[-:]/g, '').replace(' ', '-');

  const newFile = async (name: string, format: ExportFormat): Promise<string | null> => {
    const file = await dialogs.chooseNewFile(`${name}.${format}`, kinds[format], format);
    return file === null || file.toLowerCase().endsWith(`.${format}`) ? file : `${file}.${format}`;
  };

  /** Lets `write` fill a file that gets its name when it is whole. */
  const writeFile = async <Value>(
    file: string,
    write: (part: string) => Promise<Result<Value>>,
  ): Promise<Result<Value>> => {
    const part = partOf(file);
    const written = await write(part);
    if (!written.ok) {
      await rm(part, { force: true });
      return written.error.kind === 'table.notWritten'
        ? failure(failureOf('table.notWritten', { file }))
        : written;
    }
    try {
      await rename(part, file);
    } catch {
      await rm(part, { force: true });
      return failure(failureOf('table.notWritten', { file }));
    }
    lastFile = file;
    return written;
  };

  const nameIfWritten = async (
    file: string,
    write: (part: string) => Promise<Result<null>>,
  ): Promise<Result<string>> => {
    const written = await writeFile(file, write);
    return written.ok ? success(path.basename(file)) : written;
  };

  const endImport = async (importId: string): Promise<void> => {
    const open = imports.get(importId);
    imports.delete(importId);
    await open?.worker.end();
  };

  const writeExport = async (
    { jobId, ...order }: ChannelInput<'excel.export'>,
    file: string,
  ): Promise<Result<TaskValue<'exportSheets'>>> => {
    const worker = startWorker();
    jobs.set(jobId, worker);
    try {
      return await writeFile(file, async (part) => {
        const counts = await worker.run('exportSheets', { order, file: part }, (done, total) => {
          parts.onProgress(jobId, done, total);
        });
        return counts.ok && counts.value.sheetCount === 0
          ? failure(failureOf('export.nothing'))
          : counts;
      });
    } finally {
      jobs.delete(jobId);
      await worker.end();
    }
  };

  const readImport = async (importId: string, file: string): Answer<'import.choose'> => {
    const worker = startWorker();
    jobs.set(importId, worker);
    const read = await worker.run('readList', { file }, (done, total) => {
      parts.onProgress(importId, done, total);
    });
    jobs.delete(importId);
    if (!read.ok) {
      await worker.end();
      return read;
    }
    const { fileHash, ...summary } = read.value;
    const fileName = path.basename(file);
    imports.set(importId, { worker, fileName, fileHash });
    return success({ importId, fileName, ...summary });
  };

  /** What became of each checked sheet: the file tells of those that are in it. */
  const toldOf = (
    choice: SheetChoice,
    doneIds: readonly number[],
  ): Pick<z.infer<typeof exportedSchema>, 'goneCount' | 'sheets'> => {
    if (choice.kind === 'matching') return { goneCount: 0, sheets: null };
    const written = new Set(doneIds);
    const goneIds = choice.ids.filter((id) => !written.has(id));
    const isTold = choice.ids.length <= mostToldOfExport;
    return {
      goneCount: goneIds.length,
      sheets: isTold
        ? toldSheets(store, { goneIds, notDone: '没有导出', doneIds, done: '已导出' })
        : null,
    };
  };

  return {
    exportSheets: (input, operator) =>
      alone(async () => {
        const file = await newFile(`单证-${stamp()}`, input.format);
        if (file === null) return success(null);
        const written = await writeExport(input, file);
        if (!written.ok) return written;
        transaction(store, (writable) => {
          appendAudit(writable, {
            at: parts.now(),
            action: 'export',
            operatorId: operator.id,
            detail: `${path.basename(file)}: ${String(written.value.sheetCount)}`,
          });
        });
        const { checkedIds, ...counts } = written.value;
        return success({
          fileName: path.basename(file),
          ...counts,
          ...toldOf(input.choice, checkedIds ?? []),
        });
      }),

    saveTemplate: async () => {
      const file = await newFile('单证导入模板', 'xlsx');
      if (file === null) return success(null);
      const worker = startWorker();
      try {
        return await nameIfWritten(file, (part) => worker.run('writeTemplate', { file: part }));
      } finally {
        await worker.end();
      }
    },

    showFile: () => {
      if (lastFile !== null) dialogs.showInFolder(lastFile);
    },

    stop: async (jobId) => {
      await jobs.get(jobId)?.end();
    },

    chooseImport: (importId, operator) =>
      alone(async () => {
        const right = checkRight(operator, 'edit');
        if (!right.ok) return right;
        const file = await dialogs.chooseExistingFile('选择要导入的文件', 'Excel 或 CSV', [
          'xlsx',
          'xlsm',
          'csv',
        ]);
        if (file === null) return success(null);
        await Promise.all([...imports.keys()].map(endImport));
        return readImport(importId, file);
      }),

    showImported: async ({ importId, indexes }) =>
      (await imports.get(importId)?.worker.run('showSheets', { indexes })) ??
      failure(failureOf('import.ended')),

    saveImportBack: async (importId) => {
      const open = imports.get(importId);
      if (open === undefined) return failure(failureOf('import.ended'));
      const name = open.fileName.replace(/\.[^.]*$/, '');
      const file = await newFile(`${name}-错误提示`, 'xlsx');
      if (file === null) return success(null);
      return nameIfWritten(file, (part) => open.worker.run('writeBack', { file: part }));
    },

    keepImported: async ({ importId, indexes }, operator) => {
      const open = imports.get(importId);
      if (open === undefined) return failure(failureOf('import.ended'));
      // A second click finds nothing: no sheet is kept twice.
      imports.delete(importId);
      let isKept = false;
      try {
        const taken = await open.worker.run('takeSheets', { indexes });
        if (!taken.ok) return taken;
        const kept = keepImported(
          { store, operator, desk: parts.desk(), now: parts.now },
          { name: open.fileName, hash: open.fileHash },
          taken.value,
        );
        isKept = kept.ok;
        return kept;
      } finally {
        if (isKept) await open.worker.end();
        else imports.set(importId, open);
      }
    },

    discardImport: endImport,

    endAll: async () => {
      const workers = [...jobs.values(), ...[...imports.values()].map(({ worker }) => worker)];
      imports.clear();
      await Promise.all(workers.map((worker) => worker.end()));
    },
  };
};
