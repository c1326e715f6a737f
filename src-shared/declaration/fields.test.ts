import { describe, expect, test } from 'vitest';
import { shippedTables } from '../parameters/shipped-tables.testing.ts';
import { labelOf, presenceOf } from './field-values.ts';
import { headFields, itemFields, systemFields } from './fields.ts';
import type {
  FieldContext,
  FieldDefinition,
  HeadFieldKey,
  ItemFieldKey,
  Presence,
} from './fields.ts';
import { emptyHead, emptyItem } from './new-sheet.ts';

const headField = (key: HeadFieldKey): FieldDefinition =>
  headFields.find((field) => field.key === key) as FieldDefinition;
const itemField = (key: ItemFieldKey): FieldDefinition =>
  itemFields.find((field) => field.key === key) as FieldDefinition;

const codesOf = (table: keyof typeof shippedTables): string[] => [
  '',
  ...shippedTables[table].rows.map(({ code }) => code),
];

/** Every combination of the values that any condition may look at. */
const contexts: Required<FieldContext>[] = codesOf('transportMode').flatMap((transportMode) =>
  codesOf('importExport').flatMap((importExport) =>
    codesOf('mediumType').flatMap((mediumType) =>
      codesOf('businessType').flatMap((headBusinessType) =>
        codesOf('objectType').flatMap((objectType) =>
          codesOf('businessType').map((businessType) => {
            const head = emptyHead({
              transportMode,
              importExport,
              mediumType,
              businessType: headBusinessType,
            });
            return { head, item: { ...emptyItem(head), objectType, businessType } };
          }),
        ),
      ),
    ),
  ),
);

/** Fails with the first combination where the field is something else than the manual says. */
const expectPresence = (
  field: FieldDefinition,
  expected: (context: Required<FieldContext>) => Presence,
): void => {
  const wrong = contexts.find((context) => presenceOf(field, context) !== expected(context));
  expect(wrong).toBeUndefined();
};

describe('which fields are yellow, white and grey', () => {
  test('all combinations are looked at', () => {
    expect(contexts).toHaveLength(4 * 3 * 5 * 11 * 6 * 11);
  });
  test('the fields of the head, in the order of the manual', () => {
    expect(headFields.map(({ label }) => label)).toEqual([
      '关区代码',
      '绑定介质类型',
      '绑定介质关键信息',
      '业务类型',
      '运输方式',
      '进出口标志',
      '过卡车辆类型',
      '车辆重量',
      '挂车重量',
      '集装箱重量',
      '备注',
    ]);
  });
  test('the fields of an item, in the order of the manual', () => {
    expect(itemFields.map(({ label }) => label)).toEqual([
      '进出方向',
      '绑定对象类型',
      '绑定对象 ID',
      '船名',
      '航次/货物运输批次号',
      '业务类型',
      '提单类型',
      '本次提货重量',
      '集装箱号 1',
      '集装箱号 2',
      '安全智能锁号 1',
      '安全智能锁号 2',
      '备注',
    ]);
  });
  test('the grey fields that the program fills', () => {
    expect(systemFields.map(({ label }) => label)).toEqual([
      '数据中心统一编码',
      '车次确认编号',
      '单证状态',
      '录入时间',
      '统一社会信用代码',
      '组织机构代码',
      '操作人员',
    ]);
  });
  test.each([
    'customsCode',
    'mediumType',
    'businessType',
    'transportMode',
    'importExport',
    'vehicleWeight',
    'trailerWeight',
    'containerWeight',
  ] as const)('%s of the head is always required', (key) => {
    expectPresence(headField(key), () => 'required');
  });
  test.each(['vehicleType', 'remark'] as const)('%s of the head is never required', (key) => {
    expectPresence(headField(key), () => 'optional');
  });
  test('绑定介质关键信息 opens once 绑定介质类型 is filled', () => {
    expectPresence(headField('mediumId'), ({ head }) =>
      head['mediumType'] === '' ? 'closed' : 'required',
    );
  });
  test.each(['objectType', 'voyageNo', 'businessType'] as const)(
    '%s of an item is always required',
    (key) => {
      expectPresence(itemField(key), () => 'required');
    },
  );
  test.each(['direction', 'sealNos1', 'sealNos2', 'remark'] as const)(
    '%s of an item is never required',
    (key) => {
      expectPresence(itemField(key), () => 'optional');
    },
  );
  test('船名 is required for sea and closed for everything else', () => {
    expectPresence(itemField('vesselName'), ({ head }) =>
      head['transportMode'] === '2' ? 'required' : 'closed',
    );
  });
  test('绑定对象 ID is required for C, T, VC, VN and imported bills, open for exported bills', () => {
    expectPresence(itemField('objectId'), ({ head, item }) =>
      item['objectType'] === 'B' && head['importExport'] === 'E' ? 'optional' : 'required',
    );
  });
  test.each(['billType', 'pickupWeight'] as const)(
    '%s is required for bills and closed for everything else',
    (key) => {
      expectPresence(itemField(key), ({ item }) =>
        item['objectType'] === 'B' ? 'required' : 'closed',
      );
    },
  );
  test.each(['containerNo1', 'containerNo2'] as const)(
    "%s is required where the item's own 业务类型 is 空箱, whatever the head's is",
    (key) => {
      expectPresence(itemField(key), ({ item }) =>
        item['businessType'] === '0000100000' ? 'required' : 'optional',
      );
    },
  );
  test('航次/货物运输批次号 is 航次号 for sea, 货物运输批次号 for road, both for air', () => {
    const label = (transportMode: string): string =>
      labelOf(itemField('voyageNo'), { head: emptyHead({ transportMode }) });
    expect(['2', '4', '5', ''].map(label)).toEqual([
      '航次号',
      '货物运输批次号',
      '航次/货物运输批次号',
      '航次/货物运输批次号',
    ]);
    expect(labelOf(itemField('vesselName'), { head: emptyHead() })).toBe('船名');
  });
});

test('a field of an item that nobody has begun yet is as in an empty one', () => {
  for (const field of itemFields) {
    expect(presenceOf(field, { head: emptyHead() })).toBe(
      presenceOf(field, { head: emptyHead(), item: emptyItem(emptyHead()) }),
    );
  }
});

describe('the field table', () => {
  test('no key and no message name stands twice in head or item', () => {
    for (const fields of [headFields, itemFields, systemFields]) {
      expect(new Set(fields.map(({ key }) => key)).size).toBe(fields.length);
      expect(new Set(fields.map(({ messageName }) => messageName)).size).toBe(fields.length);
    }
  });
  test('every field goes by the name of the real binding message', () => {
    const names = (fields: readonly { readonly messageName: string }[]): string[] =>
      fields.map(({ messageName }) => messageName);
    expect(names(systemFields)).toEqual([
      'dataId',
      'SureId',
      'feedback',
      'OpTime',
      'ContractorCodeScc',
      'ContractorCode',
      'OpUserId',
    ]);
    expect(names(headFields)).toEqual([
      'CustomsMaster',
      'BindKeyType',
      'BindKeyInfo',
      'RdCode',
      'DeclTrafMode',
      'IEFlag',
      'BayonetRdCode',
      'VehicleWeight',
      'TrailerWeight',
      'ContaWeight',
      'remark',
    ]);
    expect(names(itemFields)).toEqual([
      'IEDirection',
      'BindObjType',
      'BindObjId',
      'TransportId',
      'VoyageNo',
      'RdCode',
      'BillType',
      'GoodsWt',
      'ContaId1',
      'ContaId2',
      'EsealId1',
      'EsealId2',
      'remark',
    ]);
  });
  test('the grey fields are known by what the program calls them', () => {
    expect(systemFields.map(({ key }) => key)).toEqual([
      'dataCentreNo',
      'tripNo',
      'status',
      'enteredOn',
      'uscc',
      'organisationCode',
      'operator',
    ]);
  });
  test('weights are kilograms', () => {
    const fields: readonly FieldDefinition[] = [...headFields, ...itemFields];
    const units = fields.flatMap(({ input }) => (input.type === 'weight' ? [input.unit] : []));
    expect(units).toEqual(['kg', 'kg', 'kg', 'kg']);
  });
  test('every field has a hint for the red line that says whether it has to be filled', () => {
    for (const field of [...headFields, ...itemFields]) {
      if (field.presence({ head: emptyHead(), item: emptyItem(emptyHead()) }) === 'optional') {
        if (field.key.startsWith('containerNo')) continue;
        expect(field.hint).toMatch(/^选填/);
      } else {
        expect(field.hint).toMatch(/必填/);
      }
    }
    for (const { hint } of systemFields) expect(hint).toMatch(/^系统返填，不可录入/);
  });
  test('the three head weights start with 0, every other field empty', () => {
    const filled = [...headFields, ...itemFields].filter(({ initial }) => initial !== '');
    expect(filled.map(({ key, initial }) => [key, initial])).toEqual([
      ['vehicleWeight', '0'],
      ['trailerWeight', '0'],
      ['containerWeight', '0'],
    ]);
  });
});
