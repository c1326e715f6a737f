/**
 * The border to readers: another binding (the E-Port control, HID) is one more file with this
 * interface. Whatever goes wrong behind it is thrown as a `CardFault`.
 */

export interface TransportReader {
  readonly name: string;
  readonly presence: 'empty' | 'present' | 'mute';
  /** Some program, this one or another, is connected to the card. */
  readonly isHeld: boolean;
  readonly atr: Uint8Array;
  /** Changes with every insertion, so that a card put in again is read again. */
  readonly insertion: number;
}

export interface ReaderSnapshot {
  readonly service: 'running' | 'stopped' | 'unavailable';
  readonly readers: readonly TransportReader[];
}

export interface CardConnection {
  readonly readerName: string;
  /** With T=0 a command never carries data and Le at once; the answer is fetched (61xx). */
  readonly protocol: 'T0' | 'T1';
  readonly transmit: (command: Uint8Array) => Promise<Uint8Array>;
  /** Resets the card and stays connected. */
  readonly reset: () => Promise<void>;
  /** Gives the card back, reset or as it is. Never throws: a card that is gone is given back. */
  readonly disconnect: (disposition: 'reset' | 'leave') => Promise<void>;
}

export interface CardTransport {
  readonly provider: 'pcsc' | 'simulated';
  readonly list: () => Promise<readonly TransportReader[]>;
  /** Tells the readers now and after changes; the returned function stops it. */
  readonly watch: (onSnapshot: (snapshot: ReaderSnapshot) => void) => () => void;
  /** Exclusively: nobody else speaks to the card until it is given back. */
  readonly connect: (readerName: string) => Promise<CardConnection>;
  /** Ends what goes on in the background; afterwards the process can end. */
  readonly close: () => Promise<void>;
}
