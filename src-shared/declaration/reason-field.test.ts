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

it('takes a value of four characters for one that is quoted, and a shorter one not', () => {
  const [first, second] = seaImport.items;
  if (first === undefined || second === undefined) throw new Error('the sample has two items');
  const withVoyage = (voyageNo: string) => ({
    head: seaImport.head,
    items: [first, { ...second, voyageNo }],
  });
  const reason = (voyageNo: string) => fieldOfReason(`${voyageNo} 不存在`, withVoyage(voyageNo));
  expect(reason('V9W8')).toEqual({ part: 'item', itemIndex: 1, field: 'voyageNo' });
  expect(reason('V9W')).toBe(null);
});

it.each([
  ['该车 车牌 绑定介质', 'head', 'mediumId'],
  ['关区', 'head', 'customsCode'],
  ['集装箱号 箱号', 'item', 'containerNo1'],
  ['安全智能锁号 关锁号 锁号', 'item', 'sealNos1'],
  ['绑定对象 提单号 转关单号', 'item', 'objectId'],
  ['航次 货物运输批次号', 'item', 'voyageNo'],
] as const)('knows customs’ words for a field: %s', (words, part, field) => {
  for (const word of words.split(' ')) {
    expect(fieldOfReason(`${word}有误`, seaImport)).toMatchObject({ part, field });
  }
});

it('takes the longer name where one is part of the other', () => {
  expect(fieldOfReason('集装箱号 2 有误', seaImport)).toMatchObject({ field: 'containerNo2' });
  expect(fieldOfReason('集装箱重量有误', seaImport)).toMatchObject({ field: 'containerWeight' });
});

it('leads nowhere where the reason names nothing', () => {
  expect(fieldOfReason('退单：请核实后重新申报', seaImport)).toBe(null);
  expect(fieldOfReason('船名不符', { head: seaImport.head, items: [] })).toBe(null);
});
