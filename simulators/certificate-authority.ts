import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  BasicConstraints,
  Certificate,
  Extension,
  Extensions,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import { sm3 } from 'sm-crypto-v2';
import { concatBytes, fromHex } from '../src-shared/signature/bytes.ts';
import { cardNumberPrefix, objectIdentifiers } from '../src-shared/signature/object-identifiers.ts';
import {
  signatureToDer,
  sm2Digest,
  sm2PublicKeyOf,
  sm2SignDigest,
} from '../src-shared/signature/sm2.ts';

/**
 * The certificate authority of the training world. Its private key is derived from a published
 * sentence: anyone can issue with it, and nothing but simulators and tests may trust it.
 */

export interface CertificateRequest {
  readonly cardNumber: string;
  readonly holder: string;
  readonly organisation: string;
  readonly organisationCode: string;
  /** 65 bytes 04‖x‖y. */
  readonly publicKey: Uint8Array;
  /** UTC milliseconds; from yesterday for ten years where left out. */
  readonly notBefore?: number;
  readonly notAfter?: number;
  /** 16 characters of hex. */
  readonly serial?: string;
  /** For tests of what an endpoint must refuse. */
  readonly keyUsage?: number;
}

export interface CertificateAuthority {
  /** Its own certificate, DER; the same bytes every time. */
  readonly certificate: Uint8Array;
  readonly issue: (request: CertificateRequest) => Uint8Array;
}

const trainingPhrase = 'Kakou Desk training certificate authority: not a secret';
const trainingName = 'Kakou Desk 培训证书管理中心';

const dayMilliseconds = 86_400_000;

const derBuffer = (value: unknown): ArrayBuffer => AsnConvert.serialize(value);

const nameOf = (parts: readonly (readonly [type: string, text: string])[]): Name =>
  new Name(
    parts.map(
      ([type, text]) =>
        new RelativeDistinguishedName([
          new AttributeTypeAndValue({
            type,
            value:
              type === objectIdentifiers.country
                ? new AttributeValue({ printableString: text })
                : new AttributeValue({ utf8String: text }),
          }),
        ]),
    ),
  );

const extension = (type: string, value: ArrayBuffer, critical: boolean): Extension =>
  new Extension({ extnID: type, critical, extnValue: new OctetString(value) });

/** A private extension's value as PrintableString; all of them are short ASCII. */
const printable = (text: string): ArrayBuffer =>
  Uint8Array.of(0x13, text.length, ...new TextEncoder().encode(text)).buffer;

const sm2WithSm3 = (): AlgorithmIdentifier =>
  new AlgorithmIdentifier({ algorithm: objectIdentifiers.sm2WithSm3 });

const keyInformation = (publicKey: Uint8Array): SubjectPublicKeyInfo =>
  new SubjectPublicKeyInfo({
    algorithm: new AlgorithmIdentifier({
      algorithm: objectIdentifiers.ellipticCurveKey,
      parameters: fromHex('06082A811CCF5501822D').slice().buffer,
    }),
    subjectPublicKey: publicKey.slice().buffer,
  });

/** 8 bytes, positive and without a leading zero, as the serials of E-Port certificates. */
const randomSerial = (): Uint8Array => {
  const serial = globalThis.crypto.getRandomValues(new Uint8Array(8));
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
};

/** An INTEGER's content: a leading zero keeps a high first bit from making it negative. */
const integerContent = (magnitude: Uint8Array): ArrayBuffer =>
  ((magnitude[0] ?? 0) >= 0x80 ? concatBytes(Uint8Array.of(0), magnitude) : magnitude.slice())
    .buffer as ArrayBuffer;

const signCertificate = (tbsCertificate: TBSCertificate, privateKey: Uint8Array): Uint8Array => {
  const tbs = new Uint8Array(derBuffer(tbsCertificate));
  const digest = sm2Digest(sm2PublicKeyOf(privateKey), tbs);
  // The nonce follows from key and digest, so that the same certificate has the same bytes.
  const nonce = fromHex(sm3(concatBytes(privateKey, digest)));
  const signature = sm2SignDigest(privateKey, digest, nonce);
  return new Uint8Array(
    derBuffer(
      new Certificate({
        tbsCertificate,
        signatureAlgorithm: sm2WithSm3(),
        signatureValue: signatureToDer(signature).slice().buffer,
      }),
    ),
  );
};

export const createCertificateAuthority = (
  privateKey: Uint8Array,
  commonName: string,
): CertificateAuthority => {
  const issuer = nameOf([
    [objectIdentifiers.country, 'CN'],
    [objectIdentifiers.organisation, 'Kakou Desk 培训'],
    [objectIdentifiers.commonName, commonName],
  ]);
  const certificate = signCertificate(
    new TBSCertificate({
      version: Version.v3,
      serialNumber: integerContent(fromHex('4B414B4F55000001')),
      signature: sm2WithSm3(),
      issuer,
      validity: new Validity({
        notBefore: new Date('2020-01-01T00:00:00Z'),
        notAfter: new Date('2049-12-31T23:59:59Z'),
      }),
      subject: issuer,
      subjectPublicKeyInfo: keyInformation(sm2PublicKeyOf(privateKey)),
      extensions: new Extensions([
        extension(
          objectIdentifiers.basicConstraints,
          derBuffer(new BasicConstraints({ cA: true, pathLenConstraint: 0 })),
          true,
        ),
        extension(
          objectIdentifiers.keyUsage,
          derBuffer(new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign)),
          true,
        ),
      ]),
    }),
    privateKey,
  );

  const issue = (request: CertificateRequest): Uint8Array => {
    const notBefore = request.notBefore ?? Date.now() - dayMilliseconds;
    const notAfter = request.notAfter ?? notBefore + 3652 * dayMilliseconds;
    const usage = request.keyUsage ?? KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation;
    return signCertificate(
      new TBSCertificate({
        version: Version.v3,
        serialNumber: integerContent(
          request.serial === undefined ? randomSerial() : fromHex(request.serial),
        ),
        signature: sm2WithSm3(),
        issuer,
        validity: new Validity({ notBefore: new Date(notBefore), notAfter: new Date(notAfter) }),
        subject: nameOf([
          [objectIdentifiers.country, 'CN'],
          [objectIdentifiers.organisationalUnit, request.organisation],
          [objectIdentifiers.commonName, request.holder],
        ]),
        subjectPublicKeyInfo: keyInformation(request.publicKey),
        extensions: new Extensions([
          extension(objectIdentifiers.keyUsage, derBuffer(new KeyUsage(usage)), true),
          extension(
            objectIdentifiers.cardNumber,
            printable(`${cardNumberPrefix}${request.cardNumber}`),
            false,
          ),
          extension(objectIdentifiers.organisationCode, printable(request.organisationCode), false),
        ]),
      }),
      privateKey,
    );
  };

  return { certificate, issue };
};

/** The authority that the simulated endpoint trusts and that the virtual cards come from. */
export const trainingAuthority = (): CertificateAuthority =>
  createCertificateAuthority(fromHex(sm3(trainingPhrase)), trainingName);
