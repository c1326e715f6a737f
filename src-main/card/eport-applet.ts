import { concatBytes } from '../../src-shared/signature/bytes.ts';
import { derLength } from '../../src-shared/signature/certificate.ts';
import { signatureFromDer } from '../../src-shared/signature/sm2.ts';
import { CardFault } from './card-fault.ts';
import { paddedPin } from './card-profile.ts';
import type { CardProfile } from './card-profile.ts';
import { exchange, exchangeOnce } from './command.ts';
import type { Command } from './command.ts';
import { statusFault } from './status-words.ts';
import type { CardStep } from './status-words.ts';
import type { CardConnection } from './transport.ts';

/** The applet of an E-Port card as its profile describes it (ISO 7816-4 and -8). */
export interface EportApplet {
  /** Must come first, and again after a reset. */
  readonly select: () => Promise<void>;
  readonly readCardNumber: () => Promise<string>;
  readonly readHolder: () => Promise<string>;
  readonly readCertificate: () => Promise<Uint8Array>;
  /** Tries left of the PIN, without using one; null where the card can't tell. */
  readonly triesLeft: () => Promise<number | null>;
  readonly verify: (pin: Uint8Array) => Promise<void>;
  /** Signs a digest of 32 bytes; 64 bytes r‖s. */
  readonly sign: (digest: Uint8Array) => Promise<Uint8Array>;
}

const done = 0x9000;
/** No card's file is longer. */
const longestFile = 16_384;
/** Status words at an offset behind the end of a file. */
const endOfFile: readonly number[] = [0x6b00, 0x6282, 0x6a86];

const verifyInstruction = 0x20;

/** Fixed-length files are filled up with zeros, blanks or FF. */
const trimFiller = (bytes: Uint8Array): Uint8Array => {
  let end = bytes.length;
  while (end > 0 && [0x00, 0x20, 0xff].includes(bytes[end - 1] ?? -1)) end -= 1;
  return bytes.subarray(0, end);
};

export const createEportApplet = (
  connection: CardConnection,
  profile: CardProfile,
): EportApplet => {
  const run = async (step: CardStep, command: Command): Promise<Uint8Array> => {
    const { data, statusWord } = await exchange(connection, command);
    if (statusWord !== done) throw statusFault(step, statusWord);
    return data;
  };

  /** Reads to the end, or as far as `lengthOf` says once it can tell from what has come. */
  const readFile = async (
    file: CardProfile['files'][keyof CardProfile['files']],
    lengthOf: (soFar: Uint8Array) => number | null,
  ): Promise<Uint8Array> => {
    await run('read', { instruction: 0xa4, p1: 0x02, p2: 0x0c, data: file.id });
    let content: Uint8Array = new Uint8Array();
    while (content.length < longestFile) {
      const length = lengthOf(content);
      if (length !== null && content.length >= length) return content.subarray(0, length);
      const { data, statusWord } = await exchange(connection, {
        instruction: 0xb0,
        p1: content.length >> 8,
        p2: content.length & 0xff,
        expected: length === null ? 256 : Math.min(length - content.length, 256),
      });
      const isEnd = endOfFile.includes(statusWord);
      if (statusWord !== done && !isEnd) throw statusFault('read', statusWord);
      content = concatBytes(content, data);
      if (isEnd || data.length === 0) return content;
    }
    return content;
  };

  const readText = async (file: CardProfile['files']['holder']): Promise<string> =>
    new TextDecoder().decode(trimFiller(await readFile(file, () => file.length ?? null)));

  const { reference } = profile.pin;

  const triesLeft = async (): Promise<number | null> => {
    if (!profile.pin.triesQuery) return null;
    const query = { instruction: verifyInstruction, p1: 0, p2: reference };
    const { statusWord } = await exchangeOnce(connection, query);
    if ((statusWord & 0xfff0) === 0x63c0) return statusWord & 0xf;
    return statusWord === 0x6983 || statusWord === 0x6984 ? 0 : null;
  };

  return {
    select: async () => {
      await run('select', {
        instruction: 0xa4,
        p1: 0x04,
        p2: 0x00,
        data: profile.applicationId,
        expected: 256,
      });
    },
    readCardNumber: () => readText(profile.files.cardNumber),
    readHolder: () => readText(profile.files.holder),
    readCertificate: () => readFile(profile.files.certificate, derLength),
    triesLeft,

    verify: async (pin) => {
      const data = paddedPin(profile, pin);
      try {
        const command = { instruction: verifyInstruction, p1: 0, p2: reference, data };
        const { statusWord } = await exchangeOnce(connection, command);
        if (statusWord === done) return;
        const fault = statusFault('verify', statusWord);
        if (fault.kind !== 'card.wrongPinUnknownTries') throw fault;
        const tries = await triesLeft();
        if (tries === 0) throw new CardFault('card.blocked');
        throw tries === null ? fault : new CardFault('card.wrongPin', { tries });
      } finally {
        data.fill(0);
      }
    },

    sign: async (digest) => {
      await run('sign', {
        instruction: 0x22,
        p1: 0x41,
        p2: 0xb6,
        data: profile.signing.securityEnvironment,
      });
      const signature = await run('sign', {
        instruction: 0x2a,
        p1: 0x9e,
        p2: 0x9a,
        data: digest,
        expected: 256,
      });
      const raw =
        profile.signing.signatureEncoding === 'der' ? signatureFromDer(signature) : signature;
      if (raw?.length !== 64) throw new CardFault('card.refusedCommand', { statusWord: '9000' });
      return raw;
    },
  };
};
