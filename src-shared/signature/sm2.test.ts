import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concatBytes, fromHex, toHex } from './bytes.ts';
import {
  isSm2PublicKey,
  signatureFromDer,
  signatureToDer,
  sm2Digest,
  sm2KeyPair,
  sm2PublicKeyOf,
  sm2SignDigest,
  sm2Verify,
  sm2VerifyDigest,
} from './sm2.ts';
import type { Sm2KeyPair } from './sm2.ts';
import { standardVector } from './sm2-vector.testing.ts';

const standard = {
  message: new TextEncoder().encode(standardVector.message),
  privateKey: fromHex(standardVector.privateKey),
  publicKey: fromHex(standardVector.publicKey),
  nonce: fromHex(standardVector.nonce),
  digest: standardVector.digest,
  signature: standardVector.signature,
};

const curveOrder = 'FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123';

describe('the vectors of GM/T 0003.5', () => {
  it('give the digest e of the standard', () => {
    expect(toHex(sm2Digest(standard.publicKey, standard.message))).toBe(standard.digest);
  });

  it('give the public key and the signature of the standard', () => {
    expect(sm2PublicKeyOf(standard.privateKey)).toEqual(standard.publicKey);
    const signature = sm2SignDigest(standard.privateKey, fromHex(standard.digest), standard.nonce);
    expect(toHex(signature)).toBe(standard.signature);
    expect(sm2Verify(standard.publicKey, standard.message, signature)).toBe(true);
  });
});

describe('a signature is refused', () => {
  const signature = fromHex(standard.signature);
  const withHalves = (r: string, s: string): Uint8Array => fromHex(r + s);
  const r = standard.signature.slice(0, 64);
  const s = standard.signature.slice(64);
  const plusOrder = (half: string): string =>
    ((BigInt(`0x${half}`) + BigInt(`0x${curveOrder}`)) & ((1n << 256n) - 1n))
      .toString(16)
      .padStart(64, '0');

  it.each([
    ['another message', standard.publicKey, signature, 'message digesT'],
    ['a changed signature', standard.publicKey, withHalves(s, r), 'message digest'],
    ['r of zero', standard.publicKey, withHalves('0'.repeat(64), s), 'message digest'],
    ['s of zero', standard.publicKey, withHalves(r, '0'.repeat(64)), 'message digest'],
    ['r of the order', standard.publicKey, withHalves(curveOrder, s), 'message digest'],
    ['s beyond the order', standard.publicKey, withHalves(r, plusOrder(s)), 'message digest'],
    ['a short signature', standard.publicKey, signature.subarray(1), 'message digest'],
    ['another key', sm2KeyPair().publicKey, signature, 'message digest'],
    ['a key that is no point', new Uint8Array(65).fill(4), signature, 'message digest'],
    ['a key of another length', new Uint8Array(33).fill(2), signature, 'message digest'],
  ])('for %s', (_name, publicKey, candidate, text) => {
    expect(sm2Verify(publicKey, new TextEncoder().encode(text), candidate)).toBe(false);
  });
});

/**
 * A signature of our choice and the digest made for it: r and s that are equal modulo the order, or
 * that are none, satisfy the same equation, and only the standard's range tells them.
 */
const signatureWith = (r: bigint, s: bigint): { digest: Uint8Array; signature: Uint8Array } => {
  const order = BigInt(`0x${curveOrder}`);
  const number = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`);
  const modulo = (value: bigint): bigint => ((value % order) + order) % order;
  const bytes = (value: bigint): Uint8Array => fromHex(value.toString(16).padStart(64, '0'));
  const k = modulo(s + (r + s) * number(standard.privateKey));
  const x = number(sm2PublicKeyOf(bytes(k)).subarray(1, 33));
  return { digest: bytes(modulo(r - x)), signature: concatBytes(bytes(r), bytes(s)) };
};

describe('r and s', () => {
  const order = BigInt(`0x${curveOrder}`);
  const isAccepted = (r: bigint, s: bigint): boolean => {
    const { digest, signature } = signatureWith(r, s);
    return sm2VerifyDigest(standard.publicKey, digest, signature);
  };
  it('lie between 1 and the order, whatever else would satisfy the equation', () => {
    for (const half of [1n, 7n, order - 1n]) {
      expect([isAccepted(half, 3n), isAccepted(3n, half)]).toEqual([true, true]);
    }
    for (const half of [0n, order, order + 7n]) {
      expect([isAccepted(half, 3n), isAccepted(3n, half)]).toEqual([false, false]);
    }
  });
  it('and the digest have 32 bytes, with no zero before them', () => {
    const { digest, signature } = signatureWith(5n, 7n);
    const zero = Uint8Array.of(0);
    expect(sm2VerifyDigest(standard.publicKey, concatBytes(zero, digest), signature)).toBe(false);
    const longer = concatBytes(signature.subarray(0, 32), zero, signature.subarray(32));
    expect(sm2VerifyDigest(standard.publicKey, digest, longer)).toBe(false);
  });
});

describe('what has another length', () => {
  const digest = fromHex(standard.digest);
  const signature = fromHex(standard.signature);
  it('is no key, no digest and no signature to be checked', () => {
    expect(sm2VerifyDigest(standard.publicKey, digest, signature)).toBe(true);
    expect(sm2VerifyDigest(standard.publicKey, digest.subarray(1), signature)).toBe(false);
    expect(sm2VerifyDigest(standard.publicKey.subarray(1), digest, signature)).toBe(false);
    expect(sm2VerifyDigest(new Uint8Array(65).fill(4), digest, signature)).toBe(false);
    const compressed = concatBytes(Uint8Array.of(2), standard.publicKey.subarray(1, 33));
    expect(sm2VerifyDigest(compressed, digest, signature)).toBe(false);
    expect(isSm2PublicKey(standard.publicKey)).toBe(true);
    expect(isSm2PublicKey(compressed)).toBe(false);
    const hybrid = concatBytes(Uint8Array.of(6), standard.publicKey.subarray(1));
    expect(isSm2PublicKey(hybrid)).toBe(false);
    expect(isSm2PublicKey(new Uint8Array(65).fill(4))).toBe(false);
  });
  it('is named where a signature is made', () => {
    const { privateKey, publicKey } = standard;
    expect(() => sm2Digest(publicKey.subarray(1), digest)).toThrow(
      'An SM2 public key must have 65 bytes',
    );
    expect(() => sm2PublicKeyOf(privateKey.subarray(1))).toThrow(
      'An SM2 private key must have 32 bytes',
    );
    expect(() => sm2SignDigest(privateKey.subarray(1), digest)).toThrow(
      'An SM2 private key must have 32 bytes',
    );
    expect(() => sm2SignDigest(privateKey, digest.subarray(1))).toThrow(
      'An SM3 digest must have 32 bytes',
    );
    expect(() => signatureToDer(signature.subarray(1))).toThrow(
      'An SM2 signature must have 64 bytes',
    );
  });
  it('never comes out: keys keep their length where they begin with zeros', () => {
    for (let round = 0; round < 300; round += 1) {
      const { publicKey, privateKey } = sm2KeyPair();
      expect([publicKey.length, privateKey.length]).toEqual([65, 32]);
    }
  });
});

describe('DER of signatures', () => {
  it('goes there and back, also where r or s begin with zeros or a high bit', () => {
    const halves = [
      '00'.repeat(32),
      '00'.repeat(31) + '01',
      'FF'.repeat(32),
      '00' + '7F'.repeat(31),
      '80' + '00'.repeat(31),
    ];
    for (const r of halves) {
      for (const s of halves) {
        expect(toHex(signatureFromDer(signatureToDer(fromHex(r + s))) ?? new Uint8Array())).toBe(
          r + s,
        );
      }
    }
  });

  it.each([
    '',
    '30',
    '3003020101',
    '300802020001' + '02020001',
    '300702020001' + '020101',
    '3006020180' + '020101',
    '30070202FF01' + '020101',
    '3006020101020101' + '00',
    '3007020101020101' + '00',
    '3006020101' + '020201',
    '3106020101020101',
    '3007020101020101',
    '3006030101020101',
    '3006020101030101',
    '300402000200',
    '3006020201020101',
    '3007020101' + '02017F01',
    '30' + '26' + '0221' + '01' + '00'.repeat(32) + '020101',
    '30' + '27' + '0222' + '00' + '80' + '00'.repeat(32) + '020101',
  ])('is not read from %s', (hex) => {
    expect(signatureFromDer(fromHex(hex))).toBeNull();
  });
});

/** OpenSSL signs SM2 with an empty user id unless told otherwise, which Node can't. */
const opensslDigest = (publicKey: Uint8Array, message: Uint8Array): Uint8Array => {
  const curve = fromHex(
    'FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC' +
      '28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93' +
      '32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7' +
      'BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0',
  );
  const identity = createHash('sm3')
    .update(concatBytes(Uint8Array.of(0, 0), curve, publicKey.subarray(1)))
    .digest();
  return createHash('sm3').update(identity).update(message).digest();
};

const keyObjects = ({ publicKey, privateKey }: Sm2KeyPair) => {
  // RFC 5915 and RFC 5480 structures; Node's JWK knows no SM2.
  const algorithm = fromHex('301306072A8648CE3D020106082A811CCF5501822D');
  const sequence = (...parts: Uint8Array[]): Uint8Array => {
    const content = concatBytes(...parts);
    const length = content.length < 0x80 ? [content.length] : [0x81, content.length];
    return concatBytes(Uint8Array.of(0x30, ...length), content);
  };
  const inner = sequence(fromHex('020101'), fromHex('0420'), privateKey);
  const privateInformation = sequence(
    fromHex('020100'),
    algorithm,
    Uint8Array.of(0x04, inner.length),
    inner,
  );
  const publicInformation = sequence(algorithm, fromHex('034200'), publicKey);
  return {
    privateKey: createPrivateKey({
      key: Buffer.from(privateInformation),
      format: 'der',
      type: 'pkcs8',
    }),
    publicKey: createPublicKey({
      key: Buffer.from(publicInformation),
      format: 'der',
      type: 'spki',
    }),
  };
};

describe('beside OpenSSL', () => {
  const pair = sm2KeyPair();
  const keys = keyObjects(pair);
  const message = new TextEncoder().encode('闽A12345 的申报');

  it('our Z_A and SM3 are those of the standard, hashed by OpenSSL', () => {
    const userId = new TextEncoder().encode('1234567812345678');
    const curve = fromHex(
      'FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC' +
        '28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93' +
        '32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7' +
        'BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0',
    );
    const identity = createHash('sm3')
      .update(concatBytes(Uint8Array.of(0, 128), userId, curve, pair.publicKey.subarray(1)))
      .digest();
    const digest = createHash('sm3').update(identity).update(message).digest('hex');
    expect(toHex(sm2Digest(pair.publicKey, message)).toLowerCase()).toBe(digest);
  });

  it('OpenSSL accepts what we sign', () => {
    const signature = sm2SignDigest(pair.privateKey, opensslDigest(pair.publicKey, message));
    expect(verify('sm3', message, keys.publicKey, signatureToDer(signature))).toBe(true);
  });

  it('we accept what OpenSSL signs', () => {
    for (let round = 0; round < 20; round += 1) {
      const signature = signatureFromDer(sign('sm3', message, keys.privateKey));
      expect(signature).not.toBeNull();
      expect(
        sm2VerifyDigest(
          pair.publicKey,
          opensslDigest(pair.publicKey, message),
          signature ?? new Uint8Array(),
        ),
      ).toBe(true);
    }
  });
});
