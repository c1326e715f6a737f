import type { ErrorKind } from './error-kinds.ts';

/** A failure as it crosses a process border: what it is, and the sentence for the clerk. */
export interface Failure {
  readonly kind: ErrorKind;
  /** The whole sentence that the clerk reads. */
  readonly message: string;
  /** What the clerk can do about it. */
  readonly advice: string;
  /** Tries left of a card's PIN, where known. */
  readonly triesLeft?: number;
}

export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Failure };

export const success = <Value>(value: Value): Result<Value> => ({ ok: true, value });
export const failure = (error: Failure): Result<never> => ({ ok: false, error });
