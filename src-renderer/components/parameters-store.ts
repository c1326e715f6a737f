import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { PinyinIndex } from '../../src-shared/parameters/pinyin-match.ts';
import { findCode, searchCodes } from '../../src-shared/parameters/search.ts';
import type {
  CodeRow,
  CodeTable,
  CodeTables,
  TableName,
} from '../../src-shared/parameters/table-names.ts';
import { invoke } from '../bridge.ts';
import { tellFailure } from './ask.ts';
import { loadPinyin } from './pinyin-loading.ts';

/** The code tables, read once after the start; without them codes are typed by hand. */
export const useParameters = defineStore('parameters', () => {
  const tables = shallowRef<CodeTables | null>(null);

  const pinyin = shallowRef<ReadonlyMap<TableName, PinyinIndex>>(new Map());

  const loadPinyinOf = (read: CodeTables): Promise<void> =>
    loadPinyin(read, (name, table, index) => {
      if (tables.value?.[name] === table) pinyin.value = new Map([...pinyin.value, [name, index]]);
    });

  const load = async (): Promise<void> => {
    const answer = await invoke('parameters.tables', undefined);
    if (!answer.ok) {
      await tellFailure(answer.error);
      return;
    }
    tables.value = answer.value;
    pinyin.value = new Map();
    void loadPinyinOf(answer.value);
  };

  const table = (name: TableName): CodeTable | null => tables.value?.[name] ?? null;

  const nameOf = (name: TableName, code: string): string => {
    const rows = table(name);
    return rows === null ? '' : (findCode(rows, code)?.name ?? '');
  };

  /** `code name` as the clerk knows it; an unknown code stands as it is. */
  const display = (name: TableName, code: string): string => `${code} ${nameOf(name, code)}`.trim();

  /** The rows to offer for what is typed, best first. */
  const search = (name: TableName, typed: string, most: number): readonly CodeRow[] => {
    const rows = table(name);
    return rows === null ? [] : searchCodes(rows, typed, most, pinyin.value.get(name) ?? null);
  };

  return { tables, pinyin, search, load, table, nameOf, display };
});
