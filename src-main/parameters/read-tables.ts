import { readFileSync } from 'node:fs';
import path from 'node:path';
import { codeTablesSchema } from '../../src-shared/contract/schemas.ts';
import { tableNames } from '../../src-shared/parameters/table-names.ts';
import type { CodeTables } from '../../src-shared/parameters/table-names.ts';

/** The code tables that come with the program; throws where the installation is damaged. */
export const readTables = (resources: string): CodeTables => {
  const entries = tableNames.map((name): [string, unknown] => [
    name,
    JSON.parse(readFileSync(path.join(resources, 'parameters', `${name}.json`), 'utf8')),
  ]);
  return codeTablesSchema.parse(Object.fromEntries(entries));
};
