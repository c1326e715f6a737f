import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fromHex, toHex } from '../../src-shared/signature/bytes.ts';
import { CardFault } from './card-fault.ts';

/**
 * What is specific to one kind of card, as data in `resources/card-profiles/`: the applet of the
 * real E-Port card is not public, so the program knows no card by heart.
 */

const hexBytes = z
  .string()
  .regex(/^(?:[0-9A-F]{2})+$/i)
  .transform((text) => fromHex(text));

const fileSchema = z.strictObject({
  /** The elementary file's identifier, two bytes. */
  id: hexBytes.refine((id) => id.length === 2),
  /** Where every card's file is as long; otherwise it is read to its end. */
  length: z.number().int().min(1).max(256).exactOptional(),
});

export const cardProfileSchema = z.strictObject({
  name: z.string(),
  source: z.string(),
  confidence: z.enum(['high', 'medium', 'low']),
  /** Hex with `.` for any digit; a card that matches none is never spoken to. Empty: any card. */
  atrPatterns: z.array(z.string().regex(/^(?:[0-9A-F.]{2})+$/i)),
  applicationId: hexBytes.refine((id) => id.length >= 5 && id.length <= 16),
  files: z.strictObject({ cardNumber: fileSchema, holder: fileSchema, certificate: fileSchema }),
  pin: z
    .strictObject({
      reference: z.number().int().min(0).max(255),
      least: z.number().int().min(1),
      most: z.number().int().max(64),
      /** Null where the PIN is sent as it is. */
      paddedLength: z.number().int().max(64).nullable(),
      paddingByte: z.number().int().min(0).max(255),
      characters: z.enum(['digits', 'printable']),
      /** Whether VERIFY without data tells the tries left; on some cards it costs a try. */
      triesQuery: z.boolean(),
    })
    .refine((pin) => pin.least <= pin.most)
    .refine((pin) => pin.paddedLength === null || pin.paddedLength >= pin.most),
  signing: z.strictObject({
    /** Data of MSE SET for the digital signature template (ISO 7816-4, control references). */
    securityEnvironment: hexBytes,
    signatureEncoding: z.enum(['raw', 'der']),
  }),
  algorithm: z.literal('SM2-SM3'),
});
export type CardProfile = z.infer<typeof cardProfileSchema>;

export const loadCardProfile = (file: string): CardProfile =>
  cardProfileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

export const matchesAtr = (profile: CardProfile, atr: Uint8Array): boolean =>
  profile.atrPatterns.length === 0 ||
  profile.atrPatterns.some((pattern) => new RegExp(`^${pattern}$`, 'i').test(toHex(atr)));

const allowedBytes: Readonly<Record<CardProfile['pin']['characters'], (byte: number) => boolean>> =
  {
    digits: (byte) => byte >= 0x30 && byte <= 0x39,
    printable: (byte) => byte >= 0x20 && byte <= 0x7e,
  };

/**
 * The bytes that VERIFY sends. A PIN that can't be right is refused here, before the card sees it:
 * it costs no try. The caller overwrites what it gets.
 */
export const paddedPin = ({ pin: rule }: CardProfile, pin: Uint8Array): Uint8Array => {
  const hasLength = pin.length >= rule.least && pin.length <= rule.most;
  if (!hasLength || !pin.every(allowedBytes[rule.characters]))
    throw new CardFault('card.pinFormat');
  const padded = new Uint8Array(rule.paddedLength ?? pin.length).fill(rule.paddingByte);
  padded.set(pin);
  return padded;
};
