/** Check characters of containers (ISO 6346), 统一社会信用代码 (GB 32100), 组织机构代码 (GB 11714). */

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

/** ISO 6346, annex A: letters count 10 to 38, without the multiples of 11. */
const containerValue = (character: string): number => {
  const digit = '0123456789'.indexOf(character);
  if (digit >= 0) return digit;
  const letter = character.charCodeAt(0) - 65;
  return letter + 10 + Math.floor((letter + 9) / 10);
};

/** The check digit of the first ten characters of a container number. */
export const containerCheckDigit = (firstTen: string): number =>
  (sum([...firstTen].map((character, place) => containerValue(character) * 2 ** place)) % 11) % 10;

/** Owner code, category U, J or Z, six digits, check digit (ISO 6346, 3). */
const containerShape = /^[A-Z]{3}[UJZ]\d{7}$/;

/** What is odd about a container number, or null. */
export const containerFault = (text: string): 'shape' | 'checkDigit' | null => {
  if (!containerShape.test(text)) return 'shape';
  return containerCheckDigit(text.slice(0, 10)) === Number(text[10]) ? null : 'checkDigit';
};

const usccSymbols = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** The check character that the first 17 characters ask for (GB 32100-2015, annex A). */
export const usccCheckCharacter = (text: string): string =>
  usccSymbols[
    (31 -
      (sum(usccWeights.map((weight, place) => weight * usccSymbols.indexOf(text[place] ?? ''))) %
        31)) %
      31
  ] ?? '';

/** 统一社会信用代码: 18 of the 31 symbols (no I, O, S, V, Z), the last one a check character. */
export const isUscc = (text: string): boolean =>
  /^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/.test(text) &&
  usccCheckCharacter(text) === text[17];

const organisationSymbols = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** The check character that the first 8 characters ask for (GB 11714-1997). */
export const organisationCheckCharacter = (text: string): string => {
  const remainder =
    sum(
      organisationWeights.map(
        (weight, place) => weight * organisationSymbols.indexOf(text[place] ?? ''),
      ),
    ) % 11;
  return remainder === 1 ? 'X' : String((11 - remainder) % 11);
};

/** 组织机构代码: 8 characters and a check character, written without the dash. */
export const isOrganisationCode = (text: string): boolean =>
  /^[0-9A-Z]{8}[0-9X]$/.test(text) && organisationCheckCharacter(text) === text[8];

/** 统一社会信用代码 carries 组织机构代码 in its places 9 to 17 (GB 32100-2015, 4). */
export const organisationCodeOfUscc = (uscc: string): string => uscc.slice(8, 17);
