import { deskRules } from './desk-rules.ts';
import { fieldRules } from './field-rules.ts';
import { lifeRules } from './life-rules.ts';
import { manualButtons } from './manual-buttons.ts';
import { manualFields } from './manual-fields.ts';
import type { NamedTest, Rule } from './rule.ts';
import { screenRules } from './screen-rules.ts';

/**
 * Every rule of manual 2.3.2, 3.1.1 and 3.1.2 and of rules.md with the tests that hold it. That each
 * test fails where its rule is switched off is shown by `npm run mutation`.
 */
export const ruleTable: readonly Rule[] = [
  ...manualFields,
  ...manualButtons,
  ...lifeRules,
  ...fieldRules,
  ...deskRules,
  ...screenRules,
];

export const testKey = ({ file, title }: NamedTest): string => `${file} › ${title}`;

/** Every test that holds a rule, once. */
export const ruleTests: readonly NamedTest[] = [
  ...new Map(
    ruleTable.flatMap(({ tests }) => tests.map((test) => [testKey(test), test] as const)),
  ).values(),
];
