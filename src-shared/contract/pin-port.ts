import { z } from 'zod';
import { failureSchema } from './schemas.ts';

/**
 * What passes between the PIN dialog and the card process, over a MessagePort of their own: main
 * never sees a PIN. The bytes are ASCII; both ends overwrite them after use.
 */
export const pinRequestSchema = z.strictObject({
  sessionId: z.uuid(),
  pin: z.instanceof(Uint8Array).refine((pin) => pin.length <= 64),
});
export type PinRequest = z.infer<typeof pinRequestSchema>;

export const pinAnswerSchema = z.discriminatedUnion('ok', [
  z.strictObject({ sessionId: z.uuid(), ok: z.literal(true) }),
  z.strictObject({ sessionId: z.uuid(), ok: z.literal(false), error: failureSchema }),
]);
export type PinAnswer = z.infer<typeof pinAnswerSchema>;
