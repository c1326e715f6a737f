import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { SavedSheet, WorkingCopy } from '../../src-shared/contract/schemas.ts';
import { parseTripNo } from '../../src-shared/declaration/numbers.ts';
import { checkSheet } from '../../src-shared/declaration/rules.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import type { SubmissionState } from '../../src-shared/declaration/status.ts';
import { shippedTables } from '../../src-shared/parameters/shipped-tables.testing.ts';
import { emptyItem, emptySheet } from '../../src-shared/declaration/new-sheet.ts';
import { roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { enrolAs, kindOf, morning, storeDesk, valueOf } from '../../tests/support/store-desk.ts';
import { queueSubmission } from '../../tests/support/queued.ts';
import { findSheet, findSheetEvenHidden } from '../store/declarations.ts';
import { writeEntryDefaults } from '../store/preferences.ts';
import { transaction } from '../store/store.ts';
import { writeSubmissionState } from '../store/submissions.ts';
import { keepWorkingCopy, listWorkingCopies } from '../store/working-copies.ts';
import { deleteSheet } from './delete.ts';

const findingsOf = (sheet: SavedSheet, field: string) =>
  checkSheet(sheet, shippedTables, sheet).filter(({ place }) => place.field === field);

const withHead = (changes: Partial<Sheet['head']>): Sheet => ({
  head: { ...roadExport.head, ...changes },
  items: roadExport.items,
});

it('gives both numbers and the time of entry at the first 暂存', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(roadExport);
  expect(sheet).toMatchObject({
    tripNo: '20261121000000000170001700000001',
    dataCentreNo: '202600017000000001',
    status: '0',
    version: 1,
    enteredAt: morning,
    enteredOn: '2026-11-22',
    operator: '2100000000017',
    uscc: '91350100M000100Y43',
    organisationCode: 'M000100Y4',
    problemCount: 0,
  });
});

it('numbers by the month and year of Beijing at the turn of the year', async () => {
  const desk = await storeDesk();
  desk.clock.now = Date.UTC(2026, 11, 31, 16);
  const sheet = desk.saved(roadExport);
  expect(sheet.tripNo.slice(0, 6)).toBe('202701');
  expect(sheet.dataCentreNo.slice(0, 4)).toBe('2027');
});

it('keeps numbers and time of entry through later saves, and counts the versions', async () => {
  const desk = await storeDesk();
  const first = desk.saved(roadExport);
  desk.clock.now += 90_000_000;
  const second = desk.saved(seaImport, { existing: first, by: desk.wangfang });
  expect(second).toMatchObject({
    id: first.id,
    version: 2,
    tripNo: first.tripNo,
    dataCentreNo: first.dataCentreNo,
    enteredAt: first.enteredAt,
    operator: '2100000000025',
    itemCount: 2,
  });
  expect(second.head).toEqual(seaImport.head);
});

it('never gives a number twice', async () => {
  const desk = await storeDesk();
  const numbers = Array.from({ length: 30 }, (_, index) => {
    if (index % 4 === 3) kindOf(desk.save(withHead({ vehicleWeight: 'abc' })));
    const sheet = desk.saved(roadExport);
    deleteSheet({ store: desk.store, operator: desk.chenmin, now: () => desk.clock.now }, sheet);
    return [sheet.tripNo, sheet.dataCentreNo];
  }).flat();
  expect(new Set(numbers).size).toBe(60);
});

it('refuses an empty sheet and what can’t be stored, with words of its own', async () => {
  const desk = await storeDesk();
  expect(kindOf(desk.save(emptySheet()))).toBe('sheet.empty');
  const refused = desk.save(withHead({ vehicleWeight: '12,5' }));
  expect(kindOf(refused)).toBe('sheet.cannotStore');
  expect(refused.ok ? '' : refused.error.message).toContain('12,5');
  expect(kindOf(desk.save(withHead({ remark: '字'.repeat(1001) })))).toBe('sheet.cannotStore');
  expect(desk.store.prepare('SELECT count(*) FROM declaration').pluck().get()).toBe(0);
});

it('stores what is still to be mended, and says how much', async () => {
  const desk = await storeDesk();
  const { sheet, findings } = valueOf(desk.save(withHead({ mediumId: '', importExport: 'X' })));
  const problems = findings.filter(({ severity }) => severity === 'problem');
  expect(problems.length).toBeGreaterThanOrEqual(2);
  expect(sheet.problemCount).toBe(problems.length);
});

it('folds what was typed before it is stored', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(
    withHead({ mediumId: ' 粤ｂ·Ｄ12345 ', vehicleWeight: '０９０００．０' }),
  );
  expect(sheet.head).toMatchObject({ mediumId: '粤BD12345', vehicleWeight: '9000' });
});

it('keeps only confirmations of warnings that the sheet still has', async () => {
  const desk = await storeDesk();
  const sheet = withHead({ vehicleWeight: '0' });
  const kept = desk.saved(sheet);
  expect(kept.confirmedWarnings).toHaveLength(1);
  const mended = desk.saved(roadExport, { existing: kept, confirmed: kept.confirmedWarnings });
  expect(mended.confirmedWarnings).toEqual([]);
});

it('keeps which weights came with the vehicle, and what the clerk said to them', async () => {
  const desk = await storeDesk();
  const first = desk.saved(roadExport, { recalledWeights: ['vehicleWeight', 'trailerWeight'] });
  expect(first.recalledWeights).toEqual(['vehicleWeight', 'trailerWeight']);
  expect(first.confirmedWarnings).toEqual([]);
  const key = findingsOf(first, 'vehicleWeight')[0]?.key ?? '';
  const second = desk.saved(roadExport, {
    existing: first,
    confirmed: [key],
    recalledWeights: first.recalledWeights,
  });
  expect(findSheet(desk.store, first.id)).toMatchObject({
    confirmedWarnings: [key],
    recalledWeights: ['vehicleWeight', 'trailerWeight'],
  });
  expect(desk.saved(roadExport, { existing: second, confirmed: [key] })).toMatchObject({
    confirmedWarnings: [],
    recalledWeights: [],
  });
});

it('counts a sheet of nothing but locks and defaults as empty', async () => {
  const desk = await storeDesk();
  const { store, chenmin } = desk;
  const head = { businessType: '1000000000', remark: '自提' };
  transaction(store, (writable) => {
    writeEntryDefaults(writable, chenmin.id, { head, item: {} });
  });
  expect(kindOf(desk.save(emptySheet(head)))).toBe('sheet.empty');
  expect(kindOf(desk.save(emptySheet(head), { by: desk.wangfang }))).toBe('no failure');
  expect(kindOf(desk.save(emptySheet({ ...head, vehicleType: '01' })))).toBe('no failure');
});

it('lets a save of an older version change nothing', async () => {
  const desk = await storeDesk();
  const first = desk.saved(roadExport);
  const second = desk.saved(seaImport, { existing: first });
  expect(kindOf(desk.save(roadExport, { existing: first }))).toBe('sheet.changedMeanwhile');
  expect(findSheet(desk.store, first.id)).toEqual(second);
  expect(kindOf(desk.save(roadExport, { existing: { id: 999, version: 1 } }))).toBe(
    'sheet.notFound',
  );
});

it.each(['queued', 'sending', 'parked', 'confirmed'] satisfies SubmissionState[])(
  'refuses change and deletion while a submission is %s',
  async (state) => {
    const desk = await storeDesk();
    const sheet = desk.saved(roadExport);
    const submissionId = queueSubmission(desk, sheet);
    transaction(desk.store, (store) => {
      writeSubmissionState(store, submissionId, state, null, 1);
    });
    const answer = desk.save(seaImport, { existing: sheet });
    expect(kindOf(answer)).toBe('sheet.actionNotAllowed');
    expect(answer.ok ? '' : answer.error.message).toContain('申报中');
    const parts = { store: desk.store, operator: desk.chenmin, now: () => 1 };
    expect(kindOf(deleteSheet(parts, sheet))).toBe('sheet.actionNotAllowed');
  },
);

it.each(['20', 'FF'])(
  'makes a sheet in status %s 暂存成功 again and keeps the reason in sight',
  async (status) => {
    const desk = await storeDesk();
    const sheet = desk.saved(roadExport);
    desk.store.exec(`UPDATE declaration SET status = '${status}', last_reason = '重量不符'`);
    const mended = desk.saved(seaImport, { existing: sheet });
    expect(mended).toMatchObject({ status: '0', version: 2, lastReason: '重量不符' });
  },
);

it('numbers what was typed before the desk was enrolled at the first save after it', async () => {
  const desk = await storeDesk(null);
  const copy: WorkingCopy = {
    id: randomUUID(),
    declarationId: null,
    baseVersion: null,
    head: roadExport.head,
    items: [...roadExport.items],
    openItem: emptyItem(roadExport.head),
    openItemIndex: null,
    confirmedWarnings: [],
    recalledWeights: [],
    itemDefaults: {},
  };
  keepWorkingCopy(desk.store, desk.chenmin.id, copy, 1);
  const options = { workingCopyId: copy.id };
  expect(kindOf(desk.save(copy, options))).toBe('desk.notEnrolled');
  expect(listWorkingCopies(desk.store, desk.chenmin.id)).toEqual([copy]);
  enrolAs(desk.store, '00021');
  const { sheet } = valueOf(desk.save(copy, { ...options, desk: 'enrolled' }));
  expect(sheet.tripNo).toBe('20261121000000000170002100000001');
  expect(listWorkingCopies(desk.store, desk.chenmin.id)).toEqual([]);
});

it('gives a saver without a card thirteen zeros in the trip number', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(roadExport, { by: desk.liwei });
  expect(parseTripNo(sheet.tripNo)).toMatchObject({ cardNumber: null, deskNumber: '00017' });
  expect(sheet.tripNo.slice(6, 19)).toBe('0000000000000');
  expect(sheet.operator).toBe('liwei');
});

it('lets nobody save who may only administrate', async () => {
  const desk = await storeDesk();
  const by = { ...desk.chenmin, rights: ['administrator' as const] };
  expect(kindOf(desk.save(roadExport, { by }))).toBe('session.notAllowed');
});

it('lets a clerk delete own drafts, not another’s, and nothing that was ever submitted', async () => {
  const desk = await storeDesk();
  const parts = { store: desk.store, operator: desk.liwei, now: () => 1 };
  const own = desk.saved(roadExport, { by: desk.liwei });
  const another = desk.saved(roadExport);
  expect(kindOf(deleteSheet(parts, another))).toBe('session.notAllowed');
  expect(kindOf(deleteSheet(parts, own))).toBe('no failure');
  expect(findSheetEvenHidden(desk.store, own.id)).toBeNull();
  const submitted = desk.saved(roadExport, { by: desk.liwei });
  const submissionId = queueSubmission(desk, submitted);
  transaction(desk.store, (store) => {
    writeSubmissionState(store, submissionId, 'refused', '拒绝', 1);
  });
  expect(kindOf(deleteSheet(parts, submitted))).toBe('session.notAllowed');
  expect(kindOf(deleteSheet({ ...parts, operator: desk.chenmin }, submitted))).toBe('no failure');
});

it('hides a deleted sheet that was submitted, and logs every deletion with both numbers', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(roadExport);
  const submissionId = queueSubmission(desk, sheet);
  transaction(desk.store, (store) => {
    writeSubmissionState(store, submissionId, 'takenBack', null, 1);
  });
  const parts = { store: desk.store, operator: desk.chenmin, now: () => 1 };
  expect(kindOf(deleteSheet(parts, sheet))).toBe('no failure');
  expect(findSheet(desk.store, sheet.id)).toBeNull();
  expect(findSheetEvenHidden(desk.store, sheet.id)?.tripNo).toBe(sheet.tripNo);
  expect(desk.store.prepare(`SELECT detail FROM audit WHERE action = 'delete'`).pluck().get()).toBe(
    `${sheet.dataCentreNo} ${sheet.tripNo}`,
  );
  expect(() => desk.store.exec('DELETE FROM submission')).toThrow('never deleted');
  expect(() => desk.store.exec(`UPDATE submission SET payload = '{}'`)).toThrow('never changed');
  expect(() => desk.store.exec(`DELETE FROM declaration`)).toThrow('FOREIGN KEY');
});
