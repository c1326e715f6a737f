import { CardFault } from './card-fault.ts';
import type { CardTransport, ReaderSnapshot, TransportReader } from './transport.ts';
import { toHex } from '../../src-shared/signature/bytes.ts';

/** What a simulated card offers; the simulator's own type stays outside the product. */
interface InsertableCard {
  readonly kind: string;
  readonly atr: Uint8Array;
  readonly transmit: (command: Uint8Array) => Uint8Array;
  readonly reset: () => void;
}

/** Readers in this process, whose cards are called directly: every fault can be made at will. */
export interface InProcessTransport extends CardTransport {
  readonly insert: (readerName: string, card: InsertableCard) => void;
  readonly remove: (readerName: string) => void;
  /** Another program holds the card. */
  readonly hold: (readerName: string, isHeld: boolean) => void;
  readonly tell: (service: ReaderSnapshot['service']) => void;
  /** Every command sent, in hex. */
  readonly sent: string[];
  /** Called before each command; may throw, remove the card, or answer in its place. */
  intercept: (command: Uint8Array) => Uint8Array | null;
}

interface Slot {
  card: InsertableCard | null;
  isHeld: boolean;
  insertion: number;
}

export const createInProcessTransport = (
  readerNames: readonly string[] = ['读卡器 A'],
  protocol: 'T0' | 'T1' = 'T0',
): InProcessTransport => {
  const slots = new Map<string, Slot>(
    readerNames.map((name) => [name, { card: null, isHeld: false, insertion: 0 }]),
  );
  const watchers = new Set<(snapshot: ReaderSnapshot) => void>();

  const slotOf = (name: string): Slot => {
    const slot = slots.get(name);
    if (!slot) throw new CardFault('card.noReader');
    return slot;
  };

  const readers = (): TransportReader[] =>
    [...slots].map(([name, { card, isHeld, insertion }]) => ({
      name,
      presence: card === null ? 'empty' : card.kind === 'mute' ? 'mute' : 'present',
      isHeld,
      atr: card?.atr ?? new Uint8Array(),
      insertion,
    }));

  const tell = (service: ReaderSnapshot['service'] = 'running'): void => {
    for (const watcher of watchers) {
      watcher({ service, readers: service === 'running' ? readers() : [] });
    }
  };

  const change = (name: string, card: InsertableCard | null): void => {
    const slot = slotOf(name);
    slot.card?.reset();
    slot.card = card;
    slot.insertion += 1;
    tell();
  };

  const transport: InProcessTransport = {
    provider: 'simulated',
    sent: [],
    intercept: () => null,
    insert: change,
    remove: (name) => change(name, null),
    hold: (name, isHeld) => {
      slotOf(name).isHeld = isHeld;
      tell();
    },
    tell,
    list: async () => readers(),
    watch: (watcher) => {
      watchers.add(watcher);
      watcher({ service: 'running', readers: readers() });
      return () => watchers.delete(watcher);
    },
    connect: async (readerName) => {
      const slot = slotOf(readerName);
      const { card, insertion } = slot;
      if (!card) throw new CardFault('card.noCard');
      if (slot.isHeld) throw new CardFault('card.heldByOther');
      if (card.kind === 'mute') throw new CardFault('card.unresponsive');
      slot.isHeld = true;
      return {
        readerName,
        protocol,
        transmit: async (command) => {
          transport.sent.push(toHex(command));
          const instead = transport.intercept(command);
          if (slot.insertion !== insertion) throw new CardFault('card.removed');
          return instead ?? card.transmit(command);
        },
        reset: async () => card.reset(),
        disconnect: async (disposition) => {
          if (disposition === 'reset') card.reset();
          slot.isHeld = false;
          tell();
        },
      };
    },
    close: async () => undefined,
  };
  return transport;
};
