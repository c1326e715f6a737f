import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SavedSheet } from '../contract/schemas.ts';
import { headFields, itemFields } from '../declaration/fields.ts';
import { anySheet, goodSheet, sheetWith } from '../declaration/sheets.testing.ts';
import { allowedActions } from '../declaration/status.ts';
import { shippedTables } from '../parameters/shipped-tables.testing.ts';
import { pagesDocument } from './document.ts';
import { listFlow } from './list-flow.ts';
import { sheetFlow } from './sheet-flow.ts';

const savedSheet = (changes: Partial<SavedSheet> = {}): SavedSheet => ({
  id: 1,
  version: 1,
  dataCentreNo: '202600000000000001',
  tripNo: '20261121000000000170001700000001',
  status: '10',
  withdrawn: false,
  changeOutcome: null,
  lastSubmission: null,
  lastReason: null,
  amendment: null,
  receiptCount: 0,
  problemCount: 0,
  itemCount: 1,
  enteredAt: Date.UTC(2026, 10, 22, 2),
  enteredOn: '2026-11-22',
  changedAt: Date.UTC(2026, 10, 22, 2),
  amended: false,
  operator: '2100000000017',
  allowed: [
    ...allowedActions({ status: '10', withdrawn: false, lastSubmission: null, receiptCount: 0 }),
  ],
  uscc: '91350100M000100Y43',
  organisationCode: 'M000100Y4',
  confirmedWarnings: [],
  recalledWeights: [],
  head: { ...goodSheet.head },
  items: goodSheet.items.map((item) => ({ ...item })),
  ...changes,
});

const facts = {
  tables: shippedTables,
  training: false,
  printedAt: Date.UTC(2026, 10, 28, 11, 3, 5),
  printedBy: '陈敏（chenmin）',
};

/** Control characters and marks of the reading order. */
// eslint-disable-next-line no-control-regex
const leftOut = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

/** The whole sheet on one page, as a reader sees it: tags out, entities back. */
const wordsOf = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&emsp;/g, ' ')
    .replace(/&amp;/g, '&');

const printed = (sheet: SavedSheet, training = false): string => {
  const flow = sheetFlow(sheet, { ...facts, training });
  const onPage = flow.sections.map(({ rows }, section) => ({ section, from: 0, to: rows.length }));
  return pagesDocument('', [{ flow, pages: [onPage] }], 'portrait');
};
const words = (sheet: SavedSheet): string => wordsOf(printed(sheet));

describe('a sheet on paper', () => {
  test('names every head field, with code and name', () => {
    const text = words(savedSheet({ head: { ...goodSheet.head, remark: '靠泊后提货' } }));
    for (const { label } of headFields) expect(text).toContain(label);
    expect(text).toContain(`${goodSheet.head.customsCode} `);
    expect(text).toContain('沪A12345');
    expect(text).toContain('靠泊后提货');
    expect(text).toMatch(/VN 车牌号/);
  });

  test('shows every value of head and items, whatever was typed', () => {
    fc.assert(
      fc.property(anySheet, ({ head, items }) => {
        const text = words(
          savedSheet({ head: { ...head }, items: items.map((item) => ({ ...item })) }),
        ).replace(/\s/g, '');
        const values = [
          ...headFields.map(({ key }) => head[key]),
          ...items.flatMap((item) => itemFields.map(({ key }) => item[key])),
        ];
        const missing = values
          .flatMap((value) => value.replace(leftOut, '').split(/[|\s]/))
          .filter((part) => !text.includes(part));
        expect(missing).toEqual([]);
      }),
      { seed: 13, numRuns: 100 },
    );
  });

  test('has a column only for what an item holds, and calls the voyage by the way of transport', () => {
    const sea = words(
      savedSheet({
        ...sheetWith({ transportMode: '2' }, { vesselName: 'ARIES' }),
      } as Partial<SavedSheet>),
    );
    expect(sea).toContain('航次号');
    expect(sea).toContain('ARIES');
    const { items } = sheetWith(
      { transportMode: '4' },
      { vesselName: '', containerNo2: '', sealNos2: '' },
    );
    const road = words(
      savedSheet({ head: { ...goodSheet.head, transportMode: '4' }, items: [...items] }),
    );
    expect(road).toContain('货物运输批次号');
    expect(road).not.toContain('船名');
    expect(road).not.toContain('集装箱号 2');
  });

  test('adds the weights up that can be added up', () => {
    const bill = (pickupWeight: string) => ({
      ...goodSheet.items[0]!,
      objectType: 'B',
      pickupWeight,
    });
    expect(words(savedSheet({ items: [bill('12500'), bill('9800.25')] }))).toContain(
      '表体共 2 条，本次提货重量合计 22300.25 千克',
    );
    const unread = words(savedSheet({ items: [bill('12500'), bill('约一吨')] }));
    expect(unread).toMatch(/表体共 2 条\s/);
    expect(unread).toContain('约一吨');
    expect(words(savedSheet({ items: [] }))).toContain('没有表体');
  });

  test('a remark keeps its lines, and none of it becomes markup', () => {
    const hostile =
      '第一行\n\n</td></table><script>attack()</script>\n<img src=x onerror=attack()>';
    const markup = printed(
      savedSheet({
        head: { ...goodSheet.head, remark: hostile },
        items: [{ ...goodSheet.items[0]!, remark: hostile }],
        lastReason: hostile,
      }),
    );
    expect(markup).not.toContain('<script');
    expect(markup).not.toContain('<img');
    expect(markup.match(/<\/table>/g)).toHaveLength(4);
    expect(markup.match(/<span class="text">第一行<\/span>/g)).toHaveLength(3);
    expect(wordsOf(markup)).toContain('<script>attack()</script>');
  });

  test('has a bar code of the trip number, and of a medium that is a bar code', () => {
    expect(printed(savedSheet()).match(/class="bars"/g)).toHaveLength(1);
    const medium = { ...goodSheet.head, mediumType: 'BC', mediumId: 'SZ20260001' };
    expect(printed(savedSheet({ head: medium })).match(/class="bars"/g)).toHaveLength(2);
    const unreadable = { ...medium, mediumId: '条码一号' };
    const markup = printed(savedSheet({ head: unreadable }));
    expect(markup.match(/class="bars"/g)).toHaveLength(1);
    expect(markup).toContain('含有不能编为条形码的字符');
  });
});

describe('what is said of its state', () => {
  test('status, time of printing, trip number and people stand below every page', () => {
    const { footer } = sheetFlow(savedSheet(), facts);
    const text = wordsOf(footer.markup);
    expect(text).toContain('单证状态：海关入库成功');
    expect(text).toContain('打印时间：2026-11-28 19:03:05（北京时间）');
    expect(text).toContain('20261121000000000170001700000001');
    expect(text).toContain('操作人员：2100000000017');
    expect(text).toContain('打印人：陈敏（chenmin）');
  });

  test('a truck that must stay out is told to', () => {
    expect(words(savedSheet({ status: '20' }))).toContain('退单；车辆请勿进场');
    expect(words(savedSheet())).not.toContain('车辆请勿进场');
  });

  test('what is under way, went wrong, or is to be mended is said with its reason', () => {
    const text = words(
      savedSheet({
        changeOutcome: 'withdrawRejected',
        lastReason: '车辆已在场内',
        problemCount: 3,
        lastSubmission: { id: 'x', function: 'DEL', state: 'queued', reason: null, queuedAt: 0 },
      }),
    );
    expect(text).toContain('海关入库成功 · 删单被退');
    expect(text).toContain('车辆已在场内');
    expect(text).toContain('有 3 处待改');
    expect(text).toContain('删单申报中 · 待发送');
    expect(words(savedSheet({ withdrawn: true }))).toContain('海关入库成功 · 已删单');
  });

  test('the accepted version is printed, and that its change is not declared', () => {
    const draft = {
      version: 1,
      problemCount: 0,
      changedAt: Date.UTC(2026, 10, 27, 1),
      operator: '2100000000017',
      head: { ...goodSheet.head, mediumId: '粤B99999' },
      items: [],
      confirmedWarnings: [],
      recalledWeights: [],
    };
    const text = words(savedSheet({ amendment: draft }));
    expect(text).toContain('沪A12345');
    expect(text).not.toContain('粤B99999');
    expect(text).toContain('变更未申报');
    expect(text).toContain('另有变更尚未申报（2026-11-27 09:00 由 2100000000017 暂存）');
    const rejected = words(savedSheet({ amendment: draft, changeOutcome: 'amendRejected' }));
    expect(rejected).toContain('变更被退，尚未重新申报');
    const underway = words(
      savedSheet({
        amendment: draft,
        lastSubmission: { id: 'x', function: 'MOD', state: 'confirmed', reason: null, queuedAt: 0 },
      }),
    );
    expect(underway).toContain('变更已申报，海关尚未答复');
  });

  test('the watermark is on every page, and each sheet counts its own pages', () => {
    const flow = sheetFlow(savedSheet({ status: '0' }), { ...facts, training: true });
    const rows = (section: number, from: number, to: number) => ({ section, from, to });
    const pages = [[rows(0, 0, 1), rows(1, 0, 5)], [rows(2, 0, 2)]];
    const document = pagesDocument(
      '两票',
      [
        { flow, pages },
        { flow, pages },
      ],
      'portrait',
    );
    expect(document.match(/<div>培训<\/div><div>未申报<\/div>/g)).toHaveLength(4);
    expect(document.match(/第 1 页 共 2 页/g)).toHaveLength(2);
    expect(document.match(/第 2 页 共 2 页/g)).toHaveLength(2);
    const preview = pagesDocument(
      '两票',
      [
        { flow, pages },
        { flow, pages },
      ],
      'portrait',
      3,
    );
    expect(preview.match(/class="page"/g)).toHaveLength(3);
  });
});

test('a list says which sheets these are, and escapes what it is told', () => {
  const flow = listFlow(
    {
      columns: [
        { heading: '单证状态', width: 14 },
        { heading: '<最近原因>', width: 30 },
      ],
      rows: [['退单', '<b>车号不符</b>']],
      what: '符合条件的全部单证（单据状态：退单）',
      count: '共 1 票',
    },
    { training: true, printedAt: facts.printedAt, printedBy: facts.printedBy },
  );
  const document = pagesDocument(
    '',
    [{ flow, pages: [[{ section: 0, from: 0, to: 1 }]] }],
    'landscape',
  );
  expect(document).not.toContain('<b>车号');
  const text = wordsOf(document);
  expect(text).toContain('<b>车号不符</b>');
  expect(text).toContain('单据状态：退单');
  expect(flow.watermarks).toEqual(['培训']);
});
