/**
 * What tests and training may set from outside. A packaged production program takes none of it, and
 * does not start with a debugging switch: either would be a way around the card (design.md, Proofs).
 */
export interface TestSettings {
  readonly endpointUrl: string | null;
  readonly cardProvider: 'pcsc' | 'simulated' | null;
  /** host:port of the simulated reader. */
  readonly cardAddress: string | null;
  readonly cardProfile: string | null;
}

const none: TestSettings = {
  endpointUrl: null,
  cardProvider: null,
  cardAddress: null,
  cardProfile: null,
};

const debuggingSwitches = [
  'inspect',
  'inspect-brk',
  'inspect-wait',
  'remote-debugging-port',
  'remote-debugging-pipe',
  // Not for debugging, but each puts another endpoint or another page in the place of ours.
  'disable-web-security',
  'host-resolver-rules',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
];

export const readTestSettings = (start: {
  readonly packaged: boolean;
  readonly training: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): TestSettings => {
  if (start.packaged && !start.training) return none;
  const { environment } = start;
  const provider = environment['KAKOU_CARD_PROVIDER'];
  return {
    endpointUrl: environment['KAKOU_ENDPOINT_URL'] ?? null,
    cardProvider: provider === 'pcsc' || provider === 'simulated' ? provider : null,
    cardAddress: environment['KAKOU_CARD_ADDRESS'] ?? null,
    cardProfile: environment['KAKOU_CARD_PROFILE'] ?? null,
  };
};

/** True where the program must not go on: a production package that is being debugged. */
export const isDebuggedProduction = (start: {
  readonly packaged: boolean;
  readonly training: boolean;
  readonly hasSwitch: (name: string) => boolean;
}): boolean =>
  start.packaged && !start.training && debuggingSwitches.some((name) => start.hasSwitch(name));
