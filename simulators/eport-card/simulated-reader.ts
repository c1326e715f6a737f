import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { VirtualCard } from './card.ts';
import { answerMessage, controls, createFrameReader, frame } from './framing.ts';

/**
 * A reader without PC/SC, for machines where no virtual driver can be installed. The framing of
 * vpcd mirrored: the program connects, sends control messages and APDUs, the reader answers. An
 * empty answer to the ATR's question, or to an APDU, means that no card is in.
 */
export interface SimulatedReader {
  readonly address: { readonly host: string; readonly port: number };
  readonly insert: (card: VirtualCard) => void;
  readonly remove: () => void;
  readonly close: () => Promise<void>;
}

export const startSimulatedReader = (
  options: { readonly port?: number; readonly host?: string } = {},
): Promise<SimulatedReader> =>
  new Promise((resolve, reject) => {
    const host = options.host ?? '127.0.0.1';
    const sockets = new Set<Socket>();
    let card: VirtualCard | null = null;
    /** A card that was put in again answers nothing until the program has powered it. */
    let isPowered = false;

    const answerTo = (body: Uint8Array): Uint8Array | null => {
      const isControl = body.length === 1;
      if (isControl && body[0] !== controls.answerToReset) {
        isPowered = card !== null && body[0] !== controls.powerOff;
        card?.reset();
        return null;
      }
      if (!card || (!isControl && !isPowered)) return new Uint8Array();
      return answerMessage(card, body);
    };

    const server = createServer((socket) => {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
      socket.on(
        'data',
        createFrameReader((body) => {
          const answer = answerTo(body);
          if (answer) socket.write(frame(answer));
        }),
      );
    });
    server.once('error', reject);
    server.listen(options.port ?? 0, host, () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        address: { host, port },
        insert: (inserted) => {
          inserted.reset();
          isPowered = false;
          card = inserted;
        },
        remove: () => {
          card?.reset();
          isPowered = false;
          card = null;
        },
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of sockets) socket.destroy();
          }),
      });
    });
  });
