import { Worker } from 'node:worker_threads';
import type { ResourceLimits } from 'node:worker_threads';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Failure, Result } from '../../src-shared/errors/result.ts';
import { excelTasks, fromWorkerSchema } from './excel-tasks.ts';
import type {
  ExcelWorkerData,
  TaskInput,
  TaskName,
  TaskValue,
  ToExcelWorker,
} from './excel-tasks.ts';

/**
 * A thread's share of memory, in MB: what a customer sends may be made to take all of it, and an
 * export must do with little. The thread ends where it is not enough, and the program goes on.
 */
const usualMemory: ResourceLimits = { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 320 };

export interface ExcelWorker {
  readonly run: <Name extends TaskName>(
    task: Name,
    input: TaskInput<Name>,
    onProgress?: (done: number, total: number | null) => void,
  ) => Promise<Result<TaskValue<Name>>>;
  /** What runs is answered with 已停止. */
  readonly end: () => Promise<void>;
}

interface PendingTask {
  readonly answer: (result: Result<unknown>) => void;
  readonly onProgress: (done: number, total: number | null) => void;
}

const contract: {
  readonly [Name in TaskName]: { readonly value: { parse: (value: unknown) => TaskValue<Name> } };
} = excelTasks;

const resultFrom = (result: {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly error?: Failure | undefined;
}): Result<unknown> =>
  result.ok ? success(result.value) : failure(result.error ?? failureOf('program.unexpected'));

export const startExcelWorker = (
  file: string,
  data: ExcelWorkerData,
  onError: (error: unknown) => void,
  memoryLimits: ResourceLimits = usualMemory,
): ExcelWorker => {
  const pending = new Map<number, PendingTask>();
  let lastId = 0;
  let ended: Failure | null = null;
  const worker = new Worker(file, { workerData: data, resourceLimits: memoryLimits });

  const settleAll = (error: Failure): void => {
    ended ??= error;
    for (const { answer } of pending.values()) answer(failure(error));
    pending.clear();
  };
  worker.on('message', (message: unknown) => {
    const parsed = fromWorkerSchema.parse(message);
    const task = pending.get(parsed.id);
    if (parsed.type === 'progress') task?.onProgress(parsed.done, parsed.total);
    else {
      pending.delete(parsed.id);
      task?.answer(resultFrom(parsed.result));
    }
  });
  worker.on('error', (error: unknown) => {
    onError(error);
    const code = error instanceof Error && 'code' in error ? error.code : '';
    settleAll(
      code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? failureOf('import.refused', { reason: '文件太大，内存不够，请分成几个文件' })
        : failureOf('program.unexpected'),
    );
  });
  worker.on('exit', () => {
    settleAll(failureOf('excel.stopped'));
  });

  return {
    run: async (task, input, onProgress = () => undefined) => {
      if (ended !== null) return failure(ended);
      const result = await new Promise<Result<unknown>>((answer) => {
        const id = (lastId += 1);
        pending.set(id, { answer, onProgress });
        worker.postMessage({ id, task, input } satisfies ToExcelWorker);
      });
      return result.ok ? success(contract[task].value.parse(result.value)) : result;
    },
    end: async () => {
      await worker.terminate();
    },
  };
};
