import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fromHex, toHex } from '../../src-shared/signature/bytes.ts';
import { sm2KeyPair } from '../../src-shared/signature/sm2.ts';
import { trainingAuthority } from '../certificate-authority.ts';

/** What a card remembers without power. */
export interface CardMemory {
  readonly privateKey: Uint8Array;
  readonly certificate: Uint8Array;
  readonly triesLeft: () => number;
  /** Written before the answer leaves, so that pulling the card never wins a try back. */
  readonly setTriesLeft: (tries: number) => void;
}

export interface CardIdentity {
  readonly cardNumber: string;
  readonly holder: string;
  readonly organisation?: string;
  readonly organisationCode?: string;
  /** UTC milliseconds, for a card whose certificate has run out. */
  readonly notBefore?: number;
  readonly notAfter?: number;
}

const hexBytes = z.string().transform((text) => fromHex(text));

const memorySchema = z.strictObject({
  privateKey: hexBytes,
  certificate: hexBytes,
  triesLeft: z.number().int().min(0),
});

type Contents = z.infer<typeof memorySchema>;

/** Opens `dataDir/<cardNumber>.json`, or personalises a new card there. */
export const openCardMemory = (
  identity: CardIdentity,
  dataDir: string,
  triesAllowed: number,
): CardMemory => {
  const file = join(dataDir, `${identity.cardNumber}.json`);

  const write = (contents: Contents): Contents => {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(
      `${file}.new`,
      JSON.stringify({
        privateKey: toHex(contents.privateKey),
        certificate: toHex(contents.certificate),
        triesLeft: contents.triesLeft,
      }),
    );
    renameSync(`${file}.new`, file);
    return contents;
  };

  const personalise = (): Contents => {
    const { publicKey, privateKey } = sm2KeyPair();
    const certificate = trainingAuthority().issue({
      organisation: '福州海丝货运代理有限公司',
      organisationCode: 'M000100Y4',
      ...identity,
      publicKey,
    });
    return write({ privateKey, certificate, triesLeft: triesAllowed });
  };

  const read = (): Contents | null => {
    try {
      return memorySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  };

  let contents = read() ?? personalise();
  return {
    privateKey: contents.privateKey,
    certificate: contents.certificate,
    triesLeft: () => contents.triesLeft,
    setTriesLeft: (triesLeft) => {
      contents = write({ ...contents, triesLeft });
    },
  };
};
