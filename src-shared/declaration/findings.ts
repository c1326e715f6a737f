import type { Finding } from '../contract/schemas.ts';
import { labelOf } from './field-values.ts';
import { headFields, itemFields } from './fields.ts';
import type { FieldDefinition, HeadFieldKey, ItemFieldKey } from './fields.ts';
import type { Sheet } from './sheet.ts';

/**
 * Findings: what keeps a sheet from being saved (`unstorable`) or declared (`problem`), and what
 * the clerk has to confirm (`warning`); rules.md, Life 2 and Fields.
 */

export type Place = Finding['place'];
export type Severity = Finding['severity'];

export const sheetPlace: Place = { part: 'sheet', itemIndex: null, field: null };
export const headPlace = (field: HeadFieldKey): Place => ({ part: 'head', itemIndex: null, field });
export const itemPlace = (itemIndex: number, field: ItemFieldKey): Place => ({
  part: 'item',
  itemIndex,
  field,
});

/**
 * Identifies a finding by its rule, its place and the values it is about: a confirmation of one
 * value never covers another.
 */
export const findingKey = (rule: string, place: Place, values: readonly string[]): string =>
  `${rule}@${JSON.stringify([place.part, place.itemIndex, place.field, ...values])}`;

export const makeFinding = (input: {
  readonly severity: Severity;
  readonly rule: string;
  readonly place: Place;
  readonly message: string;
  /** The values that the finding is about. */
  readonly values: readonly string[];
  /** Its confirmation stands alone, never part of 全部确认. */
  readonly alone?: boolean;
  /** The other sheet that it is about. */
  readonly other?: Finding['other'];
}): Finding => ({
  severity: input.severity,
  rule: input.rule,
  place: input.place,
  message: input.message,
  alone: input.alone ?? false,
  key: findingKey(input.rule, input.place, input.values),
  other: input.other ?? null,
});

const fieldAt = (place: Place): FieldDefinition | undefined =>
  (place.part === 'head' ? headFields : itemFields).find(({ key }) => key === place.field);

/** Where a finding lies, in the clerk's words: `表头`, `第 2 条表体`, with the field's label. */
export const placeLabel = (place: Place, sheet: Sheet): string => {
  if (place.part === 'sheet') return '整票';
  const part = place.itemIndex === null ? '表头' : `第 ${String(place.itemIndex + 1)} 条表体`;
  const field = fieldAt(place);
  if (field === undefined) return part;
  return `${part} · ${labelOf(field, { head: sheet.head })}`;
};

const rank = ({ place }: Finding): readonly [number, number, number] => [
  { head: 0, sheet: 1, item: 2 }[place.part],
  place.itemIndex ?? 0,
  (place.part === 'head' ? headFields : itemFields).findIndex(({ key }) => key === place.field),
];

/** In the order of the form: the cursor goes to the first one. */
export const inFormOrder = (findings: readonly Finding[]): readonly Finding[] =>
  findings
    .map((finding) => ({ finding, rank: rank(finding) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2])
    .map(({ finding }) => finding);

/** The warnings that still wait for a confirmation. */
export const unconfirmedWarnings = (
  findings: readonly Finding[],
  confirmedKeys: Iterable<string>,
): readonly Finding[] => {
  const confirmed = new Set(confirmedKeys);
  return findings.filter(({ severity, key }) => severity === 'warning' && !confirmed.has(key));
};

/** What is to be mended before 申报: 有 n 处待改. */
export const problemsOf = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ severity }) => severity !== 'warning');

/** True where nothing prevents 暂存. */
export const canSave = (findings: readonly Finding[]): boolean =>
  findings.every(({ severity }) => severity !== 'unstorable');

/** True where nothing is to be mended and every warning is confirmed. */
export const canDeclare = (
  findings: readonly Finding[],
  confirmedKeys: Iterable<string>,
): boolean =>
  problemsOf(findings).length === 0 && unconfirmedWarnings(findings, confirmedKeys).length === 0;
