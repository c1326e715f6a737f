import { onProgramEvent } from '../bridge.ts';

/** How far a job is that main told the window of; `total` null while nobody knows. */
export interface FileProgress {
  readonly done: number;
  readonly total: number | null;
}

/** Follows one job; the value ends the following. */
export const followJob = (jobId: string, take: (progress: FileProgress) => void): (() => void) =>
  onProgramEvent((event) => {
    if (event.type === 'fileProgress' && event.jobId === jobId) take(event);
  });

/** 0 to 100. */
export const percentOf = ({ done, total }: FileProgress): number =>
  total === null || total === 0 ? 0 : Math.min(100, Math.floor((done / total) * 100));
