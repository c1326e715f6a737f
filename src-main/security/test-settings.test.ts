import { expect, it } from 'vitest';
import { isDebuggedProduction, readTestSettings } from './test-settings.ts';

const environment = {
  KAKOU_ENDPOINT_URL: 'http://127.0.0.1:1',
  KAKOU_CARD_PROVIDER: 'simulated',
  KAKOU_CARD_ADDRESS: '127.0.0.1:2',
  KAKOU_CARD_PROFILE: '/tmp/profile.json',
};

it('takes no test setting in a packaged production program', () => {
  expect(Object.values(readTestSettings({ packaged: true, training: false, environment }))).toEqual(
    [null, null, null, null],
  );
});

it.each([
  { packaged: true, training: true },
  { packaged: false, training: false },
  { packaged: false, training: true },
])('takes them in training and while developing: %o', (start) => {
  expect(readTestSettings({ ...start, environment })).toEqual({
    endpointUrl: 'http://127.0.0.1:1',
    cardProvider: 'simulated',
    cardAddress: '127.0.0.1:2',
    cardProfile: '/tmp/profile.json',
  });
});

it('takes no provider that it does not know', () => {
  const start = { packaged: false, training: false };
  const providerOf = (provider: string): unknown =>
    readTestSettings({ ...start, environment: { KAKOU_CARD_PROVIDER: provider } }).cardProvider;
  expect(providerOf('none')).toBeNull();
  expect(providerOf('pcsc')).toBe('pcsc');
});

it.each([
  'inspect',
  'inspect-brk',
  'inspect-wait',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'ignore-certificate-errors',
  'disable-web-security',
])('does not start a production package with --%s, and any other way it does', (name) => {
  const hasSwitch = (asked: string): boolean => asked === name;
  const debugged = (packaged: boolean, training: boolean): boolean =>
    isDebuggedProduction({ packaged, training, hasSwitch });
  expect(debugged(true, false)).toBe(true);
  expect(debugged(true, true)).toBe(false);
  expect(debugged(false, false)).toBe(false);
  expect(isDebuggedProduction({ packaged: true, training: false, hasSwitch: () => false })).toBe(
    false,
  );
});
