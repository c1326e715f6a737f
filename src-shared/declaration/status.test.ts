import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { declarationFunctions } from './sheet.ts';
import {
  allowedActions,
  applyReceipt,
  changeOutcomeLabels,
  finalAnswer,
  foldReceipts,
  isStatusCode,
  isUnanswered,
  notSavedLabel,
  receiptTransitions,
  sheetActions,
  statusCodes,
  statuses,
  submissionStates,
  underwayLabels,
  withdrawnLabel,
  withdrawnSentence,
} from './status.ts';
import type { CustomsState, SequencedReceipt, SheetAction, StatusCode } from './status.ts';

const receiptCodes = [...statusCodes, 'ZZ', '3', '', 'constructor', '__proto__'];
const state = (status: string, more: Partial<CustomsState> = {}): CustomsState => ({
  status,
  withdrawn: false,
  changeOutcome: null,
  ...more,
});
const start = { state: state('0'), sequence: 0 };

const anyFunction = fc.constantFrom(...declarationFunctions);
const anyReceipts = fc
  .array(fc.record({ function: anyFunction, code: fc.constantFrom(...receiptCodes) }), {
    maxLength: 8,
  })
  .map((steps) => steps.map((step, index): SequencedReceipt => ({ ...step, sequence: index + 1 })));
const anyState = fc.record<CustomsState>({
  status: fc.constantFrom(...statusCodes, 'ZZ'),
  withdrawn: fc.boolean(),
  changeOutcome: fc.constantFrom(null, 'amendRejected' as const, 'withdrawRejected' as const),
});

/** The receipts in another order, some of them more than once. */
const shuffledWithTwins = (
  receipts: readonly SequencedReceipt[],
): fc.Arbitrary<SequencedReceipt[]> =>
  fc.subarray([...receipts]).chain((twins) =>
    fc.shuffledSubarray([...receipts, ...twins], {
      minLength: receipts.length + twins.length,
      maxLength: receipts.length + twins.length,
    }),
  );

describe('what a sheet allows', () => {
  /** design.md, Two tables, word for word: 修改, 删除, 申报, 删单, 变更. */
  const design = `
    | 0 | saved 暂存成功 | 暂存 | ✓ | ✓ | ✓ | | |
    | 1 | declared 申报成功 | 申报 | | | | | |
    | 2 | sent 发往内网成功 | 发往内网成功 | | | | | |
    | FF | sendFailed 发往内网失败 | 发往内网失败 | ✓ | ✓ | ✓ | | |
    | 10 | accepted 海关入库成功 | 海关审核通过 | | | | ✓ | ✓ |
    | 20 | rejected 退单 | 退单 | ✓ | ✓ | ✓ | | |
    | 40 | closed 已办结 | 已办结 | | | | | |
    | 41 | locked 已锁定 | 已锁定 | | | | | |
    | 42 | unlocked 解除锁定 | 解除锁定 | | | | | ✓ |
    | 43 | manuallyClosed 人工办结 | 人工办结 | | | | | |
    | 50 | departed 已口岸离场 | 已口岸离场 | | | | | |`;
  const columns: readonly SheetAction[] = ['edit', 'delete', 'declare', 'withdraw', 'amend'];
  const rows = design
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map((cells) => ({
      code: (cells[1] ?? '') as StatusCode,
      label: cells[2]?.split(' ')[1] ?? '',
      queryLabel: cells[3] ?? '',
      allows: columns.filter((_, index) => cells[index + 4] === '✓'),
    }));

  test('the table has the eleven statuses of the manual', () => {
    expect(rows.map(({ code }) => code)).toEqual([...statusCodes]);
    expect(Object.keys(statuses)).toHaveLength(11);
  });
  test.each(rows)('$code $label allows exactly $allows, with view, copy and print', (row) => {
    const allowed = allowedActions({
      status: row.code,
      withdrawn: false,
      lastSubmission: null,
      receiptCount: 0,
    });
    expect([...allowed].sort()).toEqual(['copy', 'print', 'view', ...row.allows].sort());
    expect(statuses[row.code].label).toBe(row.label);
    expect(statuses[row.code].queryLabel).toBe(row.queryLabel);
    expect(statuses[row.code].sentence).not.toBe('');
  });
  test('every status has one sentence of its own, and 41 and 42 say what is closed', () => {
    const sentences = statusCodes.map((code) => statuses[code].sentence);
    expect(new Set(sentences).size).toBe(statusCodes.length);
    for (const sentence of sentences) expect(sentence).toMatch(/。$/);
    expect(statuses['41'].sentence).toContain('已锁定，暂不能变更或删单');
    expect(statuses['42'].sentence).toBe('不能删单；请变更，或联系海关人工办结。');
  });
  test('the truck is told to stay out in every status that customs has not accepted', () => {
    const kept = statusCodes.filter((code) => statuses[code].sentence.includes('车辆请勿进场'));
    expect(kept).toEqual(['1', '2', 'FF', '20']);
  });
  test('what is under way, and how a change ended, has the words of rules.md', () => {
    expect(underwayLabels).toEqual({ ADD: '申报中', MOD: '变更申报中', DEL: '删单申报中' });
    expect(changeOutcomeLabels).toEqual({
      amendRejected: '变更被退',
      withdrawRejected: '删单被退',
    });
    expect(notSavedLabel).toBe('未暂存');
    expect(withdrawnLabel).toBe('已删单');
    expect(withdrawnSentence).toBe('已删单，该票不再有效；可查看、复制或打印。');
  });
  test('the colour of a status says how it stands', () => {
    expect(statusCodes.map((code) => statuses[code].tone)).toEqual([
      'draft',
      'underway',
      'underway',
      'bad',
      'good',
      'bad',
      'done',
      'warning',
      'warning',
      'done',
      'done',
    ]);
  });
  test('receipts can be seen as soon as one has come, in every status', () => {
    for (const status of [...statusCodes, 'ZZ']) {
      const sheet = { status, withdrawn: false, lastSubmission: null };
      expect(allowedActions({ ...sheet, receiptCount: 0 }).has('receipts')).toBe(false);
      expect(allowedActions({ ...sheet, receiptCount: 1 }).has('receipts')).toBe(true);
    }
  });
  test('one unanswered request closes everything but view, receipts, copy and print', () => {
    for (const status of statusCodes) {
      for (const state of submissionStates) {
        for (const name of declarationFunctions) {
          const sheet = { status, withdrawn: false, receiptCount: 1 };
          const allowed = allowedActions({ ...sheet, lastSubmission: { function: name, state } });
          const answered = allowedActions({ ...sheet, lastSubmission: null });
          expect([...allowed].sort()).toEqual(
            ['queued', 'sending', 'parked', 'confirmed'].includes(state)
              ? ['copy', 'print', 'receipts', 'view']
              : [...answered].sort(),
          );
        }
      }
    }
  });
  test('a request is unanswered until 10, 20, FF or a refusal, or until it is taken back', () => {
    expect(submissionStates.filter(isUnanswered)).toEqual([
      'queued',
      'sending',
      'parked',
      'confirmed',
    ]);
  });
  test('a withdrawn sheet, and one in an unknown status, allow view, receipts, copy and print', () => {
    const only = ['copy', 'print', 'receipts', 'view'];
    for (const status of statusCodes) {
      const sheet = { status, withdrawn: true, lastSubmission: null, receiptCount: 2 };
      expect([...allowedActions(sheet)].sort()).toEqual(only);
    }
    for (const status of ['ZZ', '3', '', 'toString']) {
      const sheet = { status, withdrawn: false, lastSubmission: null, receiptCount: 2 };
      expect(isStatusCode(status)).toBe(false);
      expect([...allowedActions(sheet)].sort()).toEqual(only);
    }
  });
  test('only what exists is ever allowed', () => {
    for (const { allows } of Object.values(statuses)) {
      for (const action of allows) expect(sheetActions).toContain(action);
    }
  });
  test('a medium is taken by 1, 2, 10, 41 and 42', () => {
    expect(statusCodes.filter((code) => statuses[code].unfinished)).toEqual([
      '1',
      '2',
      '10',
      '41',
      '42',
    ]);
  });
});

describe('what a receipt does', () => {
  /** Every step that changes something or is known, as `function code: from > to`. */
  const known = new Set<string>();
  for (const name of declarationFunctions) {
    for (const code of receiptCodes) {
      for (const from of statusCodes) {
        const next = applyReceipt(state(from), { function: name, code });
        if (next !== null) {
          known.add(`${name} ${code}: ${from} > ${next.status}${next.withdrawn ? ' 已删单' : ''}`);
        }
      }
    }
  }
  const custody = [
    '40: 10 > 40',
    '40: 42 > 40',
    '41: 10 > 41',
    '41: 42 > 41',
    '42: 41 > 42',
    '43: 10 > 43',
    '43: 41 > 43',
    '43: 42 > 43',
    '50: 10 > 50',
    '50: 42 > 50',
    '50: 40 > 50',
    '50: 43 > 50',
  ];
  test('the known steps are these and no others', () => {
    const expected = [
      '1: 0 > 1',
      '1: FF > 1',
      '1: 20 > 1',
      '2: 0 > 2',
      '2: 1 > 2',
      'FF: 0 > FF',
      'FF: 1 > FF',
      'FF: 2 > FF',
      '10: 0 > 10',
      '10: 1 > 10',
      '10: 2 > 10',
      '20: 0 > 20',
      '20: 1 > 20',
      '20: 2 > 20',
    ].map((step) => `ADD ${step}`);
    for (const name of ['MOD', 'DEL']) {
      for (const code of ['1', '2', 'FF', '20']) {
        for (const at of ['10', '41', '42']) expected.push(`${name} ${code}: ${at} > ${at}`);
      }
    }
    expected.push('MOD 10: 10 > 10', 'MOD 10: 42 > 10');
    expected.push('DEL 10: 10 > 10 已删单', 'DEL 10: 42 > 42 已删单');
    for (const name of declarationFunctions) {
      expected.push(...custody.map((step) => `${name} ${step}`));
    }
    expect([...known].sort()).toEqual(expected.sort());
  });
  test('20 and FF answering a MOD or DEL never change the status, and stand beside it', () => {
    for (const name of ['MOD', 'DEL'] as const) {
      for (const code of ['20', 'FF']) {
        for (const from of statusCodes) {
          const next = applyReceipt(state(from), { function: name, code });
          if (next === null) continue;
          expect(next).toEqual(
            state(from, { changeOutcome: name === 'MOD' ? 'amendRejected' : 'withdrawRejected' }),
          );
        }
        const from10 = applyReceipt(state('10'), { function: name, code });
        const from42 = applyReceipt(state('42'), { function: name, code });
        expect(from10?.status).toBe('10');
        expect(from42?.status).toBe('42');
      }
    }
  });
  test('an accepted change clears 变更被退, an accepted DEL keeps the status and marks 已删单', () => {
    const rejected = state('42', { changeOutcome: 'amendRejected' });
    expect(applyReceipt(rejected, { function: 'MOD', code: '10' })).toEqual(state('10'));
    expect(applyReceipt(rejected, { function: 'DEL', code: '10' })).toEqual(
      state('42', { withdrawn: true }),
    );
  });
  test('what stands beside the status stays while customs does other things', () => {
    const rejected = state('10', { changeOutcome: 'withdrawRejected' });
    expect(applyReceipt(rejected, { function: 'ADD', code: '41' })).toEqual(
      state('41', { changeOutcome: 'withdrawRejected' }),
    );
  });
  test('an unknown code is a conflict and changes nothing', () => {
    fc.assert(
      fc.property(
        anyState,
        anyFunction,
        fc.string().filter((code) => !isStatusCode(code)),
        (from, name, code) => applyReceipt(from, { function: name, code }) === null,
      ),
    );
    for (const code of ['ZZ', '3', '', 'constructor', '__proto__', '0']) {
      for (const name of declarationFunctions) {
        expect(foldReceipts(start, [{ function: name, code, sequence: 1 }])).toEqual({
          state: start.state,
          conflicts: [1],
        });
      }
    }
  });
  test('nothing moves a withdrawn sheet', () => {
    fc.assert(
      fc.property(anyState, anyReceipts, (from, receipts) => {
        const withdrawn = { ...from, withdrawn: true };
        const folded = foldReceipts({ state: withdrawn, sequence: 0 }, receipts);
        expect(folded.state).toEqual(withdrawn);
        expect(folded.conflicts).toEqual(receipts.map(({ sequence }) => sequence));
      }),
    );
  });
  test('a sheet is never withdrawn but by the 10 that answers a DEL', () => {
    fc.assert(
      fc.property(anyReceipts, (receipts) => {
        const folded = foldReceipts(start, receipts);
        const withdrawal = receipts.some((one) => one.function === 'DEL' && one.code === '10');
        return !folded.state.withdrawn || withdrawal;
      }),
    );
  });
  test('only 10, 20 and FF are final answers', () => {
    expect(receiptCodes.map((code) => [code, finalAnswer(code)]).filter((pair) => pair[1])).toEqual(
      [
        ['FF', 'sendFailed'],
        ['10', 'accepted'],
        ['20', 'rejected'],
      ],
    );
  });
  test('the transition table names known statuses only', () => {
    for (const byCode of Object.values(receiptTransitions)) {
      for (const [code, { from, to }] of Object.entries(byCode)) {
        expect(isStatusCode(code)).toBe(true);
        expect(from.length).toBeGreaterThan(0);
        for (const status of [...from, ...(to === undefined ? [] : [to])]) {
          expect(isStatusCode(status)).toBe(true);
        }
      }
    }
  });
});

describe('what all receipts of a sheet come to', () => {
  test('order and repetition of receipts never change the result', () => {
    fc.assert(
      fc.property(
        anyState,
        anyReceipts.chain((receipts) =>
          fc.tuple(fc.constant(receipts), shuffledWithTwins(receipts)),
        ),
        fc.integer({ min: 0, max: 4 }),
        (from, [receipts, disordered], sequence) => {
          const base = { state: from, sequence };
          expect(foldReceipts(base, disordered)).toEqual(foldReceipts(base, receipts));
        },
      ),
      { numRuns: 2000 },
    );
  });
  test('each receipt, in sequence, either moves the sheet by the table or is a conflict', () => {
    fc.assert(
      fc.property(anyState, anyReceipts, (from, receipts) => {
        let expected = from;
        const conflicts: number[] = [];
        for (const receipt of receipts) {
          const next = applyReceipt(expected, receipt);
          if (next === null) conflicts.push(receipt.sequence);
          else expected = next;
        }
        expect(foldReceipts({ state: from, sequence: 0 }, receipts)).toEqual({
          state: expected,
          conflicts,
        });
      }),
    );
  });
  test('two receipts that contradict each other under one sequence change nothing, in any order', () => {
    const accepted = { function: 'ADD', code: '10', sequence: 1 } as const;
    const rejected = { function: 'ADD', code: '20', sequence: 1 } as const;
    for (const receipts of [
      [accepted, rejected],
      [rejected, accepted],
      [accepted, rejected, accepted],
    ]) {
      expect(foldReceipts(start, receipts)).toEqual({ state: start.state, conflicts: [1] });
    }
    // The same code for another function is another word of customs as well.
    const inForce = { state: state('10'), sequence: 0 };
    const locked = (name: 'ADD' | 'MOD') => ({ function: name, code: '41', sequence: 1 });
    expect(foldReceipts(inForce, [locked('ADD'), locked('MOD')])).toEqual({
      state: inForce.state,
      conflicts: [1],
    });
  });
  test('what was settled by a save is not applied again', () => {
    const receipts: SequencedReceipt[] = [
      { function: 'ADD', code: '1', sequence: 1 },
      { function: 'ADD', code: '20', sequence: 2 },
    ];
    expect(foldReceipts(start, receipts).state.status).toBe('20');
    expect(foldReceipts({ state: state('0'), sequence: 2 }, receipts)).toEqual({
      state: state('0'),
      conflicts: [],
    });
  });
  test('a rejected sheet that is declared again without a save in between goes on', () => {
    for (const failed of ['20', 'FF']) {
      const codes = ['1', failed, '1', '2', '10'];
      const receipts = codes.map((code, index): SequencedReceipt => ({
        function: 'ADD',
        code,
        sequence: index + 1,
      }));
      expect(foldReceipts(start, receipts)).toEqual({ state: state('10'), conflicts: [] });
    }
  });
  test('a whole life: declared, accepted, change rejected, locked, unlocked, changed, withdrawn', () => {
    const steps = [
      ['ADD', '1', '1'],
      ['ADD', '2', '2'],
      ['ADD', '10', '10'],
      ['MOD', '1', '10'],
      ['MOD', '20', '10'],
      ['ADD', '41', '41'],
      ['ADD', '42', '42'],
      ['MOD', '10', '10'],
      ['DEL', '20', '10'],
      ['DEL', '10', '10'],
    ] as const;
    const receipts = steps.map(([name, code], index): SequencedReceipt => ({
      function: name,
      code,
      sequence: index + 1,
    }));
    steps.forEach(([, , status], index) => {
      expect(foldReceipts(start, receipts.slice(0, index + 1)).state.status).toBe(status);
    });
    expect(foldReceipts(start, receipts)).toEqual({
      state: state('10', { withdrawn: true }),
      conflicts: [],
    });
  });
});
