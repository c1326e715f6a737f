import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sm2KeyPair } from '../../src-shared/signature/sm2.ts';
import { createCertificateAuthority } from '../certificate-authority.ts';
import {
  call,
  createTestCard,
  enrolTestDesk,
  sampleSheet,
  startTestEndpoint,
} from './test-desk.ts';
import type { TestCard, TestDesk, TestEndpoint } from './test-desk.ts';

let endpoint: TestEndpoint;
let card: TestCard;
let desk: TestDesk;

beforeEach(async () => {
  // Customs stands still: these tests look at admission alone.
  endpoint = await startTestEndpoint({ stepMs: null });
  card = createTestCard();
  desk = await enrolTestDesk(endpoint.url, card);
});
afterEach(() => endpoint.stop());

const setPace = (stepMs: number | null): Promise<unknown> =>
  call(`${endpoint.url()}/control/pace`, { body: { stepMs } });
const command = (tripNo: string, code: string): Promise<unknown> =>
  call(`${endpoint.url()}/control/customs`, { body: { tripNo, code } });

const submissionCount = async (): Promise<number> => {
  const { body } = await call(`${endpoint.url()}/control/submissions`);
  return z.object({ submissions: z.array(z.unknown()) }).parse(body).submissions.length;
};

describe('a submission', () => {
  it('is confirmed with 申报成功 as the first receipt of its sheet', async () => {
    const tripNo = desk.nextTripNo();
    const payload = desk.payload('ADD', tripNo, { submissionId: randomUUID() });
    const reply = await desk.send(card.sign(payload));
    expect(reply).toMatchObject({
      status: 202,
      body: {
        receipt: { tripNo, function: 'ADD', sequence: 1, number: 1, code: '1', text: '申报成功' },
      },
    });
    expect(await desk.get(`/trips/${tripNo}`)).toMatchObject({
      status: 200,
      body: {
        status: '1',
        withdrawn: false,
        submissions: [{ state: 'confirmed', function: 'ADD' }],
        receipts: [{ code: '1' }],
      },
    });
  });

  it('is applied once however often it comes, and answered alike', async () => {
    const envelope = card.sign(desk.payload('ADD', desk.nextTripNo()));
    const first = await desk.send(envelope);
    await endpoint.restart();
    const again = await desk.send(envelope);
    expect([first.status, again.status]).toEqual([202, 200]);
    expect(again.body).toEqual(first.body);
    expect(await submissionCount()).toBe(1);
  });

  it('is applied once when it comes many times at once', async () => {
    const envelope = card.sign(desk.payload('ADD', desk.nextTripNo()));
    const replies = await Promise.all(Array.from({ length: 12 }, () => desk.send(envelope)));
    expect(replies.map(({ status }) => status).sort()).toEqual([
      ...Array<number>(11).fill(200),
      202,
    ]);
    expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const feed = await desk.get('/receipts');
    expect(feed.body).toMatchObject({ receipts: [{ code: '1' }], nextCursor: 1 });
  });

  it('is one of two when the same sheet is declared twice at once', async () => {
    const tripNo = desk.nextTripNo();
    const replies = await Promise.all([desk.declare('ADD', tripNo), desk.declare('ADD', tripNo)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([202, 409]);
  });

  it('is refused when its id was used for another body', async () => {
    const submissionId = randomUUID();
    const send = (remark: string): ReturnType<TestDesk['send']> =>
      desk.send(
        card.sign(
          desk.payload('ADD', desk.nextTripNo(), { submissionId, sheet: sampleSheet({ remark }) }),
        ),
      );
    await send('一');
    expect(await send('二')).toMatchObject({ status: 422, body: { code: 'idempotencyMismatch' } });
    expect(await submissionCount()).toBe(1);
  });

  it('may be sent again under its id after it was refused', async () => {
    const tripNo = desk.nextTripNo();
    const envelope = card.sign(desk.payload('MOD', tripNo));
    expect((await desk.send(envelope)).status).toBe(409);
    await setPace(0);
    await desk.declare('ADD', tripNo);
    expect((await desk.send(envelope)).status).toBe(202);
  });

  it('still counts as applied when its certificate has expired since', async () => {
    let clock = Date.now();
    await endpoint.restart({ now: () => clock });
    const shortLived = createTestCard({ notAfter: clock + 60_000 });
    const other = await enrolTestDesk(endpoint.url, shortLived);
    const envelope = shortLived.sign(other.payload('ADD', other.nextTripNo()));
    await other.send(envelope);
    clock += 3_600_000;
    expect((await other.send(envelope)).status).toBe(200);
    expect((await other.declare('ADD', other.nextTripNo())).status).toBe(403);
  });
});

describe('what is refused before its content counts', () => {
  it.each<[string, () => Promise<{ status: number; body: unknown }>, number, string]>([
    [
      'a text that was changed after signing',
      () => {
        const envelope = card.sign(desk.payload('ADD', desk.nextTripNo()));
        return desk.send({ ...envelope, payload: envelope.payload.replace('12500.5', '12500.6') });
      },
      403,
      'badSignature',
    ],
    [
      'a text that is not canonical',
      () => desk.send(card.sign(desk.payload('ADD', desk.nextTripNo()).replace('{', '{ '))),
      400,
      'badPayload',
    ],
    [
      'a text that is no JSON',
      () => desk.send(card.sign('not JSON'), randomUUID()),
      400,
      'badPayload',
    ],
    [
      'a field that nobody knows',
      () => desk.send(card.sign(desk.payload('ADD', desk.nextTripNo()).replace('{', '{"A":"1",'))),
      400,
      'badPayload',
    ],
    [
      'a missing required field',
      () => desk.declare('ADD', desk.nextTripNo(), sampleSheet({ customsCode: '' })),
      400,
      'badPayload',
    ],
    [
      'a closed field that is filled',
      () => desk.declare('ADD', desk.nextTripNo(), sampleSheet({}, { billType: '1' })),
      400,
      'badPayload',
    ],
    [
      'a sheet without items',
      () => desk.declare('ADD', desk.nextTripNo(), { ...sampleSheet(), items: [] }),
      400,
      'badPayload',
    ],
    [
      'another Idempotency-Key than the id that was signed',
      () => desk.send(card.sign(desk.payload('ADD', desk.nextTripNo())), randomUUID()),
      400,
      'badPayload',
    ],
    [
      'a certificate of another authority under the same name',
      () => {
        const stranger = createTestCard(
          {},
          createCertificateAuthority(sm2KeyPair().privateKey, 'Kakou Desk 培训证书管理中心'),
        );
        return desk.send(stranger.sign(desk.payload('ADD', desk.nextTripNo())));
      },
      403,
      'certificateNotTrusted',
    ],
    [
      'bytes that are no certificate',
      () =>
        desk.send({
          ...card.sign(desk.payload('ADD', desk.nextTripNo())),
          certificate: Buffer.from('none').toString('base64'),
        }),
      403,
      'certificateNotTrusted',
    ],
    [
      'a certificate that may not sign',
      () =>
        desk.send(createTestCard({ keyUsage: 0x20 }).sign(desk.payload('ADD', desk.nextTripNo()))),
      403,
      'certificateNotTrusted',
    ],
    [
      'an expired certificate',
      () =>
        desk.send(
          createTestCard({ notBefore: 0, notAfter: 1000 }).sign(
            desk.payload('ADD', desk.nextTripNo()),
          ),
        ),
      403,
      'certificateExpired',
    ],
    [
      'a certificate that is not valid yet',
      () =>
        desk.send(
          createTestCard({ notBefore: Date.now() + 86_400_000 }).sign(
            desk.payload('ADD', desk.nextTripNo()),
          ),
        ),
      403,
      'certificateExpired',
    ],
    [
      "another card than the certificate's",
      () =>
        desk.send(
          card.sign(desk.payload('ADD', desk.nextTripNo(), { cardNumber: '2100000000025' })),
        ),
      403,
      'cardMismatch',
    ],
    [
      "another serial than the certificate's",
      () =>
        desk.send(card.sign(desk.payload('ADD', desk.nextTripNo(), { certificateSerial: 'AB' }))),
      403,
      'cardMismatch',
    ],
    [
      "another desk than the token's",
      () => desk.send(card.sign(desk.payload('ADD', desk.nextTripNo(), { deskNumber: '99999' }))),
      403,
      'deskMismatch',
    ],
    [
      "another enterprise than the desk's",
      () =>
        desk.send(
          card.sign(
            desk.payload('ADD', desk.nextTripNo(), {
              enterprise: { uscc: '9144030071526726XG', organisationCode: '71526726X' },
            }),
          ),
        ),
      403,
      'enterpriseMismatch',
    ],
  ])('refuses %s', async (_what, send, status, code) => {
    const reply = await send();
    expect(reply).toMatchObject({ status, body: { code } });
    expect(await submissionCount()).toBe(0);
  });

  it('refuses whoever is not an enrolled desk', async () => {
    const envelope = card.sign(desk.payload('ADD', desk.nextTripNo()));
    const headers = { 'idempotency-key': randomUUID() };
    const refusal = { status: 401, body: { code: 'unknownDesk' } };
    const url = `${endpoint.url()}/submissions`;
    expect(await call(url, { body: envelope, headers })).toMatchObject(refusal);
    expect(await call(url, { body: envelope, headers, token: 'x'.repeat(43) })).toMatchObject(
      refusal,
    );
    expect(await call(`${endpoint.url()}/receipts`)).toMatchObject(refusal);
    expect(await call(`${endpoint.url()}/desk/submissions`)).toMatchObject(refusal);
  });

  it('refuses an envelope of another shape', async () => {
    const envelope = card.sign(desk.payload('ADD', desk.nextTripNo()));
    const key = randomUUID();
    const send = (body: unknown, headers: Record<string, string>): ReturnType<typeof call> =>
      call(`${endpoint.url()}/submissions`, { token: desk.token, body, headers });
    const refusal = { status: 400, body: { code: 'badRequest' } };
    expect(await send(envelope, {})).toMatchObject(refusal);
    expect(await send(envelope, { 'idempotency-key': 'short' })).toMatchObject(refusal);
    expect(
      await send({ ...envelope, signature: 'AA==' }, { 'idempotency-key': key }),
    ).toMatchObject(refusal);
    expect(await send({ ...envelope, algorithm: 'RSA' }, { 'idempotency-key': key })).toMatchObject(
      refusal,
    );
  });
});

describe('a sheet that was declared', () => {
  it.each(['1', '2', '10', '40', '41', '43', '50'])(
    'is not declared again in status %s',
    async (code) => {
      const tripNo = desk.nextTripNo();
      await desk.declare('ADD', tripNo);
      if (!['1', '2'].includes(code)) await command(tripNo, '10');
      if (code !== '10') await command(tripNo, code);
      expect(await desk.declare('ADD', tripNo)).toMatchObject({
        status: 409,
        body: { code: 'alreadyDeclared' },
      });
    },
  );

  it.each(['20', 'FF'])('is declared again after %s, with receipts that go on', async (code) => {
    const tripNo = desk.nextTripNo();
    await desk.declare('ADD', tripNo);
    await command(tripNo, code);
    expect(await desk.declare('ADD', tripNo)).toMatchObject({
      status: 202,
      body: { receipt: { sequence: 3, code: '1' } },
    });
    expect(await desk.declare('ADD', tripNo)).toMatchObject({ status: 409 });
    expect(await desk.get(`/trips/${tripNo}`)).toMatchObject({ body: { status: '1' } });
  });

  it.each<['MOD' | 'DEL', readonly string[], string]>([
    ['MOD', [], 'nothingAccepted'],
    ['DEL', ['20'], 'nothingAccepted'],
    ['MOD', ['FF'], 'nothingAccepted'],
    ['MOD', ['10', '41'], 'locked'],
    ['DEL', ['10', '41'], 'locked'],
    ['MOD', ['10', '40'], 'closed'],
    ['DEL', ['10', '43'], 'closed'],
    ['MOD', ['10', '50'], 'closed'],
  ])('refuses %s after %j: %s', async (declarationFunction, codes, code) => {
    const tripNo = desk.nextTripNo();
    await desk.declare('ADD', tripNo);
    for (const issued of codes) await command(tripNo, issued);
    expect(await desk.declare(declarationFunction, tripNo)).toMatchObject({
      status: 409,
      body: { code },
    });
  });

  it('takes a change after 10 and after unlocking, one at a time', async () => {
    const tripNo = desk.nextTripNo();
    expect((await desk.declare('MOD', tripNo)).status).toBe(409);
    await desk.declare('ADD', tripNo);
    await command(tripNo, '10');
    expect((await desk.declare('MOD', tripNo)).status).toBe(202);
    expect(await desk.declare('DEL', tripNo)).toMatchObject({
      status: 409,
      body: { code: 'requestUnderWay' },
    });
    await command(tripNo, '10');
    await command(tripNo, '41');
    await command(tripNo, '42');
    expect((await desk.declare('MOD', tripNo)).status).toBe(202);
  });

  it('takes nothing more once it is withdrawn', async () => {
    const tripNo = desk.nextTripNo();
    await setPace(0);
    await desk.declare('ADD', tripNo);
    await desk.declare('DEL', tripNo);
    expect(await desk.get(`/trips/${tripNo}`)).toMatchObject({
      body: { status: '10', withdrawn: true },
    });
    expect(await desk.declare('MOD', tripNo)).toMatchObject({ body: { code: 'nothingAccepted' } });
    expect(await desk.declare('ADD', tripNo)).toMatchObject({ body: { code: 'alreadyDeclared' } });
  });
});

describe('looking up', () => {
  it('finds a submission by its id and a sheet by its trip number, also from a new desk', async () => {
    const tripNo = desk.nextTripNo();
    const submissionId = randomUUID();
    await desk.send(card.sign(desk.payload('ADD', tripNo, { submissionId })));
    const restored = await enrolTestDesk(endpoint.url, card);
    expect(await restored.get(`/submissions/${submissionId}`)).toMatchObject({
      status: 200,
      body: {
        submissionId,
        tripNo,
        function: 'ADD',
        state: 'confirmed',
        receipts: [{ code: '1' }],
      },
    });
    expect(await restored.get(`/trips/${tripNo}`)).toMatchObject({
      status: 200,
      body: { tripNo, status: '1', receipts: [{ submissionId, function: 'ADD', code: '1' }] },
    });
  });

  it('says so when there is none', async () => {
    expect(await desk.get(`/submissions/${randomUUID()}`)).toMatchObject({
      status: 404,
      body: { code: 'unknownSubmission' },
    });
    expect(await desk.get(`/trips/${desk.nextTripNo()}`)).toMatchObject({
      status: 404,
      body: { code: 'unknownTrip' },
    });
  });

  it('shows another enterprise neither submissions nor sheets', async () => {
    const tripNo = desk.nextTripNo();
    const submissionId = randomUUID();
    await desk.send(card.sign(desk.payload('ADD', tripNo, { submissionId })));
    await desk.post('/control/enrolmentCodes', {
      name: '深圳某货代',
      uscc: '9144030071526726XG',
      organisationCode: '71526726X',
      enrolmentCode: 'SZ-1',
    });
    const enrolment = await call(`${endpoint.url()}/desks`, {
      body: { uscc: '9144030071526726XG', enrolmentCode: 'SZ-1', deskName: '', instanceId: 'x' },
    });
    const { token } = z.object({ token: z.string() }).parse(enrolment.body);
    expect((await call(`${endpoint.url()}/trips/${tripNo}`, { token })).status).toBe(404);
    expect((await call(`${endpoint.url()}/submissions/${submissionId}`, { token })).status).toBe(
      404,
    );
  });

  it("pages through this desk's submissions, with what was signed", async () => {
    const trips = [desk.nextTripNo(), desk.nextTripNo(), desk.nextTripNo()];
    for (const tripNo of trips) await desk.declare('ADD', tripNo);
    await (
      await enrolTestDesk(endpoint.url, card)
    ).declare('ADD', '20261221000000000170000200000001');
    const first = await desk.get('/desk/submissions?limit=2');
    expect(first.body).toMatchObject({
      submissions: [{ tripNo: trips[0] }, { tripNo: trips[1] }],
      nextCursor: 2,
    });
    expect(JSON.stringify(first.body)).toContain('闽A12345');
    const last = await desk.get('/desk/submissions?after=2&limit=2');
    expect(last.body).toMatchObject({ submissions: [{ tripNo: trips[2] }], nextCursor: 3 });
    expect((await desk.get('/desk/submissions?after=3')).body).toEqual({
      submissions: [],
      nextCursor: 3,
    });
  });
});
