import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { CodeTable, ParameterTables } from '../../src-shared/contract/endpoint-api.ts';
import { tableNames } from '../../src-shared/parameters/table-names.ts';
import type { TableName } from '../../src-shared/parameters/table-names.ts';
import { EndpointProblem } from './problems.ts';

/** The tables of a folder with one JSON file each; read anew at every request. */

const codeTableSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  rows: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      alternativeName: z.string().exactOptional(),
      parentCode: z.string().exactOptional(),
      source: z.string(),
      confidence: z.enum(['high', 'medium', 'low']),
      selectable: z.boolean(),
      unverified: z.boolean(),
      note: z.string().exactOptional(),
    }),
  ),
});

export interface TableFile {
  readonly table: CodeTable;
  readonly etag: string;
}

export interface ParameterTableFolder {
  readonly list: () => ParameterTables;
  readonly read: (name: string) => TableFile;
}

export const createParameterTables = (folder: string): ParameterTableFolder => {
  const fileOf = (name: TableName): string => path.join(folder, `${name}.json`);

  const read = (name: string): TableFile => {
    // Only known names reach the file system.
    const known = tableNames.find((candidate) => candidate === name);
    if (known === undefined || !existsSync(fileOf(known))) {
      throw new EndpointProblem('unknownTable');
    }
    const text = readFileSync(fileOf(known), 'utf8');
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 32);
    return { table: codeTableSchema.parse(JSON.parse(text)), etag: `"${digest}"` };
  };

  return {
    read,
    list: () => ({
      tables: tableNames
        .filter((name) => existsSync(fileOf(name)))
        .map((name) => ({ name, version: read(name).table.version })),
    }),
  };
};
