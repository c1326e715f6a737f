import { expect, it } from 'vitest';
import { backOff } from './back-off.ts';
import { createEndpointClient } from './endpoint-client.ts';
import type { Answer } from './endpoint-client.ts';

const problem = (code: string): string => JSON.stringify({ code, reason: '原因' });

const answerTo = (body: string | null, init: ResponseInit): Promise<Answer<unknown>> =>
  createEndpointClient(() => Promise.resolve(new Response(body, init)), '').receipts('token', 0);

it('reads an answer of the contract and drops what it does not know', async () => {
  const body = JSON.stringify({ receipts: [], nextCursor: 4, newInVersion2: true });
  expect(await answerTo(body, { status: 200 })).toEqual({
    type: 'answer',
    value: { receipts: [], nextCursor: 4 },
  });
});

it.each([
  ['half of an answer', '{"receipts":[', 200],
  ['a page of a network in between', '<html>sign in to the hotel</html>', 200],
  ['an answer of another shape', '{"receipts":[{}],"nextCursor":1}', 200],
  ['nothing', null, 204],
  ['a refusal without a code', 'Forbidden', 403],
])('takes %s for no answer', async (_what, body, status) => {
  expect(await answerTo(body, { status })).toEqual({ type: 'badAnswer' });
});

it('tells a refusal with the endpoint’s reason, also one with a new code', async () => {
  expect(await answerTo(problem('brandNew'), { status: 409 })).toEqual({
    type: 'refused',
    status: 409,
    code: 'brandNew',
    reason: '原因',
    until: null,
  });
});

it.each([
  ['2', 2_000],
  ['0', 0],
  ['999999999999', 3_600_000],
  ['9'.repeat(400), 3_600_000],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 3_600_000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['soon', null],
])('waits as Retry-After %s says, never longer than an hour', async (header, pause) => {
  for (const status of [429, 500, 503]) {
    expect(await answerTo(null, { status, headers: { 'retry-after': header } })).toEqual({
      type: 'later',
      retryAfterMilliseconds: pause,
    });
  }
});

it('takes whatever fetch throws for no network', async () => {
  const client = createEndpointClient(() => {
    throw new TypeError('redirected');
  }, '');
  expect(await client.clock()).toEqual({ type: 'unreachable' });
});

it('sends the desk’s token and the submission’s id, and neither in the URL', async () => {
  const seen: { url: string; init: RequestInit }[] = [];
  const client = createEndpointClient((url, init) => {
    seen.push({ url, init });
    return Promise.resolve(new Response('{}'));
  }, 'https://gate.example');
  await client.submit('secret-token', 'id/../x', {
    payload: '{}',
    signature: '',
    certificate: '',
    algorithm: 'SM2-SM3',
  });
  await client.lookUp('secret-token', 'id/../x');
  const headers = new Headers(seen[0]?.init.headers);
  expect(headers.get('authorization')).toBe('Bearer secret-token');
  expect(headers.get('idempotency-key')).toBe('id/../x');
  expect(seen[0]?.init).toMatchObject({ redirect: 'error', credentials: 'omit' });
  expect(seen.map(({ url }) => url)).toEqual([
    'https://gate.example/submissions',
    'https://gate.example/submissions/id%2F..%2Fx',
  ]);
});

it('waits longer and longer, at most five minutes, and never the same as its neighbour', () => {
  const pauses = Array.from({ length: 40 }, (_, attempts) => backOff(attempts, 0));
  expect(pauses.slice(0, 4)).toEqual([500, 1_000, 2_000, 4_000]);
  expect(Math.max(...pauses)).toBe(150_000);
  expect(backOff(1_000_000, 0.999_999)).toBe(300_000);
  expect(backOff(3, 0.2)).not.toBe(backOff(3, 0.7));
});
