import path from 'node:path';
import { z } from 'zod';
import { createCard } from './eport-card/card.ts';
import type { VirtualCard } from './eport-card/card.ts';
import { startSimulatedReader } from './eport-card/simulated-reader.ts';
import { insertIntoVpcd } from './eport-card/vpcd.ts';
import { samplePasswordHash, sampleWorld } from './sample-world.ts';
import type { Endpoint } from './single-window/endpoint.ts';

/**
 * The outside world of the training mode in a process of its own: the mocked endpoint, and the
 * sample operator's virtual card in a reader of the PC/SC stack where there is one, else in a
 * simulated reader. Started by `src-main/training/`, ended with the program.
 */
const optionsSchema = z.object({
  dataDir: z.string(),
  resources: z.string(),
  withEndpoint: z.boolean(),
  withCard: z.boolean(),
});
type Options = z.infer<typeof optionsSchema>;

const contactLimit = 2_500;
/** Long enough to try 变更 and 删单 on an accepted sheet. */
const minutesUntilClosed = 30;

/**
 * True when the driver asks the card for something. A reader whose place is taken by another card
 * accepts the connection too, but never asks.
 */
const insertAndWaitForContact = async (
  card: VirtualCard,
  readerIndex: number,
): Promise<boolean> => {
  let touched: () => void = () => undefined;
  const contact = new Promise<boolean>((resolve) => {
    touched = () => {
      resolve(true);
    };
    setTimeout(resolve, contactLimit, false);
  });
  const watched: VirtualCard = {
    ...card,
    get atr() {
      touched();
      return card.atr;
    },
    reset: () => {
      touched();
      card.reset();
    },
  };
  try {
    const inserted = await insertIntoVpcd(watched, readerIndex);
    if (await contact) return true;
    await inserted.remove();
    return false;
  } catch {
    return false;
  }
};

const placeCard = async (
  dataDir: string,
): Promise<{ provider: 'pcsc' | 'simulated'; address: string | null; cardNumber: string }> => {
  const [sample] = sampleWorld.cards;
  const card = createCard({ ...sample, dataDir: path.join(dataDir, 'cards') });
  const { cardNumber } = sample;
  for (const readerIndex of [0, 1]) {
    if (await insertAndWaitForContact(card, readerIndex)) {
      return { provider: 'pcsc', address: null, cardNumber };
    }
  }
  const reader = await startSimulatedReader();
  reader.insert(card);
  const { host, port } = reader.address;
  return { provider: 'simulated', address: `${host}:${String(port)}`, cardNumber };
};

const openEndpoint = async ({ dataDir, resources }: Options): Promise<Endpoint> => {
  // Its HTTP server and schemas take long to load: only where it is wanted.
  const { startEndpoint } = await import('./single-window/endpoint.ts');
  return startEndpoint({
    port: 0,
    dataDir: path.join(dataDir, 'endpoint'),
    closeAfterMs: minutesUntilClosed * 60_000,
    openapiFile: path.join(resources, 'single-window', 'openapi.yaml'),
    parametersDir: path.join(resources, 'parameters'),
  });
};

const start = async (options: Options): Promise<unknown> => {
  const [endpoint, card] = await Promise.all([
    options.withEndpoint ? openEndpoint(options) : null,
    options.withCard ? placeCard(options.dataDir) : null,
  ]);
  const { enrolmentCode, ...enterprise } = sampleWorld.enterprise;
  return {
    type: 'ready',
    endpointUrl: endpoint?.url ?? null,
    enrolment: { uscc: enterprise.uscc, enrolmentCode },
    card,
    operators: sampleWorld.operators.map(({ password: _password, ...operator }) => ({
      ...operator,
      enterprise,
      passwordHash: samplePasswordHash,
    })),
  };
};

/** Electron's way to the process that started this one. */
interface ParentPort {
  readonly postMessage: (message: unknown) => void;
}
const parentPort = (process as { readonly parentPort?: ParentPort }).parentPort;
if (parentPort === undefined) throw new Error('the training world is started by the program');

start(optionsSchema.parse(JSON.parse(process.argv[2] ?? '{}'))).then(
  (message) => {
    parentPort.postMessage(message);
  },
  (error: unknown) => {
    parentPort.postMessage({
      type: 'failed',
      message: error instanceof Error ? error.message : 'unknown',
    });
  },
);
