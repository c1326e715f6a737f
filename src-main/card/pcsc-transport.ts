import { setTimeout as wait } from 'node:timers/promises';
import type * as smartcardModule from 'smartcard';
import type { CardInterface, ContextInterface, ReaderInterface } from 'smartcard';
import type { ErrorKind } from '../../src-shared/errors/error-kinds.ts';
import { CardFault } from './card-fault.ts';
import type { CardConnection, CardTransport, TransportReader } from './transport.ts';

/**
 * Readers over PC/SC (pcsc-lite, WinSCard), by the package `smartcard`. Its native part is loaded
 * on first use: without it the program runs and says that cards can't be read. Its class `Devices`
 * is not used, since it connects to every card by itself.
 */

type Smartcard = typeof smartcardModule;

/** Loads the binding; another one in tests. */
export type LoadSmartcard = () => Promise<Smartcard>;

/** How often a service that is not there is looked for again. */
const serviceRetryMilliseconds = 2000;
/** The longest that a reader plugged in goes unnoticed: PC/SC tells of cards, not of readers. */
const relistMilliseconds = 2000;

/** The binding's errors carry a text and no code; these are the texts of its `pcsc_errors.h`. */
const kindsOfErrors: Readonly<Record<string, ErrorKind>> = {
  'PC/SC service not running': 'card.serviceNotRunning',
  'PC/SC service stopped': 'card.serviceNotRunning',
  // What handles are after the service was started again.
  'Invalid handle': 'card.serviceNotRunning',
  'Context is not valid': 'card.serviceNotRunning',
  'Internal error': 'card.serviceNotRunning',
  'No readers available': 'card.noReader',
  'Unknown reader': 'card.noReader',
  'Reader unavailable': 'card.noReader',
  'No smart card present': 'card.noCard',
  'Card was removed': 'card.removed',
  'Card was reset': 'card.sessionEnded',
  'Sharing violation': 'card.heldByOther',
  'Operation timed out': 'card.timeout',
};

/** What is left: the card or the reader gives no sensible answer. */
const kindOfError = (error: unknown): ErrorKind =>
  (error instanceof Error ? kindsOfErrors[error.message] : undefined) ?? 'card.unresponsive';

const asFault = (error: unknown): CardFault =>
  error instanceof CardFault ? error : new CardFault(kindOfError(error));

/** Once connected, a card or a reader that is not there was taken away. */
const goneKinds: readonly ErrorKind[] = ['card.noCard', 'card.noReader', 'card.removed'];

export const createPcscTransport = (
  load: LoadSmartcard = () => import('smartcard'),
): CardTransport => {
  let binding: Promise<Smartcard> | null = null;
  const watching = new Set<Promise<void>>();
  const smartcard = async (): Promise<Smartcard> => {
    binding ??= load();
    try {
      return await binding;
    } catch {
      throw new CardFault('card.bindingUnavailable');
    }
  };

  const withFaults = async <Value>(work: (pcsc: Smartcard) => Value | Promise<Value>) => {
    const pcsc = await smartcard();
    try {
      return await work(pcsc);
    } catch (error) {
      throw asFault(error);
    }
  };

  const describe = (pcsc: Smartcard, reader: ReaderInterface): TransportReader => {
    const { name, state, atr } = reader;
    const has = (flag: number): boolean => (state & flag) !== 0;
    const presence = !has(pcsc.SCARD_STATE_PRESENT)
      ? 'empty'
      : has(pcsc.SCARD_STATE_MUTE)
        ? 'mute'
        : 'present';
    return {
      name,
      presence,
      isHeld: has(pcsc.SCARD_STATE_EXCLUSIVE) || has(pcsc.SCARD_STATE_INUSE),
      atr: atr ? Uint8Array.from(atr) : new Uint8Array(),
      // PC/SC counts insertions and removals in the upper half.
      insertion: state >>> 16,
    };
  };

  const list: CardTransport['list'] = () =>
    withFaults((pcsc) => {
      const context = new pcsc.Context();
      try {
        return context.listReaders().map((reader) => describe(pcsc, reader));
      } finally {
        context.close();
      }
    });

  const watch: CardTransport['watch'] = (onSnapshot) => {
    const stopping = new AbortController();
    const isStopped = (): boolean => stopping.signal.aborted;
    let context: ContextInterface | null = null;

    const step = async (pcsc: Smartcard): Promise<void> => {
      context ??= new pcsc.Context();
      const readers = context.listReaders();
      onSnapshot({
        service: 'running',
        readers: readers.map((reader) => describe(pcsc, reader)),
      });
      if (readers.length === 0) {
        await wait(relistMilliseconds, undefined, { signal: stopping.signal });
        return;
      }
      const known = readers.map(({ name, state, atr }) => ({
        name,
        state: state & ~pcsc.SCARD_STATE_CHANGED,
        changed: false,
        atr,
      }));
      await context.waitForChange(known, relistMilliseconds);
    };

    const run = async (): Promise<void> => {
      const pcsc = await smartcard().catch(() => null);
      if (!pcsc) return onSnapshot({ service: 'unavailable', readers: [] });
      while (!isStopped()) {
        try {
          await step(pcsc);
        } catch (error) {
          if (isStopped()) return;
          context?.close();
          context = null;
          const hasServiceEnded = kindOfError(error) === 'card.serviceNotRunning';
          if (hasServiceEnded) onSnapshot({ service: 'stopped', readers: [] });
          // A reader unplugged between listing and waiting: look again soon.
          const pause = hasServiceEnded ? serviceRetryMilliseconds : 100;
          await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
        }
      }
    };

    const ended = run().finally(() => {
      context?.close();
      context = null;
      watching.delete(ended);
    });
    watching.add(ended);
    return () => {
      stopping.abort();
      try {
        context?.cancel();
      } catch {
        // The service is gone; so is the wait that was to be cancelled.
      }
    };
  };

  /**
   * What a failed exchange was. The driver often learns of a removal a moment after it failed, and
   * then only says that the exchange did: a card pulled out must not look like a broken one.
   */
  const transmitFault = async (
    error: unknown,
    before: TransportReader,
    reviveCard: () => Promise<unknown>,
  ): Promise<CardFault> => {
    const kind = kindOfError(error);
    if (goneKinds.includes(kind)) return new CardFault('card.removed');
    if (kind !== 'card.unresponsive') return new CardFault(kind);
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const readers = await list().catch(() => null);
      if (readers === null) return new CardFault('card.serviceNotRunning');
      const now = readers.find(({ name }) => name === before.name);
      if (!now || now.presence === 'empty' || now.insertion !== before.insertion) {
        return new CardFault('card.removed');
      }
      await wait(100);
    }
    // A card that answers to a reset was out for less than the driver notices.
    return reviveCard().then(
      () => new CardFault('card.removed'),
      () => new CardFault('card.unresponsive'),
    );
  };

  const connect: CardTransport['connect'] = (readerName) =>
    withFaults(async (pcsc) => {
      // A context of its own: pcsc-lite lets the calls of one context wait for each other, and
      // the watching one nearly always waits.
      const context = new pcsc.Context();
      const protocols = pcsc.SCARD_PROTOCOL_T0 | pcsc.SCARD_PROTOCOL_T1;
      let card: CardInterface;
      let before: TransportReader;
      try {
        const reader = context.listReaders().find(({ name }) => name === readerName);
        if (!reader) throw new CardFault('card.noReader');
        before = describe(pcsc, reader);
        card = await reader.connect(pcsc.SCARD_SHARE_EXCLUSIVE, protocols);
      } catch (error) {
        context.close();
        const fault = asFault(error);
        throw fault.kind === 'card.removed' ? new CardFault('card.noCard') : fault;
      }

      const resetCard = (): Promise<unknown> =>
        card.reconnect(pcsc.SCARD_SHARE_EXCLUSIVE, protocols, pcsc.SCARD_RESET_CARD);

      const connection: CardConnection = {
        readerName,
        protocol: card.protocol === pcsc.SCARD_PROTOCOL_T1 ? 'T1' : 'T0',
        transmit: async (command) => {
          const buffer = Buffer.from(command);
          try {
            return Uint8Array.from(await card.transmit(buffer));
          } catch (error) {
            throw await transmitFault(error, before, resetCard);
          } finally {
            // It may hold a PIN; the binding has taken its own copy by now.
            buffer.fill(0);
          }
        },
        reset: async () => {
          try {
            await resetCard();
          } catch (error) {
            throw await transmitFault(error, before, resetCard);
          }
        },
        disconnect: async (disposition) => {
          try {
            card.disconnect(
              disposition === 'reset' ? pcsc.SCARD_RESET_CARD : pcsc.SCARD_LEAVE_CARD,
            );
          } catch {
            // The card or the service is gone, and the verified state with it.
          }
          context.close();
        },
      };
      return connection;
    });

  const close = async (): Promise<void> => {
    // The binding ends the whole process when a wait of its own outlives the JavaScript around it.
    await Promise.all(watching);
  };

  return { provider: 'pcsc', list, watch, connect, close };
};
