import type { ChannelInput, ChannelName } from './channels.ts';

/** What the preload puts into the window as `kakou`; nothing else of Electron reaches it. */
export interface WindowBridge {
  /** The answer is parsed by `src-renderer/bridge.ts`. */
  readonly invoke: <Name extends ChannelName>(
    name: Name,
    input: ChannelInput<Name>,
  ) => Promise<unknown>;
  /** A `ProgramEvent`, parsed by the window; the value ends the listening. */
  readonly onEvent: (listener: (event: unknown) => void) => () => void;
  /** Draws everything in the window larger: 1 to 1.5 times. */
  readonly setZoom: (factor: number) => void;
  /** Sends the PIN straight to the card process and resolves with its `PinAnswer`. */
  readonly submitPin: (sessionId: string, pin: Uint8Array) => Promise<unknown>;
}
