import { z } from 'zod';
import { channels, programEventSchema } from '../src-shared/contract/channels.ts';
import type {
  ChannelInput,
  ChannelName,
  ChannelValue,
  ProgramEvent,
} from '../src-shared/contract/channels.ts';
import { pinAnswerSchema } from '../src-shared/contract/pin-port.ts';
import type { PinAnswer } from '../src-shared/contract/pin-port.ts';
import { resultSchema } from '../src-shared/contract/schemas.ts';
import { failureOf } from '../src-shared/errors/error-kinds.ts';
import { failure, success } from '../src-shared/errors/result.ts';
import type { Result } from '../src-shared/errors/result.ts';

/** The contract, seen so that a channel's name leads to the types of its input and value. */
const contract: {
  readonly [Name in ChannelName]: {
    readonly input: z.ZodType<ChannelInput<Name>>;
    readonly value: z.ZodType<ChannelValue<Name>>;
  };
} = channels;

const anyResult = resultSchema(z.unknown());

const readAnswer = <Value>(schema: z.ZodType<Value>, answer: unknown): Result<Value> => {
  const result = anyResult.safeParse(answer);
  if (!result.success) return failure(failureOf('program.unexpected'));
  if (!result.data.ok) {
    const { triesLeft, ...error } = result.data.error;
    return failure(triesLeft === undefined ? error : { ...error, triesLeft });
  }
  const value = schema.safeParse(result.data.value);
  return value.success ? success(value.data) : failure(failureOf('program.unexpected'));
};

/**
 * Calls the main process. Parsing the input also makes plain objects of Vue's proxies, which can't
 * pass the bridge; nothing is ever thrown to the caller.
 */
export const invoke = async <Name extends ChannelName>(
  name: Name,
  input: ChannelInput<Name>,
): Promise<Result<ChannelValue<Name>>> => {
  const plainInput = contract[name].input.safeParse(input);
  if (!plainInput.success) return failure(failureOf('ipc.badPayload'));
  try {
    return readAnswer(contract[name].value, await window.kakou.invoke(name, plainInput.data));
  } catch {
    return failure(failureOf('program.unexpected'));
  }
};

/** Events that don't follow the contract are dropped: the next one or the next call corrects them. */
export const onProgramEvent = (listener: (event: ProgramEvent) => void): (() => void) =>
  window.kakou.onEvent((event) => {
    const known = programEventSchema.safeParse(event);
    if (known.success) listener(known.data);
  });

/** A driver that hangs must not hold the PIN dialog for good; main then ends the card process. */
const pinAnswerMilliseconds = 15_000;

const timedOut = (sessionId: string): Promise<PinAnswer> =>
  new Promise((resolve) => {
    setTimeout(() => {
      resolve({ sessionId, ok: false, error: failureOf('card.timeout') });
    }, pinAnswerMilliseconds);
  });

/** Sends the PIN to the card process and overwrites its bytes, whatever the answer. */
export const submitPin = async (sessionId: string, pin: Uint8Array): Promise<PinAnswer> => {
  const unexpected: PinAnswer = { sessionId, ok: false, error: failureOf('program.unexpected') };
  try {
    const answer = pinAnswerSchema.safeParse(
      await Promise.race([window.kakou.submitPin(sessionId, pin), timedOut(sessionId)]),
    );
    return answer.success ? answer.data : unexpected;
  } catch {
    return unexpected;
  } finally {
    pin.fill(0);
  }
};
