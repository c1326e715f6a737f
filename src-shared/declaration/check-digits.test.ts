import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  containerCheckDigit,
  containerFault,
  isOrganisationCode,
  isUscc,
  organisationCheckCharacter,
  organisationCodeOfUscc,
  usccCheckCharacter,
} from './check-digits.ts';

const usccs = [
  '91350100M000100Y43',
  '9144030071526726XG',
  '91330100799655058B',
  '91110000600037341L',
];

describe('container numbers (ISO 6346)', () => {
  test.each(['CSQU3054383', 'MSKU9070323'])('%s is right', (container) => {
    expect(containerFault(container)).toBeNull();
  });
  test('a remainder of 10 is written 0', () => {
    const first = fc
      .integer({ min: 0, max: 999_999 })
      .map((serial) => `CSQU${String(serial).padStart(6, '0')}`);
    const [ten] = fc.sample(
      first.filter((text) => remainder(text) === 10),
      { numRuns: 1, seed: 1 },
    );
    expect(containerFault(`${ten ?? ''}0`)).toBeNull();
  });
  test('any other check digit is told', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }).filter((digit) => digit !== 3),
        (digit) => containerFault(`CSQU305438${String(digit)}`) === 'checkDigit',
      ),
    );
  });
  test('two neighbouring digits that differ and change places are told', () => {
    expect(containerFault('CSQU3504383')).toBe('checkDigit');
  });
  test.each([
    'CSQU305438',
    'CSQX3054383',
    'CSQ13054383',
    'csqu3054383',
    'CSQU30543833',
    '1CSQU3054383',
    '',
  ])('%j has another shape', (container) => {
    expect(containerFault(container)).toBe('shape');
  });
  test('letters count 10 to 38 without 11, 22 and 33', () => {
    const table =
      'A10 B12 C13 D14 E15 F16 G17 H18 I19 J20 K21 L23 M24 N25 O26 P27 Q28 R29 S30 T31 U32 V34 W35 X36 Y37 Z38';
    for (const entry of table.split(' ')) {
      const letter = entry.slice(0, 1);
      expect(containerCheckDigit(`${letter}000000000`)).toBe((Number(entry.slice(1)) % 11) % 10);
    }
  });
});

/** ISO 6346 written another way, for the case of a remainder of 10. */
function remainder(firstTen: string): number {
  const values = '0123456789A_BCDEFGHIJK_LMNOPQRSTU_VWXYZ';
  return [...firstTen].reduce((sum, one, place) => sum + values.indexOf(one) * 2 ** place, 0) % 11;
}

describe('统一社会信用代码 (GB 32100)', () => {
  test.each(usccs)('%s is right', (uscc) => {
    expect(isUscc(uscc)).toBe(true);
    expect(usccCheckCharacter(uscc.slice(0, 17))).toBe(uscc[17]);
  });
  test('carries an 组织机构代码 that is right too', () => {
    for (const uscc of usccs) expect(isOrganisationCode(organisationCodeOfUscc(uscc))).toBe(true);
    expect(organisationCodeOfUscc('91350100M000100Y43')).toBe('M000100Y4');
  });
  test('one wrong digit anywhere is told', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...usccs),
        fc.integer({ min: 0, max: 17 }),
        fc.constantFrom(...Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY')),
        (uscc, place, symbol) => {
          fc.pre(uscc[place] !== symbol);
          return !isUscc(uscc.slice(0, place) + symbol + uscc.slice(place + 1));
        },
      ),
    );
  });
  test.each([
    '',
    '91350100M000100Y4',
    '91350100M000100Y4３',
    '91350100I000100Y43',
    // One character too many, before or behind, where the check character happens to fit.
    '091350100M000100Y43',
    '91350100M000100Y430',
  ])('%j is none', (text) => {
    expect(isUscc(text)).toBe(false);
  });
});

describe('组织机构代码 (GB 11714)', () => {
  test.each(['D2143569X', 'M000100Y4', '71526726X'])('%s is right', (code) => {
    expect(isOrganisationCode(code)).toBe(true);
    expect(organisationCheckCharacter(code.slice(0, 8))).toBe(code[8]);
  });
  test.each(['D21435691', 'D2143569-X', 'M000100Y5', '', 'm000100y4', '9D2143569X', 'D2143569X0'])(
    '%j is none',
    (code) => {
      expect(isOrganisationCode(code)).toBe(false);
    },
  );
  test('a difference of 11 is written 0', () => {
    expect(organisationCheckCharacter('00000000')).toBe('0');
  });
});
