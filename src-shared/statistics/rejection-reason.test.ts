import { expect, it } from 'vitest';
import { normalReason } from './rejection-reason.ts';

it('takes the same reason for two trucks for one', () => {
  const same = [
    '退单：集装箱号 CSQU3054383 校验位不符，请核实',
    '集装箱号 MSKU9070323 校验位不符,请核实。',
    '退单:集装箱号  CSQU# 校验位不符，请核实 ',
    '退单：集装箱号 ＣＳＱＵ１２３４５６７ 校验位不符，请核实',
  ];
  expect(new Set(same.map(normalReason))).toEqual(new Set(['集装箱号 # 校验位不符，请核实']));
});

it('keeps reasons apart that differ in words', () => {
  expect(normalReason('退单：提货重量与舱单不符')).not.toBe(normalReason('退单：箱号与舱单不符'));
  expect(normalReason('重量 12.5 与申报 13 不符')).toBe('重量 # 与申报 # 不符');
  expect(normalReason('EDI 报文格式错误')).toBe('EDI 报文格式错误');
});

it('has a word for no reason', () => {
  expect(normalReason(' 退单： ')).toBe('（无原因）');
  expect(normalReason('')).toBe('（无原因）');
});
