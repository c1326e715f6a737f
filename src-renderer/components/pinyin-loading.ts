import { searchCodes } from '../../src-shared/parameters/search.ts';
import type { PinyinIndex } from '../../src-shared/parameters/pinyin-match.ts';
import type { CodeTable, CodeTables, TableName } from '../../src-shared/parameters/table-names.ts';

/** A stretch of work that nobody typing can feel. */
const longestStretch = 8;

const nextIdleMoment = (): Promise<IdleDeadline> =>
  new Promise((resolve) => {
    requestIdleCallback(resolve, { timeout: 500 });
  });

const runWhenIdle = async <Value>(steps: Generator<undefined, Value>): Promise<Value> => {
  for (;;) {
    await nextIdleMoment();
    const stop = performance.now() + longestStretch;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (performance.now() < stop);
  }
};

/**
 * Reads all tables in pinyin while the window has nothing else to do, and hands out each index when
 * it is there. The dictionary is a file of its own, so that the program's start does not wait for it.
 */
export const loadPinyin = async (
  tables: CodeTables,
  ready: (name: TableName, table: CodeTable, index: PinyinIndex) => void,
): Promise<void> => {
  await nextIdleMoment();
  const { indexPinyin } = await import('../../src-shared/parameters/pinyin-index.ts');
  for (const table of Object.values(tables)) {
    const index = await runWhenIdle(indexPinyin(table));
    // The first search folds the names: better now than at the clerk's first key.
    searchCodes(table, '', 0, index);
    ready(table.name, table, index);
  }
};
