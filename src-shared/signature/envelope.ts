/** A signed submission as it goes over the wire and lies in the store. */
export interface Envelope {
  /** The canonical JSON text that was signed, to the letter. */
  readonly payload: string;
  /** 64 bytes r‖s, Base64. */
  readonly signature: string;
  /** The signer's certificate, DER, Base64. */
  readonly certificate: string;
  readonly algorithm: typeof signatureAlgorithm;
}

export const signatureAlgorithm = 'SM2-SM3';
