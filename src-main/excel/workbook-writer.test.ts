import path from 'node:path';
import ExcelJS from '@protobi/exceljs';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { writeWorkbook } from './workbook-writer.ts';

it('leaves an empty cell out of the file, and what is typed there becomes a text', async () => {
  const file = path.join(temporaryFolder(), 'list.xlsx');
  const workbook = writeWorkbook(file);
  const sheet = workbook.sheet('表头', [
    { heading: '备注', width: 20 },
    { heading: '重量', width: 10, amount: true },
  ]);
  sheet.row(['', 1]);
  sheet.row(['甲', 2]);
  await sheet.end();
  await workbook.finish();

  const read = new ExcelJS.Workbook();
  await read.xlsx.readFile(file);
  const list = read.getWorksheet('表头');
  expect(list?.getRow(2).findCell(1)).toBeUndefined();
  expect(list?.getCell('A3').value).toBe('甲');
  expect(list?.getCell('A3').numFmt).toBe('@');
  expect(list?.getColumn(1).numFmt).toBe('@');
  expect(list?.getCell('B3').value).toBe(2);
  expect(list?.getCell('B3').numFmt).not.toBe('@');
  expect(list?.getColumn(2).numFmt).not.toBe('@');
});
