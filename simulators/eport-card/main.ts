import { fstatSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { cardKinds, createCard } from './card.ts';
import { startSimulatedReader } from './simulated-reader.ts';
import { insertIntoVpcd } from './vpcd.ts';
import type { InsertedCard } from './vpcd.ts';

/**
 * npm run card -- --reader 0 --card-number 2100000000017 --pin 88888888 --holder 陈敏 --data DIR
 *                 [--kind eport|other|mute] [--listen PORT]
 *
 * `insert`, `remove` and `quit` on stdin; each is answered by one line on stdout.
 */
const { values } = parseArgs({
  options: {
    reader: { type: 'string', default: '0' },
    'card-number': { type: 'string', default: '2100000000017' },
    pin: { type: 'string', default: '88888888' },
    holder: { type: 'string', default: '陈敏' },
    data: { type: 'string', default: '.cards' },
    kind: { type: 'string', default: 'eport' },
    listen: { type: 'string' },
  },
});

const options = z
  .object({
    reader: z.coerce.number().int().min(0).max(1),
    'card-number': z.string().regex(/^[0-9A-Z]{13}$/),
    pin: z.string().min(1).max(8),
    holder: z.string(),
    data: z.string(),
    kind: z.enum(cardKinds),
    listen: z.coerce.number().int().min(0).max(65_535).optional(),
  })
  .parse(values);

const card = createCard({
  cardNumber: options['card-number'],
  holder: options.holder,
  pin: options.pin,
  dataDir: options.data,
  kind: options.kind,
});

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

interface Slot {
  readonly insert: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

const vpcdSlot = (): Slot => {
  let inserted: InsertedCard | null = null;
  return {
    insert: async () => {
      inserted ??= await insertIntoVpcd(card, options.reader, () => {
        inserted = null;
        say('gone');
      });
    },
    remove: async () => {
      await inserted?.remove();
      inserted = null;
    },
  };
};

const simulatedSlot = async (port: number): Promise<Slot> => {
  const reader = await startSimulatedReader({ port });
  say(`listening ${reader.address.host}:${reader.address.port}`);
  return {
    insert: async () => reader.insert(card),
    remove: async () => reader.remove(),
  };
};

const slot = options.listen === undefined ? vpcdSlot() : await simulatedSlot(options.listen);

const commands: Readonly<Record<string, () => Promise<void>>> = {
  insert: async () => {
    await slot.insert();
    say('inserted');
  },
  remove: async () => {
    await slot.remove();
    say('removed');
  },
  quit: async () => {
    await slot.remove();
    process.exit(0);
  },
};

const run = async (line: string): Promise<void> => {
  try {
    await (commands[line.trim()] ?? (async () => say('unknown command')))();
  } catch (error) {
    say(`failed: ${error instanceof Error ? error.message : 'unknown'}`);
  }
};

await run('insert');
for await (const line of createInterface({ input: process.stdin })) await run(line);
// Whoever held the pipe is gone: a card left behind would keep the reader. Started in the
// background, without anybody at stdin, it stays.
const input = fstatSync(process.stdin.fd);
if (input.isFIFO() || input.isSocket()) await run('quit');
