import { writeFileSync } from 'node:fs';

/**
 * One measured value with its floor: the least that the same work could take, measured in the same
 * run, so that the ratio says something on any machine.
 */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'count' | '%' | 'MB';
  readonly floor: number;
  readonly ratio: number;
  /** The largest ratio allowed, or the most of the unit; null while a figure is only reported. */
  readonly limit: number | null;
  readonly ok: boolean;
}

const rounded = (value: number): number => Number(value.toPrecision(3));

/** The value at a share of the sorted samples: 0.5 is the median. */
export const quantile = (samples: readonly number[], share: number): number => {
  const sorted = samples.toSorted((a, b) => a - b);
  const index = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
  const value = sorted[index];
  if (value === undefined) throw new Error('a figure needs samples');
  return value;
};

export const figure = (
  name: string,
  value: number,
  floor: number,
  limit: number | null = null,
): Figure => {
  const ratio = value / floor;
  return {
    name,
    value: rounded(value),
    unit: 'ms',
    floor: rounded(floor),
    ratio: rounded(ratio),
    limit,
    ok: limit === null || ratio <= limit,
  };
};

/** How many of something there are, of at most how many: a count has no floor but none. */
export const countFigure = (name: string, value: number, limit: number | null = null): Figure => ({
  name,
  value,
  unit: 'count',
  floor: 0,
  ratio: value,
  limit,
  ok: limit === null || value <= limit,
});

/** A figure that is allowed so many milliseconds, whatever its floor. */
export const figureWithin = (name: string, value: number, floor: number, most: number): Figure => ({
  ...figure(name, value, floor),
  limit: rounded(most),
  ok: value <= most,
});

export interface Report {
  readonly runtime: { readonly node: string; readonly electron: string; readonly sqlite: string };
  readonly seed: number;
  readonly figures: readonly Figure[];
}

export const printReport = ({ runtime, seed, figures }: Report): void => {
  console.log(
    `Node ${runtime.node} · Electron ${runtime.electron} · SQLite ${runtime.sqlite} · seed ${String(seed)}`,
  );
  console.table(
    figures.map(({ name, value, unit, floor, ratio, limit, ok }) => ({
      figure: name,
      value: `${String(value)} ${unit}`,
      floor: `${String(floor)} ${unit}`,
      ratio,
      limit: limit ?? 'reported',
      ok,
    })),
  );
};

export const writeReport = (report: Report, file: string): void => {
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
};
