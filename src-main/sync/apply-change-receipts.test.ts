import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { accepted, amended, customsSays, sheetNow } from '../../tests/support/accepted.ts';
import { queueSubmission } from '../../tests/support/queued.ts';
import { roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { storeDesk, valueOf } from '../../tests/support/store-desk.ts';
import type { StoreDesk } from '../../tests/support/store-desk.ts';
import { discardAmendment } from '../declarations/amend.ts';
import { querySheets } from '../store/query.ts';
import { receiptsOf } from '../store/receipts.ts';
import { transaction } from '../store/store.ts';
import { findSubmission, writeSubmissionState } from '../store/submissions.ts';

/** What receipts make of a change (变更) and of a withdrawal (删单); rules.md, Life 6, 7, 9. */

const heavier: Sheet = {
  head: { ...roadExport.head, mediumId: '粤B77777', vehicleWeight: '9500' },
  items: [...roadExport.items, ...roadExport.items],
};

const changed = async (draft: Sheet = heavier) => {
  const desk = await storeDesk();
  const { sheet, custody } = accepted(desk, roadExport);
  const saved = amended(desk, sheet, draft, { by: desk.wangfang });
  const submissionId = queueSubmission(desk, saved, { function: 'MOD' });
  const answer = { submissionId, function: 'MOD' } as const;
  return {
    desk,
    sheet,
    saved,
    custody,
    submissionId,
    now: () => sheetNow(desk, sheet.id),
    says: (...codes: string[]) => customsSays(desk, sheet, answer, ...codes),
    conflicts: () =>
      receiptsOf(desk.store, sheet.id).flatMap(({ conflict, code, function: of }) =>
        conflict ? [`${of} ${code}`] : [],
      ),
  };
};

const found = (desk: StoreDesk, mediumId: string): readonly number[] =>
  querySheets(desk.store, { mediumId }, null, 5).rows.map(({ id }) => id);

it('makes the draft the sheet with the receipt that accepts it, and not before', async () => {
  const { desk, sheet, now, says, submissionId } = await changed();
  expect(says('1', '2').map(({ amended: is }) => is)).toEqual([false]);
  expect(now()).toMatchObject({ ...roadExport, version: 1, amendment: { version: 1 } });
  expect(found(desk, '粤BD12345')).toEqual([sheet.id]);

  const [effect] = says('10');
  expect(effect).toMatchObject({ amended: true, after: { status: '10' }, mediumId: '粤BD12345' });
  expect(now()).toMatchObject({
    ...heavier,
    version: 2,
    itemCount: 2,
    status: '10',
    changeOutcome: null,
    lastReason: null,
    amendment: null,
    tripNo: sheet.tripNo,
    dataCentreNo: sheet.dataCentreNo,
    enteredAt: sheet.enteredAt,
    operator: '2100000000025',
    allowed: expect.arrayContaining(['amend', 'withdraw']) as unknown,
  });
  expect(found(desk, '粤BD12345')).toEqual([]);
  expect(found(desk, '粤B77777')).toEqual([sheet.id]);
  expect(findSubmission(desk.store, submissionId)?.state).toBe('accepted');
  expect(desk.store.prepare(`SELECT detail FROM audit WHERE action = 'amended'`).all()).toEqual([
    { detail: submissionId },
  ]);
});

it('takes a change once, however often its receipts come and whatever follows', async () => {
  const { now, says, custody, desk, sheet } = await changed();
  says('1', '2', '10');
  const after = now();
  for (const code of ['41', '42']) custody(code);
  expect(now()).toMatchObject({ ...heavier, version: after.version, status: '42' });
  const rows = desk.store.prepare('SELECT count(*) FROM audit WHERE action = ?').pluck();
  expect(rows.get('amended')).toBe(1);
  const next = amended(desk, now(), roadExport);
  const id = queueSubmission(desk, next, { function: 'MOD' });
  customsSays(desk, sheet, { submissionId: id, function: 'MOD' }, '1', '10');
  expect(now()).toMatchObject({ ...roadExport, status: '10', version: after.version + 1 });
});

it('leaves nothing half where the store fails in the middle of taking a change', async () => {
  const { desk, now, says } = await changed();
  const before = now();
  desk.store.exec(`CREATE TEMP TRIGGER fails BEFORE DELETE ON amendment
    BEGIN SELECT RAISE(ABORT, 'disk gone'); END`);
  expect(() => says('1', '10')).toThrow('disk gone');
  expect(now()).toEqual(before);
  expect(receiptsOf(desk.store, before.id)).toHaveLength(3);
  desk.store.exec('DROP TRIGGER fails');
  says('1', '10');
  expect(now()).toMatchObject({ ...heavier, amendment: null });
});

it.each(['20', 'FF'])(
  'keeps accepted version and draft where %s answers a change',
  async (code) => {
    const { now, saved, says } = await changed();
    const [effect] = says('1', code);
    expect(effect).toMatchObject({ amended: false, reason: `回执 ${code}` });
    expect(now()).toMatchObject({
      ...roadExport,
      version: 1,
      status: '10',
      changeOutcome: 'amendRejected',
      lastReason: `回执 ${code}`,
      amendment: saved.amendment,
    });
    expect(now().allowed).toContain('amend');
  },
);

it('goes out again as MOD after a correction, and takes what was corrected', async () => {
  const { desk, sheet, now, says } = await changed();
  says('1', '20');
  const mended = amended(desk, now(), { ...heavier, items: roadExport.items });
  expect(mended.changeOutcome).toBe('amendRejected');
  const id = queueSubmission(desk, mended, { function: 'MOD' });
  expect(now().changeOutcome).toBe('amendRejected');
  customsSays(desk, sheet, { submissionId: id, function: 'MOD' }, '1');
  expect(now()).toMatchObject({ changeOutcome: null, lastReason: null });
  customsSays(desk, sheet, { submissionId: id, function: 'MOD' }, '2', '10');
  expect(now()).toMatchObject({ itemCount: 1, head: heavier.head, amendment: null });
});

it('holds a lock that overtakes the change against its acceptance, not against its refusal', async () => {
  const first = await changed();
  first.says('1');
  first.custody('41');
  first.says('20');
  expect(first.now()).toMatchObject({ status: '41', changeOutcome: 'amendRejected' });
  expect(first.conflicts()).toEqual([]);

  const second = await changed();
  second.custody('41');
  second.says('10');
  expect(second.now()).toMatchObject({ ...roadExport, status: '41' });
  expect(second.now().amendment).not.toBeNull();
  expect(second.conflicts()).toEqual(['MOD 10']);
});

it('takes no second answer to a change: neither an acceptance after a refusal nor the reverse', async () => {
  const refused = await changed();
  refused.says('1', '20');
  const typedOn = amended(refused.desk, refused.now(), { ...heavier, items: roadExport.items });
  refused.says('10');
  expect(refused.now()).toMatchObject({
    ...roadExport,
    changeOutcome: 'amendRejected',
    amendment: typedOn.amendment,
  });
  expect(refused.conflicts()).toEqual(['MOD 10']);

  const taken = await changed();
  taken.says('1', '10', '20', '2');
  expect(taken.now()).toMatchObject({ ...heavier, changeOutcome: null });
  expect(taken.conflicts()).toEqual(['MOD 20', 'MOD 2']);
});

it('lets what contradicts itself end nothing: the answer after it counts', async () => {
  const { desk, now, says, conflicts, sheet, submissionId } = await changed();
  says('1');
  const twin = (code: string, feedNumber: number): void => {
    desk.store
      .prepare(
        `INSERT INTO receipt (desk_number, feed_number, trip_no, declaration_id, submission_id,
           function, sequence, code, text, issued_at, received_at, conflict)
         VALUES ('00017', ?, ?, ?, ?, 'MOD', 5, ?, '', 0, 0, 0)`,
      )
      .run(feedNumber, sheet.tripNo, sheet.id, submissionId, code);
  };
  twin('10', 901);
  twin('20', 902);
  says('10');
  expect(conflicts()).toEqual(['MOD 10', 'MOD 20']);
  expect(now()).toMatchObject(heavier);
});

it('takes a change that the endpoint refused to know and accepted all the same, as it was signed', async () => {
  const { desk, now, says, submissionId } = await changed();
  transaction(desk.store, (store) => {
    writeSubmissionState(store, submissionId, 'refused', '网关', 1);
  });
  const typedOn = amended(desk, now(), seaImport);
  says('1', '10');
  expect(now()).toMatchObject({ ...heavier, version: 2 });
  expect(now().amendment).toMatchObject({ ...seaImport, version: 2 });
  expect(typedOn.amendment?.version).toBe(2);
});

it('never takes the draft of another change for the one that was answered', async () => {
  const { desk, now, says, submissionId } = await changed();
  transaction(desk.store, (store) => {
    writeSubmissionState(store, submissionId, 'refused', '网关', 1);
  });
  const { id, version, amendment } = now();
  const parts = { store: desk.store, operator: desk.chenmin, now: () => 1 };
  valueOf(discardAmendment(parts, { id, version, draftVersion: amendment?.version ?? null }));
  const begunAnew = amended(desk, now(), seaImport);
  expect(begunAnew.amendment?.version).toBe(2);
  says('1', '10');
  expect(now()).toMatchObject({ ...heavier, amendment: begunAnew.amendment });
});

it('says that a change was declared somewhere else, whose content this store does not have', async () => {
  const desk = await storeDesk();
  const { sheet } = accepted(desk, roadExport);
  const strange = { submissionId: randomUUID(), function: 'MOD' } as const;
  const [effect] = customsSays(desk, sheet, strange, '1', '10');
  expect(effect).toMatchObject({ amended: false });
  expect(sheetNow(desk, sheet.id)).toMatchObject({
    ...roadExport,
    version: 1,
    lastReason: expect.stringContaining('本机没有变更后的内容') as unknown,
  });
});

it('marks a withdrawn sheet 已删单 beside its status, and nothing moves it after that', async () => {
  const desk = await storeDesk();
  const { sheet, custody } = accepted(desk, roadExport);
  const submissionId = queueSubmission(desk, sheet, { function: 'DEL' });
  const answer = { submissionId, function: 'DEL' } as const;
  customsSays(desk, sheet, answer, '1', '2');
  expect(sheetNow(desk, sheet.id)).toMatchObject({ status: '10', withdrawn: false });
  customsSays(desk, sheet, answer, '10');
  custody('41');
  expect(sheetNow(desk, sheet.id)).toMatchObject({
    status: '10',
    withdrawn: true,
    allowed: ['view', 'copy', 'print', 'receipts'],
  });
});

it('keeps a sheet in force whose withdrawal was sent back, and lets it be withdrawn again', async () => {
  const desk = await storeDesk();
  const { sheet } = accepted(desk, roadExport);
  const first = queueSubmission(desk, sheet, { function: 'DEL' });
  customsSays(desk, sheet, { submissionId: first, function: 'DEL' }, '1', '20');
  expect(sheetNow(desk, sheet.id)).toMatchObject({
    status: '10',
    withdrawn: false,
    changeOutcome: 'withdrawRejected',
    lastReason: '回执 20',
  });
  const again = queueSubmission(desk, sheetNow(desk, sheet.id), { function: 'DEL' });
  customsSays(desk, sheet, { submissionId: again, function: 'DEL' }, '1', '10');
  expect(sheetNow(desk, sheet.id)).toMatchObject({ withdrawn: true, changeOutcome: null });
});
