import { concatBytes, equalBytes } from '../../src-shared/signature/bytes.ts';
import { sm2SignDigest } from '../../src-shared/signature/sm2.ts';
import { cardLayout, eportAtr, otherAtr } from './card-layout.ts';
import { openCardMemory } from './card-memory.ts';
import type { CardIdentity } from './card-memory.ts';

/**
 * A virtual E-Port card: an applet after ISO 7816-4 and -8. It behaves as cards with T=0 do: longer
 * answers are announced by 61xx and fetched with GET RESPONSE, a wrong Le is answered by 6Cxx.
 */

/** `eport`; `other`, a card of some other application; `mute`, one that gives no answer to reset. */
export const cardKinds = ['eport', 'other', 'mute'] as const;
export type CardKind = (typeof cardKinds)[number];

export interface CardOptions extends CardIdentity {
  readonly pin: string;
  readonly dataDir: string;
  readonly kind?: CardKind;
  /** 5 where left out. */
  readonly triesAllowed?: number;
}

export interface VirtualCard {
  readonly kind: CardKind;
  /** Empty for a mute card. */
  readonly atr: Uint8Array;
  readonly transmit: (command: Uint8Array) => Uint8Array;
  /** Power off, power on or reset: all volatile state is gone. */
  readonly reset: () => void;
}

const statusWords = {
  done: 0x9000,
  wrongLength: 0x6700,
  notVerified: 0x6982,
  pinBlocked: 0x6983,
  conditionsNotMet: 0x6985,
  wrongData: 0x6a80,
  notFound: 0x6a82,
  wrongParameters: 0x6a86,
  referenceNotFound: 0x6a88,
  wrongOffset: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
} as const;

const answer = (statusWord: number, data: Uint8Array = new Uint8Array()): Uint8Array =>
  concatBytes(data, Uint8Array.of(statusWord >> 8, statusWord & 0xff));

const wrongPin = (tries: number): Uint8Array => answer(0x63c0 | tries);
const moreData = (length: number): Uint8Array => answer(0x6100 | (length & 0xff));
const exactLength = (length: number): Uint8Array => answer(0x6c00 | (length & 0xff));

interface Command {
  readonly instruction: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
  /** Ne; null where the command has no Le. */
  readonly expected: number | null;
}

/** Short APDUs only (ISO 7816-4, 5.1). Null where the lengths don't fit. */
const parseCommand = (bytes: Uint8Array): Command | null => {
  const [, instruction = 0, p1 = 0, p2 = 0, length] = bytes;
  const header = { instruction, p1, p2 };
  const none = new Uint8Array();
  if (bytes.length < 4) return null;
  if (length === undefined) return { ...header, data: none, expected: null };
  if (bytes.length === 5) return { ...header, data: none, expected: length || 256 };
  const data = bytes.slice(5, 5 + length);
  const [le, ...rest] = bytes.subarray(5 + length);
  if (length === 0 || data.length < length || rest.length > 0) return null;
  return { ...header, data, expected: le === undefined ? null : le || 256 };
};

interface VolatileState {
  isSelected: boolean;
  file: Uint8Array | null;
  isVerified: boolean;
  hasSecurityEnvironment: boolean;
  /** An answer that waits for GET RESPONSE. */
  waiting: Uint8Array | null;
}

const initialState = (): VolatileState => ({
  isSelected: false,
  file: null,
  isVerified: false,
  hasSecurityEnvironment: false,
  waiting: null,
});

const createEportCard = (options: CardOptions): VirtualCard => {
  const triesAllowed = options.triesAllowed ?? 5;
  const memory = openCardMemory(options, options.dataDir, triesAllowed);
  const text = new TextEncoder();
  const { pin: pinLayout } = cardLayout;
  const pin = new Uint8Array(pinLayout.paddedLength).fill(pinLayout.paddingByte);
  pin.set(text.encode(options.pin));
  const files = new Map<number, Uint8Array>([
    [cardLayout.files.cardNumber, text.encode(options.cardNumber)],
    [cardLayout.files.holder, text.encode(options.holder)],
    [cardLayout.files.certificate, memory.certificate],
  ]);
  let state = initialState();

  const announce = (data: Uint8Array): Uint8Array => {
    state.waiting = data;
    return moreData(data.length);
  };

  const select = ({ p1, p2, data }: Command): Uint8Array => {
    if (p1 === 0x04) {
      if (!equalBytes(data, cardLayout.applicationId)) return answer(statusWords.notFound);
      state = { ...initialState(), isSelected: true };
      // An FCI template that names the application (ISO 7816-4, 7.4.3).
      const name = concatBytes(Uint8Array.of(0x84, data.length), data);
      return announce(concatBytes(Uint8Array.of(0x6f, name.length), name));
    }
    if (p1 !== 0x02 || p2 !== 0x0c) return answer(statusWords.wrongParameters);
    if (!state.isSelected) return answer(statusWords.notFound);
    const file = files.get(((data[0] ?? 0) << 8) | (data[1] ?? 0));
    if (data.length !== 2 || !file) return answer(statusWords.notFound);
    state.file = file;
    return answer(statusWords.done);
  };

  const readBinary = ({ p1, p2, expected }: Command): Uint8Array => {
    if (!state.file) return answer(statusWords.conditionsNotMet);
    const rest = state.file.subarray((p1 << 8) | p2);
    if (rest.length === 0) return answer(statusWords.wrongOffset);
    const available = Math.min(rest.length, cardLayout.longestRead);
    if (expected === null) return answer(statusWords.wrongLength);
    if (expected > available) return exactLength(available);
    return answer(statusWords.done, rest.slice(0, expected));
  };

  const getResponse = ({ expected }: Command): Uint8Array => {
    if (state.waiting === null) return answer(statusWords.conditionsNotMet);
    if (expected !== state.waiting.length) return exactLength(state.waiting.length);
    const data = state.waiting;
    state.waiting = null;
    return answer(statusWords.done, data);
  };

  const verify = ({ p1, p2, data }: Command): Uint8Array => {
    if (!state.isSelected) return answer(statusWords.conditionsNotMet);
    if (p1 !== 0 || p2 !== pinLayout.reference) return answer(statusWords.referenceNotFound);
    const tries = memory.triesLeft();
    if (tries === 0) return answer(statusWords.pinBlocked);
    // Without data it only asks for the counter (ISO 7816-4, VERIFY).
    if (data.length === 0) return state.isVerified ? answer(statusWords.done) : wrongPin(tries);
    if (data.length !== pinLayout.paddedLength) return answer(statusWords.wrongLength);
    memory.setTriesLeft(tries - 1);
    state.isVerified = equalBytes(data, pin);
    if (!state.isVerified) return wrongPin(tries - 1);
    memory.setTriesLeft(triesAllowed);
    return answer(statusWords.done);
  };

  const manageSecurityEnvironment = ({ p1, p2, data }: Command): Uint8Array => {
    if (p1 !== 0x41 || p2 !== 0xb6) return answer(statusWords.wrongParameters);
    // Control reference template: 84 = reference of the private key.
    if (!equalBytes(data, Uint8Array.of(0x84, 0x01, cardLayout.keyReference))) {
      return answer(statusWords.referenceNotFound);
    }
    state.hasSecurityEnvironment = true;
    return answer(statusWords.done);
  };

  const computeSignature = ({ p1, p2, data }: Command): Uint8Array => {
    if (p1 !== 0x9e || p2 !== 0x9a) return answer(statusWords.wrongParameters);
    if (!state.hasSecurityEnvironment) return answer(statusWords.conditionsNotMet);
    if (!state.isVerified) return answer(statusWords.notVerified);
    if (data.length !== 32) return answer(statusWords.wrongData);
    return announce(sm2SignDigest(memory.privateKey, data));
  };

  const instructions = new Map<number, (command: Command) => Uint8Array>([
    [0x20, verify],
    [0x22, manageSecurityEnvironment],
    [0x2a, computeSignature],
    [0xa4, select],
    [0xb0, readBinary],
    [0xc0, getResponse],
  ]);

  return {
    kind: 'eport',
    atr: eportAtr,
    reset: () => {
      state = initialState();
    },
    transmit: (bytes) => {
      if (bytes[0] !== 0) return answer(statusWords.unknownClass);
      const command = parseCommand(bytes);
      if (!command) return answer(statusWords.wrongLength);
      const run = instructions.get(command.instruction);
      if (!run) return answer(statusWords.unknownInstruction);
      // An answer waits for the next command only.
      if (command.instruction !== 0xc0) state.waiting = null;
      return run(command);
    },
  };
};

const strangers: Readonly<Record<Exclude<CardKind, 'eport'>, VirtualCard>> = {
  other: {
    kind: 'other',
    atr: otherAtr,
    transmit: (command) =>
      answer(command[1] === 0xa4 ? statusWords.notFound : statusWords.unknownInstruction),
    reset: () => undefined,
  },
  mute: {
    kind: 'mute',
    atr: new Uint8Array(),
    transmit: () => new Uint8Array(),
    reset: () => undefined,
  },
};

export const createCard = (options: CardOptions): VirtualCard => {
  const kind = options.kind ?? 'eport';
  return kind === 'eport' ? createEportCard(options) : strangers[kind];
};
