import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { ImportSummary } from '../../src-shared/contract/excel.ts';
import { sheetColumnKeys } from '../../src-shared/excel/sheet-columns.ts';
import { emptyContainers, roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { testExcel } from '../../tests/support/excel.ts';
import type { TestDialogs } from '../../tests/support/excel.ts';
import { fillTemplate, openWithOther } from '../../tests/support/spreadsheets.ts';
import { kindOf, storeDesk, valueOf } from '../../tests/support/store-desk.ts';
import type { StoreDesk } from '../../tests/support/store-desk.ts';
import { findSheet } from '../store/declarations.ts';
import { querySheets } from '../store/query.ts';
import type { ExcelService } from './excel-service.ts';

interface ExcelDesk {
  readonly desk: StoreDesk;
  readonly dialogs: TestDialogs;
  readonly excel: ExcelService;
  /** A file beside the store, answered to the next dialog. */
  readonly file: (name: string) => string;
}

const excelDesk = async (): Promise<ExcelDesk> => {
  const desk = await storeDesk();
  const dialogs: TestDialogs = { answer: null, asked: [], shown: [] };
  const excel = testExcel(desk, dialogs);
  return {
    desk,
    dialogs,
    excel,
    file: (name) => {
      dialogs.answer = path.join(desk.folder, name);
      return dialogs.answer;
    },
  };
};

const everything = { kind: 'matching' as const, conditions: {}, except: [] };

const truck = {
  关区代码: '5301 皇岗海关',
  绑定介质类型: '车牌号',
  绑定介质关键信息: '粤B·12345',
  业务类型: '1000000000',
  运输方式: '4 公路',
  进出口标志: 'E',
  车辆重量: 9000,
  挂车重量: '7100.5',
};
const trailer = {
  绑定对象类型: 'VN 车辆车牌',
  绑定对象ID: '粤B1234挂',
  '航次/货物运输批次号': '5301026112201',
};

/** Reads a filled template and answers the preview. */
const preview = async (
  { excel, desk, file }: ExcelDesk,
  rows: Parameters<typeof fillTemplate>[2],
  change?: Parameters<typeof fillTemplate>[3],
): Promise<ImportSummary> => {
  valueOf(await excel.saveTemplate());
  const template = file('template.xlsx');
  valueOf(await excel.saveTemplate());
  await fillTemplate(template, file('filled.xlsx'), rows, change);
  const chosen = valueOf(await excel.chooseImport(randomUUID(), desk.chenmin));
  if (chosen === null) throw new Error('a file was chosen');
  return chosen;
};

it('brings the filled template back as drafts, with items grouped by their sheet', async () => {
  const all = await excelDesk();
  const { desk, excel } = all;
  const { importId, sheets, notices } = await preview(all, [
    { 序号: 1, ...truck, ...trailer },
    { 序号: 1, ...trailer, 绑定对象ID: '粤B5678挂' },
    { ...truck, 绑定介质关键信息: '粤B54321', ...trailer, 绑定对象ID: '粤B9999挂' },
    { ...trailer, 绑定对象ID: '粤B8888挂' },
  ]);
  expect(notices).toEqual([]);
  expect(sheets).toEqual([
    { verdict: 'good', duplicate: false, hidden: false, lineCount: 2 },
    { verdict: 'good', duplicate: false, hidden: false, lineCount: 2 },
  ]);
  const ids = valueOf(await excel.keepImported({ importId, indexes: [0, 1] }, desk.chenmin));
  const [first, second] = ids.map((id) => findSheet(desk.store, id));
  expect(first?.status).toBe('0');
  expect(first?.head).toMatchObject({
    customsCode: '5301',
    mediumType: 'VN',
    mediumId: '粤B12345',
    vehicleWeight: '9000',
    trailerWeight: '7100.5',
    containerWeight: '0',
  });
  expect(first?.items.map(({ objectId }) => objectId)).toEqual(['粤B1234挂', '粤B5678挂']);
  expect(second?.items.map(({ objectId }) => objectId)).toEqual(['粤B9999挂', '粤B8888挂']);
  expect(first?.tripNo).not.toBe(second?.tripNo);
  expect(querySheets(desk.store, {}, null, 10).rows).toHaveLength(2);
  // The preview is over: a second click keeps nothing.
  expect(kindOf(await excel.keepImported({ importId, indexes: [0] }, desk.chenmin))).toBe(
    'import.ended',
  );
});

it('exports what matches, item by item, as a second library reads it', async () => {
  const { desk, excel, file } = await excelDesk();
  const saved = [seaImport, roadExport, emptyContainers].map((sheet) => {
    desk.clock.now += 60_000;
    return desk.saved(sheet);
  });
  const target = file('out.xlsx');
  const exported = valueOf(
    await excel.exportSheets(
      {
        jobId: randomUUID(),
        choice: everything,
        columns: [...sheetColumnKeys],
        withItems: true,
        format: 'xlsx',
      },
      desk.chenmin,
    ),
  );
  expect(exported).toEqual({ fileName: 'out.xlsx', sheetCount: 3, itemCount: 4 });
  const { 表头: heads = [], 表体: items = [] } = await openWithOther(target);
  expect(heads).toHaveLength(4);
  expect(items).toHaveLength(5);
  expect(heads[1]?.[1]).toBe(saved[2]?.tripNo);
  console.log(heads, items);
  expect(readdirSync(desk.folder).filter((name) => name.includes('.part'))).toEqual([]);
  expect(existsSync(target)).toBe(true);
});
