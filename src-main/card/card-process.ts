import type { MessagePortMain } from 'electron';
import { createCardService } from './card-service.ts';
import type { PinPort } from './card-service.ts';

/**
 * Entry of the card's utility process: a driver that crashes or hangs takes no form with it. All it
 * does is to connect Electron's ports with the service.
 */

const pinPort = (port: MessagePortMain): PinPort => ({
  onMessage: (listener) => {
    port.on('message', ({ data }) => listener(data));
    port.start();
  },
  post: (answer) => port.postMessage(answer),
});

const { parentPort } = process;

const service = createCardService({
  post: (message) => parentPort.postMessage(message),
  onStopped: () => process.exit(0),
});

parentPort.on('message', ({ data, ports }) => service.receive(data, ports.map(pinPort)));
