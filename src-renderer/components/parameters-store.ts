import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { findCode } from '../../src-shared/parameters/search.ts';
import type { CodeTable, CodeTables, TableName } from '../../src-shared/parameters/table-names.ts';
import { invoke } from '../bridge.ts';
import { tellFailure } from './ask.ts';

/** The code tables, read once after the start; without them codes are typed by hand. */
export const useParameters = defineStore('parameters', () => {
  const tables = shallowRef<CodeTables | null>(null);

  const load = async (): Promise<void> => {
    const answer = await invoke('parameters.tables', undefined);
    if (answer.ok) tables.value = answer.value;
    else await tellFailure(answer.error);
  };

  const table = (name: TableName): CodeTable | null => tables.value?.[name] ?? null;

  const nameOf = (name: TableName, code: string): string => {
    const rows = table(name);
    return rows === null ? '' : (findCode(rows, code)?.name ?? '');
  };

  /** `code name` as the clerk knows it; an unknown code stands as it is. */
  const display = (name: TableName, code: string): string => `${code} ${nameOf(name, code)}`.trim();

  return { tables, load, table, nameOf, display };
});
