import type { CardState } from '../../src-shared/contract/schemas.ts';
import type { Result } from '../../src-shared/errors/result.ts';

/** The operator's card, taken for one signing session and held by this program alone. */
export interface OpenedCard {
  readonly sessionId: string;
  readonly readerName: string;
  readonly cardNumber: string;
  readonly holder: string;
  /** Tries left of the PIN, asked without using one; null where the card can't tell. */
  readonly triesLeft: number | null;
  readonly pinLength: { readonly least: number; readonly most: number };
  /** Upper-case hex. */
  readonly certificateSerial: string;
  /** DER, Base64. */
  readonly certificate: string;
  /** UTC milliseconds. */
  readonly certificateNotAfter: number;
}

/** What the rest of main sees of the card process. */
export interface CardClient {
  readonly state: () => CardState;
  readonly onState: (listener: (state: CardState) => void) => () => void;
  /** Takes the card with this number, exclusively; asks for no PIN and costs no try. */
  readonly openSession: (expectedCardNumber: string) => Promise<Result<OpenedCard>>;
  /**
   * Signs one payload (UTF-8 of canonical JSON) after the PIN was verified in this session.
   * SM2 over SM3(Z_A ‖ payload); the value is 64 bytes r‖s in Base64.
   */
  readonly sign: (sessionId: string, payload: string) => Promise<Result<string>>;
  /** Resets the card, so that its verified state ends, and gives it back. Never fails. */
  readonly closeSession: (sessionId: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}
