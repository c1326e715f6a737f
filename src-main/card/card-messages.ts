import { z } from 'zod';
import type { CardState } from '../../src-shared/contract/schemas.ts';
import { cardStateSchema, resultSchema } from '../../src-shared/contract/schemas.ts';
import type { Result } from '../../src-shared/errors/result.ts';

/** What main and the card process say to each other. PINs have a port of their own. */

export const cardEnvironmentSchema = z.object({
  provider: z.enum(['pcsc', 'simulated']),
  /** `host:port` of the simulated reader. */
  address: z.string().nullable(),
  profileFile: z.string(),
  /** The table of Ikeys; beside the profile where left out. */
  ikeyFile: z.string().exactOptional(),
});
export type CardEnvironment = z.infer<typeof cardEnvironmentSchema>;

export const openedCardSchema = z.object({
  sessionId: z.uuid(),
  readerName: z.string(),
  cardNumber: z.string(),
  holder: z.string(),
  triesLeft: z.number().int().nullable(),
  pinLength: z.object({ least: z.number().int(), most: z.number().int() }),
  certificateSerial: z.string(),
  certificate: z.string(),
  certificateNotAfter: z.number(),
});

/** 64 bytes r‖s, Base64. */
export const signatureSchema = z.base64().length(88);

export const cardRequestSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('openSession'), expectedCardNumber: z.string().max(64) }),
  z.strictObject({ name: z.literal('sign'), sessionId: z.uuid(), payload: z.string() }),
  z.strictObject({ name: z.literal('closeSession'), sessionId: z.uuid() }),
]);
export type CardRequest = z.infer<typeof cardRequestSchema>;

export const toCardProcessSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('start'), environment: cardEnvironmentSchema }),
  z.strictObject({
    type: z.literal('request'),
    id: z.number().int(),
    request: cardRequestSchema,
  }),
  /** Comes with one port. */
  z.strictObject({ type: z.literal('pinPort') }),
  z.strictObject({ type: z.literal('stop') }),
]);
export type ToCardProcess = z.infer<typeof toCardProcessSchema>;

const answerSchema = resultSchema(z.unknown());
export type ParsedAnswer = z.infer<typeof answerSchema>;

export const fromCardProcessSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('state'), state: cardStateSchema }),
  z.object({ type: z.literal('answer'), id: z.number().int(), answer: answerSchema }),
  /** The process can't work at all: its profile is unreadable. */
  z.object({ type: z.literal('unusable') }),
]);
export type FromCardProcess =
  | { readonly type: 'state'; readonly state: CardState }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Result<unknown> }
  | { readonly type: 'unusable' };
