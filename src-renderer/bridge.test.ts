import { afterEach, expect, test, vi } from 'vitest';
import { submitPin } from './bridge.ts';

const sessionId = '00000000-0000-4000-8000-000000000001';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const withCardProcess = (submit: () => Promise<unknown>): void => {
  vi.stubGlobal('window', { kakou: { submitPin: submit } });
};

test('a card that hangs is given up in the end, and the PIN is overwritten', async () => {
  vi.useFakeTimers();
  withCardProcess(() => new Promise(() => undefined));
  const pin = new TextEncoder().encode('12345678');
  const answer = submitPin(sessionId, pin);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await answer).toMatchObject({ ok: false, error: { kind: 'card.timeout' } });
  expect([...pin]).toEqual(Array(8).fill(0));
});

test('a card that answers in time is believed', async () => {
  vi.useFakeTimers();
  withCardProcess(() => Promise.resolve({ sessionId, ok: true }));
  expect(await submitPin(sessionId, new Uint8Array(8))).toEqual({ sessionId, ok: true });
});
