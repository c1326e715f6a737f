import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { ImportedOutline } from '../../src-shared/contract/excel.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Failure, Result } from '../../src-shared/errors/result.ts';
import { shanghaiDateTime } from '../../src-shared/declaration/numbers.ts';
import { earlierImportOf } from '../store/imported-sheets.ts';
import { openForReading, storeFailure } from '../store/store.ts';
import type { ReadableStore } from '../store/store.ts';
import { excelTasks, toWorkerSchema, workerDataSchema } from './excel-tasks.ts';
import type {
  FromExcelWorker,
  TaskInput,
  TaskName,
  TaskValue,
  ToExcelWorker,
} from './excel-tasks.ts';
import { exportSheets } from './export/export-sheets.ts';
import { readAhead } from './export/read-ahead.ts';
import { checkImport } from './import/check-import.ts';
import type { CheckedImport } from './import/check-import.ts';
import { readImportList } from './import/import-list.ts';
import type { ImportList } from './import/import-list.ts';
import { RefusedFile } from './import/table-file.ts';

/**
 * Entry of the worker that reads and writes spreadsheets: what takes seconds and memory happens
 * here, on a connection that can only read. The library of workbooks is loaded by what needs it: an
 * export reads its first rows meanwhile.
 */

const { storeFile, readerFile, tables } = workerDataSchema.parse(workerData);

type Progress = (done: number, total: number | null) => void;

const withStore = async <Value>(work: (store: ReadableStore) => Promise<Value>): Promise<Value> => {
  const store = openForReading(storeFile);
  try {
    return await work(store);
  } finally {
    store.close();
  }
};

/* The list that was read last */

interface OpenImport {
  readonly list: ImportList;
  readonly sheets: readonly CheckedImport[];
}
let opened: OpenImport | null = null;

const openImport = (): OpenImport => {
  if (opened === null) throw new Error('no list was read');
  return opened;
};

const chosen = (indexes: readonly number[]): readonly CheckedImport[] => {
  const { sheets } = openImport();
  return indexes.flatMap((index) => sheets[index] ?? []);
};

const hashOf = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

const outlineOf = ({ verdict, duplicate, hidden, lineCount }: CheckedImport): ImportedOutline => ({
  verdict,
  duplicate,
  hidden,
  lineCount,
});

const readList = async (file: string, progress: Progress): Promise<TaskValue<'readList'>> => {
  opened = null;
  const fileHash = await hashOf(file);
  const { readTableFile } = await import('./import/read-table-file.ts');
  const list = readImportList(
    await readTableFile(file, (rows) => {
      progress(rows, null);
    }),
    tables,
  );
  return withStore(async (store) => {
    const total = list.sheets.length;
    const sheets = checkImport(list.sheets, store, tables, (done) => {
      if (done % 50 === 0) progress(done, total);
    });
    const earlier = earlierImportOf(store, fileHash);
    opened = { list, sheets };
    return {
      fileHash,
      notices: [
        ...(earlier === null
          ? []
          : [
              `这个文件 ${shanghaiDateTime(earlier.at).slice(0, 16)} 已导入过 ${String(earlier.count)} 票`,
            ]),
        ...list.notices,
      ],
      sheets: sheets.map(outlineOf),
    };
  });
};

const takeSheets = (indexes: readonly number[]): TaskValue<'takeSheets'> => {
  const taken = chosen([...new Set(indexes)].sort((a, b) => a - b));
  // The window does not offer them; whoever asks all the same gets nothing at all.
  if (taken.some(({ verdict }) => verdict === 'blocked')) {
    throw new RefusedFile('选中的单证里有不能导入的');
  }
  return taken.map(({ sheet, problemCount, fingerprint }) => ({
    sheet: { head: sheet.head, items: [...sheet.items] },
    problemCount,
    fingerprint,
  }));
};

const tasks: {
  readonly [Name in TaskName]: (
    input: TaskInput<Name>,
    progress: Progress,
  ) => Promise<TaskValue<Name>> | TaskValue<Name>;
} = {
  exportSheets: ({ order, file }, progress) =>
    exportSheets(order, readAhead(readerFile, { storeFile, tables, order }), {
      tables,
      file,
      onProgress: progress,
    }),
  writeTemplate: async ({ file }) => {
    const { writeTemplate } = await import('./template.ts');
    await writeTemplate(file, tables);
    return null;
  },
  readList: ({ file }, progress) => readList(file, progress),
  showSheets: ({ indexes }) =>
    chosen(indexes).map(({ sheet: _sheet, fingerprint: _fingerprint, ...shown }) => shown),
  writeBack: async ({ file }) => {
    const { list, sheets } = openImport();
    const { writeBack } = await import('./import/write-back.ts');
    await writeBack(file, list, sheets, tables);
    return null;
  },
  takeSheets: ({ indexes }) => takeSheets(indexes),
};

/* Messages */

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

const failureFrom = (error: unknown, task: TaskName): Failure => {
  if (error instanceof RefusedFile) return failureOf('import.refused', { reason: error.message });
  const code = codeOf(error);
  if (code === 'ENOSPC') return failureOf('store.full');
  const path = error instanceof Error && 'path' in error ? String(error.path) : '';
  if (/^E[A-Z]+$/.test(code)) {
    return task === 'readList'
      ? failureOf('file.unreadable', { path })
      : failureOf('table.notWritten', { file: path });
  }
  const ofStore = storeFailure(error, storeFile);
  if (ofStore !== null) return ofStore;
  // What the library can't parse it throws in its own words.
  return task === 'readList'
    ? failureOf('import.refused', {
        reason: '文件内容读不懂，可能已损坏：请在 Excel 里打开，另存为 .xlsx 再导入',
      })
    : failureOf('program.unexpected');
};

const post = (message: FromExcelWorker): void => {
  parentPort?.postMessage(message);
};

const run = async ({ id, task, input }: ToExcelWorker): Promise<Result<unknown>> => {
  const work = tasks[task] as (input: unknown, progress: Progress) => unknown;
  try {
    return success(
      await work(excelTasks[task].input.parse(input), (done, total) => {
        post({ type: 'progress', id, done, total });
      }),
    );
  } catch (error) {
    return failure(failureFrom(error, task));
  }
};

parentPort?.on('message', (message: unknown) => {
  const call = toWorkerSchema.parse(message);
  void run(call).then((result) => {
    post({ type: 'answer', id: call.id, result });
  });
});
