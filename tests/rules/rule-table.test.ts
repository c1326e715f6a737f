import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { headFields, itemFields, systemFields } from '../../src-shared/declaration/fields.ts';
import { querySentences } from './manual-query.ts';
import { ruleTable, ruleTests, testKey } from './rule-table.ts';
import { switches } from './switches.ts';
import { testTitles } from './test-titles.ts';

const ids = ruleTable.map(({ id }) => id);

describe('the table of rules', () => {
  test('has every field of head and items, and every number of the sheet’s life', () => {
    for (const { label } of [...systemFields, ...headFields]) {
      expect(ids).toContain(`3.1.1.1 ${label}`);
    }
    for (const { label } of itemFields) expect(ids).toContain(`3.1.1.2 ${label}`);
    for (let number = 1; number <= 14; number += 1) {
      expect(ids.some((id) => id.startsWith(`Life ${String(number)} `))).toBe(true);
    }
  });
  test('names no rule twice', () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
  test('leaves no rule without a test, unless it belongs to a screen of a later issue', () => {
    const bare = ruleTable.filter(
      ({ tests, laterIssue }) => tests.length === 0 && (laterIssue ?? '') === '',
    );
    expect(bare).toEqual([]);
  });
  test('has for each test a way to switch its rule off: a switch, or the mutants of src-shared', () => {
    const switchedOff = new Set(switches.flatMap(({ fails }) => fails.map(testKey)));
    const never = ruleTests.filter(
      (one) => !one.file.startsWith('src-shared/') && !switchedOff.has(testKey(one)),
    );
    expect(never).toEqual([]);
  });
  test('has switches that stand in their files, once', () => {
    const elsewhere = switches.filter(
      ({ file, from }) => readFileSync(file, 'utf8').split(from).length !== 2,
    );
    expect(elsewhere.map(({ file, from }) => `${file}: ${from}`)).toEqual([]);
  });
  test('names tests that are there, by the titles they have', () => {
    const titles = new Map(
      [...new Set(ruleTests.map(({ file }) => file))].map((file) => [file, testTitles(file)]),
    );
    const gone = ruleTests.filter(({ file, title }) => titles.get(file)?.has(title) !== true);
    expect(gone).toEqual([]);
  });
});

describe('the sentences of manual 3.2', () => {
  test('are each shown by tests in the real window that are there', () => {
    const named = querySentences.flatMap(({ tests }) => tests);
    expect(querySentences.filter(({ tests }) => tests.length === 0)).toEqual([]);
    expect(named.filter(({ file }) => !file.startsWith('tests/e2e/'))).toEqual([]);
    expect(named.filter(({ file, title }) => !testTitles(file).has(title))).toEqual([]);
  });
});
