import type { z } from 'zod';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure } from '../../src-shared/errors/result.ts';
import type { Failure, Result } from '../../src-shared/errors/result.ts';
import type { Log } from '../log/log.ts';

/**
 * One call from the window: a wrong payload is refused with a code, what a service throws becomes
 * an answer, and neither is ever thrown over the border.
 */
export const answerCall = async (
  name: string,
  schema: z.ZodType,
  handler: (input: never) => Result<unknown> | Promise<Result<unknown>>,
  input: unknown,
  parts: { readonly log: Log; readonly explain: (error: unknown) => Failure | null },
): Promise<Result<unknown>> => {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    parts.log.write('warning', 'a call with a wrong payload was refused', {
      channel: name,
      // Paths and kinds only: the values may be anything that a clerk typed.
      issues: parsed.error.issues.map(({ code, path }) => ({ code, path: path.map(String) })),
    });
    return failure(failureOf('ipc.badPayload'));
  }
  try {
    return await handler(parsed.data as never);
  } catch (error) {
    parts.log.write('error', 'a call failed', { channel: name, error });
    return failure(parts.explain(error) ?? failureOf('program.unexpected'));
  }
};
