import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { expect, it } from 'vitest';
import type { Table } from '../../src-shared/contract/table-file.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { writeTable } from './table-file.ts';

const table: Table = {
  title: '业务数据统计/按操作人员: 2026',
  columns: ['操作人员', '卡号', '票数', '提货重量（千克）'],
  rows: [
    ['陈敏', '2100000000017', 12, 12_500.25],
    ['=HYPERLINK("http://x")', '0000000000001', 0, null],
    ['＝1+1，"引号"\n换行', '-1', 3, 0.001],
  ],
};

it('writes an Excel file that another library reads cell by cell', async () => {
  const file = path.join(temporaryFolder(), 'a.xlsx');
  await writeTable(file, table);
  const [sheet] = await readXlsxFile(file);
  expect(sheet?.sheet).toBe('业务数据统计 按操作人员  2026');
  expect(sheet?.data).toEqual([[...table.columns], ...table.rows]);
  expect(existsSync(`${file}.part`)).toBe(false);
});

it('writes CSV that Excel opens in Chinese, with no text that would be a formula', async () => {
  const file = path.join(temporaryFolder(), 'a.csv');
  await writeTable(file, table);
  const text = readFileSync(file, 'utf8');
  expect(text.startsWith('\uFEFF操作人员,卡号,')).toBe(true);
  expect(text).toContain('\r\n');
  const rows: unknown = parse(text, { bom: true });
  expect(rows).toEqual([
    [...table.columns],
    // The tab keeps a spreadsheet from taking a long number for an amount.
    ['陈敏', '2100000000017\t', '12', '12500.25'],
    [`'=HYPERLINK("http://x")`, '0000000000001\t', '0', ''],
    [`'＝1+1，"引号"\n换行`, `'-1`, '3', '0.001'],
  ]);
});
