/** A small reader of Code 128, written from the standard's table, to read what a scanner would. */

// Widths of bar, space, bar … in modules, by the symbol's value.
const symbols = `
  212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132
  122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212
  322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311
  112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321
  331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214
  112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212
  124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113
  411311 113141 114131 311141 411131 211412 211214 211232`
  .trim()
  .split(/\s+/);
const stop = [2, 3, 3, 1, 1, 1, 2];
const starts: Readonly<Record<number, 'A' | 'B' | 'C'>> = { 103: 'A', 104: 'B', 105: 'C' };
const switches: Readonly<Record<string, Readonly<Record<number, 'A' | 'B' | 'C'>>>> = {
  A: { 99: 'C', 100: 'B' },
  B: { 99: 'C', 101: 'A' },
  C: { 100: 'B', 101: 'A' },
};
const modulesOfSymbol = 11;
const modulesOfStop = 13;

const inModules = (runs: readonly number[], modules: number): readonly number[] => {
  const sum = runs.reduce((total, run) => total + run, 0);
  return runs.map((run) => Math.round((run * modules) / sum));
};

const valuesOf = (runs: readonly number[]): readonly number[] | null => {
  const values: number[] = [];
  for (let at = 0; at + 6 <= runs.length; at += 6) {
    const end = inModules(runs.slice(at, at + 7), modulesOfStop);
    if (end.join() === stop.join()) return values;
    const value = symbols.indexOf(inModules(runs.slice(at, at + 6), modulesOfSymbol).join(''));
    if (value < 0) return null;
    values.push(value);
  }
  return null;
};

/** The text in the widths of bars and spaces, a bar first; null where they are no whole code. */
export const readWidths = (runs: readonly number[]): string | null => {
  const values = valuesOf(runs);
  const [start, ...rest] = values ?? [];
  let set = starts[start ?? -1];
  const check = rest.pop();
  if (start === undefined || set === undefined || check === undefined) return null;
  const sum = rest.reduce((total, value, index) => total + value * (index + 1), start);
  if (sum % 103 !== check) return null;
  let text = '';
  for (const value of rest) {
    const switched: 'A' | 'B' | 'C' | undefined = switches[set]?.[value];
    if (switched !== undefined) set = switched;
    else if (set === 'C') text += String(value).padStart(2, '0');
    else if (value > 95) return null;
    else text += String.fromCharCode(set === 'A' && value >= 64 ? value - 64 : value + 32);
  }
  return text;
};

/** Every code that lies along one line of pixels (true is dark), with white around it. */
export const readLine = (dark: readonly boolean[]): readonly string[] => {
  const runs: { readonly isDark: boolean; length: number }[] = [];
  for (const isDark of dark) {
    const last = runs.at(-1);
    if (last?.isDark === isDark) last.length += 1;
    else runs.push({ isDark, length: 1 });
  }
  const found: string[] = [];
  runs.forEach((run, index) => {
    const before = runs[index - 1];
    if (!run.isDark || before === undefined) return;
    // The quiet zone: ten modules, a start symbol's first bar has two of them.
    if (before.length < run.length * 4) return;
    const text = readWidths(runs.slice(index).map(({ length }) => length));
    if (text !== null) found.push(text);
  });
  return found;
};
