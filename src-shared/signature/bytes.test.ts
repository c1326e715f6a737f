import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, equalBytes, fromBase64, fromHex, toBase64, toHex } from './bytes.ts';

const bytes = fc.uint8Array({ maxLength: 40 });

describe('bytes', () => {
  it('go to hexadecimal text and Base64 and come back', () => {
    fc.assert(
      fc.property(bytes, (given) => {
        expect(fromHex(toHex(given))).toEqual(given);
        expect(fromBase64(toBase64(given))).toEqual(given);
        expect(toBase64(given)).toBe(Buffer.from(given).toString('base64'));
        expect(toHex(given)).toBe(Buffer.from(given).toString('hex').toUpperCase());
      }),
    );
    expect(fromHex('0aFf')).toEqual(Uint8Array.of(10, 255));
  });

  it.each(['0', '0g', ' 00', '00\n', '0x00', '00 '])('are not read from %j', (text) => {
    expect(() => fromHex(text)).toThrow(new RangeError('Not hexadecimal text'));
  });

  it('are joined in order', () => {
    expect(concatBytes(Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3))).toEqual(
      Uint8Array.of(1, 2, 3),
    );
    expect(concatBytes()).toEqual(new Uint8Array());
  });

  it('are equal only in every place and in length', () => {
    const one = Uint8Array.of(1, 2, 3);
    expect(equalBytes(one, Uint8Array.of(1, 2, 3))).toBe(true);
    expect(equalBytes(one, Uint8Array.of(1, 2, 4))).toBe(false);
    expect(equalBytes(one, Uint8Array.of(1, 2))).toBe(false);
    expect(equalBytes(one, Uint8Array.of(1, 2, 3, 4))).toBe(false);
    expect(equalBytes(new Uint8Array(), new Uint8Array())).toBe(true);
  });
});
