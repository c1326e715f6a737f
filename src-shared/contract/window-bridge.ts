import type { ChannelInput, ChannelName, ProgramEvent } from './channels.ts';
import type { PinAnswer } from './pin-port.ts';

/** What the preload puts into the window as `kakou`; nothing else of Electron reaches it. */
export interface WindowBridge {
  /** The answer is parsed by `src-renderer/bridge.ts`. */
  readonly invoke: <Name extends ChannelName>(
    name: Name,
    input: ChannelInput<Name>,
  ) => Promise<unknown>;
  readonly onEvent: (listener: (event: ProgramEvent | unknown) => void) => () => void;
  /** Sends the PIN straight to the card process and resolves with its answer. */
  readonly submitPin: (sessionId: string, pin: Uint8Array) => Promise<PinAnswer | unknown>;
}
