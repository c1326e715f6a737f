import path from 'node:path';
import { expect, it } from 'vitest';
import type { SavedSheet } from '../../src-shared/contract/schemas.ts';
import type { Sheet } from '../../src-shared/declaration/sheet.ts';
import { discardAmendment } from '../../src-main/declarations/amend.ts';
import { noticeOf } from '../../src-main/notices.ts';
import { receiptsOf } from '../../src-main/store/receipts.ts';
import { findSubmission } from '../../src-main/store/submissions.ts';
import { noFeed, until, useEndpoint } from '../support/following-desk.ts';
import type { FollowingDesk } from '../support/following-desk.ts';
import { roadExport, seaImport } from '../support/sample-sheets.ts';
import { keepSampleOperator } from '../support/sample-operator.ts';
import { kindOf, valueOf } from '../support/store-desk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** 变更 and 删单 between a desk and the endpoint, as the program does them (rules.md, Life 5–7, 9, 13). */

const { control, misbehave, declaredAtEndpoint, openDesk } = useEndpoint();

const withHead = (changes: Partial<Sheet['head']>): Sheet => ({
  ...roadExport,
  head: { ...roadExport.head, ...changes },
});
const heavier = withHead({ vehicleWeight: '9500' });

const accepted = async (desk: FollowingDesk, content: Sheet = roadExport): Promise<SavedSheet> => {
  const sheet = desk.save(content);
  await desk.declare(sheet);
  await until(() => desk.sheet(sheet.id).status === '10');
  return desk.sheet(sheet.id);
};

const officer = ({ tripNo }: SavedSheet, code: string): Promise<unknown> =>
  control('customs', { tripNo, code });

const stateOf = (desk: FollowingDesk, submissionId: string): string | undefined =>
  findSubmission(desk.store, submissionId)?.state;

const sent = async (): Promise<readonly string[]> =>
  (await declaredAtEndpoint()).map((one) => `${one.function} ${one.state}`);

const notices = (desk: FollowingDesk): readonly string[] =>
  desk.effects.flatMap((effect) => noticeOf(effect)?.title ?? []);

const told = (desk: FollowingDesk, { id }: SavedSheet): readonly string[] =>
  receiptsOf(desk.store, id).map((receipt) => `${receipt.function} ${receipt.code}`);

it('brings a change to acceptance and makes it the sheet, then withdraws what was changed', async () => {
  const desk = await openDesk();
  desk.start();
  const sheet = await accepted(desk);
  const change = await desk.declare(desk.amend(sheet, heavier), 'MOD');
  await until(() => stateOf(desk, change) === 'accepted');
  const changed = desk.sheet(sheet.id);
  expect(changed).toMatchObject({ ...heavier, status: '10', version: 2, amendment: null });
  const withdrawal = await desk.declare(changed, 'DEL');
  await until(() => desk.sheet(sheet.id).withdrawn);
  expect(desk.sheet(sheet.id)).toMatchObject({ ...heavier, status: '10' });
  expect(desk.sheet(sheet.id).allowed).toEqual(['view', 'copy', 'print', 'receipts']);
  expect(await sent()).toEqual(['ADD accepted', 'MOD accepted', 'DEL accepted']);
  expect(told(desk, sheet)).toEqual(
    ['ADD', 'MOD', 'DEL'].flatMap((asked) => ['1', '2', '10'].map((code) => `${asked} ${code}`)),
  );
  expect(notices(desk)).toEqual(['海关入库成功', '变更成功', '删单成功']);
  const last = findSubmission(desk.store, withdrawal)?.envelope.payload ?? '{}';
  expect(JSON.parse(last)).toMatchObject({ FunctionCode: 'DEL', VehicleWeight: '9500' });
});

it('shows nothing of a change before customs has accepted it', async () => {
  const desk = await openDesk();
  desk.start();
  const sheet = await accepted(desk);
  await control('pace', { stepMs: null });
  const change = await desk.declare(desk.amend(sheet, heavier), 'MOD');
  await until(() => stateOf(desk, change) === 'confirmed');
  expect(desk.sheet(sheet.id)).toMatchObject({
    ...roadExport,
    version: 1,
    amendment: { head: heavier.head },
    lastSubmission: { function: 'MOD', state: 'confirmed' },
  });
  await control('pace', { stepMs: 0 });
  await until(() => desk.sheet(sheet.id).version === 2);
});

it.each([
  ['【模拟变更被退】', '模拟变更被退', 'MOD rejected'],
  ['【模拟发往内网失败】', '内网通道暂时中断', 'MOD sendFailed'],
])(
  'keeps the draft of a change that came back (%s), and sends it again as MOD',
  async (remark, reason, state) => {
    const desk = await openDesk();
    desk.start();
    const sheet = await accepted(desk);
    const first = await desk.declare(desk.amend(sheet, withHead({ remark })), 'MOD');
    await until(() => desk.sheet(sheet.id).changeOutcome === 'amendRejected');
    const rejected = desk.sheet(sheet.id);
    expect(rejected).toMatchObject({ ...roadExport, status: '10', version: 1 });
    expect(rejected.lastReason).toContain(reason);
    expect(rejected.amendment?.head.remark).toBe(remark);
    const second = await desk.declare(desk.amend(rejected, heavier), 'MOD');
    expect(second).not.toBe(first);
    await until(() => desk.sheet(sheet.id).version === 2);
    expect(desk.sheet(sheet.id)).toMatchObject({
      ...heavier,
      changeOutcome: null,
      lastReason: null,
    });
    expect(await sent()).toEqual(['ADD accepted', state, 'MOD accepted']);
    expect(notices(desk)).toEqual(['海关入库成功', '变更被退', '变更成功']);
  },
);

it('keeps a sheet in force whose withdrawal came back, with the reason', async () => {
  const desk = await openDesk();
  desk.start();
  const sheet = await accepted(desk, withHead({ remark: '【模拟删单被退】' }));
  await desk.declare(sheet, 'DEL');
  await until(() => desk.sheet(sheet.id).changeOutcome === 'withdrawRejected');
  const rejected = desk.sheet(sheet.id);
  expect(rejected).toMatchObject({ status: '10', withdrawn: false });
  expect(rejected.lastReason).toContain('模拟删单被退');
  expect(rejected.allowed).toEqual(expect.arrayContaining(['withdraw', 'amend']));
});

it('lets a change wait through a lock and go out after it', async () => {
  const desk = await openDesk();
  desk.start();
  const sheet = await accepted(desk);
  const saved = desk.amend(sheet, heavier);
  await officer(sheet, '41');
  await until(() => desk.sheet(sheet.id).status === '41');
  await expect(desk.declare(saved, 'MOD')).rejects.toThrow('sheet.actionNotAllowed');
  const typedOn = desk.amend(desk.sheet(sheet.id), withHead({ vehicleWeight: '9600' }));
  await officer(sheet, '42');
  await until(() => desk.sheet(sheet.id).status === '42');
  await expect(desk.declare(typedOn, 'DEL')).rejects.toThrow('sheet.actionNotAllowed');
  await desk.declare(typedOn, 'MOD');
  await until(() => desk.sheet(sheet.id).version === 2);
  expect(desk.sheet(sheet.id)).toMatchObject({ status: '10', head: { vehicleWeight: '9600' } });
});

it.each(['40', '43', '50'])(
  'leaves a change nothing but 放弃变更 once %s has come',
  async (code) => {
    const desk = await openDesk();
    desk.start();
    const sheet = await accepted(desk);
    const saved = desk.amend(sheet, heavier);
    await officer(sheet, code);
    await until(() => desk.sheet(sheet.id).status === code);
    const closed = desk.sheet(sheet.id);
    await expect(desk.declare(saved, 'MOD')).rejects.toThrow('sheet.actionNotAllowed');
    expect(() => desk.amend(closed, withHead({ vehicleWeight: '9600' }))).toThrow(
      'sheet.actionNotAllowed',
    );
    const operator = keepSampleOperator(desk.store, 'chenmin');
    const { id, version } = closed;
    const draftVersion = closed.amendment?.version ?? null;
    const given = discardAmendment(
      { store: desk.store, operator, now: Date.now },
      { id, version, draftVersion },
    );
    expect(valueOf(given)).toMatchObject({ ...roadExport, status: code, amendment: null });
    expect(await sent()).toEqual(['ADD accepted']);
  },
);

it('is sent back where the officer locks or closes the sheet while it waits', async () => {
  const desk = await openDesk();
  desk.start();
  const [locked, closed] = [await accepted(desk), await accepted(desk, seaImport)];
  await control('pace', { stepMs: null });
  const change = await desk.declare(desk.amend(locked, heavier), 'MOD');
  const withdrawal = await desk.declare(closed, 'DEL');
  await until(
    () => stateOf(desk, withdrawal) === 'confirmed' && stateOf(desk, change) === 'confirmed',
  );
  await officer(locked, '41');
  await officer(closed, '43');
  await until(() => desk.sheet(locked.id).status === '41' && desk.sheet(closed.id).status === '43');
  expect(desk.sheet(locked.id)).toMatchObject({
    changeOutcome: 'amendRejected',
    lastReason: '退单：单证已锁定',
    amendment: { head: heavier.head },
  });
  expect(desk.sheet(closed.id)).toMatchObject({
    changeOutcome: 'withdrawRejected',
    lastReason: '退单：单证人工办结',
    withdrawn: false,
  });
});

it.each([
  ['MOD', 'cut before anything is applied', { action: 'cutBefore' }],
  ['MOD', 'cut after everything is applied', { action: 'cutAfter' }],
  ['DEL', 'cut after everything is applied', { action: 'cutAfter' }],
  ['MOD', 'answered in broken JSON', { action: 'brokenJson' }],
  ['DEL', 'answered with 503', { action: 'status', status: 503, retryAfter: 1 }],
] as const)('sends a %s exactly once where the sending is %s', async (asked, _what, rule) => {
  const desk = await openDesk();
  desk.start();
  const sheet = await accepted(desk);
  const saved = asked === 'MOD' ? desk.amend(sheet, heavier) : sheet;
  await misbehave({ path: '/submissions', method: 'POST', times: 2, ...rule });
  const id = await desk.declare(saved, asked);
  await until(() => stateOf(desk, id) === 'accepted');
  expect(await sent()).toEqual(['ADD accepted', `${asked} accepted`]);
  expect(desk.sheet(sheet.id)).toMatchObject(
    asked === 'MOD' ? { ...heavier, version: 2 } : { withdrawn: true },
  );
});

it('goes on where it was after the program ended between signing, sending and answering', async () => {
  const desk = await openDesk();
  desk.start();
  const sheets = [await accepted(desk), await accepted(desk, seaImport)];
  const [road, sea] = sheets;
  if (road === undefined || sea === undefined) throw new Error('two sheets were accepted');
  await desk.stop();
  await control('pace', { stepMs: null });
  const change = await desk.declare(desk.amend(road, heavier), 'MOD');
  const withdrawal = await desk.declare(sea, 'DEL');
  const file = desk.store.name;
  desk.store.close();

  // Signed and not sent: the next start sends it; the answer of the first try is lost.
  const second = await openDesk({ file });
  await misbehave({ path: '/submissions', method: 'POST', action: 'cutAfter', times: 2 }, noFeed);
  second.start();
  await until(async () => (await declaredAtEndpoint()).length === 4);
  await second.stop();
  second.store.close();

  // Sent and not answered: the third start asks for it, and takes the answer.
  await misbehave();
  await control('pace', { stepMs: 0 });
  const third = await openDesk({ file });
  third.start();
  await until(
    () => stateOf(third, change) === 'accepted' && stateOf(third, withdrawal) === 'accepted',
  );
  expect(third.sheet(road.id)).toMatchObject({ ...heavier, version: 2, amendment: null });
  expect(third.sheet(sea.id).withdrawn).toBe(true);
  expect((await sent()).toSorted()).toEqual([
    'ADD accepted',
    'ADD accepted',
    'DEL accepted',
    'MOD accepted',
  ]);
});

it('changes nothing more by receipts of a change that come twice or in the wrong order', async () => {
  const desk = await openDesk();
  desk.start();
  const sheet = await accepted(desk);
  await desk.stop();
  const change = await desk.declare(desk.amend(sheet, heavier), 'MOD');
  await misbehave(
    { path: '/receipts', action: 'reorderReceipts', times: 2 },
    { path: '/receipts', action: 'duplicateReceipts', times: 2 },
  );
  desk.start();
  await until(() => stateOf(desk, change) === 'accepted');
  await until(() => desk.sheet(sheet.id).version === 2);
  expect(told(desk, sheet).slice(3)).toEqual(['MOD 1', 'MOD 2', 'MOD 10']);
  expect(desk.sheet(sheet.id)).toMatchObject({ ...heavier, version: 2 });
});

it('learns from a refusal what customs knows more, and keeps the draft', async () => {
  const desk = await openDesk();
  desk.start();
  const sheet = await accepted(desk);
  await misbehave(noFeed);
  await officer(sheet, '41');
  const change = await desk.declare(desk.amend(sheet, heavier), 'MOD');
  await until(() => desk.refusals.length === 1);
  expect(desk.refusals[0]).toContain('已锁定，不能变更');
  expect(stateOf(desk, change)).toBe('refused');
  expect(desk.sheet(sheet.id)).toMatchObject({
    ...roadExport,
    status: '41',
    amendment: { head: heavier.head },
    lastSubmission: { function: 'MOD', state: 'refused', reason: desk.refusals[0] },
  });
  await officer(sheet, '42');
  await misbehave();
  await until(() => desk.sheet(sheet.id).status === '42');
  await desk.declare(desk.sheet(sheet.id), 'MOD');
  await until(() => desk.sheet(sheet.id).version === 2);
  expect(await sent()).toEqual(['ADD accepted', 'MOD accepted']);
});

it('withdraws nothing that was closed without this desk knowing it', async () => {
  const desk = await openDesk();
  desk.start();
  const sheet = await accepted(desk);
  await misbehave(noFeed);
  await officer(sheet, '40');
  await desk.declare(sheet, 'DEL');
  await until(() => desk.refusals.length === 1);
  expect(desk.refusals[0]).toContain('已办结，不能删单');
  expect(desk.sheet(sheet.id)).toMatchObject({ status: '40', withdrawn: false });
});

it('never sends a change twice that was copied to another machine with its store', async () => {
  const desk = await openDesk();
  desk.start();
  const sheet = await accepted(desk);
  const saved = desk.amend(sheet, heavier);
  const other = path.join(temporaryFolder(), 'kakou.db');
  await desk.store.backup(other);
  await desk.declare(desk.sheet(sheet.id), 'DEL');
  await until(() => desk.sheet(sheet.id).withdrawn);
  await desk.stop();

  const copy = await openDesk({ file: other, enrolled: false });
  await copy.enrol();
  const change = await copy.declare(saved, 'MOD');
  copy.start();
  await until(() => stateOf(copy, change) === 'refused');
  expect(copy.refusals[0]).toContain('没有海关已入库的数据');
  await until(() => copy.sheet(sheet.id).withdrawn);
  expect(
    kindOf(
      discardAmendment(
        { store: copy.store, operator: keepSampleOperator(copy.store, 'chenmin'), now: Date.now },
        { id: sheet.id, version: sheet.version, draftVersion: 1 },
      ),
    ),
  ).toBe('no failure');
  expect(await sent()).toEqual(['ADD accepted', 'DEL accepted']);
});
