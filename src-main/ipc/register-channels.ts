import { ipcMain } from 'electron';
import type { IpcMainInvokeEvent } from 'electron';
import { channels } from '../../src-shared/contract/channels.ts';
import type {
  ChannelInput,
  ChannelName,
  ChannelValue,
} from '../../src-shared/contract/channels.ts';
import { invokeChannel, windowOrigin } from '../../src-shared/contract/wire-names.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure } from '../../src-shared/errors/result.ts';
import type { Failure, Result } from '../../src-shared/errors/result.ts';
import type { Log } from '../log/log.ts';
import { answerCall } from './answer-call.ts';

/** One function for each channel of the contract. */
export type Handlers = {
  readonly [Name in ChannelName]: (
    input: ChannelInput<Name>,
  ) => Result<ChannelValue<Name>> | Promise<Result<ChannelValue<Name>>>;
};

/** Only the main frame of our own window may call; the URL is parsed, never compared by its text. */
const isOwnWindow = (event: IpcMainInvokeEvent, allowedOrigins: readonly string[]): boolean => {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null || frame !== event.sender.mainFrame) return false;
  if (!URL.canParse(frame.url)) return false;
  const { protocol, host } = new URL(frame.url);
  return allowedOrigins.includes(`${protocol}//${host}`);
};

/** Registers the whole contract: checks the sender, parses the input, answers a `Result`. */
export const registerChannels = (
  handlers: Handlers,
  parts: {
    readonly log: Log;
    /** The clerk's words for an error that a service threw, where there are any. */
    readonly explain: (error: unknown) => Failure | null;
    /** The dev server's origin while developing. */
    readonly developmentOrigin: string | null;
  },
): void => {
  const origins = [
    windowOrigin,
    ...(parts.developmentOrigin === null ? [] : [parts.developmentOrigin]),
  ];
  const register = (name: ChannelName): void => {
    ipcMain.handle(invokeChannel(name), async (event, input: unknown) => {
      if (!isOwnWindow(event, origins)) {
        parts.log.write('warning', 'a call from a foreign sender was refused', { channel: name });
        return failure(failureOf('ipc.forbiddenSender'));
      }
      return answerCall(name, channels[name].input, handlers[name], input, parts);
    });
  };
  for (const name of Object.keys(channels) as ChannelName[]) register(name);
};
