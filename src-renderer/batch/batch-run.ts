import { shallowReactive } from 'vue';
import type {
  BatchAction,
  BatchOutcome,
  BatchPreview,
  ToldSheet,
} from '../../src-shared/contract/batch.ts';
import type { SheetChoice } from '../../src-shared/contract/schemas.ts';
import type { Failure } from '../../src-shared/errors/result.ts';
import { invoke } from '../bridge.ts';
import { declareBatch } from '../card/declaring.ts';

/** 批量申报 and 批量删除, from the look at what will be done to the result of each sheet. */
export interface BatchRun {
  readonly action: BatchAction;
  phase: 'looking' | 'ready' | 'card' | 'running' | 'finished';
  preview: BatchPreview | null;
  /** Why nothing could be done at all. */
  failure: Failure | null;
  /** What progress and 停止 go by; null before the first sheet. */
  batchId: string | null;
  done: number;
  stopping: boolean;
  outcome: BatchOutcome | null;
}

export const newRun = (action: BatchAction): BatchRun =>
  shallowReactive<BatchRun>({
    action,
    phase: 'looking',
    preview: null,
    failure: null,
    batchId: null,
    done: 0,
    stopping: false,
    outcome: null,
  });

/** Finds out what the batch would do. */
export const look = async (run: BatchRun, choice: SheetChoice): Promise<void> => {
  const answer = await invoke('batch.preview', { action: run.action, choice });
  if (answer.ok) run.preview = answer.value;
  else run.failure = answer.error;
  run.phase = 'ready';
};

const declareReady = async (run: BatchRun, sheets: BatchPreview['ready']): Promise<void> => {
  run.phase = 'card';
  const signing = await declareBatch(
    sheets.map(({ id, version }) => ({ id, version })),
    (sessionId) => {
      run.batchId = sessionId;
      run.phase = 'running';
    },
  );
  if (signing.type === 'signed') {
    const { queued, ...rest } = signing.outcome;
    run.outcome = { done: queued.map(({ id }) => id), ...rest };
    run.phase = 'finished';
    return;
  }
  run.failure = signing.type === 'refused' ? signing.failure : null;
  run.phase = 'ready';
};

const deleteReady = async (run: BatchRun, sheets: BatchPreview['ready']): Promise<void> => {
  run.batchId = crypto.randomUUID();
  run.phase = 'running';
  const answer = await invoke('batch.delete', {
    batchId: run.batchId,
    sheets: sheets.map(({ id, version }) => ({ id, version })),
  });
  if (answer.ok) run.outcome = answer.value;
  else run.failure = answer.error;
  run.phase = answer.ok ? 'finished' : 'ready';
};

/** What did not come to pass and may do so now: the failed sheets, and those never reached. */
export const retryIds = ({ outcome }: BatchRun): readonly number[] =>
  outcome === null ? [] : [...outcome.failed.map(({ id }) => id), ...outcome.notReached];

/** 重试: looks anew at what did not come to pass. */
export const retry = async (run: BatchRun): Promise<void> => {
  const ids = [...retryIds(run)];
  Object.assign(run, newRun(run.action));
  await look(run, { kind: 'checked', ids });
};

/** Does it; resolves when the last sheet is done, or the batch was ended. */
export const start = (run: BatchRun): Promise<void> => {
  const sheets = run.preview?.ready ?? [];
  run.failure = null;
  return run.action === 'declare' ? declareReady(run, sheets) : deleteReady(run, sheets);
};

/** 停止: the sheet at hand is finished, the next one is not begun. */
export const stop = async (run: BatchRun): Promise<void> => {
  if (run.batchId === null || run.stopping) return;
  run.stopping = true;
  await invoke('batch.stop', { batchId: run.batchId });
};

const doneWords: Readonly<Record<BatchAction, string>> = {
  declare: '已签名，等待发送',
  delete: '删除成功',
};

/** What became of every sheet of the choice, those that need the clerk first. */
export const resultsOf = ({ action, preview, outcome }: BatchRun): readonly ToldSheet[] => {
  if (preview === null || outcome === null) return [];
  const sheets = new Map(preview.ready.map((sheet) => [sheet.id, sheet]));
  const told = (id: number, reason: string): readonly ToldSheet[] => {
    const sheet = sheets.get(id);
    return sheet === undefined ? [] : [{ ...sheet, reason }];
  };
  return [
    ...outcome.failed.flatMap(({ id, message }) => told(id, message)),
    ...outcome.notReached.flatMap((id) => told(id, `没有处理：${outcome.stoppedBy ?? ''}`)),
    ...preview.leftOut.map((sheet) => ({ ...sheet, reason: `没有纳入：${sheet.reason}` })),
    ...outcome.done.flatMap((id) => told(id, doneWords[action])),
  ];
};
