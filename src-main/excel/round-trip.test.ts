import fc from 'fast-check';
import path from 'node:path';
import { expect, it } from 'vitest';
import { headFields, itemFields } from '../../src-shared/declaration/fields.ts';
import type { ExportOrder } from '../../src-shared/contract/excel.ts';
import type { FieldDefinition } from '../../src-shared/declaration/fields.ts';
import { canSave } from '../../src-shared/declaration/findings.ts';
import { normaliseSheet } from '../../src-shared/declaration/folding.ts';
import { checkSheet } from '../../src-shared/declaration/rules.ts';
import type { Head, Item, Sheet } from '../../src-shared/declaration/sheet.ts';
import { formatKilograms, mostGrams } from '../../src-shared/declaration/weight.ts';
import { sheetColumnKeys } from '../../src-shared/excel/sheet-columns.ts';
import { shippedTables } from '../../src-shared/parameters/shipped-tables.testing.ts';
import { codeWidths } from '../../src-shared/parameters/table-names.ts';
import { openWithOther } from '../../tests/support/spreadsheets.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import type { StoreDesk } from '../../tests/support/store-desk.ts';
import { insertSheet } from '../store/declarations.ts';
import { openForReading } from '../store/store.ts';
import { exportRows } from './export/export-rows.ts';
import { exportSheets } from './export/export-sheets.ts';
import { checkImport } from './import/check-import.ts';
import { readImportList } from './import/import-list.ts';
import { readTableFile } from './import/read-table-file.ts';

/** What an export writes, an import of the same file must read as the same sheets. */

const nastyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...Array.from('=+-@\'"|,;\t\n<>&箱港A09._ ')),
    fc.constantFrom('_x000D_', '_x0041_', '=1+1', "'=", '\uFFFF', '0012', '𠮷'),
  ),
  maxLength: 12,
});
const longNumber = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 11, maxLength: 32 })
  .map((digits) => digits.join(''));

/** Emoji and what Excel itself makes of lost values are refused, and so not part of a round trip. */
const isKept = (text: string): boolean =>
  // The library decodes these a second time when it reads.
  !/&[a-z]*;/.test(text) && !/^#|\p{Extended_Pictographic}/u.test(text);

const valueOf = (field: FieldDefinition): fc.Arbitrary<string> => {
  const { input } = field;
  switch (input.type) {
    case 'code': {
      const codes = shippedTables[input.table].rows.map(({ code }) => code);
      // One that no table has, of its widest, so that no zero can be missing in front of it.
      return fc.constantFrom(...codes, 'Z'.repeat(codeWidths[input.table]));
    }
    case 'weight':
      return fc.integer({ min: 0, max: mostGrams }).map(formatKilograms);
    default:
      return fc.oneof(fc.constant(''), nastyText, longNumber).filter(isKept);
  }
};

const recordOf = (fields: readonly FieldDefinition[]): fc.Arbitrary<Record<string, string>> =>
  fc.record(Object.fromEntries(fields.map((field) => [field.key, valueOf(field)])));

const storableSheet: fc.Arbitrary<Sheet> = fc
  .record({
    head: recordOf(headFields) as fc.Arbitrary<Head>,
    items: fc.array(recordOf(itemFields) as fc.Arbitrary<Item>, { maxLength: 4 }),
  })
  .map(normaliseSheet)
  .filter((sheet) => canSave(checkSheet(sheet, shippedTables)));

/** The sheet without what no workbook can hold. */
const writable = (sheet: Sheet): Sheet =>
  normaliseSheet(JSON.parse(JSON.stringify(sheet).replaceAll('\uFFFF', '')) as Sheet);

const store = (desk: StoreDesk, sheets: readonly Sheet[]): void => {
  desk.store.exec('DELETE FROM declaration');
  sheets.forEach((sheet, index) =>
    insertSheet(
      desk.store,
      sheet,
      {
        // The newest first, as the list and the export have them.
        at: desk.clock.now - index,
        operatorId: desk.chenmin.id,
        operatorLabel: 'chenmin',
        uscc: '',
        organisationCode: '',
        problemCount: 0,
        confirmedWarnings: [],
      },
      {
        dataCentreNo: `20260001700000000${String(index)}`,
        tripNo: `2026110000000000000000170000000${String(index)}`,
      },
    ),
  );
};

it.each(['xlsx', 'csv'] as const)(
  'any sheets that were exported as %s are read back to the letter',
  async (format) => {
    const desk = await storeDesk();
    const empty = await storeDesk();
    const file = path.join(desk.folder, `out.${format}`);
    await fc.assert(
      fc.asyncProperty(fc.array(storableSheet, { minLength: 1, maxLength: 6 }), async (sheets) => {
        store(desk, sheets);
        const reading = openForReading(desk.file);
        const order: ExportOrder = {
          choice: { kind: 'matching', conditions: {}, except: [] },
          columns: [...sheetColumnKeys],
          withItems: true,
          format,
        };
        await exportSheets(order, exportRows(reading, order, shippedTables), {
          tables: shippedTables,
          file,
          onProgress: () => undefined,
        });
        reading.close();
        const list = readImportList(await readTableFile(file), shippedTables);
        const read = checkImport(list.sheets, empty.store, shippedTables);
        expect(read.map(({ sheet }) => sheet)).toEqual(
          format === 'xlsx' ? sheets.map(writable) : sheets,
        );
        expect(read.filter(({ verdict }) => verdict === 'blocked')).toEqual([]);
      }),
      { seed: 41, numRuns: 30 },
    );
  },
  120_000,
);

it('what a second library reads is what the store holds, cell by cell', async () => {
  const desk = await storeDesk();
  const file = path.join(desk.folder, 'out.xlsx');
  const columns = headFields.map(({ key }) => key);
  const display = (field: FieldDefinition, value: string): string => {
    const { input } = field;
    if (input.type !== 'code') return value;
    const row = shippedTables[input.table].rows.find(({ code }) => code === value);
    return row === undefined ? value : `${value} ${row.name}`;
  };
  await fc.assert(
    fc.asyncProperty(fc.array(storableSheet, { minLength: 1, maxLength: 6 }), async (typed) => {
      const sheets = typed.map(writable);
      store(desk, sheets);
      const reading = openForReading(desk.file);
      const order: ExportOrder = {
        choice: { kind: 'matching', conditions: {}, except: [] },
        columns: ['tripNo', ...columns],
        withItems: true,
        format: 'xlsx',
      };
      await exportSheets(order, exportRows(reading, order, shippedTables), {
        tables: shippedTables,
        file,
        onProgress: () => undefined,
      });
      reading.close();
      const opened = await openWithOther(file);
      const heads = sheets.map(({ head }, index) => [
        `2026110000000000000000170000000${String(index)}`,
        ...headFields.map((field) => display(field, head[field.key])),
      ]);
      const items = sheets.flatMap((sheet, index) =>
        sheet.items.map((item) => [
          `2026110000000000000000170000000${String(index)}`,
          sheet.head.mediumId,
          ...itemFields.map((field) => display(field, item[field.key])),
        ]),
      );
      expect(opened['表头']?.slice(1)).toEqual(heads);
      expect(opened['表体']?.slice(1)).toEqual(items);
    }),
    { seed: 42, numRuns: 20 },
  );
}, 120_000);
