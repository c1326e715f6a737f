import type { CardState } from '../../src-shared/contract/schemas.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import type { ErrorKind } from '../../src-shared/errors/error-kinds.ts';
import { toHex } from '../../src-shared/signature/bytes.ts';
import { faultKind } from './card-fault.ts';
import { matchesAtr } from './card-profile.ts';
import type { CardProfile } from './card-profile.ts';
import { createEportApplet } from './eport-applet.ts';
import type { PluggedIkey } from './ikey-detection.ts';
import type { Lock } from './lock.ts';
import type { CardTransport, ReaderSnapshot, TransportReader } from './transport.ts';

/**
 * Turns what happens at the readers into the one state that the window shows: every reader with
 * its ATR and whether its card was recognised, and one sentence for what is wrong.
 */
export interface ReaderMonitor {
  readonly state: () => CardState;
  /** Something else that the state shows has changed: a session, an Ikey. */
  readonly refresh: () => void;
  readonly stop: () => void;
}

type ReaderState = CardState['readers'][number]['state'];

/** What is known of the card in a reader, until it is taken out. */
interface KnownCard {
  readonly insertion: number;
  readonly atr: string;
  readonly state: ReaderState;
  readonly cardNumber: string | null;
  readonly holder: string | null;
}

/** What an attempt to read a card's number says about it. */
const statesOfFaults: Partial<Record<ErrorKind, ReaderState>> = {
  'card.notEport': 'notEport',
  'card.heldByOther': 'inUse',
  'card.noCard': 'empty',
  'card.removed': 'empty',
  'card.noReader': 'empty',
};

/** These pass by themselves: the card is looked at again with the next news of its reader. */
const passingStates: readonly ReaderState[] = ['inUse', 'empty', 'reading'];

const problemsOfService: Readonly<Record<ReaderSnapshot['service'], ErrorKind | null>> = {
  running: null,
  stopped: 'card.serviceNotRunning',
  unavailable: 'card.bindingUnavailable',
};

/** The first state that some reader is in decides the sentence; a card that can be used, none. */
const problemsOfStates: readonly (readonly [ReaderState, ErrorKind | null])[] = [
  ['ready', null],
  ['reading', null],
  ['inUse', 'card.heldByOther'],
  ['unresponsive', 'card.unresponsive'],
  ['notEport', 'card.notEport'],
  ['empty', 'card.noCard'],
];

export const startReaderMonitor = (options: {
  readonly transport: CardTransport;
  readonly profile: CardProfile;
  readonly lock: Lock;
  readonly heldReader: () => string | null;
  readonly ikeys: () => readonly PluggedIkey[];
  readonly onState: (state: CardState) => void;
}): ReaderMonitor => {
  const { transport, profile, lock, heldReader } = options;
  const known = new Map<string, KnownCard>();
  const beingRead = new Set<string>();
  /** As of the last snapshot; one taken while this program held a card says nothing of others. */
  const heldByOthers = new Set<string>();
  let snapshot: ReaderSnapshot = { service: 'running', readers: [] };
  let isFirst = true;
  let isStopped = false;
  let lastTold = '';

  const knownIn = (reader: TransportReader): KnownCard | null => {
    const card = known.get(reader.name);
    const isSame = card?.insertion === reader.insertion && card.atr === toHex(reader.atr);
    return card && isSame ? card : null;
  };

  const stateOf = (reader: TransportReader): ReaderState => {
    if (reader.presence === 'empty') return 'empty';
    if (reader.presence === 'mute') return 'unresponsive';
    if (heldReader() === reader.name) return 'inUse';
    if (beingRead.has(reader.name)) return 'reading';
    const card = knownIn(reader);
    if (!card) return 'reading';
    return card.state === 'ready' && heldByOthers.has(reader.name) ? 'inUse' : card.state;
  };

  const problemKind = (readers: CardState['readers']): ErrorKind | null => {
    if (snapshot.service !== 'running') return problemsOfService[snapshot.service];
    if (readers.length === 0) return isFirst ? null : 'card.noReader';
    // A card that this program holds for a session is no problem.
    if (heldReader() !== null) return null;
    return (
      problemsOfStates.find(([state]) => readers.some((reader) => reader.state === state))?.[1] ??
      null
    );
  };

  const state = (): CardState => {
    const readers = snapshot.readers.map((reader) => {
      const card = reader.presence === 'present' ? knownIn(reader) : null;
      return {
        name: reader.name,
        state: stateOf(reader),
        atr: toHex(reader.atr),
        cardNumber: card?.cardNumber ?? null,
        holder: card?.holder ?? null,
      };
    });
    const kind = problemKind(readers);
    return {
      provider: transport.provider,
      service: snapshot.service,
      readers,
      ikeys: options.ikeys().map(({ name, readerNamePattern }) => ({
        name,
        hasReader: readers.some((reader) => new RegExp(readerNamePattern, 'i').test(reader.name)),
      })),
      problem: kind === null ? null : failureOf(kind),
    };
  };

  const tell = (): void => {
    if (isStopped) return;
    const now = state();
    const text = JSON.stringify(now);
    if (text === lastTold) return;
    lastTold = text;
    options.onState(now);
  };

  /** Takes the card for a moment to read its number; nothing about the PIN is touched. */
  const look = async (reader: TransportReader): Promise<Omit<KnownCard, 'insertion' | 'atr'>> => {
    if (!matchesAtr(profile, reader.atr)) {
      return { state: 'notEport', cardNumber: null, holder: null };
    }
    try {
      const connection = await transport.connect(reader.name);
      try {
        const applet = createEportApplet(connection, profile);
        await applet.select();
        const cardNumber = await applet.readCardNumber();
        return { state: 'ready', cardNumber, holder: await applet.readHolder() };
      } finally {
        await connection.disconnect('leave');
      }
    } catch (error) {
      const found = statesOfFaults[faultKind(error)] ?? 'unresponsive';
      return { state: found, cardNumber: null, holder: null };
    }
  };

  const recognise = async (reader: TransportReader): Promise<void> => {
    beingRead.add(reader.name);
    try {
      await lock(async () => {
        if (isStopped || heldReader() === reader.name) return;
        const card = await look(reader);
        known.set(reader.name, {
          ...card,
          insertion: reader.insertion,
          atr: toHex(reader.atr),
        });
      });
    } finally {
      beingRead.delete(reader.name);
      tell();
    }
  };

  const needsLook = (reader: TransportReader): boolean => {
    if (reader.presence !== 'present' || beingRead.has(reader.name)) return false;
    if (heldReader() === reader.name) return false;
    const card = knownIn(reader);
    return card === null || (passingStates.includes(card.state) && !heldByOthers.has(reader.name));
  };

  const take = (next: ReaderSnapshot): void => {
    if (isStopped) return;
    snapshot = next;
    isFirst = false;
    const names = next.readers.map(({ name }) => name);
    for (const name of [...known.keys()]) if (!names.includes(name)) known.delete(name);
    heldByOthers.clear();
    for (const { name, isHeld } of next.readers) {
      if (isHeld && heldReader() !== name && !beingRead.has(name)) heldByOthers.add(name);
    }
    for (const reader of next.readers.filter(needsLook)) void recognise(reader);
    tell();
  };

  const stopWatching = transport.watch(take);
  return {
    state,
    refresh: () => {
      for (const reader of snapshot.readers.filter(needsLook)) void recognise(reader);
      tell();
    },
    stop: () => {
      isStopped = true;
      stopWatching();
    },
  };
};
