import { describe, expect, test } from 'vitest';
import { shippedTables } from '../parameters/shipped-tables.testing.ts';
import type { CodeTables } from '../parameters/table-names.ts';
import { checkSheet } from './rules.ts';
import type { Head, Item, Sheet } from './sheet.ts';
import { goodHead, goodItem, sheetWith } from './sheets.testing.ts';

const words = (sheet: Sheet, tables: CodeTables = shippedTables): string[] =>
  checkSheet(sheet, tables).map(({ message }) => message);

const boundTo = (objectType: string, objectId: string): Partial<Item> => ({
  objectType,
  objectId,
  billType: '',
  pickupWeight: '',
});
const container = { containerNo1: 'CSQU3054383' };

describe('what the clerk reads about a field', () => {
  const cases: readonly (readonly [Partial<Head>, Partial<Item>, string])[] = [
    [{ remark: '长'.repeat(1001) }, {}, '备注最多 1000 个字符，现有 1001 个'],
    [{ customsCode: '22031' }, {}, '关区代码最多 4 个字符，现有 5 个'],
    [{ vehicleWeight: '十吨' }, {}, '车辆重量“十吨”不是重量：千克，最多 9 位整数、3 位小数'],
    [{}, { ...container, sealNos1: 'A'.repeat(129) }, '安全智能锁号 1最多 128 个字符，现有 129 个'],
    [{ customsCode: '' }, {}, '请填写关区代码'],
    [{ transportMode: '2' }, { vesselName: 'A', voyageNo: '' }, '请填写航次号'],
    [
      {},
      { ...boundTo('C', 'CSQU3054383'), ...container, businessType: '0000100000' },
      '仅一个空箱：集装箱号 2 没有填写，请确认',
    ],
    [{ customsCode: '9999' }, {}, '关区代码 9999 不在参数表里，请核对'],
    [{ customsCode: '22' }, {}, '关区代码“22”不是 4 位数字'],
    [{ customsCode: '0106' }, {}, '关区代码 0106 京关关税不能选用'],
    [
      { customsCode: '2200' },
      {},
      '关区代码 2200 上海海关是直属海关，通常应选它下面的隶属海关，请确认',
    ],
    [{ transportMode: '3' }, {}, '运输方式没有代码“3”'],
    [{}, { pickupWeight: '0' }, '本次提货重量应大于 0'],
    [{ vehicleWeight: '0' }, {}, '车辆重量为 0，请核对'],
    [{ vehicleWeight: '15.5' }, {}, '车辆重量只有 15.5 千克，请核对是否把吨当作了千克'],
    [{ trailerWeight: '100001' }, {}, '挂车重量 100001 千克超过 100 吨，请核对'],
    [{}, { ...container, sealNos1: 'A|B|C|D' }, '安全智能锁号 1最多 3 个锁号，现有 4 个'],
    [
      {},
      { ...container, sealNos1: 'A-1|B|C-2' },
      '安全智能锁号 1“A-1|C-2”通常是 1 至 32 位字母、数字，请核对',
    ],
    [{}, { sealNos2: 'A' }, '安全智能锁号 2已填，但没有填写对应的集装箱号'],
    [{}, { vesselName: 'EVER GIVEN' }, '船名在这里不填，请清空'],
    [{ mediumId: '1234УНЯ' }, {}, '车牌号“1234УНЯ”不是常见的车牌格式，请核对'],
    [{ mediumType: 'VE', mediumId: 'A-1' }, {}, '电子车牌号“A-1”通常只有字母、数字，请核对'],
    [{ mediumType: 'IC', mediumId: 'A-1' }, {}, 'IC 卡号“A-1”通常只有字母、数字，请核对'],
    [
      { mediumType: 'BC', mediumId: '条码' },
      {},
      '条形码“条码”通常只有字母、数字和半角符号，请核对',
    ],
    [{}, { objectId: '提单1' }, '提单号“提单1”只能用字母、数字和半角符号'],
    [
      {},
      boundTo('T', '1234567890123'),
      '转关单号“1234567890123”只有 13 位，通常在前面补 000 成 16 位，请核对',
    ],
    [{}, boundTo('T', '1'), '转关单号“1”通常是 16 位或 18 位字母、数字，请核对'],
    [{}, boundTo('VC', '123'), '车辆海关编号“123”通常是 13 位数字，请核对'],
    [
      {},
      { containerNo1: 'CSQ' },
      '集装箱号“CSQ”不是 4 个字母（第 4 位 U、J、Z）加 7 位数字，请核对',
    ],
    [{}, { containerNo1: 'CSQU3054384' }, '集装箱号“CSQU3054384”校验位不符，请核对'],
    [{}, { ...container, containerNo2: 'CSQU3054383' }, '集装箱“CSQU3054383”在这条表体里填了两次'],
    [{}, { ...container, sealNos1: 'A|A' }, '安全智能锁号“A”填了两次'],
  ];
  test.each(cases)('%j %j: %s', (head, item, message) => {
    expect(words(sheetWith(head, item))).toEqual([message]);
  });

  test('names the row that has the container already', () => {
    const items = [goodItem, { ...goodItem, ...container }, { ...goodItem, ...container }];
    expect(words({ head: goodHead, items })).toEqual([
      '集装箱“CSQU3054383”在第 2 条表体里已经填过',
    ]);
  });
  test('says that there is nothing, and that there are no items', () => {
    const head = { ...goodHead, customsCode: '' };
    const empty = Object.fromEntries(Object.keys(head).map((key) => [key, ''])) as Head;
    expect(words({ head: empty, items: [] })).toContain('还没有录入任何内容');
    expect(words({ head, items: [] })).toEqual([
      '请填写关区代码',
      '申报失败，该数据没有表体信息！',
    ]);
  });
  test('names what a table has and does not offer', () => {
    const { vehicleType } = shippedTables;
    const rows = vehicleType.rows.map((row) => ({ ...row, selectable: row.code !== '01' }));
    const tables = { ...shippedTables, vehicleType: { ...vehicleType, rows } };
    const [finding, ...others] = checkSheet(sheetWith({ vehicleType: '01' }), tables);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'problem',
      rule: 'unselectableCode',
      message: '过卡车辆类型 01 重进空出不能选用',
    });
  });
});
