import { expect, it } from 'vitest';
import type { OperatorProfile } from '../../src-shared/contract/schemas.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import type { ErrorKind } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import { kindOf, morning, storeDesk, valueOf } from '../../tests/support/store-desk.ts';
import { samplePasswordHash, sampleWorld } from '../../simulators/sample-world.ts';
import { findOperator, keepOperator } from '../store/operators.ts';
import type { WritableStore } from '../store/store.ts';
import { createEndpointClient } from '../sync/endpoint-client.ts';
import type { EndpointClient } from '../sync/endpoint-client.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import { signIn } from './sign-in.ts';

const right = 'Kakou2026';

interface SignInDesk {
  readonly store: WritableStore;
  readonly clock: { now: number };
  readonly profile: Omit<OperatorProfile, 'id'>;
  /** What the endpoint answers; null lets it compare the password. */
  readonly endpoint: { fails: ErrorKind | null; clockAnswers: boolean; asked: number };
  readonly try: (password: string, captchaId?: string | null) => Promise<Result<OperatorProfile>>;
}

const signInDesk = async (): Promise<SignInDesk> => {
  const { store, chenmin, clock } = await storeDesk();
  const { id: _id, ...profile } = chenmin;
  const endpoint: SignInDesk['endpoint'] = { fails: null, clockAnswers: true, asked: 0 };
  const nowhere = createEndpointClient(() => Promise.reject(new Error('nowhere')), '');
  const client: EndpointClient = {
    ...nowhere,
    clock: () =>
      Promise.resolve(
        endpoint.clockAnswers ? { type: 'answer', value: morning } : { type: 'unreachable' },
      ),
    signIn: ({ password }) => {
      endpoint.asked += 1;
      if (endpoint.fails !== null) return Promise.resolve(failure(failureOf(endpoint.fails)));
      return Promise.resolve(
        password === right ? success(profile) : failure(failureOf('session.wrongPassword')),
      );
    },
  };
  return {
    store,
    clock,
    profile,
    endpoint,
    try: (password, captchaId = 'captcha') =>
      signIn(
        { store, endpoint: client, now: () => clock.now },
        {
          userName: 'chenmin',
          password,
          captchaId,
          captchaText: captchaId === null ? null : 'ab12',
        },
      ),
  };
};

it('signs in at the endpoint, keeps the operator, and then also without a network', async () => {
  const desk = await signInDesk();
  expect(valueOf(await desk.try(right)).displayName).toBe('陈敏');
  desk.endpoint.fails = 'endpoint.unreachable';
  desk.endpoint.clockAnswers = false;
  expect(valueOf(await desk.try(right)).cardNumber).toBe('2100000000017');
  expect(valueOf(await desk.try(right, null)).userName).toBe('chenmin');
  expect(kindOf(await desk.try('wrong', null))).toBe('session.wrongPassword');
});

it('takes the page of a network in between for no endpoint', async () => {
  const desk = await signInDesk();
  await desk.try(right);
  desk.endpoint.fails = 'endpoint.badAnswer';
  expect(kindOf(await desk.try(right))).toBe('no failure');
});

it('compares with the newest password that the endpoint has accepted', async () => {
  const desk = await signInDesk();
  keepOperator(desk.store, desk.profile, await hashPassword('the one before'));
  await desk.try(right);
  desk.endpoint.fails = 'endpoint.unreachable';
  expect(kindOf(await desk.try('the one before'))).toBe('session.wrongPassword');
  expect(kindOf(await desk.try(right))).toBe('no failure');
});

it('asks for a captcha wherever the endpoint can give one', async () => {
  const desk = await signInDesk();
  await desk.try(right);
  expect(kindOf(await desk.try(right, null))).toBe('session.wrongCaptcha');
  desk.endpoint.fails = 'session.wrongCaptcha';
  expect(kindOf(await desk.try(right))).toBe('session.wrongCaptcha');
  // A mistyped captcha is no wrong password.
  expect(findOperator(desk.store, 'chenmin')?.failedAttempts).toBe(0);
});

it.each([
  ['at the endpoint', false],
  ['without a network', true],
])('locks the user for 15 minutes after five wrong passwords %s', async (_where, offline) => {
  const desk = await signInDesk();
  await desk.try(right);
  if (offline) desk.endpoint.fails = 'endpoint.unreachable';
  const kinds: string[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1) kinds.push(kindOf(await desk.try('wrong')));
  expect(kinds).toEqual([...Array<string>(4).fill('session.wrongPassword'), 'session.locked']);
  const asked = desk.endpoint.asked;
  const refused = await desk.try(right);
  expect(kindOf(refused)).toBe('session.locked');
  expect(refused.ok ? '' : refused.error.message).toContain('2026-11-22 10:15:00');
  expect(desk.endpoint.asked).toBe(asked);
  desk.clock.now += 15 * 60_000;
  expect(kindOf(await desk.try('wrong'))).toBe('session.wrongPassword');
  expect(kindOf(await desk.try(right))).toBe('no failure');
  expect(
    desk.store.prepare(`SELECT count(*) FROM audit WHERE action = 'lockOut'`).pluck().get(),
  ).toBe(1);
});

it('counts wrong passwords in a row: a right one in between starts anew', async () => {
  const desk = await signInDesk();
  for (let round = 0; round < 3; round += 1) {
    for (let attempt = 0; attempt < 4; attempt += 1) await desk.try('wrong');
    expect(kindOf(await desk.try(right))).toBe('no failure');
  }
});

it('counts tries made at the same time one by one', async () => {
  const desk = await signInDesk();
  await desk.try(right);
  desk.endpoint.fails = 'endpoint.unreachable';
  // The right one is not among them: whichever is compared first, it would start the count anew.
  const guesses = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const kinds = (await Promise.all(guesses.map((guess) => desk.try(guess)))).map(kindOf);
  expect(kinds.filter((kind) => kind === 'session.wrongPassword')).toHaveLength(4);
  expect(kinds.filter((kind) => kind === 'session.locked')).toHaveLength(4);
  expect(kindOf(await desk.try(right))).toBe('session.locked');
});

it('refuses a user without a network who was never here', async () => {
  const desk = await signInDesk();
  desk.store.exec(`UPDATE operator SET user_name = 'somebody' WHERE user_name = 'chenmin'`);
  desk.endpoint.fails = 'endpoint.unreachable';
  expect(kindOf(await desk.try(right))).toBe('session.unknownOffline');
});

it('binds one card to one operator: whoever had it before has none', async () => {
  const desk = await signInDesk();
  const { id: _id, ...wangfang } = findOperator(desk.store, 'wangfang')?.profile ?? {
    ...desk.profile,
    id: 0,
  };
  keepOperator(desk.store, { ...wangfang, cardNumber: desk.profile.cardNumber }, 'hash');
  expect(findOperator(desk.store, 'wangfang')?.profile.cardNumber).toBe('2100000000017');
  expect(findOperator(desk.store, 'chenmin')?.profile.cardNumber).toBeNull();
});

it('never has one hash for one password, and keeps no password in the store', async () => {
  const hashes = await Promise.all([hashPassword(right), hashPassword(right)]);
  expect(new Set(hashes).size).toBe(2);
  for (const hash of hashes) {
    expect(await passwordMatches(right, hash)).toBe(true);
    expect(await passwordMatches('kakou2026', hash)).toBe(false);
    expect(hash).not.toContain(right);
  }
  for (const broken of ['', 'scrypt$$', 'plain$a$b', right, 'scrypt$AAAA$AAAA']) {
    expect(await passwordMatches(right, broken)).toBe(false);
  }
  // However the keyboard writes a letter: full width is what it looks like.
  expect(await passwordMatches('Ｋakou2026', hashes[0] ?? '')).toBe(true);
});

it('keeps for the sample operators the hash of the password that they type', async () => {
  for (const { password } of sampleWorld.operators) {
    expect(await passwordMatches(password, samplePasswordHash)).toBe(true);
  }
});
