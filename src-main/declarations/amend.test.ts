import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { SavedSheet } from '../../src-shared/contract/schemas.ts';
import { emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { statusCodes } from '../../src-shared/declaration/status.ts';
import { accepted, amend, amended, customsSays, sheetNow } from '../../tests/support/accepted.ts';
import { queueSubmission } from '../../tests/support/queued.ts';
import { roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { kindOf, storeDesk, valueOf } from '../../tests/support/store-desk.ts';
import type { StoreDesk } from '../../tests/support/store-desk.ts';
import { earlierValues } from '../store/earlier-values.ts';
import { transaction } from '../store/store.ts';
import { writeSubmissionState } from '../store/submissions.ts';
import { keepWorkingCopy, listWorkingCopies } from '../store/working-copies.ts';
import { discardAmendment } from './amend.ts';
import { findOthers } from './other-sheets.ts';

const withHead = (changes: Partial<Sheet['head']>): Sheet => ({
  ...roadExport,
  head: { ...roadExport.head, ...changes },
});
const heavier = withHead({ vehicleWeight: '9500' });

const discard = (
  desk: StoreDesk,
  sheet: SavedSheet,
  by = desk.chenmin,
): ReturnType<typeof discardAmendment> =>
  discardAmendment(
    { store: desk.store, operator: by, now: () => desk.clock.now },
    { id: sheet.id, version: sheet.version, draftVersion: sheet.amendment?.version ?? null },
  );

const keepForm = (desk: StoreDesk, sheet: SavedSheet, by = desk.chenmin): string => {
  const id = randomUUID();
  const { head, items } = heavier;
  keepWorkingCopy(
    desk.store,
    by.id,
    {
      id,
      declarationId: sheet.id,
      baseVersion: sheet.version,
      amends: { draftVersion: null },
      head,
      items: [...items],
      openItem: emptyItem(head),
      openItemIndex: null,
      confirmedWarnings: [],
      recalledWeights: [],
      itemDefaults: {},
    },
    1,
  );
  return id;
};

it('keeps the draft beside the accepted version, which stays what customs has', async () => {
  const desk = await storeDesk();
  const { sheet } = accepted(desk, roadExport);
  desk.clock.now += 60_000;
  const { head: typed, items } = withHead({ mediumId: ' 粤ｂ·99999 ', vehicleWeight: '09500.0' });
  const workingCopyId = keepForm(desk, sheet);
  const saved = amended(desk, sheet, { head: typed, items }, { workingCopyId });
  expect(saved).toMatchObject({
    ...roadExport,
    version: sheet.version,
    status: '10',
    operator: sheet.operator,
    amendment: {
      version: 1,
      problemCount: 0,
      changedAt: desk.clock.now,
      operator: '2100000000017',
      head: { ...roadExport.head, mediumId: '粤B99999', vehicleWeight: '9500' },
      items: roadExport.items,
    },
  });
  expect(listWorkingCopies(desk.store, desk.chenmin.id)).toEqual([]);
  expect(earlierValues(desk.store, 'mediumId', '粤B9')).toEqual(['粤B99999']);
  const actions = desk.store.prepare(`SELECT action FROM audit ORDER BY id DESC`).pluck().get();
  expect(actions).toBe('amend');
});

it('counts the versions of the draft, and lets a save of an older one change nothing', async () => {
  const desk = await storeDesk();
  const { sheet } = accepted(desk, roadExport);
  const first = amended(desk, sheet, heavier);
  const second = amended(desk, first, withHead({ vehicleWeight: '9600' }), { by: desk.wangfang });
  expect(second.amendment).toMatchObject({ version: 2, operator: '2100000000025' });
  expect(kindOf(amend(desk, first, heavier))).toBe('sheet.changedMeanwhile');
  expect(kindOf(amend(desk, sheet, heavier))).toBe('sheet.changedMeanwhile');
  expect(kindOf(amend(desk, { ...second, version: 7 }, heavier))).toBe('sheet.changedMeanwhile');
  expect(kindOf(amend(desk, { ...second, id: 999 }, heavier))).toBe('sheet.notFound');
  expect(sheetNow(desk, sheet.id)).toEqual(second);
});

it('checks the draft as 暂存 does: what can’t be stored is refused, what is to be mended counted', async () => {
  const desk = await storeDesk();
  const { sheet } = accepted(desk, roadExport);
  expect(kindOf(amend(desk, sheet, withHead({ vehicleWeight: '12,5' })))).toBe('sheet.cannotStore');
  const saved = amended(desk, sheet, withHead({ mediumId: '', importExport: 'X' }));
  expect(saved.amendment?.problemCount).toBeGreaterThanOrEqual(2);
  expect(saved.problemCount).toBe(0);
  const warned = withHead({ vehicleWeight: '0' });
  expect(amended(desk, saved, warned).amendment?.confirmedWarnings).toHaveLength(1);
});

it('begins no change that changes nothing, but lets one be taken back to it', async () => {
  const desk = await storeDesk();
  const { sheet } = accepted(desk, roadExport);
  expect(kindOf(amend(desk, sheet, withHead({ vehicleWeight: '09000' })))).toBe(
    'amendment.noDifference',
  );
  const saved = amended(desk, sheet, heavier);
  expect(amended(desk, saved, roadExport).amendment).toMatchObject({ version: 2, ...roadExport });
});

it.each([...statusCodes, 'ZZ'])(
  'begins a change in status %s only where the status table has 变更',
  async (status) => {
    const desk = await storeDesk();
    const { sheet } = accepted(desk, roadExport);
    desk.store.prepare('UPDATE declaration SET status = ?').run(status);
    const expected = status === '10' || status === '42' ? 'no failure' : 'sheet.actionNotAllowed';
    expect(kindOf(amend(desk, sheet, heavier))).toBe(expected);
  },
);

it('goes on with a change through a lock, and no further than to the end of the sheet', async () => {
  const desk = await storeDesk();
  const { sheet, custody } = accepted(desk, roadExport);
  const saved = amended(desk, sheet, heavier);
  custody('41');
  const locked = amended(desk, saved, withHead({ vehicleWeight: '9700' }));
  expect(locked).toMatchObject({ status: '41', amendment: { version: 2 } });
  custody('43');
  const refused = amend(desk, locked, heavier);
  expect(kindOf(refused)).toBe('sheet.actionNotAllowed');
  expect(refused.ok ? '' : refused.error.message).toContain('人工办结');
  expect(sheetNow(desk, sheet.id).amendment?.head.vehicleWeight).toBe('9700');
});

it('saves a change that was only typed when the lock came, and begins none after it', async () => {
  const desk = await storeDesk();
  const [typed, other] = [accepted(desk, roadExport), accepted(desk, seaImport)];
  const workingCopyId = keepForm(desk, typed.sheet);
  typed.custody('41');
  other.custody('41');
  expect(kindOf(amend(desk, other.sheet, heavier))).toBe('sheet.actionNotAllowed');
  expect(kindOf(amend(desk, typed.sheet, heavier, { workingCopyId }))).toBe('no failure');
});

it('is for signers, and for one operator at a time', async () => {
  const desk = await storeDesk();
  const { sheet } = accepted(desk, roadExport);
  expect(kindOf(amend(desk, sheet, heavier, { by: desk.liwei }))).toBe('session.notAllowed');
  expect(kindOf(discard(desk, sheet, desk.liwei))).toBe('session.notAllowed');
  keepForm(desk, sheet, desk.wangfang);
  expect(kindOf(amend(desk, sheet, heavier))).toBe('sheet.openElsewhere');
  expect(kindOf(discard(desk, sheet))).toBe('sheet.openElsewhere');
  expect(kindOf(amend(desk, sheet, heavier, { by: desk.wangfang }))).toBe('no failure');
});

it('gives a change up with what was typed, and leaves the accepted version as it was', async () => {
  const desk = await storeDesk();
  const { sheet } = accepted(desk, roadExport);
  const saved = amended(desk, sheet, heavier);
  keepForm(desk, saved);
  expect(kindOf(discard(desk, sheet))).toBe('sheet.changedMeanwhile');
  expect(valueOf(discard(desk, saved))).toEqual(sheet);
  expect(listWorkingCopies(desk.store, desk.chenmin.id)).toEqual([]);
  const logged = desk.store.prepare('SELECT action FROM audit ORDER BY id DESC').pluck().get();
  expect(logged).toBe('discardAmendment');
});

it.each(['40', '41', '43', '50'])('gives a change up in status %s too', async (code) => {
  const desk = await storeDesk();
  const { sheet, custody } = accepted(desk, roadExport);
  const saved = amended(desk, sheet, heavier);
  custody(code);
  expect(valueOf(discard(desk, saved))).toMatchObject({ status: code, amendment: null });
});

it('gives no change up that customs is about to answer', async () => {
  const desk = await storeDesk();
  const { sheet } = accepted(desk, roadExport);
  const saved = amended(desk, sheet, heavier);
  const submissionId = queueSubmission(desk, saved, { function: 'MOD' });
  for (const state of ['queued', 'sending', 'parked', 'confirmed'] as const) {
    transaction(desk.store, (store) => {
      writeSubmissionState(store, submissionId, state, null, 1);
    });
    expect(kindOf(discard(desk, saved))).toBe('amendment.underway');
    expect(kindOf(amend(desk, saved, heavier))).toBe('sheet.actionNotAllowed');
  }
});

it('settles 变更被退 when the change is given up, and keeps it settled', async () => {
  const desk = await storeDesk();
  const { sheet, custody } = accepted(desk, roadExport);
  const saved = amended(desk, sheet, heavier);
  const submissionId = queueSubmission(desk, saved, { function: 'MOD' });
  customsSays(desk, sheet, { submissionId, function: 'MOD' }, '1', '20');
  const rejected = sheetNow(desk, sheet.id);
  expect(rejected).toMatchObject({
    changeOutcome: 'amendRejected',
    lastReason: '回执 20',
    amendment: saved.amendment,
  });
  expect(valueOf(discard(desk, rejected))).toMatchObject({
    changeOutcome: null,
    lastReason: null,
    amendment: null,
  });
  custody('41');
  expect(sheetNow(desk, sheet.id)).toMatchObject({ status: '41', changeOutcome: null });
});

it('leaves 删单被退 alone when a change is given up', async () => {
  const desk = await storeDesk();
  const { sheet } = accepted(desk, roadExport);
  const saved = amended(desk, sheet, heavier);
  const submissionId = queueSubmission(desk, saved, { function: 'DEL' });
  customsSays(desk, sheet, { submissionId, function: 'DEL' }, '1', '20');
  expect(valueOf(discard(desk, sheetNow(desk, sheet.id)))).toMatchObject({
    changeOutcome: 'withdrawRejected',
    lastReason: '回执 20',
  });
});

it('gives up what is left of a change of a withdrawn sheet, which stays withdrawn', async () => {
  const desk = await storeDesk();
  const { sheet, custody } = accepted(desk, roadExport);
  const saved = amended(desk, sheet, heavier);
  const submissionId = queueSubmission(desk, saved, { function: 'DEL' });
  expect(valueOf(discard(desk, saved)).amendment).toBeNull();
  customsSays(desk, sheet, { submissionId, function: 'DEL' }, '1', '10');
  expect(sheetNow(desk, sheet.id)).toMatchObject({ status: '10', withdrawn: true });
  custody('40');
  expect(sheetNow(desk, sheet.id)).toMatchObject({ status: '10', withdrawn: true });
});

it('warns of a medium that is accepted, and of one that a change is about to take', async () => {
  const desk = await storeDesk();
  const { sheet } = accepted(desk, roadExport);
  const told = (mediumId: string, id: number | null = null): string[] =>
    findOthers(desk.store, withHead({ mediumId }), id).map(({ message }) => message);
  const saved = amended(desk, sheet, withHead({ mediumId: '粤B77777' }));
  expect(told('粤BD12345')).toEqual([expect.stringContaining('海关入库成功')]);
  expect(told('粤B77777')).toEqual([expect.stringContaining('变更未申报')]);
  expect(told('粤B77777', sheet.id)).toEqual([]);
  expect(told('粤B88888')).toEqual([]);

  const submissionId = queueSubmission(desk, saved, { function: 'MOD' });
  expect(told('粤B77777')).toEqual([expect.stringContaining('变更申报中')]);
  expect(told('粤BD12345')).toEqual([expect.stringContaining('变更申报中')]);
  customsSays(desk, sheet, { submissionId, function: 'MOD' }, '1', '20');
  expect(told('粤B77777')).toHaveLength(1);
  customsSays(desk, sheet, { submissionId, function: 'ADD' }, '43');
  expect(told('粤B77777')).toEqual([]);
});

it('warns of a container that a change is about to take, once', async () => {
  const desk = await storeDesk();
  const { sheet } = accepted(desk, seaImport);
  const [first, second] = seaImport.items;
  if (first === undefined || second === undefined) throw new Error('the sample has two items');
  const newContainer = 'TCLU4265475';
  const draft = { ...seaImport, items: [{ ...first, containerNo2: newContainer }, second] };
  amended(desk, sheet, draft);
  const other = (containerNo1: string): Sheet => ({
    head: { ...seaImport.head, mediumId: '沪B55555' },
    items: [{ ...second, containerNo1 }],
  });
  const told = (containerNo: string): string[] =>
    findOthers(desk.store, other(containerNo), null).map(({ message }) => message);
  expect(told(newContainer)).toEqual([expect.stringContaining('变更未申报')]);
  expect(told('CSQU3054383')).toEqual([expect.stringContaining('海关入库成功')]);
  expect(told('OOLU8726194')).toEqual([]);
});
