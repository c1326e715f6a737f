import { contextBridge, ipcRenderer, webFrame } from 'electron';
import type { WindowBridge } from '../src-shared/contract/window-bridge.ts';
import { eventChannel, invokeChannel, pinPortChannel } from '../src-shared/contract/wire-names.ts';
import { failureOf } from '../src-shared/errors/error-kinds.ts';

/**
 * The only bridge to the window. It passes what it is given: main parses every input, the window
 * every answer. The PIN goes over a port of its own that ends in the card process.
 */
let pinPort: MessagePort | null = null;
const waitingForPin = new Map<string, (answer: unknown) => void>();

/** Nobody will answer: the card process is gone, or not there yet. */
const unanswered = (sessionId: string): unknown => ({
  sessionId,
  ok: false,
  error: failureOf('card.processStopped'),
});

const sessionOf = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'sessionId' in answer
    ? String(answer.sessionId)
    : '';

ipcRenderer.on(pinPortChannel, (event) => {
  pinPort?.close();
  pinPort = event.ports[0] ?? null;
  for (const [sessionId, resolve] of waitingForPin) resolve(unanswered(sessionId));
  waitingForPin.clear();
  if (pinPort === null) return;
  pinPort.onmessage = (message: MessageEvent<unknown>) => {
    const answer = message.data;
    const sessionId = sessionOf(answer);
    waitingForPin.get(sessionId)?.(answer);
    waitingForPin.delete(sessionId);
  };
});

const bridge: WindowBridge = {
  invoke: (name, input) => ipcRenderer.invoke(invokeChannel(name), input),
  onEvent: (listener) => {
    const forward = (_event: unknown, programEvent: unknown): void => {
      listener(programEvent);
    };
    ipcRenderer.on(eventChannel, forward);
    return () => {
      ipcRenderer.removeListener(eventChannel, forward);
    };
  },
  setZoom: (factor) => {
    if (factor >= 1 && factor <= 1.5) webFrame.setZoomFactor(factor);
  },
  submitPin: (sessionId, pin) =>
    new Promise((resolve) => {
      if (pinPort === null) {
        resolve(unanswered(sessionId));
        return;
      }
      waitingForPin.set(sessionId, resolve);
      pinPort.postMessage({ sessionId, pin });
      pin.fill(0);
    }),
};

contextBridge.exposeInMainWorld('kakou', bridge);
