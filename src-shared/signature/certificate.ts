import { AsnConvert } from '@peculiar/asn1-schema';
import { BasicConstraints, Certificate, KeyUsage } from '@peculiar/asn1-x509';
import type { Name } from '@peculiar/asn1-x509';
import { equalBytes, fromHex, toHex } from './bytes.ts';
import { cardNumberPrefix, objectIdentifiers } from './object-identifiers.ts';
import { isSm2PublicKey, signatureFromDer, sm2Verify } from './sm2.ts';

/** What the program reads of an X.509 v3 certificate with an SM2 key. */
export interface CardCertificate {
  /** Upper-case hex; 16 characters on E-Port cards (certNo). */
  readonly serial: string;
  /** Subject CN. */
  readonly holder: string;
  /** Subject OU, the company. */
  readonly organisation: string;
  /** Issuer as text, for the diagnostics page. */
  readonly issuer: string;
  /** Validity, UTC milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** 65 bytes 04‖x‖y. */
  readonly publicKey: Uint8Array;
  /** 13 characters; null where the certificate carries none. */
  readonly cardNumber: string | null;
  readonly organisationCode: string | null;
  readonly keyUsage: readonly string[];
  readonly isAuthority: boolean;
  /** The signed part as it came, and the issuer's signature over it, 64 bytes r‖s. */
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
  /** The names' DER: chains are followed by bytes, not by text. */
  readonly subjectName: Uint8Array;
  readonly issuerName: Uint8Array;
  readonly hasUnknownCriticalExtension: boolean;
}

/** The bytes are no certificate that the program understands. */
export class CertificateUnreadable extends Error {
  constructor(reason: string) {
    super(`Certificate unreadable: ${reason}`);
    this.name = 'CertificateUnreadable';
  }
}

/** Length of the DER value that the bytes begin with, header included; null where too few came. */
export const derLength = (bytes: Uint8Array): number | null => {
  const first = bytes[1];
  if (first === undefined) return null;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  if (count === 0 || count > 3) throw new CertificateUnreadable('its length is not DER');
  if (bytes.length < 2 + count) return null;
  return bytes.subarray(2, 2 + count).reduce((length, byte) => length * 256 + byte, 0) + 2 + count;
};

const attribute = (name: Name, type: string): string =>
  name
    .flatMap((relativeName) => [...relativeName])
    .find((candidate) => candidate.type === type)
    ?.value.toString() ?? '';

const nameText = (name: Name): string =>
  name
    .flatMap((relativeName) => [...relativeName])
    .map(({ value }) => value.toString())
    .join(' / ');

/** UTF8String, PrintableString, IA5String. */
const textTags = [0x0c, 0x13, 0x16];

/** The text of a private extension; whether it lies in an ASN.1 string or bare is not documented. */
const extensionText = (value: Uint8Array): string => {
  const isString = textTags.includes(value[0] ?? 0) && value[1] === value.length - 2;
  return new TextDecoder().decode(isString ? value.subarray(2) : value);
};

const understoodExtensions: readonly string[] = [
  objectIdentifiers.keyUsage,
  objectIdentifiers.basicConstraints,
];

const curveParameters = fromHex('06082A811CCF5501822D');

const read = (der: Uint8Array): CardCertificate => {
  // A parser of BER would let other bytes follow unseen.
  if (derLength(der) !== der.length) throw new CertificateUnreadable('its length is wrong');
  const certificate = AsnConvert.parse(der, Certificate);
  const { tbsCertificate, tbsCertificateRaw, signatureAlgorithm } = certificate;
  if (
    signatureAlgorithm.algorithm !== objectIdentifiers.sm2WithSm3 ||
    tbsCertificate.signature.algorithm !== objectIdentifiers.sm2WithSm3
  ) {
    throw new CertificateUnreadable('it is not signed by SM2 with SM3');
  }
  const keyInformation = tbsCertificate.subjectPublicKeyInfo;
  const publicKey = new Uint8Array(keyInformation.subjectPublicKey);
  if (
    keyInformation.algorithm.algorithm !== objectIdentifiers.ellipticCurveKey ||
    !equalBytes(
      new Uint8Array(keyInformation.algorithm.parameters ?? new ArrayBuffer(0)),
      curveParameters,
    ) ||
    !isSm2PublicKey(publicKey)
  ) {
    throw new CertificateUnreadable('its key is not an SM2 key');
  }
  const signature = signatureFromDer(new Uint8Array(certificate.signatureValue));
  if (signature === null || tbsCertificateRaw === undefined) {
    throw new CertificateUnreadable('its signature is not an SM2 signature');
  }
  const extensions = [...(tbsCertificate.extensions ?? [])];
  const extension = (type: string): Uint8Array | null => {
    const found = extensions.find(({ extnID }) => extnID === type);
    return found ? new Uint8Array(found.extnValue.buffer) : null;
  };
  const usage = extension(objectIdentifiers.keyUsage);
  const constraints = extension(objectIdentifiers.basicConstraints);
  const cardText = extension(objectIdentifiers.cardNumber);
  const organisationCode = extension(objectIdentifiers.organisationCode);
  const cardNumber = cardText === null ? '' : extensionText(cardText);
  return {
    serial: toHex(new Uint8Array(tbsCertificate.serialNumber)).replace(/^00(?=..)/, ''),
    holder: attribute(tbsCertificate.subject, objectIdentifiers.commonName),
    organisation: attribute(tbsCertificate.subject, objectIdentifiers.organisationalUnit),
    issuer: nameText(tbsCertificate.issuer),
    notBefore: tbsCertificate.validity.notBefore.getTime().getTime(),
    notAfter: tbsCertificate.validity.notAfter.getTime().getTime(),
    publicKey,
    cardNumber: cardNumber.startsWith(cardNumberPrefix)
      ? cardNumber.slice(cardNumberPrefix.length)
      : null,
    organisationCode: organisationCode === null ? null : extensionText(organisationCode),
    keyUsage: usage === null ? [] : AsnConvert.parse(usage, KeyUsage).toJSON(),
    isAuthority: constraints !== null && AsnConvert.parse(constraints, BasicConstraints).cA,
    tbs: new Uint8Array(tbsCertificateRaw),
    signature,
    subjectName: new Uint8Array(AsnConvert.serialize(tbsCertificate.subject)),
    issuerName: new Uint8Array(AsnConvert.serialize(tbsCertificate.issuer)),
    hasUnknownCriticalExtension: extensions.some(
      ({ critical, extnID }) => critical && !understoodExtensions.includes(extnID),
    ),
  };
};

/** @throws CertificateUnreadable and nothing else, whatever the bytes are. */
export const readCertificate = (der: Uint8Array): CardCertificate => {
  try {
    return read(der);
  } catch (error) {
    if (error instanceof CertificateUnreadable) throw error;
    throw new CertificateUnreadable('it is not an X.509 certificate');
  }
};

export type CertificateVerdict = 'valid' | 'untrusted' | 'wrongUsage' | 'notYetValid' | 'expired';

/** What a certificate must allow for its signatures to bind the holder. */
const signingUsages = ['digitalSignature', 'nonRepudiation'];

const isIssuedBy = (certificate: CardCertificate, issuer: CardCertificate): boolean =>
  issuer.isAuthority &&
  issuer.keyUsage.includes('keyCertSign') &&
  equalBytes(certificate.issuerName, issuer.subjectName) &&
  sm2Verify(issuer.publicKey, certificate.tbs, certificate.signature);

/** Whether a signer's certificate comes from the issuer, may sign, and is valid at that instant. */
export const verifyCertificate = (
  certificate: CardCertificate,
  issuer: CardCertificate,
  at: number,
): CertificateVerdict => {
  if (!isIssuedBy(certificate, issuer)) return 'untrusted';
  if (certificate.hasUnknownCriticalExtension || issuer.hasUnknownCriticalExtension) {
    return 'untrusted';
  }
  if (at < issuer.notBefore || at > issuer.notAfter) return 'untrusted';
  if (!signingUsages.every((usage) => certificate.keyUsage.includes(usage))) return 'wrongUsage';
  if (at < certificate.notBefore) return 'notYetValid';
  return at > certificate.notAfter ? 'expired' : 'valid';
};
