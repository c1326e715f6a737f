/**
 * How the training card is laid out. `resources/card-profiles/training.json` says the same for the
 * host's side; a test holds the two together.
 */
export const cardLayout = {
  /** A proprietary identifier that nobody registered (ISO 7816-4: first digit F): F0 "KAKOU" 01. */
  applicationId: Uint8Array.of(0xf0, 0x4b, 0x41, 0x4b, 0x4f, 0x55, 0x01),
  files: { cardNumber: 0x0001, holder: 0x0002, certificate: 0x0003 },
  pin: { reference: 0x81, least: 8, most: 8, paddedLength: 8, paddingByte: 0xff },
  keyReference: 0x01,
  /** The most that one READ BINARY gives. */
  longestRead: 0xe0,
} as const;

/** T=0, five historical bytes "KAKOU". */
export const eportAtr = Uint8Array.of(0x3b, 0x05, 0x4b, 0x41, 0x4b, 0x4f, 0x55);
/** T=0, four historical bytes "BANK": some other application's card. */
export const otherAtr = Uint8Array.of(0x3b, 0x04, 0x42, 0x41, 0x4e, 0x4b);
