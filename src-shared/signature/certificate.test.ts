import { X509Certificate } from 'node:crypto';
import { KeyUsageFlags } from '@peculiar/asn1-x509';
import { describe, expect, it } from 'vitest';
import {
  createCertificateAuthority,
  trainingAuthority,
} from '../../simulators/certificate-authority.ts';
import { concatBytes } from './bytes.ts';
import {
  CertificateUnreadable,
  derLength,
  readCertificate,
  verifyCertificate,
} from './certificate.ts';
import { sm2KeyPair } from './sm2.ts';

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
  });
});

describe('bytes that are no certificate', () => {
  const der = authority.issue(request);
  it.each([
    ['nothing', new Uint8Array()],
    ['noise', new Uint8Array(64).fill(0x30)],
    ['a cut certificate', der.subarray(0, der.length - 1)],
    ['a certificate with bytes behind it', concatBytes(der, Uint8Array.of(0))],
  ])('are refused: %s', (_name, bytes) => {
    expect(() => readCertificate(bytes)).toThrow(CertificateUnreadable);
  });
});
