/** Object identifiers of the certificates of E-Port cards. */
export const objectIdentifiers = {
  /** SM2 with SM3 (GM/T 0006). */
  sm2WithSm3: '1.2.156.10197.1.501',
  /** The curve sm2p256v1 (GM/T 0006). */
  sm2Curve: '1.2.156.10197.1.301',
  /** id-ecPublicKey (RFC 5480). */
  ellipticCurveKey: '1.2.840.10045.2.1',
  country: '2.5.4.6',
  organisation: '2.5.4.10',
  organisationalUnit: '2.5.4.11',
  commonName: '2.5.4.3',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  /** Private: 16 characters, `03-` and the 13 of the card number (meaning inferred from a sample). */
  cardNumber: '1.3.6.1.4.1.5315.100.5.9',
  /** Private: 组织机构代码, 9 characters. */
  organisationCode: '1.3.6.1.4.1.5315.100.5.11',
} as const;

/** What stands before the card number in its extension. */
export const cardNumberPrefix = '03-';
