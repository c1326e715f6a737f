import type { Table, TableFormat } from '../../src-shared/contract/table-file.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { failure, success } from '../../src-shared/errors/result.ts';
import type { Result } from '../../src-shared/errors/result.ts';

/** Asks where a file shall lie; null where the clerk changed her mind. */
export type ChooseFile = (name: string, format: TableFormat) => Promise<string | null>;

const withEnding = (file: string, format: TableFormat): string =>
  file.toLowerCase().endsWith(`.${format}`) ? file : `${file}.${format}`;

/** Keeps a table where the clerk wants it. The value is the file, null where she wants none. */
export const saveTable = async (
  chooseFile: ChooseFile,
  writeTable: (file: string, table: Table) => Promise<void>,
  table: Table,
  format: TableFormat,
): Promise<Result<string | null>> => {
  const name = `${table.title.replace(/[\\/:*?"<>|]/g, ' ')}.${format}`;
  const chosen = await chooseFile(name, format);
  if (chosen === null) return success(null);
  const file = withEnding(chosen, format);
  try {
    await writeTable(file, table);
    return success(file);
  } catch {
    return failure(failureOf('table.notWritten', { file }));
  }
};
