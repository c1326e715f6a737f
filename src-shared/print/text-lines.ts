/** More than this in one row might not fit on a page. */
const longestLine = 1200;

/**
 * A long text in pieces that may stand on different pages: its own lines, and those cut that are
 * longer than any page.
 */
export const textLines = (text: string): readonly string[] =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/\n+$/, '')
    .split('\n')
    .flatMap((line) => {
      const characters = [...line];
      if (characters.length <= longestLine) return [line];
      return Array.from({ length: Math.ceil(characters.length / longestLine) }, (_, index) =>
        characters.slice(index * longestLine, (index + 1) * longestLine).join(''),
      );
    });
