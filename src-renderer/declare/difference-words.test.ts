import { expect, test } from 'vitest';
import { differenceOf } from '../../src-shared/declaration/difference.ts';
import { emptyHead, emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { changeLines, lineInWords } from './difference-words.ts';

const head = emptyHead({ transportMode: '2', importExport: 'I', vehicleWeight: '9000' });
const bill = (objectId: string) => ({
  ...emptyItem(head),
  objectType: 'B',
  objectId,
  voyageNo: '042W',
  remark: `备注 ${objectId}`,
  billType: '1',
  pickupWeight: '5',
});
const accepted: Sheet = { head, items: [bill('A'), bill('B')] };

const told = (draft: Sheet): readonly string[] =>
  changeLines(
    differenceOf(accepted, draft),
    accepted,
    draft,
    (table, code) => `${code} ${table}`,
  ).map(lineInWords);

test('a changed field is told under its label, codes with their names, weights in 千克', () => {
  expect(
    told({
      ...accepted,
      head: { ...head, transportMode: '4', vehicleWeight: '9500', remark: '换车' },
    }),
  ).toEqual([
    '表头 · 运输方式：2 transportMode → 4 transportMode',
    '表头 · 车辆重量：9000 千克 → 9500 千克',
    '表头 · 备注：（空） → 换车',
  ]);
});

test('a changed item is told by its row and the label that the field has on this sheet', () => {
  const [first, second] = accepted.items;
  if (first === undefined || second === undefined) throw new Error('there are two items');
  const draft = { head, items: [first, { ...second, voyageNo: '043W' }] };
  expect(told(draft)).toEqual(['第 2 条表体 · 航次号：042W → 043W']);
  const [line] = changeLines(differenceOf(accepted, draft), accepted, draft, (_, code) => code);
  expect(line?.place).toEqual({ part: 'item', itemIndex: 1, field: 'voyageNo' });
});

test('an item that came and one that went are told with all that is on them', () => {
  const other = { ...bill('NEW'), voyageNo: '9', pickupWeight: '7' };
  const lines = told({ head, items: [bill('B'), other] });
  expect(lines).toEqual([
    '删除原第 1 条表体：绑定对象类型 B objectType，绑定对象 ID A，航次号 042W，提单类型 1 billType，本次提货重量 5 千克，备注 备注 A',
    '新增第 2 条表体：绑定对象类型 B objectType，绑定对象 ID NEW，航次号 9，提单类型 1 billType，本次提货重量 7 千克，备注 备注 NEW',
  ]);
});

test('nothing is told where nothing differs', () => {
  expect(told(accepted)).toEqual([]);
});
