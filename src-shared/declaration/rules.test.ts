import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../contract/schemas.ts';
import { findingSchema } from '../contract/schemas.ts';
import { shippedTables } from '../parameters/shipped-tables.testing.ts';
import { canDeclare, canSave, problemsOf, unconfirmedWarnings } from './findings.ts';
import { emptyItem, emptySheet } from './new-sheet.ts';
import { checkSheet, recalledWeightFinding, unconfirmedWeights } from './rules.ts';
import type { Head, Item, Sheet } from './sheet.ts';
import { anySheet, goodHead, goodItem, goodSheet, sheetWith } from './sheets.testing.ts';

const check = (sheet: Sheet): readonly Finding[] => checkSheet(sheet, shippedTables);

/** `severity rule field` of each finding, with the item's place where there are several items. */
const told = (sheet: Sheet): string[] =>
  check(sheet).map(({ severity, rule, place }) =>
    [severity, rule, place.field ?? place.part, ...(place.itemIndex ? [place.itemIndex] : [])].join(
      ' ',
    ),
  );
const toldWith = (head: Partial<Head>, item: Partial<Item> = {}): string[] =>
  told(sheetWith(head, item));

const boundTo = (
  objectType: string,
  objectId: string,
  more: Partial<Item> = {},
): Partial<Item> => ({
  objectType,
  objectId,
  billType: '',
  pickupWeight: '',
  ...more,
});
const emptyBoxes: Partial<Item> = boundTo('C', 'CSQU3054383', { businessType: '0000100000' });

describe('a sheet as a whole', () => {
  test('that is right has nothing to mend and nothing to confirm', () => {
    expect(told(goodSheet)).toEqual([]);
    expect(canDeclare(check(goodSheet), [])).toBe(true);
  });
  test('an empty sheet can not be saved', () => {
    const findings = check(emptySheet());
    expect(canSave(findings)).toBe(false);
    expect(
      findings.filter(({ severity }) => severity === 'unstorable').map(({ rule }) => rule),
    ).toEqual(['emptySheet']);
    expect(canSave(check(emptySheet({ customsCode: '2203' })))).toBe(true);
    const headDefaults = { customsCode: '2203' };
    expect(canSave(checkSheet(emptySheet(headDefaults), shippedTables, { headDefaults }))).toBe(
      false,
    );
  });
  test('申报失败，该数据没有表体信息！', () => {
    const [finding, ...others] = check({ head: goodHead, items: [] });
    expect(finding).toMatchObject({
      severity: 'problem',
      rule: 'noItems',
      place: { part: 'sheet', itemIndex: null, field: null },
      message: '申报失败，该数据没有表体信息！',
    });
    expect(others).toEqual([]);
  });
  test('every missing required field is a problem that does not prevent saving', () => {
    const sheet = { head: { ...emptySheet().head, remark: '有字' }, items: [goodItem] };
    const findings = check({ ...sheet, items: [emptyItem(sheet.head)] });
    expect(findings.map(({ rule, place }) => `${rule} ${String(place.field)}`)).toEqual([
      'required customsCode',
      'required mediumType',
      'required businessType',
      'required transportMode',
      'required importExport',
      'vehicleWeightZero vehicleWeight',
      'required objectType',
      'required objectId',
      'required voyageNo',
      'required businessType',
    ]);
    expect(canSave(findings)).toBe(true);
    expect(
      canDeclare(
        findings,
        findings.map(({ key }) => key),
      ),
    ).toBe(false);
  });
  test('findings stand in the order of the form', () => {
    const sheet: Sheet = {
      head: { ...goodHead, customsCode: '', containerWeight: '' },
      items: [
        { ...goodItem, voyageNo: '' },
        { ...goodItem, objectType: '', businessType: '' },
      ],
    };
    expect(told(sheet).map((line) => line.split(' ').slice(2).join(' '))).toEqual([
      'customsCode',
      'containerWeight',
      'voyageNo',
      'objectType 1',
      'businessType 1',
      'billType 1',
      'pickupWeight 1',
    ]);
  });
  test('what is found by looking at several fields stands in its place among the others', () => {
    const sheet: Sheet = {
      head: { ...goodHead, remark: '长'.repeat(1001) },
      items: [
        { ...goodItem, containerNo1: 'CSQU3054383', sealNos1: 'A' },
        { ...goodItem, containerNo1: 'CSQU3054383', sealNos1: 'B|B', remark: 'x'.repeat(1001) },
      ],
    };
    expect(told(sheet)).toEqual([
      'unstorable textTooLong remark',
      'warning containerTwice containerNo1 1',
      'warning sealTwice sealNos1 1',
      'unstorable textTooLong remark 1',
    ]);
    expect(told({ head: { ...goodHead, remark: 'x'.repeat(1001) }, items: [] })).toEqual([
      'unstorable textTooLong remark',
      'problem noItems sheet',
    ]);
  });
  test('a finding is known by its rule, its place and the values it is about', () => {
    const [plate] = check(sheetWith({ mediumId: '沪A1234' }));
    expect(plate?.key).toBe('plateUnusual@["head",null,"mediumId","沪A1234"]');
    expect(check(emptySheet()).map(({ key }) => key)).toEqual(
      expect.arrayContaining(['emptySheet@["sheet",null,null]', 'noItems@["sheet",null,null]']),
    );
    const [zero] = check(sheetWith({ vehicleWeight: '0' }));
    expect(zero?.key).toBe('vehicleWeightZero@["head",null,"vehicleWeight","0"]');
    const twice = check(
      sheetWith({}, { containerNo1: 'CSQU3054383', containerNo2: 'CSQU3054383' }),
    );
    expect(twice.map(({ key }) => key)).toEqual([
      'containerTwice@["item",0,"containerNo2","CSQU3054383","0"]',
    ]);
    const seals = check(sheetWith({}, { containerNo1: 'CSQU3054383', sealNos1: 'A1|A1' }));
    expect(seals.map(({ key }) => key)).toEqual(['sealTwice@["item",0,"sealNos1","A1","A1|A1"]']);
    const one = check(sheetWith({}, { ...emptyBoxes, containerNo1: 'CSQU3054383' }));
    expect(one.map(({ key }) => key)).toEqual([
      'onlyOneEmptyContainer@["item",0,"containerNo2","","CSQU3054383"]',
    ]);
  });
  test('what was typed is folded before it is judged', () => {
    expect(
      toldWith(
        { mediumId: '沪ａ·12345 ', customsCode: '２２０３', vehicleWeight: '１５０００' },
        { objectId: ' cosu6123456780' },
      ),
    ).toEqual([]);
  });
});

describe('what can not be stored', () => {
  test.each([
    [{ remark: '长'.repeat(1001) }, {}, 'unstorable textTooLong remark'],
    [{ mediumType: 'IC', mediumId: '1'.repeat(33) }, {}, 'unstorable textTooLong mediumId'],
    [{ customsCode: '22031' }, {}, 'unstorable codeTooLong customsCode'],
    [{ businessType: '10000000001' }, {}, 'unstorable codeTooLong businessType'],
    [{ vehicleWeight: '十吨' }, {}, 'unstorable notAWeight vehicleWeight'],
    [{ vehicleWeight: '-1' }, {}, 'unstorable notAWeight vehicleWeight'],
    [{ trailerWeight: '1.2345' }, {}, 'unstorable notAWeight trailerWeight'],
    [{ containerWeight: '1000000000' }, {}, 'unstorable notAWeight containerWeight'],
    [{}, { pickupWeight: '1,000' }, 'unstorable notAWeight pickupWeight'],
    [{}, { objectId: 'A'.repeat(33) }, 'unstorable textTooLong objectId'],
    [{}, { voyageNo: 'A'.repeat(33) }, 'unstorable textTooLong voyageNo'],
    [{}, { containerNo1: 'CSQU30543831' }, 'unstorable textTooLong containerNo1'],
    [{}, { remark: 'x'.repeat(1001) }, 'unstorable textTooLong remark'],
    [
      {},
      { containerNo1: 'CSQU3054383', sealNos1: 'A'.repeat(129) },
      'unstorable textTooLong sealNos1',
    ],
  ] as const)('%j %j: %s', (head, item, finding) => {
    expect(toldWith(head, item)).toEqual([finding]);
    expect(canSave(check(sheetWith(head, item)))).toBe(false);
  });
  test('a thousand characters of 备注 are stored, also where they are emoji', () => {
    expect(toldWith({ remark: '😀'.repeat(1000) }, { remark: '长'.repeat(1000) })).toEqual([]);
  });
  test('32 characters of a bill number and of 航次 are stored', () => {
    expect(toldWith({}, { objectId: 'A'.repeat(32), voyageNo: 'B'.repeat(32) })).toEqual([]);
  });
});

describe('rules.md, Fields', () => {
  test('运输方式 3 铁路 is not offered: a problem', () => {
    expect(toldWith({ transportMode: '3' })).toEqual(['problem unknownCode transportMode']);
  });
  test('船名 is required for sea, a problem when filled for road and air', () => {
    expect(toldWith({ transportMode: '2' })).toEqual(['problem required vesselName']);
    expect(toldWith({ transportMode: '2' }, { vesselName: '长江１号' })).toEqual([]);
    for (const transportMode of ['4', '5']) {
      expect(toldWith({ transportMode }, { vesselName: 'EVER GIVEN' })).toEqual([
        'problem closedFieldFilled vesselName',
      ]);
    }
  });
  test('航次/货物运输批次号 is always required, and named after the mode', () => {
    for (const [transportMode, message] of [
      ['2', '请填写航次号'],
      ['4', '请填写货物运输批次号'],
      ['5', '请填写航次/货物运输批次号'],
    ] as const) {
      const findings = check(sheetWith({ transportMode }, { voyageNo: '' }));
      expect(findings.find(({ place }) => place.field === 'voyageNo')?.message).toBe(message);
    }
  });
  test('绑定对象 ID is required for bills on import only, for everything else always', () => {
    expect(toldWith({ importExport: 'I' }, { objectId: '' })).toEqual([
      'problem required objectId',
    ]);
    expect(toldWith({ importExport: 'E' }, { objectId: '' })).toEqual([]);
    for (const objectType of ['C', 'T', 'VC', 'VN']) {
      expect(toldWith({ importExport: 'E' }, boundTo(objectType, ''))).toEqual([
        'problem required objectId',
      ]);
    }
  });
  test('a bill number is printable ASCII', () => {
    expect(toldWith({}, { objectId: 'A*_-/1' })).toEqual([]);
    expect(toldWith({}, { objectId: '提单1' })).toEqual(['problem billNumberCharacters objectId']);
  });
  test('提单类型 and 本次提货重量 are required for bills', () => {
    expect(toldWith({}, { billType: '', pickupWeight: '' })).toEqual([
      'problem required billType',
      'problem required pickupWeight',
    ]);
  });
  test('提单类型 and 本次提货重量 are a problem where they are closed and filled', () => {
    expect(toldWith({}, { objectType: 'VC', objectId: '1234567890123' })).toEqual([
      'problem closedFieldFilled billType',
      'problem closedFieldFilled pickupWeight',
    ]);
  });
  test('本次提货重量 is above 0', () => {
    expect(toldWith({}, { pickupWeight: '0.000' })).toEqual([
      'problem weightAboveZero pickupWeight',
    ]);
    expect(toldWith({}, { pickupWeight: '0.001' })).toEqual([]);
  });
  test('空箱 of the item requires both containers, 空箱 of the head none', () => {
    expect(toldWith({}, emptyBoxes)).toEqual([
      'problem required containerNo1',
      'problem required containerNo2',
    ]);
    expect(toldWith({ businessType: '0000100000' })).toEqual([]);
    expect(
      toldWith({}, { ...emptyBoxes, containerNo1: 'CSQU3054383', containerNo2: 'MSKU9070323' }),
    ).toEqual([]);
  });
  test('an empty second container of 空箱 can be confirmed as 仅一个空箱', () => {
    const sheet = sheetWith({}, { ...emptyBoxes, containerNo1: 'CSQU3054383' });
    const [finding, ...others] = check(sheet);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'warning',
      rule: 'onlyOneEmptyContainer',
      alone: false,
    });
    expect(finding?.message).toContain('仅一个空箱');
    expect(canDeclare(check(sheet), [])).toBe(false);
    expect(canDeclare(check(sheet), [finding?.key ?? ''])).toBe(true);
    const other = sheetWith(
      {},
      { ...emptyBoxes, objectId: 'MSKU9070323', containerNo1: 'MSKU9070323' },
    );
    expect(canDeclare(check(other), [finding?.key ?? ''])).toBe(false);
  });
  test('the exception is for the second container alone, and only for one', () => {
    const first = { ...emptyBoxes, containerNo1: 'CSQU3054383' };
    expect(toldWith({}, { ...first, containerNo2: 'MSKU9070323', voyageNo: '' })).toEqual([
      'problem required voyageNo',
    ]);
    expect(toldWith({}, { ...goodItem, containerNo1: 'CSQU3054383' })).toEqual([]);
  });
  test('an empty first container of 空箱 has no exception', () => {
    expect(toldWith({}, { ...emptyBoxes, containerNo2: 'CSQU3054383' })).toEqual([
      'problem required containerNo1',
    ]);
  });
  test('head weights: 0 is a value, empty is not, 0 for the vehicle warns', () => {
    expect(toldWith({ trailerWeight: '0', containerWeight: '0.0' })).toEqual([]);
    expect(toldWith({ vehicleWeight: '', trailerWeight: '', containerWeight: '' })).toEqual([
      'problem required vehicleWeight',
      'problem required trailerWeight',
      'problem required containerWeight',
    ]);
    expect(toldWith({ vehicleWeight: '0.000' })).toEqual([
      'warning vehicleWeightZero vehicleWeight',
    ]);
  });
  test('a weight above 100 t warns', () => {
    expect(
      toldWith({ vehicleWeight: '100000', trailerWeight: '100000' }, { pickupWeight: '100000' }),
    ).toEqual([]);
    expect(
      toldWith(
        { vehicleWeight: '100000.001', trailerWeight: '200000', containerWeight: '150000' },
        { pickupWeight: '100001' },
      ),
    ).toEqual([
      'warning weightImplausible vehicleWeight',
      'warning weightImplausible trailerWeight',
      'warning weightImplausible containerWeight',
      'warning weightImplausible pickupWeight',
    ]);
  });
  test('a weight that was probably typed in tons warns; none of it is none', () => {
    expect(
      toldWith(
        { vehicleWeight: '15.5', trailerWeight: '6.2', containerWeight: '299.999' },
        { pickupWeight: '12.5' },
      ),
    ).toEqual([
      'warning weightImplausible vehicleWeight',
      'warning weightImplausible trailerWeight',
      'warning weightImplausible containerWeight',
    ]);
    expect(
      toldWith({ vehicleWeight: '500', trailerWeight: '300', containerWeight: '300' }),
    ).toEqual([]);
  });
  test('a weight of the last sheet waits for its confirmation, for this vehicle and this value', () => {
    const recalled = (head: Partial<Head>) =>
      checkSheet(sheetWith(head), shippedTables, { recalledWeights: ['vehicleWeight'] });
    const findings = recalled({});
    expect(findings).toMatchObject([
      {
        severity: 'warning',
        rule: 'recalledWeight',
        alone: false,
        place: { part: 'head', field: 'vehicleWeight' },
      },
    ]);
    expect(findings[0]?.message).toContain('15000 千克沿用自“沪A12345”的上一票');
    const keys = findings.map(({ key }) => key);
    expect(canDeclare(findings, [])).toBe(false);
    expect(canDeclare(recalled({ vehicleWeight: ' 15000.0 ' }), keys)).toBe(true);
    expect(canDeclare(recalled({ vehicleWeight: '15001' }), keys)).toBe(false);
    expect(canDeclare(recalled({ mediumId: '沪A12346' }), keys)).toBe(false);
  });
  test('a weight of the last sheet is marked until it is confirmed for this vehicle and value', () => {
    const confirmed = [recalledWeightFinding(goodHead, 'vehicleWeight').key];
    const open = (head: Partial<Head>) => [
      ...unconfirmedWeights(
        { ...goodHead, ...head },
        ['vehicleWeight', 'trailerWeight'],
        confirmed,
      ),
    ];
    expect(open({ vehicleWeight: ' 15000.0 ' })).toEqual(['trailerWeight']);
    expect(open({ vehicleWeight: '15001' })).toEqual(['vehicleWeight', 'trailerWeight']);
    expect(open({ mediumId: '沪A12346' })).toEqual(['vehicleWeight', 'trailerWeight']);
  });
  test('at most three seals of one container', () => {
    const container = { containerNo1: 'CSQU3054383' };
    expect(toldWith({}, { ...container, sealNos1: 'A1|A2|A3' })).toEqual([]);
    expect(toldWith({}, { ...container, sealNos1: 'A1|A2|A3|A4' })).toEqual([
      'problem tooManySeals sealNos1',
    ]);
  });
  test('a seal without its own container warns', () => {
    expect(toldWith({}, { containerNo1: 'CSQU3054383', sealNos2: 'A1' })).toEqual([
      'warning sealWithoutContainer sealNos2',
    ]);
    expect(toldWith({}, { sealNos1: 'A1' })).toEqual(['warning sealWithoutContainer sealNos1']);
  });
  test('the same seal twice warns', () => {
    const both = { containerNo1: 'CSQU3054383', containerNo2: 'MSKU9070323' };
    expect(toldWith({}, { ...both, sealNos1: 'A1|A1' })).toEqual(['warning sealTwice sealNos1']);
    expect(toldWith({}, { ...both, sealNos1: 'A1', sealNos2: 'A2|A1' })).toEqual([
      'warning sealTwice sealNos2',
    ]);
  });
  test('the same seal on another row warns, unless the row has the same container', () => {
    const first = { ...goodItem, containerNo1: 'CSQU3054383', sealNos1: 'A1' };
    const second = { ...goodItem, containerNo1: 'MSKU9070323', sealNos1: 'A1' };
    expect(told({ head: goodHead, items: [first, second] })).toEqual([
      'warning sealTwice sealNos1 1',
    ]);
    expect(told({ head: goodHead, items: [first, { ...first, objectId: 'COSU2' }] })).toEqual([
      'warning containerTwice containerNo1 1',
    ]);
    // The seal stays the first container's, however often others claim it.
    expect(told({ head: goodHead, items: [first, second, first] })).toEqual([
      'warning sealTwice sealNos1 1',
      'warning containerTwice containerNo1 2',
    ]);
    const loose = { ...goodItem, sealNos1: 'A1' };
    expect(told({ head: goodHead, items: [loose, loose] })).toEqual([
      'warning sealWithoutContainer sealNos1',
      'warning sealWithoutContainer sealNos1 1',
      'warning sealTwice sealNos1 1',
    ]);
  });
  test('an unusual seal warns', () => {
    expect(toldWith({}, { containerNo1: 'CSQU3054383', sealNos1: 'A-1' })).toEqual([
      'warning sealUnusual sealNos1',
    ]);
  });
  test('the same container twice on the sheet warns, once for each further place', () => {
    const item = { ...goodItem, ...boundTo('C', 'CSQU3054383') };
    expect(toldWith({}, { containerNo1: 'CSQU3054383', containerNo2: 'CSQU3054383' })).toEqual([
      'warning containerTwice containerNo2',
    ]);
    expect(told({ head: goodHead, items: [item, item] })).toEqual([
      'warning containerTwice objectId 1',
    ]);
    expect(
      told({ head: goodHead, items: [item, { ...goodItem, containerNo2: 'CSQU3054383' }] }),
    ).toEqual(['warning containerTwice containerNo2 1']);
  });
  test('a bound container that is also the container of its row is there once', () => {
    expect(toldWith({}, boundTo('C', 'CSQU3054383', { containerNo1: 'CSQU3054383' }))).toEqual([]);
    expect(toldWith({}, boundTo('C', 'CSQU3054383', { containerNo2: 'CSQU3054383' }))).toEqual([]);
  });
  test('a wrong check digit of a container warns, as a container and as a bound object', () => {
    expect(toldWith({}, { containerNo1: 'CSQU3054384' })).toEqual([
      'warning containerCheckDigit containerNo1',
    ]);
    expect(toldWith({}, boundTo('C', 'CSQU3054384'))).toEqual([
      'warning containerCheckDigit objectId',
    ]);
    expect(toldWith({}, { containerNo2: 'CSQ' })).toEqual(['warning containerShape containerNo2']);
  });
  test('an unusual plate warns', () => {
    expect(toldWith({ mediumId: '1234УНЯ' })).toEqual(['warning plateUnusual mediumId']);
    expect(toldWith({}, boundTo('VN', '1234УНЯ'))).toEqual(['warning plateUnusual objectId']);
  });
  test('a transit number of 16 or 18 passes, of 13 has its own hint, others warn', () => {
    expect(toldWith({}, boundTo('T', '1234567890123456'))).toEqual([]);
    expect(toldWith({}, boundTo('T', '123456789012345678'))).toEqual([]);
    expect(toldWith({}, boundTo('T', '1234567890123'))).toEqual([
      'warning transitNumberShort objectId',
    ]);
    expect(toldWith({}, boundTo('T', '1'))).toEqual(['warning transitNumberLength objectId']);
  });
  test('a vehicle customs number that has not 13 digits warns', () => {
    expect(toldWith({}, boundTo('VC', '1234567890123'))).toEqual([]);
    expect(toldWith({}, boundTo('VC', '123'))).toEqual(['warning vehicleCustomsNumber objectId']);
  });
  test('xx00 warns where subordinate districts exist, and only there', () => {
    expect(toldWith({ customsCode: '2200' })).toEqual([
      'warning customsDistrictDirectorate customsCode',
    ]);
    expect(toldWith({ customsCode: '9600' })).toEqual([]);
    const { customsDistrict } = shippedTables;
    const rows = customsDistrict.rows.map((row) =>
      row.code === '2202' ? { ...row, parentCode: '2203' } : row,
    );
    const tables = { ...shippedTables, customsDistrict: { ...customsDistrict, rows } };
    expect(checkSheet(goodSheet, tables)).toEqual([]);
  });
  test('an unknown district of four digits warns, any other unknown code is a problem', () => {
    expect(toldWith({ customsCode: '9999' })).toEqual([
      'warning customsDistrictUnknown customsCode',
    ]);
    expect(toldWith({ customsCode: '22' })).toEqual(['problem unknownCode customsCode']);
    expect(toldWith({ customsCode: '22AB' })).toEqual(['problem unknownCode customsCode']);
    expect(toldWith({ vehicleType: '09', importExport: 'X' })).toEqual([
      'problem unknownCode importExport',
      'problem unknownCode vehicleType',
    ]);
  });
  test('internal offices, 0000 and 5000 can not be chosen', () => {
    for (const customsCode of ['0000', '5000', '0106']) {
      expect(toldWith({ customsCode })).toEqual(['problem unselectableCode customsCode']);
    }
  });
  test('绑定介质关键信息 without 绑定介质类型 is a problem', () => {
    expect(toldWith({ mediumType: '' })).toEqual([
      'problem required mediumType',
      'problem closedFieldFilled mediumId',
    ]);
  });
});

describe('confirmations', () => {
  test('a changed value needs a new confirmation, an unchanged one does not', () => {
    const before = check(sheetWith({ mediumId: '沪A1234' }));
    const keys = before.map(({ key }) => key);
    expect(unconfirmedWarnings(before, keys)).toEqual([]);
    expect(
      unconfirmedWarnings(check(sheetWith({ mediumId: '沪A1234', remark: '新' })), keys),
    ).toEqual([]);
    expect(unconfirmedWarnings(check(sheetWith({ mediumId: '沪A1235' })), keys)).toHaveLength(1);
  });
  test('confirming one place does not confirm another', () => {
    const item = { ...goodItem, containerNo1: 'CSQU3054384' };
    const both = check({
      head: goodHead,
      items: [item, { ...goodItem, containerNo1: 'CSQU3054385' }],
    });
    expect(new Set(both.map(({ key }) => key)).size).toBe(2);
    expect(unconfirmedWarnings(both, [both[0]?.key ?? ''])).toEqual([both[1]]);
  });
  test('problems can not be confirmed away', () => {
    const findings = check(sheetWith({ customsCode: '' }));
    expect(
      canDeclare(
        findings,
        findings.map(({ key }) => key),
      ),
    ).toBe(false);
    expect(problemsOf(findings)).toHaveLength(1);
    expect(unconfirmedWarnings(findings, [])).toEqual([]);
  });
});

describe('whatever was typed', () => {
  test('the check answers, with findings that cross the border, each key once, confirmable by key', () => {
    fc.assert(
      fc.property(anySheet, (sheet) => {
        const findings = check(sheet);
        for (const finding of findings) {
          expect(findingSchema.parse(finding)).toEqual(finding);
          if (finding.severity === 'warning') expect(finding.key.length).toBeLessThanOrEqual(400);
        }
        const keys = findings.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(unconfirmedWarnings(findings, keys)).toEqual([]);
        expect(canDeclare(findings, keys)).toBe(problemsOf(findings).length === 0);
      }),
      { numRuns: 500 },
    );
  });
  test('the same sheet always has the same findings', () => {
    fc.assert(
      fc.property(anySheet, (sheet) => {
        expect(check(structuredClone(sheet))).toEqual(check(sheet));
      }),
    );
  });
});
