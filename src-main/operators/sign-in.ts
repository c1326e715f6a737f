import type { OperatorProfile } from '../../src-shared/contract/schemas.ts';
import { shanghaiDateTime } from '../../src-shared/declaration/numbers.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import { appendAudit } from '../store/audit.ts';
import { findOperator, keepAttempts, keepOperator } from '../store/operators.ts';
import type { KnownOperator } from '../store/operators.ts';
import { transaction } from '../store/store.ts';
import type { WritableStore } from '../store/store.ts';
import type { EndpointClient } from '../sync/endpoint-client.ts';
import { hashPassword, passwordMatches } from './passwords.ts';

const attemptsBeforeLock = 5;
const lockMilliseconds = 15 * 60_000;

export interface SignInInput {
  readonly userName: string;
  readonly password: string;
  readonly captchaId: string | null;
  readonly captchaText: string | null;
}

interface SignInParts {
  readonly store: WritableStore;
  readonly endpoint: EndpointClient;
  readonly now: () => number;
}

const lockedUntilOf = (operator: KnownOperator | null, at: number): number | null =>
  operator?.lockedUntil != null && operator.lockedUntil > at ? operator.lockedUntil : null;

const locked = (until: number): Result<never> =>
  failure(failureOf('session.locked', { until: shanghaiDateTime(until) }));

/** Counted anew in the transaction: other tries may have ended while this one was compared. */
const countFailure = (parts: SignInParts, { profile }: KnownOperator): Result<never> => {
  const at = parts.now();
  const until = transaction(parts.store, (store) => {
    const operator = findOperator(store, profile.userName);
    const before = lockedUntilOf(operator, at);
    if (before !== null) return before;
    const attempts = (operator?.failedAttempts ?? 0) + 1;
    if (attempts < attemptsBeforeLock) {
      keepAttempts(store, profile.userName, attempts, null);
      return null;
    }
    keepAttempts(store, profile.userName, 0, at + lockMilliseconds);
    appendAudit(store, { at, action: 'lockOut', operatorId: profile.id });
    return at + lockMilliseconds;
  });
  return until === null ? failure(failureOf('session.wrongPassword')) : locked(until);
};

const welcome = (parts: SignInParts, profile: OperatorProfile): Result<OperatorProfile> =>
  transaction(parts.store, (store) => {
    const at = parts.now();
    const until = lockedUntilOf(findOperator(store, profile.userName), at);
    if (until !== null) return locked(until);
    keepAttempts(store, profile.userName, 0, null);
    appendAudit(store, { at, action: 'signIn', operatorId: profile.id });
    return success(profile);
  });

const signInWithoutNetwork = async (
  parts: SignInParts,
  known: KnownOperator | null,
  password: string,
): Promise<Result<OperatorProfile>> => {
  if (known === null) return failure(failureOf('session.unknownOffline'));
  return (await passwordMatches(password, known.passwordHash))
    ? welcome(parts, known.profile)
    : countFailure(parts, known);
};

/**
 * Asks the endpoint; where it can't be reached, compares with what the last sign-in left here.
 * Five wrong passwords in a row lock the user on this desk for 15 minutes, either way.
 */
export const signIn = async (
  parts: SignInParts,
  input: SignInInput,
): Promise<Result<OperatorProfile>> => {
  const known = findOperator(parts.store, input.userName);
  const until = lockedUntilOf(known, parts.now());
  if (until !== null) return locked(until);
  if (input.captchaId === null) {
    // Without a captcha only where there is nobody who could have given one.
    const { type } = await parts.endpoint.clock();
    return type === 'answer'
      ? failure(failureOf('session.wrongCaptcha'))
      : signInWithoutNetwork(parts, known, input.password);
  }
  const answer = await parts.endpoint.signIn({
    userName: input.userName,
    password: input.password,
    captchaId: input.captchaId,
    captchaText: input.captchaText ?? '',
  });
  if (answer.ok) {
    const hash = await hashPassword(input.password);
    const profile = transaction(parts.store, (store) => keepOperator(store, answer.value, hash));
    return welcome(parts, profile);
  }
  if (answer.error.kind === 'session.wrongPassword' && known !== null) {
    return countFailure(parts, known);
  }
  const { kind } = answer.error;
  // A page of a hotel's or an office's network in between is no endpoint either.
  if (kind === 'endpoint.unreachable' || kind === 'endpoint.badAnswer') {
    return signInWithoutNetwork(parts, known, input.password);
  }
  return answer;
};
