import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { projectRoot } from '../../scripts/setup.mjs';
import type * as Bytes from '../../src-shared/signature/bytes.ts';
import { standardVector } from '../../src-shared/signature/sm2-vector.testing.ts';
import type * as Sm2 from '../../src-shared/signature/sm2.ts';
import { expect, test } from '../support/electron-app.ts';

test("the signature's test vectors hold inside Electron, whose crypto knows no SM2 and no SM3", async ({
  launch,
}) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kakou-desk-sm2-'));
  try {
    const source = (name: string): string => path.join(projectRoot, 'src-shared/signature', name);
    await build({
      configFile: false,
      logLevel: 'error',
      build: {
        outDir: folder,
        target: 'node20.18',
        lib: {
          entry: { sm2: source('sm2.ts'), bytes: source('bytes.ts') },
          formats: ['cjs'],
          fileName: (_format, name) => `${name}.cjs`,
        },
      },
    });
    const { app } = await launch({ args: ['--training'] });
    const computed = await app.evaluate(
      (_electron, { modules, vector }) => {
        const { createRequire } = process.getBuiltinModule('node:module');
        const load = createRequire(`${modules}/`);
        const sm2 = load('./sm2.cjs') as typeof Sm2;
        const bytes = load('./bytes.cjs') as typeof Bytes;
        const message = new TextEncoder().encode(vector.message);
        const publicKey = bytes.fromHex(vector.publicKey);
        const signature = bytes.fromHex(vector.signature);
        return {
          digest: bytes.toHex(sm2.sm2Digest(publicKey, message)),
          signature: bytes.toHex(
            sm2.sm2SignDigest(
              bytes.fromHex(vector.privateKey),
              bytes.fromHex(vector.digest),
              bytes.fromHex(vector.nonce),
            ),
          ),
          verified: sm2.sm2Verify(publicKey, message, signature),
          forged: sm2.sm2Verify(publicKey, new TextEncoder().encode('another'), signature),
        };
      },
      { modules: folder, vector: standardVector },
    );
    expect(computed).toEqual({
      digest: standardVector.digest,
      signature: standardVector.signature,
      verified: true,
      forged: false,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
