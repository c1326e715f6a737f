import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import type { ErrorKind } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Failure, Result } from '../../src-shared/errors/result.ts';

/**
 * Something went wrong with the card that has its own words for the clerk. Its message is the kind
 * and nothing else: what was sent to the card, least of all a PIN, never gets into an error.
 */
export class CardFault extends Error {
  readonly kind: ErrorKind;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(kind: ErrorKind, details: Readonly<Record<string, string | number>> = {}) {
    super(kind);
    this.name = 'CardFault';
    this.kind = kind;
    this.details = details;
  }
}

export const faultKind = (error: unknown): ErrorKind =>
  error instanceof CardFault ? error.kind : 'program.unexpected';

export const failureFrom = (error: unknown): Failure =>
  error instanceof CardFault
    ? failureOf(error.kind, error.details)
    : failureOf('program.unexpected');

export const resultOf = async <Value>(work: () => Promise<Value>): Promise<Result<Value>> => {
  try {
    return success(await work());
  } catch (error) {
    return failure(failureFrom(error));
  }
};
