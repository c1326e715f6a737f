import { expect, it } from 'vitest';
import { emptyContainers, roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { fieldOfReason } from './reason-field.ts';

it.each([
  [
    '退单：车辆重量不能为 0，请核实',
    seaImport,
    { part: 'head', itemIndex: null, field: 'vehicleWeight' },
  ],
  [
    '退单：该车有未完成记录（车次 202611…）',
    seaImport,
    { part: 'head', itemIndex: null, field: 'mediumId' },
  ],
  ['关区代码有误', roadExport, { part: 'head', itemIndex: null, field: 'customsCode' }],
  [
    '退单：集装箱号 OOLU8726194 校验位不符，请核实',
    emptyContainers,
    { part: 'item', itemIndex: 0, field: 'containerNo2' },
  ],
  ['提单 COSU6381234571 不存在', seaImport, { part: 'item', itemIndex: 1, field: 'objectId' }],
  ['船名不符', seaImport, { part: 'item', itemIndex: 0, field: 'vesselName' }],
  ['箱号有误', seaImport, { part: 'item', itemIndex: 0, field: 'containerNo1' }],
] as const)('leads from “%s” to its field', (reason, sheet, place) => {
  expect(fieldOfReason(reason, sheet)).toEqual(place);
});

it('leads nowhere where the reason names nothing', () => {
  expect(fieldOfReason('退单：请核实后重新申报', seaImport)).toBe(null);
  expect(fieldOfReason('船名不符', { head: seaImport.head, items: [] })).toBe(null);
});
