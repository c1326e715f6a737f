import type { Finding } from '../contract/schemas.ts';
import type { CodeTables } from '../parameters/table-names.ts';
import { checkField } from './field-rules.ts';
import { placedFields } from './field-values.ts';
import { containersOf } from './findings-elsewhere.ts';
import { headPlace, inFormOrder, itemPlace, makeFinding, sheetPlace } from './findings.ts';
import { normaliseHead, normaliseSheet } from './folding.ts';
import { isEmpty } from './new-sheet.ts';
import type { HeadDefaults } from './new-sheet.ts';
import type { WeightField } from './reuse.ts';
import type { Head, Sheet } from './sheet.ts';
import { sealsOf } from './text-formats.ts';

/** The whole check of a sheet, the same in the form, at 暂存, at 申报 and in a batch. */

export interface CheckOptions {
  /** What the operator's new sheets start with: a sheet with nothing else is empty. */
  readonly headDefaults?: HeadDefaults;
  /** Weights that came with a known vehicle and were not typed since. */
  readonly recalledWeights?: readonly WeightField[];
}

/** rules.md, Life 2: an empty sheet can't be saved, a sheet without items can't be declared. */
const checkExtent = (sheet: Sheet, defaults: HeadDefaults): readonly Finding[] => [
  ...(isEmpty(sheet, defaults)
    ? [
        makeFinding({
          severity: 'unstorable',
          rule: 'emptySheet',
          place: sheetPlace,
          message: '还没有录入任何内容',
          values: [],
        }),
      ]
    : []),
  ...(sheet.items.length === 0
    ? [
        makeFinding({
          severity: 'problem',
          rule: 'noItems',
          place: sheetPlace,
          message: '申报失败，该数据没有表体信息！',
          values: [],
        }),
      ]
    : []),
];

/**
 * rules.md, Fields: the same container twice warns. Within one item a bound container (type C) is
 * naturally one of its two containers, and is looked at there.
 */
const checkContainers = (sheet: Sheet): readonly Finding[] => {
  const firstRow = new Map<string, number>();
  const findings: Finding[] = [];
  for (const { itemIndex, field, containerNo } of containersOf(sheet)) {
    const item = sheet.items[itemIndex];
    const isInOwnFields = item?.containerNo1 === containerNo || item?.containerNo2 === containerNo;
    if (field === 'objectId' && isInOwnFields) continue;
    const first = firstRow.get(containerNo);
    if (first === undefined) {
      firstRow.set(containerNo, itemIndex);
      continue;
    }
    findings.push(
      makeFinding({
        severity: 'warning',
        rule: 'containerTwice',
        place: itemPlace(itemIndex, field),
        message:
          first === itemIndex
            ? `集装箱“${containerNo}”在这条表体里填了两次`
            : `集装箱“${containerNo}”在第 ${String(first + 1)} 条表体里已经填过`,
        values: [containerNo, String(first)],
      }),
    );
  }
  return findings;
};

/**
 * rules.md, Fields: the same seal twice warns. One seal on several rows of the same container (its
 * bills) is one seal.
 */
const checkSeals = (sheet: Sheet): readonly Finding[] => {
  const sealed = new Map<string, string>();
  const findings: Finding[] = [];
  const pairs = [
    ['sealNos1', 'containerNo1'],
    ['sealNos2', 'containerNo2'],
  ] as const;
  sheet.items.forEach((item, itemIndex) => {
    for (const [field, containerField] of pairs) {
      const container = item[containerField] || `${String(itemIndex)} ${field}`;
      const here = new Set<string>();
      const twice = new Set<string>();
      for (const seal of sealsOf(item[field])) {
        if (here.has(seal) || (sealed.get(seal) ?? container) !== container) twice.add(seal);
        here.add(seal);
        if (!sealed.has(seal)) sealed.set(seal, container);
      }
      for (const seal of twice) {
        findings.push(
          makeFinding({
            severity: 'warning',
            rule: 'sealTwice',
            place: itemPlace(itemIndex, field),
            message: `安全智能锁号“${seal}”填了两次`,
            values: [seal, item[field]],
          }),
        );
      }
    }
  });
  return findings;
};

/**
 * A weight of the vehicle's last sheet is a guess: it waits for the clerk's word, for this vehicle
 * and this value (issue 3, 4.5).
 */
export const recalledWeightFinding = (head: Head, field: WeightField): Finding =>
  makeFinding({
    severity: 'warning',
    rule: 'recalledWeight',
    place: headPlace(field),
    message: `${head[field]} 千克沿用自“${head.mediumId}”的上一票，请核对`,
    values: [head[field], head.mediumType, head.mediumId],
  });

/** The recalled weights that the clerk has said nothing to, for this vehicle and this value. */
export const unconfirmedWeights = (
  typed: Head,
  recalledWeights: Iterable<WeightField>,
  confirmedKeys: readonly string[],
): ReadonlySet<WeightField> => {
  const head = normaliseHead(typed);
  return new Set(
    [...recalledWeights].filter(
      (field) => !confirmedKeys.includes(recalledWeightFinding(head, field).key),
    ),
  );
};

/**
 * Every finding of a sheet, in the order of the form. What was typed is folded first, so the form
 * and the store judge the same text.
 */
export const checkSheet = (
  typed: Sheet,
  tables: CodeTables,
  options: CheckOptions = {},
): readonly Finding[] => {
  const sheet = normaliseSheet(typed);
  return inFormOrder([
    ...checkExtent(sheet, options.headDefaults ?? {}),
    ...placedFields(sheet).flatMap((placed) => checkField(placed, tables)),
    ...(options.recalledWeights ?? []).map((field) => recalledWeightFinding(sheet.head, field)),
    ...checkContainers(sheet),
    ...checkSeals(sheet),
  ]);
};
