import { concatBytes } from '../../src-shared/signature/bytes.ts';
import type { VirtualCard } from './card.ts';

/**
 * The framing of the vpcd driver (vsmartcard): every message is a length of two bytes, big-endian,
 * and a body. A body of one byte is a control message, anything else a command APDU.
 */
export const controls = { powerOff: 0, powerOn: 1, reset: 2, answerToReset: 4 } as const;

export const frame = (body: Uint8Array): Uint8Array =>
  concatBytes(Uint8Array.of(body.length >> 8, body.length & 0xff), body);

/** Collects bytes as they come and calls back with each whole body. */
export const createFrameReader = (
  onBody: (body: Uint8Array) => void,
): ((bytes: Uint8Array) => void) => {
  let pending: Uint8Array = new Uint8Array();
  return (bytes) => {
    pending = concatBytes(pending, bytes);
    for (;;) {
      const [high, low] = pending;
      if (high === undefined || low === undefined) return;
      const end = 2 + high * 256 + low;
      if (pending.length < end) return;
      const body = pending.slice(2, end);
      pending = pending.slice(end);
      onBody(body);
    }
  };
};

/** A mute card's answer to reset: too long for any reader to accept (ISO 7816-3: 33 at most). */
const unusableAnswerToReset = new Uint8Array(40).fill(0xff);

/** What a card answers to one message; null for control messages without an answer. */
export const answerMessage = (card: VirtualCard, body: Uint8Array): Uint8Array | null => {
  if (body.length !== 1) return card.transmit(body);
  if (body[0] === controls.answerToReset) {
    return card.kind === 'mute' ? unusableAnswerToReset : card.atr;
  }
  card.reset();
  return null;
};
