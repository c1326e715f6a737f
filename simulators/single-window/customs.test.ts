import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { foldReceipts } from '../../src-shared/declaration/status.ts';
import {
  call,
  createTestCard,
  enrolTestDesk,
  sampleSheet,
  startTestEndpoint,
} from './test-desk.ts';
import type { Reply, TestDesk, TestEndpoint } from './test-desk.ts';

let endpoint: TestEndpoint;
let desk: TestDesk;
let tripNo: string;

beforeEach(async () => {
  endpoint = await startTestEndpoint();
  desk = await enrolTestDesk(endpoint.url);
  tripNo = desk.nextTripNo();
});
afterEach(() => endpoint.stop());

const receiptSchema = z.object({
  number: z.number(),
  tripNo: z.string(),
  function: z.enum(['ADD', 'MOD', 'DEL']),
  sequence: z.number(),
  code: z.string(),
  text: z.string(),
});
type FeedReceipt = z.infer<typeof receiptSchema>;
const feedSchema = z.object({ receipts: z.array(receiptSchema), nextCursor: z.number() });
const tripSchema = z.object({
  status: z.string(),
  withdrawn: z.boolean(),
  submissions: z.array(z.object({ state: z.string() })),
  receipts: z.array(receiptSchema),
});

const feed = async (after = 0, limit = 500): Promise<z.infer<typeof feedSchema>> =>
  feedSchema.parse((await desk.get(`/receipts?after=${after}&limit=${limit}`)).body);
const trip = async (number = tripNo): Promise<z.infer<typeof tripSchema>> =>
  tripSchema.parse((await desk.get(`/trips/${number}`)).body);
const command = (code: string, text?: string): Promise<Reply> =>
  call(`${endpoint.url()}/control/customs`, { body: { tripNo, code, text } });
const setPace = (pace: object): Promise<Reply> =>
  call(`${endpoint.url()}/control/pace`, { body: pace });
const steps = (receipts: readonly FeedReceipt[]): readonly string[] =>
  receipts.map((receipt) => `${receipt.function} ${receipt.code}`);

/** What the desk's own status table makes of the receipts must be what the endpoint says. */
const expectDeskAgrees = async (): Promise<void> => {
  const { status, withdrawn, receipts } = await trip();
  const folded = foldReceipts(
    { state: { status: '0', withdrawn: false, changeOutcome: null }, sequence: 0 },
    receipts,
  );
  expect(folded.conflicts).toEqual([]);
  expect(folded.state).toMatchObject({ status, withdrawn });
};

describe('the way of a sheet', () => {
  it('leads over 1, 2 and 10, each receipt numbered without gaps', async () => {
    await desk.declare('ADD', tripNo);
    const { receipts, nextCursor } = await feed();
    expect(steps(receipts)).toEqual(['ADD 1', 'ADD 2', 'ADD 10']);
    expect(receipts.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(nextCursor).toBe(3);
    expect(await trip()).toMatchObject({ status: '10', submissions: [{ state: 'accepted' }] });
    await expectDeskAgrees();
  });

  it('gives each sheet its own sequence and the desk one rising number', async () => {
    const other = desk.nextTripNo();
    await desk.declare('ADD', tripNo);
    await desk.declare('ADD', other, sampleSheet({ mediumId: '闽A54321' }));
    const { receipts } = await feed();
    expect(receipts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(
      receipts.filter((receipt) => receipt.tripNo === other).map(({ sequence }) => sequence),
    ).toEqual([1, 2, 3]);
  });

  it('is paged by a cursor that stays where nothing is new', async () => {
    await desk.declare('ADD', tripNo);
    const first = await feed(0, 2);
    expect(first.nextCursor).toBe(2);
    const second = await feed(first.nextCursor, 2);
    expect(steps(second.receipts)).toEqual(['ADD 10']);
    expect(await feed(3)).toEqual({ receipts: [], nextCursor: 3 });
    expect((await desk.get('/receipts?after=-1')).status).toBe(400);
    expect((await desk.get('/receipts?limit=many')).status).toBe(400);
  });

  it('takes its time and closes after a longer pause', async () => {
    await setPace({ stepMs: 60_000 });
    await desk.declare('ADD', tripNo);
    expect((await trip()).status).toBe('1');
    await setPace({ stepMs: 20, closeAfterMs: 60 });
    await vi.waitFor(async () => expect((await trip()).status).toBe('40'), 5000);
    expect(steps((await trip()).receipts)).toEqual(['ADD 1', 'ADD 2', 'ADD 10', 'ADD 40']);
    await expectDeskAgrees();
  });

  it('goes on after a restart where it was', async () => {
    await setPace({ stepMs: null });
    await desk.declare('ADD', tripNo);
    await endpoint.restart({ stepMs: 60_000 });
    expect((await trip()).status).toBe('1');
    await endpoint.restart({ stepMs: 0 });
    expect((await trip()).status).toBe('10');
    await endpoint.restart({ closeAfterMs: 0 });
    expect((await trip()).status).toBe('40');
    expect(steps((await trip()).receipts)).toEqual(['ADD 1', 'ADD 2', 'ADD 10', 'ADD 40']);
  });

  it('stands still as long as it is told to', async () => {
    await setPace({ stepMs: null });
    await desk.declare('ADD', tripNo);
    expect((await trip()).status).toBe('1');
    await setPace({ stepMs: 0 });
    expect((await trip()).status).toBe('10');
  });
});

describe('rejections by rule', () => {
  it.each([
    ['a vehicle of no weight', sampleSheet({ vehicleWeight: '0' }), '20', '车辆重量不能为 0'],
    [
      'a container with a wrong check digit',
      sampleSheet({}, { objectId: 'CSQU3054384' }),
      '20',
      '集装箱号 CSQU3054384 校验位不符',
    ],
    [
      'a sheet that asks not to reach customs',
      sampleSheet({ remark: '【模拟发往内网失败】' }),
      'FF',
      '发往内网失败',
    ],
    ['a sheet that asks to be rejected', sampleSheet({ remark: '【模拟退单】' }), '20', '退单'],
  ])('answer %s', async (_what, sheet, code, text) => {
    await desk.declare('ADD', tripNo, sheet);
    const { status, receipts } = await trip();
    expect(status).toBe(code);
    expect(receipts.at(-1)?.text).toContain(text);
    await expectDeskAgrees();
    expect((await desk.declare('ADD', tripNo)).status).toBe(202);
    expect((await trip()).status).toBe('10');
  });

  it('answer a truck that another accepted sheet still binds, until that one is withdrawn', async () => {
    await desk.declare('ADD', tripNo);
    const other = desk.nextTripNo();
    await desk.declare('ADD', other);
    const { status, receipts } = await trip(other);
    expect(status).toBe('20');
    expect(receipts.at(-1)?.text).toBe(`退单：该车有未完成记录（车次 ${tripNo}）`);
    await desk.declare('DEL', tripNo);
    await desk.declare('ADD', other);
    expect((await trip(other)).status).toBe('10');
  });
});

describe('changes', () => {
  beforeEach(() => desk.declare('ADD', tripNo));

  it('are accepted with receipts of their own', async () => {
    await desk.declare('MOD', tripNo, sampleSheet({ mediumId: '闽A99999' }));
    await desk.declare('DEL', tripNo, sampleSheet({ mediumId: '闽A99999' }));
    const { status, withdrawn, receipts } = await trip();
    expect(steps(receipts).slice(3)).toEqual([
      'MOD 1',
      'MOD 2',
      'MOD 10',
      'DEL 1',
      'DEL 2',
      'DEL 10',
    ]);
    expect({ status, withdrawn }).toEqual({ status: '10', withdrawn: true });
    await expectDeskAgrees();
  });

  it.each([
    ['MOD', '【模拟变更被退】', '模拟变更被退'],
    ['DEL', '【模拟删单被退】', '模拟删单被退'],
  ] as const)('of %s are rejected by rule, and only they', async (fn, mark, text) => {
    const marked = sampleSheet({ mediumId: '闽A77777', remark: mark });
    const other = fn === 'MOD' ? 'DEL' : 'MOD';
    await desk.declare(fn, tripNo, marked);
    const { status, withdrawn, receipts } = await trip();
    expect({ status, withdrawn }).toEqual({ status: '10', withdrawn: false });
    expect(receipts.at(-1)).toMatchObject({ function: fn, code: '20' });
    expect(receipts.at(-1)?.text).toContain(text);
    await desk.declare(other, tripNo, marked);
    expect((await trip()).receipts.at(-1)).toMatchObject({ function: other, code: '10' });
    await expectDeskAgrees();
  });

  it('free the medium that they leave', async () => {
    await desk.declare('MOD', tripNo, sampleSheet({ mediumId: '闽A99999' }));
    const other = desk.nextTripNo();
    await desk.declare('ADD', other);
    expect((await trip(other)).status).toBe('10');
  });

  it.each(['MOD', 'DEL'] as const)(
    'leave the sheet as it was when a %s is rejected',
    async (fn) => {
      await desk.declare(fn, tripNo, sampleSheet({ remark: '【模拟退单】' }));
      await desk.declare(fn, tripNo, sampleSheet({ remark: '【模拟发往内网失败】' }));
      const { status, withdrawn, submissions } = await trip();
      expect({ status, withdrawn }).toEqual({ status: '10', withdrawn: false });
      expect(submissions.map(({ state }) => state)).toEqual(['accepted', 'rejected', 'sendFailed']);
      await expectDeskAgrees();
    },
  );

  it.each([
    ['41', ['MOD 1', 'ADD 41', 'MOD 20']],
    ['43', ['MOD 1', 'MOD 20', 'ADD 43']],
    ['50', ['MOD 1', 'MOD 20', 'ADD 50']],
  ])('under way are rejected when %s comes', async (code, expected) => {
    await setPace({ stepMs: null });
    await desk.declare('MOD', tripNo);
    await command(code);
    await setPace({ stepMs: 0 });
    const { status, receipts } = await trip();
    expect(status).toBe(code);
    expect(steps(receipts).slice(3)).toEqual(expected);
    await expectDeskAgrees();
  });

  it('are answered before the sheet is closed over them', async () => {
    await setPace({ stepMs: 80, closeAfterMs: 200 });
    await desk.declare('MOD', tripNo);
    await vi.waitFor(async () => expect((await trip()).status).toBe('40'), 5000);
    expect(steps((await trip()).receipts).slice(3)).toEqual(['MOD 1', 'MOD 2', 'MOD 10', 'MOD 40']);
    await expectDeskAgrees();
  });

  it('may amend an unlocked sheet, but not withdraw it', async () => {
    await command('41');
    await command('42');
    await desk.declare('DEL', tripNo);
    expect(await trip()).toMatchObject({ status: '42', withdrawn: false });
    await desk.declare('MOD', tripNo);
    expect((await trip()).status).toBe('10');
    await expectDeskAgrees();
  });
});

describe('what an officer does by rule', () => {
  it.each([
    ['【模拟已办结】', ['40']],
    ['【模拟锁定】', ['41']],
    ['【模拟锁定后解除】', ['41', '42']],
    ['【模拟人工办结】', ['43']],
    ['【模拟口岸离场】', ['50']],
  ])('after acceptance, %s leads over %j', async (remark, codes) => {
    await desk.declare('ADD', tripNo, sampleSheet({ remark }));
    const { status, receipts } = await trip();
    expect(status).toBe(codes.at(-1));
    expect(receipts.map(({ code }) => code)).toEqual(['1', '2', '10', ...codes]);
    await expectDeskAgrees();
  });

  it('comes step by step, also over a restart, and also after a change', async () => {
    await desk.declare('ADD', tripNo);
    await setPace({ stepMs: 30 });
    await desk.declare('MOD', tripNo, sampleSheet({ remark: '【模拟锁定后解除】' }));
    await endpoint.restart({ stepMs: 30 });
    await vi.waitFor(async () => expect((await trip()).status).toBe('42'), 5000);
    expect(steps((await trip()).receipts).slice(3)).toEqual([
      'MOD 1',
      'MOD 2',
      'MOD 10',
      'MOD 41',
      'MOD 42',
    ]);
    await expectDeskAgrees();
  });

  it('is left undone where another change has taken its place', async () => {
    await setPace({ stepMs: null });
    await desk.declare('ADD', tripNo, sampleSheet({ remark: '【模拟锁定】' }));
    await command('10');
    await desk.declare('MOD', tripNo);
    await command('10');
    await setPace({ stepMs: 0 });
    expect(steps((await trip()).receipts)).toEqual(['ADD 1', 'ADD 10', 'MOD 1', 'MOD 10']);
  });
});

describe('commands of an officer', () => {
  it.each([
    [['41'], '41'],
    [['41', '42'], '42'],
    [['41', '43'], '43'],
    [['43', '50'], '50'],
    [['40'], '40'],
  ])('after 10, %j leads to %s', async (codes, status) => {
    await desk.declare('ADD', tripNo);
    for (const code of codes) expect((await command(code)).status).toBe(200);
    expect((await trip()).status).toBe(status);
    await expectDeskAgrees();
  });

  it('carry the words they are given, and may contradict the table', async () => {
    await setPace({ stepMs: null });
    await desk.declare('ADD', tripNo);
    await command('42', '误发');
    const { status, receipts } = await trip();
    expect(status).toBe('1');
    expect(receipts.at(-1)).toMatchObject({ code: '42', text: '误发', sequence: 2 });
  });

  it('lock against the closing that was under way', async () => {
    await desk.declare('ADD', tripNo);
    await command('41');
    await setPace({ stepMs: 0, closeAfterMs: 0 });
    expect((await trip()).status).toBe('41');
  });

  it('need a declared trip', async () => {
    expect(await command('41')).toMatchObject({ status: 404, body: { code: 'unknownTrip' } });
    expect((await command('lock')).status).toBe(400);
  });
});

it("gives each desk only its own receipts, and a new desk's change to the new desk", async () => {
  await desk.declare('ADD', tripNo);
  const restored = await enrolTestDesk(endpoint.url, createTestCard());
  expect((await restored.get('/receipts')).body).toEqual({ receipts: [], nextCursor: 0 });
  await restored.declare('MOD', tripNo);
  const theirs = feedSchema.parse((await restored.get('/receipts')).body);
  expect(theirs.receipts.map(({ number, sequence }) => [number, sequence])).toEqual([
    [1, 4],
    [2, 5],
    [3, 6],
  ]);
  expect((await feed()).receipts).toHaveLength(3);
});
