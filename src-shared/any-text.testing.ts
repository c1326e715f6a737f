import fc from 'fast-check';

const surrogates = { first: 0xd800, count: 0x800 };

const codePointsTo = (last: number): fc.Arbitrary<string> =>
  fc
    .integer({ min: 0, max: last })
    .map((point) =>
      String.fromCodePoint(point < surrogates.first ? point : point + surrogates.count),
    );

/**
 * Any character at all, as many of them control characters and Latin as Chinese and beyond.
 * fast-check's own unit `binary` is a table of all of them, which takes a second to build.
 */
const anyCharacter = fc.oneof(
  codePointsTo(0x7f),
  codePointsTo(surrogates.first - 1),
  codePointsTo(0x10ffff - surrogates.count),
);

export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: anyCharacter, maxLength });
