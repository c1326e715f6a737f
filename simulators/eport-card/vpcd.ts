import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { VirtualCard } from './card.ts';
import { answerMessage, createFrameReader, frame } from './framing.ts';

/** The driver's first reader listens here, its second one port higher. */
export const firstVpcdPort = 35963;

export interface InsertedCard {
  readonly remove: () => Promise<void>;
}

/** Puts a card into a reader of the vpcd driver: connecting is inserting, closing is removing. */
export const insertIntoVpcd = (
  card: VirtualCard,
  readerIndex: number,
  /** The driver closed the connection: the service ended. */
  onGone: () => void = () => undefined,
): Promise<InsertedCard> =>
  new Promise((resolve, reject) => {
    const socket: Socket = connect({ host: '127.0.0.1', port: firstVpcdPort + readerIndex });
    let isRemoved = false;
    // Otherwise Nagle's algorithm holds small answers back until the driver acknowledges.
    socket.setNoDelay(true);
    const read = createFrameReader((body) => {
      const answer = answerMessage(card, body);
      if (answer) socket.write(frame(answer));
    });
    socket.on('data', read);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      // The service going away is like the reader being unplugged; the card only loses its power.
      socket.on('error', () => undefined);
      socket.once('close', () => {
        card.reset();
        if (!isRemoved) onGone();
      });
      resolve({
        remove: () =>
          new Promise((removed) => {
            if (socket.destroyed) return removed();
            isRemoved = true;
            socket.once('close', () => removed());
            socket.destroy();
          }),
      });
    });
  });
