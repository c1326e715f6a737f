import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { call, createTestCard, enrolTestDesk, startTestEndpoint } from './test-desk.ts';
import type { TestCard, TestDesk, TestEndpoint } from './test-desk.ts';

let endpoint: TestEndpoint;
let card: TestCard;
let desk: TestDesk;

beforeEach(async () => {
  endpoint = await startTestEndpoint();
  card = createTestCard();
  desk = await enrolTestDesk(endpoint.url, card);
});
afterEach(() => endpoint.stop());

const misbehave = (...rules: readonly object[]): Promise<unknown> =>
  call(`${endpoint.url()}/control/misbehave`, { body: { rules } });

const submissionCount = async (): Promise<number> => {
  const { body } = await call(`${endpoint.url()}/control/submissions`);
  return z.object({ submissions: z.array(z.unknown()) }).parse(body).submissions.length;
};

const numbers = async (): Promise<readonly number[]> => {
  const { body } = await desk.get('/receipts');
  return z
    .object({ receipts: z.array(z.object({ number: z.number() })) })
    .parse(body)
    .receipts.map(({ number }) => number);
};

it('cuts before the commit: nothing is applied, and the next try is the first', async () => {
  await misbehave({ path: '/submissions', action: 'cutBefore', times: 1 });
  const envelope = card.sign(desk.payload('ADD', desk.nextTripNo()));
  await expect(desk.send(envelope)).rejects.toThrow();
  expect(await submissionCount()).toBe(0);
  expect((await desk.send(envelope)).status).toBe(202);
});

it('cuts after the commit: it is applied, and the next try finds it so', async () => {
  await misbehave({ path: '/submissions', action: 'cutAfter', times: 1 });
  const envelope = card.sign(desk.payload('ADD', desk.nextTripNo()));
  await expect(desk.send(envelope)).rejects.toThrow();
  expect(await submissionCount()).toBe(1);
  expect((await desk.send(envelope)).status).toBe(200);
  expect(await submissionCount()).toBe(1);
});

it.each([429, 500, 502, 503])(
  'answers %i as often as it is told, and applies nothing',
  async (status) => {
    await misbehave({ path: '/submissions', action: 'status', status, retryAfter: 3, times: 2 });
    const envelope = card.sign(desk.payload('ADD', desk.nextTripNo()));
    const replies = [await desk.send(envelope), await desk.send(envelope)];
    expect(replies.map((reply) => reply.status)).toEqual([status, status]);
    expect(replies[0]?.headers.get('retry-after')).toBe('3');
    expect(await submissionCount()).toBe(0);
    expect((await desk.send(envelope)).status).toBe(202);
  },
);

it('breaks the JSON of an answer that was applied', async () => {
  await misbehave({ path: '/submissions', action: 'brokenJson' });
  const envelope = card.sign(desk.payload('ADD', desk.nextTripNo()));
  await expect(desk.send(envelope)).rejects.toThrow(SyntaxError);
  expect((await desk.send(envelope)).status).toBe(200);
});

it('delays, and applies what its caller no longer waits for', async () => {
  await misbehave({ path: '/submissions', method: 'post', action: 'delay', delayMs: 150 });
  const envelope = card.sign(desk.payload('ADD', desk.nextTripNo()));
  const started = Date.now();
  expect((await desk.send(envelope)).status).toBe(202);
  expect(Date.now() - started).toBeGreaterThanOrEqual(140);
});

it('stops at once even while it delays', async () => {
  await misbehave({ path: '/clock', action: 'delay', delayMs: 600_000 });
  const waiting = call(`${endpoint.url()}/clock`).catch(() => null);
  await call(`${endpoint.url()}/captcha`);
  const started = Date.now();
  await endpoint.restart();
  expect(Date.now() - started).toBeLessThan(5000);
  await waiting;
});

it('doubles and reorders pages of the feed, and keeps the rule for a page that it can change', async () => {
  await misbehave(
    { path: '/receipts', action: 'duplicateReceipts' },
    { path: '/receipts', action: 'reorderReceipts' },
  );
  expect(await numbers()).toEqual([]);
  await desk.declare('ADD', desk.nextTripNo());
  expect(await numbers()).toEqual([1, 1, 2, 2, 3, 3]);
  expect(await numbers()).toEqual([3, 2, 1]);
  expect(await numbers()).toEqual([1, 2, 3]);
});

it('applies a rule to every path with its beginning, and shows what is left', async () => {
  await misbehave({ path: '/parameters*', action: 'status', status: 503, times: 3 });
  expect((await desk.get('/parameters')).status).toBe(503);
  expect((await desk.get('/parameters/mediumType')).status).toBe(503);
  expect((await desk.get('/clock')).status).toBe(200);
  expect((await call(`${endpoint.url()}/control/misbehave`)).body).toMatchObject({
    rules: [{ times: 1 }],
  });
});

it('refuses a rule that it does not know', async () => {
  const reply = await call(`${endpoint.url()}/control/misbehave`, {
    body: { rules: [{ path: '/clock', action: 'explode' }] },
  });
  expect(reply.status).toBe(400);
});
