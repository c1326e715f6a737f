import type { NamedTest } from '../../tests/rules/rule.ts';
import type { NamedSurvivor } from './named-survivors.ts';
import type { Killer, Survivor } from './stryker-report.ts';

/** Whether an entry of the list is about this survivor. */
const isAbout =
  (survivor: Survivor) =>
  (named: NamedSurvivor): boolean =>
    named.file === survivor.file &&
    (named.within === undefined || named.within === survivor.within) &&
    (named.original === undefined || named.original === survivor.original) &&
    (named.replacement === undefined || named.replacement === survivor.replacement);

export interface Compared {
  readonly named: readonly Survivor[];
  readonly unnamed: readonly Survivor[];
  /** Entries of the list that no survivor needs any more. */
  readonly gone: readonly NamedSurvivor[];
}

export const compareSurvivors = (
  survivors: readonly Survivor[],
  list: readonly NamedSurvivor[],
): Compared => ({
  named: survivors.filter((survivor) => list.some(isAbout(survivor))),
  unnamed: survivors.filter((survivor) => !list.some(isAbout(survivor))),
  gone: list.filter((named) => !survivors.some((survivor) => isAbout(survivor)(named))),
});

/** What Vitest puts in the place of each sign of a title: a JSON value, a number, any text. */
const filledIn: Readonly<Record<string, string>> = {
  '%j': String.raw`(?:\{.*\}|\[.*\]|".*"|-?[\d.]+|null|true|false)`,
  '%d': String.raw`(?:-?[\d.]+|NaN|-?Infinity)`,
  '%i': String.raw`(?:-?[\d.]+|NaN|-?Infinity)`,
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** The pattern of the names that a title stands for: `test.each` fills its signs in. */
export const titlePattern = (title: string): string => {
  const signs = /%[jdisof]|\$[a-z]\w*|\$\{[^}]*\}/gi;
  const texts = title.split(signs).map(escaped);
  const values = [...title.matchAll(signs)].map(([sign]) => filledIn[sign] ?? '.*');
  return texts.map((text, index) => text + (values[index] ?? '')).join('');
};

/** Whether a killer is this test: titles of `test.each` stand unfilled in the table of rules. */
export const isKiller =
  ({ file, title }: NamedTest) =>
  (killer: Killer): boolean =>
    killer.file === file &&
    new RegExp(`(?:^| > )${titlePattern(title)}$`, 's').test(killer.name.trim());
