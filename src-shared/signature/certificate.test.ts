import { X509Certificate } from 'node:crypto';
import { KeyUsageFlags } from '@peculiar/asn1-x509';
import { describe, expect, it } from 'vitest';
import {
  createCertificateAuthority,
  trainingAuthority,
} from '../../simulators/certificate-authority.ts';
import { concatBytes, fromHex, toHex } from './bytes.ts';
import {
  CertificateUnreadable,
  derLength,
  readCertificate,
  verifyCertificate,
} from './certificate.ts';
import { signatureToDer, sm2KeyPair } from './sm2.ts';

const noon = Date.parse('2026-11-22T04:00:00Z');
const dayMilliseconds = 86_400_000;
const pair = sm2KeyPair();
const authority = trainingAuthority();
const issuer = readCertificate(authority.certificate);
const request = {
  cardNumber: '21A0000000017',
  holder: '陈敏',
  organisation: '福州海丝货运代理有限公司',
  organisationCode: 'M000100Y4',
  publicKey: pair.publicKey,
  notBefore: noon - dayMilliseconds,
  notAfter: noon + dayMilliseconds,
  serial: '8123456789ABCDEF',
};

describe('a card certificate', () => {
  const der = authority.issue(request);
  const certificate = readCertificate(der);

  it('tells holder, company, serial, validity, key and card number', () => {
    expect(certificate).toMatchObject({
      serial: '8123456789ABCDEF',
      holder: '陈敏',
      organisation: '福州海丝货运代理有限公司',
      issuer: 'CN / Kakou Desk 培训 / Kakou Desk 培训证书管理中心',
      notBefore: request.notBefore,
      notAfter: request.notAfter,
      publicKey: pair.publicKey,
      cardNumber: '21A0000000017',
      organisationCode: 'M000100Y4',
      keyUsage: ['digitalSignature', 'nonRepudiation'],
      isAuthority: false,
    });
  });

  it('reads the same in OpenSSL', () => {
    const other = new X509Certificate(der);
    expect(other.serialNumber).toBe('8123456789ABCDEF');
    expect(other.subject).toContain('CN=陈敏');
    expect(other.checkIssued(new X509Certificate(authority.certificate))).toBe(true);
  });

  it('has a serial of 16 characters of its own where none is given', () => {
    const { serial: _given, ...withoutSerial } = request;
    const serials = [1, 2, 3].map(() => readCertificate(authority.issue(withoutSerial)).serial);
    expect(new Set(serials).size).toBe(3);
    for (const serial of serials) expect(serial).toMatch(/^[0-9A-F]{16}$/);
  });

  it('comes with its length, however many bytes of padding a card adds', () => {
    expect(derLength(concatBytes(der, new Uint8Array(40)))).toBe(der.length);
    expect(derLength(der.subarray(0, 1))).toBeNull();
  });
});

/** The certificate with one hexadecimal text put for another of the same length, `at` which place. */
const patched = (der: Uint8Array, from: string, to: string, which: 'first' | 'last') => {
  const text = toHex(der);
  if (!text.includes(from)) throw new Error(`${from} is not there`);
  const at = which === 'first' ? text.indexOf(from) : text.lastIndexOf(from);
  return fromHex(text.slice(0, at) + to + text.slice(at + from.length));
};
const textHex = (text: string): string => toHex(new TextEncoder().encode(text));

describe('what is read of a certificate', () => {
  const der = authority.issue(request);
  const cardText = textHex('03-21A0000000017');

  it('of an authority is that it is one, and no card', () => {
    expect(issuer).toMatchObject({
      isAuthority: true,
      cardNumber: null,
      organisationCode: null,
      holder: 'Kakou Desk 培训证书管理中心',
      organisation: '',
      hasUnknownCriticalExtension: false,
    });
    expect(issuer.keyUsage).toContain('keyCertSign');
  });

  it.each([
    ['UTF8String', '0C10', '21A0000000017'],
    ['PrintableString', '1310', '21A0000000017'],
    ['IA5String', '1610', '21A0000000017'],
    ['bytes of another kind', '0410', null],
    ['a length that is not its own', '0C0F', null],
  ])('as a card number in %s', (_name, header, cardNumber) => {
    const other = patched(der, `1310${cardText}`, `${header}${cardText}`, 'first');
    expect(readCertificate(other).cardNumber).toBe(cardNumber);
  });

  it('as a card number is text without a header, too', () => {
    const bare = textHex('03-21A000000001789');
    const other = patched(der, `1310${cardText}`, bare, 'first');
    expect(readCertificate(other).cardNumber).toBe('21A000000001789');
  });

  it('as a card number begins with 03-, or is none', () => {
    const other = patched(der, cardText, textHex('04-21A0000000017'), 'first');
    expect(readCertificate(other).cardNumber).toBeNull();
  });

  it('tells of critical extensions that are not understood, and of no others', () => {
    expect(readCertificate(der).hasUnknownCriticalExtension).toBe(false);
    const unknown = readCertificate(patched(der, '0603551D0F', '0603551D1E', 'first'));
    expect(unknown.hasUnknownCriticalExtension).toBe(true);
    expect(unknown.keyUsage).toEqual([]);
  });

  it('keeps a serial to the letter but for the zero of its sign', () => {
    const serials = ['01', '80', '0100', '0100FF', 'FF00FF'];
    for (const serial of serials) {
      expect(readCertificate(authority.issue({ ...request, serial })).serial).toBe(serial);
    }
  });
});

describe('what a certificate is worth', () => {
  const verdict = (der: Uint8Array, at = noon) =>
    verifyCertificate(readCertificate(der), issuer, at);

  it('is valid from its authority, within its time and for signing', () => {
    expect(verdict(authority.issue(request))).toBe('valid');
  });

  it('is not valid before or after its time', () => {
    const der = authority.issue(request);
    expect(verdict(der, request.notBefore - 1000)).toBe('notYetValid');
    expect(verdict(der, request.notAfter + 1000)).toBe('expired');
  });

  it('is valid to the first and to the last millisecond of its time', () => {
    const der = authority.issue(request);
    expect(verdict(der, request.notBefore)).toBe('valid');
    expect(verdict(der, request.notAfter)).toBe('valid');
    expect(verdict(der, request.notBefore - 1)).toBe('notYetValid');
    expect(verdict(der, request.notAfter + 1)).toBe('expired');
  });

  it('is not trusted beyond the time of its authority', () => {
    const certificate = readCertificate(authority.issue(request));
    const worth = (changes: Partial<typeof issuer>) =>
      verifyCertificate(certificate, { ...issuer, ...changes }, noon);
    expect(worth({})).toBe('valid');
    expect(worth({ notBefore: noon, notAfter: noon })).toBe('valid');
    expect(worth({ notBefore: noon + 1 })).toBe('untrusted');
    expect(worth({ notAfter: noon - 1 })).toBe('untrusted');
  });

  it('is not trusted from who may not issue, by name, mark or use', () => {
    const certificate = readCertificate(authority.issue(request));
    const worth = (changes: Partial<typeof issuer>) =>
      verifyCertificate(certificate, { ...issuer, ...changes }, noon);
    expect(worth({ isAuthority: false })).toBe('untrusted');
    expect(worth({ keyUsage: ['digitalSignature', 'nonRepudiation'] })).toBe('untrusted');
    expect(worth({ subjectName: issuer.subjectName.subarray(1) })).toBe('untrusted');
    expect(worth({ hasUnknownCriticalExtension: true })).toBe('untrusted');
    expect(
      verifyCertificate({ ...certificate, hasUnknownCriticalExtension: true }, issuer, noon),
    ).toBe('untrusted');
  });

  it('is not trusted from an authority of the same name with another key', () => {
    const impostor = createCertificateAuthority(
      sm2KeyPair().privateKey,
      'Kakou Desk 培训证书管理中心',
    );
    expect(verdict(impostor.issue(request))).toBe('untrusted');
  });

  it('is not trusted when one byte of it was changed', () => {
    const der = authority.issue(request);
    const text = new TextDecoder('latin1').decode(der);
    der[text.indexOf('03-21A') + 3] = 0x33;
    expect(readCertificate(der).cardNumber).toBe('31A0000000017');
    expect(verdict(der)).toBe('untrusted');
  });

  it('is not trusted when a card certificate issued it', () => {
    const holder = readCertificate(authority.issue(request));
    const own = createCertificateAuthority(pair.privateKey, 'x').issue(request);
    expect(verifyCertificate(readCertificate(own), holder, noon)).toBe('untrusted');
  });

  it('does not allow signing where non-repudiation is missing', () => {
    const der = authority.issue({ ...request, keyUsage: KeyUsageFlags.digitalSignature });
    expect(verdict(der)).toBe('wrongUsage');
    const other = authority.issue({ ...request, keyUsage: KeyUsageFlags.nonRepudiation });
    expect(verdict(other)).toBe('wrongUsage');
  });
});

describe('a certificate of another kind', () => {
  const der = authority.issue(request);
  const sm2WithSm3 = '06082A811CCF55018375';
  const otherAlgorithm = '06082A811CCF55018376';
  it.each([
    [
      'signed otherwise, inside',
      patched(der, sm2WithSm3, otherAlgorithm, 'first'),
      'it is not signed by SM2 with SM3',
    ],
    [
      'signed otherwise, outside',
      patched(der, sm2WithSm3, otherAlgorithm, 'last'),
      'it is not signed by SM2 with SM3',
    ],
    [
      'with another kind of key',
      patched(der, '06072A8648CE3D0201', '06072A8648CE3D0202', 'first'),
      'its key is not an SM2 key',
    ],
    [
      'with a key on another curve',
      patched(der, '06082A811CCF5501822D', '06082A811CCF5501822E', 'first'),
      'its key is not an SM2 key',
    ],
    [
      'with a key that is no point',
      patched(der, toHex(pair.publicKey), `04${'11'.repeat(64)}`, 'first'),
      'its key is not an SM2 key',
    ],
    [
      'with bytes for a signature',
      patched(
        der,
        toHex(signatureToDer(readCertificate(der).signature)),
        `04${toHex(signatureToDer(readCertificate(der).signature)).slice(2)}`,
        'last',
      ),
      'its signature is not an SM2 signature',
    ],
  ])('is refused: %s', (_name, bytes, reason) => {
    expect(() => readCertificate(bytes)).toThrow(`Certificate unreadable: ${reason}`);
  });
});

describe('bytes that are no certificate', () => {
  const der = authority.issue(request);
  it('are an error of their own', () => {
    expect(new CertificateUnreadable('x').name).toBe('CertificateUnreadable');
  });
  it.each([
    ['nothing', new Uint8Array(), 'its length is wrong'],
    ['noise', new Uint8Array(50).fill(0x30), 'it is not an X.509 certificate'],
    ['a cut certificate', der.subarray(0, der.length - 1), 'its length is wrong'],
    [
      'a certificate with bytes behind it',
      concatBytes(der, Uint8Array.of(0)),
      'its length is wrong',
    ],
    ['a length without an end', fromHex('3080'), 'its length is not DER'],
    ['a length of four bytes', fromHex('308400000001'), 'its length is not DER'],
  ])('are refused: %s', (_name, bytes, reason) => {
    expect(() => readCertificate(bytes)).toThrow(CertificateUnreadable);
    expect(() => readCertificate(bytes)).toThrow(`Certificate unreadable: ${reason}`);
  });
  it('tell their length as soon as enough of it is there', () => {
    expect(derLength(fromHex('3005'))).toBe(7);
    expect(derLength(fromHex('307F'))).toBe(129);
    expect(derLength(fromHex('3081'))).toBeNull();
    expect(derLength(fromHex('308180'))).toBe(131);
    expect(derLength(fromHex('308201'))).toBeNull();
    expect(derLength(fromHex('30820102'))).toBe(262);
    expect(derLength(fromHex('3083010203'))).toBe(66_056);
  });
});
