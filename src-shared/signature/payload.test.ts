import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headFields, itemFields } from '../declaration/fields.ts';
import { mapHead, mapItem } from '../declaration/field-values.ts';
import { normaliseSheet } from '../declaration/folding.ts';
import { anySheet } from '../declaration/sheets.testing.ts';
import type { Head, Item } from '../declaration/sheet.ts';
import { signatureAlgorithm } from './envelope.ts';
import { buildPayload, sheetOfPayload } from './payload.ts';
import type { PayloadParts } from './payload.ts';

const empty = <Key extends string>(fields: readonly { readonly key: Key }[]) =>
  Object.fromEntries(fields.map(({ key }) => [key, ''])) as Record<Key, string>;

const head: Head = {
  ...empty(headFields),
  customsCode: '3501',
  mediumType: 'VN',
  mediumId: '闽A12345',
  vehicleWeight: '012500.500',
  trailerWeight: '0',
  containerWeight: '0.000',
};
const item: Item = { ...empty(itemFields), objectType: 'B', pickupWeight: '12.50' };

const parts: PayloadParts = {
  submissionId: '6f1c1a5e-5c55-4a53-9d0e-0d5a1b9c7e11',
  function: 'ADD',
  deskNumber: '00017',
  cardNumber: '2100000000017',
  certificateSerial: '0123456789ABCDEF',
  signedAt: Date.parse('2026-11-21T16:00:00.007Z'),
  numbers: { tripNo: '20261121000000000170001700000001', dataCentreNo: '202600017000000001' },
  enteredAt: Date.parse('2026-11-21T16:00:01.999Z'),
  enterprise: { uscc: '91350100M000100Y43', organisationCode: 'M000100Y4' },
  operator: '2100000000017',
  sheet: { head, items: [item, { ...item, remark: '两行\n备注' }] },
};

describe('the text that is signed', () => {
  const text = buildPayload(parts);
  const payload: unknown = JSON.parse(text);

  it('is canonical: keys in order, no white space', () => {
    expect(text).toBe(buildPayload({ ...parts, sheet: { items: parts.sheet.items, head } }));
    expect(text.startsWith('{"BayonetRdCode":"","BindKeyInfo":"闽A12345"')).toBe(true);
    expect(text).not.toMatch(/[:,] /);
  });

  it('binds submission, function, desk, card, certificate and instant', () => {
    expect(payload).toMatchObject({
      submissionId: parts.submissionId,
      FunctionCode: 'ADD',
      deskNumber: '00017',
      cardNumber: '2100000000017',
      certificateSerial: '0123456789ABCDEF',
      signedAt: '2026-11-21T16:00:00.007Z',
      dataId: '202600017000000001',
      SureId: '20261121000000000170001700000001',
    });
  });

  it('gives the entry time in Beijing time, whatever the zone of the computer', () => {
    expect(payload).toMatchObject({ OpTime: '2026-11-22 00:00:01' });
  });

  it('writes each weight in one way only', () => {
    expect(payload).toMatchObject({
      VehicleWeight: '12500.5',
      TrailerWeight: '0',
      ContaWeight: '0',
      items: [
        { GNo: 1, GoodsWt: '12.5' },
        { GNo: 2, remark: '两行\n备注' },
      ],
    });
  });

  it('carries every field of the field table, also the empty ones', () => {
    const names = (fields: readonly { readonly messageName: string }[]) =>
      fields.map(({ messageName }) => messageName);
    expect(Object.keys(payload as object)).toEqual(expect.arrayContaining(names(headFields)));
    const items = (payload as { items: object[] }).items;
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(['GNo', ...names(itemFields)].sort());
  });

  it('says nothing of a weight that is not there', () => {
    const bound = { ...item, objectType: 'C', pickupWeight: ' ' };
    const without = buildPayload({ ...parts, sheet: { head, items: [bound] } });
    expect(JSON.parse(without)).toMatchObject({ items: [{ GoodsWt: '' }] });
  });

  it('is signed by SM2 over SM3, and says so', () => {
    expect(signatureAlgorithm).toBe('SM2-SM3');
  });

  it('is not built from what is no weight or no Unicode text', () => {
    const sheetWith = (change: Partial<Head>) => ({
      ...parts,
      sheet: { ...parts.sheet, head: { ...head, ...change } },
    });
    expect(() => buildPayload(sheetWith({ vehicleWeight: '1e3' }))).toThrow(
      new RangeError('A weight of a sheet that may be declared is a decimal number'),
    );
    expect(() => buildPayload(sheetWith({ remark: '\uD800' }))).toThrow();
  });
});

describe('the sheet in a signed text', () => {
  it('is not read where it lists no items', () => {
    expect(() => sheetOfPayload('{"items":5}')).toThrow('expected array');
  });

  it('is the folded sheet that was signed, to the letter', () => {
    const numbers = (text: string): string => (/^\d/.test(text) ? '12.5' : '');
    const declarable = anySheet.map(normaliseSheet).map((sheet) => ({
      head: mapHead(sheet.head, ({ input }, text) =>
        input.type === 'weight' ? numbers(text) : text.toWellFormed(),
      ),
      items: sheet.items.map((one) =>
        mapItem(one, ({ input }, text) =>
          input.type === 'weight' ? numbers(text) : text.toWellFormed(),
        ),
      ),
    }));
    fc.assert(
      fc.property(declarable, (sheet) => {
        expect(sheetOfPayload(buildPayload({ ...parts, function: 'MOD', sheet }))).toEqual(sheet);
      }),
    );
  });

  it('has an empty value where the text is older than the field', () => {
    const { BayonetRdCode: _gone, ...older } = JSON.parse(buildPayload(parts)) as Record<
      string,
      unknown
    >;
    expect(sheetOfPayload(JSON.stringify(older)).head).toEqual({
      ...head,
      vehicleWeight: '12500.5',
      containerWeight: '0',
      vehicleType: '',
    });
  });

  it('is not made of what is no payload', () => {
    expect(() => sheetOfPayload('{}')).toThrow();
    expect(() => sheetOfPayload('')).toThrow();
  });
});
