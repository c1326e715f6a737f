import { concatBytes } from '../../src-shared/signature/bytes.ts';
import { CardFault } from './card-fault.ts';
import type { CardConnection } from './transport.ts';

/** A short command APDU (ISO 7816-4, 5.1) of class 00. */
export interface Command {
  readonly instruction: number;
  readonly p1: number;
  readonly p2: number;
  readonly data?: Uint8Array;
  /** Ne, 1 to 256; left out where no answer data is expected. */
  readonly expected?: number;
}

export interface Answer {
  readonly data: Uint8Array;
  readonly statusWord: number;
}

/** No file of a card is as long; what goes on for longer is no card. */
const longestAnswer = 65_536;

const encode = (command: Command, protocol: CardConnection['protocol']): Uint8Array => {
  const { instruction, p1, p2, data, expected } = command;
  const body = data && data.length > 0 ? [Uint8Array.of(data.length), data] : [];
  // T=0 has no place for Lc and Le at once: the card announces its answer (61xx).
  const hasExpected = expected !== undefined && (body.length === 0 || protocol === 'T1');
  return concatBytes(
    Uint8Array.of(0x00, instruction, p1, p2),
    ...body,
    hasExpected ? Uint8Array.of(expected & 0xff) : new Uint8Array(),
  );
};

const split = (response: Uint8Array): Answer => {
  const [high, low] = response.subarray(-2);
  if (high === undefined || low === undefined) throw new CardFault('card.unresponsive');
  return { data: response.slice(0, -2), statusWord: high * 256 + low };
};

/** One exchange and nothing else: for VERIFY, which must never go out twice by itself. */
export const exchangeOnce = async (
  connection: CardConnection,
  command: Command,
): Promise<Answer> => {
  const bytes = encode(command, connection.protocol);
  try {
    return split(await connection.transmit(bytes));
  } finally {
    bytes.fill(0);
  }
};

/** One exchange with what T=0 adds: 6Cxx is asked again with the right Le, 61xx is fetched. */
export const exchange = async (connection: CardConnection, command: Command): Promise<Answer> => {
  let answer = await exchangeOnce(connection, command);
  if (answer.statusWord >> 8 === 0x6c && command.expected !== undefined) {
    answer = await exchangeOnce(connection, {
      ...command,
      expected: answer.statusWord & 0xff || 256,
    });
  }
  let data = answer.data;
  while (answer.statusWord >> 8 === 0x61 && data.length < longestAnswer) {
    const rest = { instruction: 0xc0, p1: 0, p2: 0, expected: answer.statusWord & 0xff || 256 };
    answer = await exchangeOnce(connection, rest);
    if (answer.statusWord >> 8 === 0x6c) {
      answer = await exchangeOnce(connection, {
        ...rest,
        expected: answer.statusWord & 0xff || 256,
      });
    }
    // A card that announces more and gives nothing would be asked for ever.
    if (answer.statusWord >> 8 === 0x61 && answer.data.length === 0) break;
    data = concatBytes(data, answer.data);
  }
  return { data, statusWord: answer.statusWord };
};
