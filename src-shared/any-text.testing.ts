import fc from 'fast-check';

const surrogates = { first: 0xd800, count: 0x800 };
const lastCharacter = 0x10ffff - surrogates.count;

/** A third of them up to here each: control characters and Latin, what Chinese is written with, all. */
const reaches = [0x80, surrogates.first, lastCharacter + 1];

/**
 * Any character at all. fast-check's own unit `binary` is a table of all of them, which takes a
 * second to build.
 */
const anyCharacter = fc.integer({ min: 0, max: lastCharacter }).map((number) => {
  const point = number % (reaches[number % reaches.length] ?? 1);
  return String.fromCodePoint(point < surrogates.first ? point : point + surrogates.count);
});

export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: anyCharacter, maxLength });
