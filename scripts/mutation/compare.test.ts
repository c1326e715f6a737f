import { describe, expect, test } from 'vitest';
import { compareSurvivors, isKiller } from './compare.ts';
import type { Survivor } from './stryker-report.ts';

const survivor: Survivor = {
  file: 'src-shared/a.ts',
  line: 3,
  within: 'addPair',
  mutator: 'EqualityOperator',
  original: 'first < 0',
  replacement: 'first <= 0',
};

describe('survivors and the list that names them', () => {
  test('are held together by place and text; what is left out of an entry is anything', () => {
    const file = 'src-shared/a.ts';
    const because = 'it is so';
    const reason = 'speed';
    for (const entry of [
      { file, reason, because, original: 'first < 0' },
      { file, reason, because, within: 'addPair' },
      {
        file,
        reason,
        because,
        within: 'addPair',
        original: 'first < 0',
        replacement: 'first <= 0',
      },
    ] as const) {
      expect(compareSurvivors([survivor], [entry])).toEqual({
        named: [survivor],
        unnamed: [],
        gone: [],
      });
    }
    for (const entry of [
      { file: 'src-shared/b.ts', reason, because, original: 'first < 0' },
      { file, reason, because, original: 'second < 0' },
      { file, reason, because, original: 'first < 0', replacement: 'true' },
      { file, reason, because, within: 'addStep' },
    ] as const) {
      expect(compareSurvivors([survivor], [entry])).toEqual({
        named: [],
        unnamed: [survivor],
        gone: [entry],
      });
    }
  });
});

describe('a test of the table of rules', () => {
  const file = 'src-shared/a.test.ts';
  const fails = (title: string, name: string): boolean => isKiller({ file, title })({ file, name });
  test('is the one that failed by its whole title, behind its describe', () => {
    expect(fails('a (b) is 1', 'what > a (b) is 1')).toBe(true);
    expect(fails('a (b) is 1', 'a (b) is 1')).toBe(true);
    expect(fails('a (b) is 1', 'what > not a (b) is 1')).toBe(false);
    expect(fails('a (b) is 1', 'what > a (b) is 12')).toBe(false);
    expect(isKiller({ file, title: 'a' })({ file: 'src-shared/b.test.ts', name: 'a' })).toBe(false);
  });
  test('is known by what test.each makes of its title', () => {
    expect(fails('%s is always required', 'head > remark is always required')).toBe(true);
    expect(fails('%j %j: %s', 'all > {"a":"1\n2"} {}: unstorable')).toBe(true);
    expect(fails('%j %j: %s', 'all > head weights: 0 is a value')).toBe(false);
    expect(fails('$code allows $allows', 'all > 10 allows ["a"]')).toBe(true);
    expect(fails('the count %d', 'all > the count -1.5')).toBe(true);
    expect(fails('the count %d', 'all > the count of it')).toBe(false);
  });
});
