import { sm2 } from 'sm-crypto-v2';
import { concatBytes, fromHex, toHex } from './bytes.ts';

/**
 * SM2 signatures over SM3 digests (GB/T 32918.2, GM/T 0003.2) as E-Port cards make them.
 * Nothing here leans on `node:crypto`: Electron's own has neither SM2 nor SM3.
 *
 * Public keys are 65 bytes 04‖x‖y, private keys 32 bytes, signatures 64 bytes r‖s.
 */

const publicKeyLength = 65;
const privateKeyLength = 32;
const digestLength = 32;
const signatureLength = 64;

/** The order n of the curve (GM/T 0003.5); r and s are in [1, n-1]. */
const curveOrder = BigInt('0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123');

/** GM/T 0009: the signer's identity where none is agreed. */
const defaultUserId = '1234567812345678';

const expectLength = (name: string, bytes: Uint8Array, length: number): void => {
  if (bytes.length !== length) throw new RangeError(`${name} must have ${length} bytes`);
};

const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`);

const isInOrder = (value: bigint): boolean => value >= 1n && value < curveOrder;

/** e = SM3(Z_A ‖ M), what a card is given to sign. */
export const sm2Digest = (publicKey: Uint8Array, message: Uint8Array): Uint8Array => {
  expectLength('An SM2 public key', publicKey, publicKeyLength);
  return fromHex(sm2.getHash(message, toHex(publicKey), defaultUserId));
};

/** Whether the bytes are a point of the curve. */
export const isSm2PublicKey = (publicKey: Uint8Array): boolean => {
  if (publicKey.length !== publicKeyLength || publicKey[0] !== 4) return false;
  try {
    return sm2.verifyPublicKey(toHex(publicKey));
  } catch {
    // The library throws for coordinates that lie on no curve, instead of saying so.
    return false;
  }
};

/** Checks a signature over a digest e. Never throws: what is malformed is not a signature. */
export const sm2VerifyDigest = (
  publicKey: Uint8Array,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean => {
  if (digest.length !== digestLength || signature.length !== signatureLength) return false;
  // The library takes r and s as they come; the standard's first two steps are done here.
  if (!isInOrder(toNumber(signature.subarray(0, 32)))) return false;
  if (!isInOrder(toNumber(signature.subarray(32)))) return false;
  try {
    if (!isSm2PublicKey(publicKey)) return false;
    return sm2.doVerifySignature(digest, toHex(signature), toHex(publicKey), { hash: false });
  } catch {
    return false;
  }
};

/** Checks a signature over a message, with Z_A of the default user id. */
export const sm2Verify = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean => {
  if (publicKey.length !== publicKeyLength) return false;
  try {
    return sm2VerifyDigest(publicKey, sm2Digest(publicKey, message), signature);
  } catch {
    return false;
  }
};

export interface Sm2KeyPair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** For simulators and tests: the product's private keys never leave a card. */
export const sm2KeyPair = (): Sm2KeyPair => {
  const { publicKey, privateKey } = sm2.generateKeyPairHex();
  return { publicKey: fromHex(publicKey), privateKey: fromHex(privateKey) };
};

export const sm2PublicKeyOf = (privateKey: Uint8Array): Uint8Array => {
  expectLength('An SM2 private key', privateKey, privateKeyLength);
  return fromHex(sm2.getPublicKeyFromPrivateKey(toHex(privateKey)));
};

/**
 * For simulators and tests. `nonce` fixes the random number k, for the standard's vectors and for
 * signatures that must come out the same each time; a nonce must never serve two digests.
 */
export const sm2SignDigest = (
  privateKey: Uint8Array,
  digest: Uint8Array,
  nonce?: Uint8Array,
): Uint8Array => {
  expectLength('An SM2 private key', privateKey, privateKeyLength);
  expectLength('An SM3 digest', digest, digestLength);
  const pointPool =
    nonce === undefined
      ? []
      : [{ k: toNumber(nonce), x1: toNumber(sm2PublicKeyOf(nonce).subarray(1, 33)) }];
  const signature = sm2.doSignature(digest, toHex(privateKey), {
    hash: false,
    pointPool,
  });
  return fromHex(signature);
};

/** An ASN.1 `SEQUENCE { r INTEGER, s INTEGER }` (GM/T 0009) as certificates carry it, from r‖s. */
export const signatureToDer = (signature: Uint8Array): Uint8Array => {
  expectLength('An SM2 signature', signature, signatureLength);
  const integers = [signature.subarray(0, 32), signature.subarray(32)].map((half) => {
    let start = 0;
    while (start < half.length - 1 && half[start] === 0) start += 1;
    const magnitude = half.subarray(start);
    const padding = (magnitude[0] ?? 0) >= 0x80 ? [0] : [];
    return Uint8Array.of(2, padding.length + magnitude.length, ...padding, ...magnitude);
  });
  const content = concatBytes(...integers);
  return concatBytes(Uint8Array.of(0x30, content.length), content);
};

/** r‖s of a DER signature; null where it is not strict DER. */
export const signatureFromDer = (der: Uint8Array): Uint8Array | null => {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null;
  const signature = new Uint8Array(signatureLength);
  let offset = 2;
  for (const end of [32, 64]) {
    const length = der[offset + 1] ?? 0;
    const value = der.subarray(offset + 2, offset + 2 + length);
    if (der[offset] !== 2 || length === 0) return null;
    const isPadded = value[0] === 0 && length > 1;
    if ((value[0] ?? 0) >= 0x80 || (isPadded && (value[1] ?? 0) < 0x80)) return null;
    const magnitude = isPadded ? value.subarray(1) : value;
    if (magnitude.length > 32) return null;
    signature.set(magnitude, end - magnitude.length);
    offset += 2 + length;
  }
  // Also where the last integer is cut off: the offset lies beyond the end then.
  return offset === der.length ? signature : null;
};
