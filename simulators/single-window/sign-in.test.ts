import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sampleWorld } from '../sample-world.ts';
import { call, enrolTestDesk, startTestEndpoint } from './test-desk.ts';
import type { Reply, TestEndpoint } from './test-desk.ts';

let endpoint: TestEndpoint;
let clock = 0;

beforeEach(async () => {
  clock = Date.now();
  endpoint = await startTestEndpoint({ now: () => clock, world: sampleWorld });
});
afterEach(() => endpoint.stop());

const captchaSchema = z.object({ captchaId: z.string(), image: z.string() });

const newCaptcha = async (): Promise<{ captchaId: string; captchaText: string }> => {
  const { captchaId } = captchaSchema.parse((await call(`${endpoint.url()}/captcha`)).body);
  const answer = await call(`${endpoint.url()}/control/captcha/${captchaId}`);
  return { captchaId, captchaText: z.object({ text: z.string() }).parse(answer.body).text };
};

const signIn = async (
  userName: string,
  password: string,
  captcha?: { captchaId: string; captchaText: string },
  token?: string,
): Promise<Reply> =>
  call(`${endpoint.url()}/sign-in`, {
    body: { userName, password, ...(captcha ?? (await newCaptcha())) },
    ...(token === undefined ? {} : { token }),
  });

describe('enrolment and clock', () => {
  const { uscc, enrolmentCode } = sampleWorld.enterprise;
  const enrol = (changes: object): Promise<Reply> =>
    call(`${endpoint.url()}/desks`, {
      body: { uscc, enrolmentCode, deskName: '一号机', instanceId: 'instance', ...changes },
    });

  it('gives a new desk number at every call, also to the same installation', async () => {
    expect(await enrol({})).toMatchObject({ status: 201, body: { deskNumber: '00001' } });
    expect(await enrol({})).toMatchObject({ status: 201, body: { deskNumber: '00002' } });
  });

  it('refuses a wrong code and an unknown enterprise alike', async () => {
    const refusal = { status: 403, body: { code: 'wrongEnrolmentCode' } };
    expect(await enrol({ enrolmentCode: 'KAKOU-2025' })).toMatchObject(refusal);
    expect(await enrol({ uscc: '9144030071526726XG' })).toMatchObject(refusal);
  });

  it('takes an enterprise that the control side adds', async () => {
    await call(`${endpoint.url()}/control/enrolmentCodes`, {
      body: {
        name: '深圳某货代',
        uscc: '9144030071526726XG',
        organisationCode: '71526726X',
        enrolmentCode: 'SZ-1',
      },
    });
    const reply = await enrol({ uscc: '9144030071526726XG', enrolmentCode: 'SZ-1' });
    expect(reply.status).toBe(201);
  });

  it('refuses what does not follow the contract', async () => {
    const refusal = { status: 400, body: { code: 'badRequest' } };
    expect(await enrol({ extra: 1 })).toMatchObject(refusal);
    expect(await enrol({ deskName: 5 })).toMatchObject(refusal);
    const noJson = await fetch(`${endpoint.url()}/desks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(noJson.status).toBe(400);
    expect(noJson.headers.get('content-type')).toContain('application/problem+json');
    expect((await call(`${endpoint.url()}/nowhere`)).status).toBe(404);
  });

  it('tells its time without a token', async () => {
    expect(await call(`${endpoint.url()}/clock`)).toMatchObject({
      status: 200,
      body: { serverTime: new Date(clock).toISOString() },
    });
  });
});

describe('sign-in', () => {
  it('tells who the operator is, with the bound card and the rights', async () => {
    expect(await signIn('chenmin', 'Kakou2026')).toMatchObject({
      status: 200,
      body: {
        userName: 'chenmin',
        displayName: '陈敏',
        cardNumber: '2100000000017',
        rights: ['clerk', 'signer', 'administrator'],
        enterprise: { uscc: sampleWorld.enterprise.uscc },
      },
    });
    expect(await signIn('liwei', 'Kakou2026')).toMatchObject({ body: { cardNumber: null } });
  });

  it('draws a picture and takes the captcha in small letters', async () => {
    const { captchaId, image } = captchaSchema.parse(
      (await call(`${endpoint.url()}/captcha`)).body,
    );
    const svg = Buffer.from(image.split(',')[1] ?? '', 'base64').toString();
    expect(svg).toMatch(/^<svg .*<\/svg>$/);
    const answer = await call(`${endpoint.url()}/control/captcha/${captchaId}`);
    const { text } = z.object({ text: z.string() }).parse(answer.body);
    const reply = await signIn('chenmin', 'Kakou2026', {
      captchaId,
      captchaText: text.toLowerCase(),
    });
    expect(reply.status).toBe(200);
  });

  it('takes each captcha once, right or wrong, and none after five minutes', async () => {
    const wrong = { status: 422, body: { code: 'wrongCaptcha' } };
    const used = await newCaptcha();
    await signIn('chenmin', 'Kakou2026', used);
    expect(await signIn('chenmin', 'Kakou2026', used)).toMatchObject(wrong);

    const mistyped = await newCaptcha();
    expect(
      await signIn('chenmin', 'Kakou2026', { ...mistyped, captchaText: '????' }),
    ).toMatchObject(wrong);
    expect(await signIn('chenmin', 'Kakou2026', mistyped)).toMatchObject(wrong);

    const old = await newCaptcha();
    clock += 5 * 60_000 + 1;
    expect(await signIn('chenmin', 'Kakou2026', old)).toMatchObject(wrong);
  });

  it('locks an operator after five wrong passwords, for a quarter of an hour, over a restart', async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await signIn('liwei', 'wrong')).toMatchObject({
        status: 401,
        body: { code: 'wrongPassword' },
      });
    }
    await endpoint.restart();
    const locked = await signIn('liwei', 'Kakou2026');
    expect(locked).toMatchObject({
      status: 423,
      body: { code: 'locked', until: new Date(clock + 15 * 60_000).toISOString() },
    });
    expect((await signIn('chenmin', 'Kakou2026')).status).toBe(200);
    clock += 15 * 60_000;
    expect((await signIn('liwei', 'Kakou2026')).status).toBe(200);
  });

  it('forgets wrong tries after a right one, and says nothing of unknown names', async () => {
    for (let tries = 0; tries < 4; tries += 1) await signIn('liwei', 'wrong');
    expect((await signIn('liwei', 'Kakou2026')).status).toBe(200);
    expect((await signIn('liwei', 'wrong')).status).toBe(401);
    expect(await signIn('nobody', 'wrong')).toMatchObject({
      status: 401,
      body: { code: 'wrongPassword' },
    });
  });

  it("knows at a desk only the operators of the desk's enterprise", async () => {
    await call(`${endpoint.url()}/control/enrolmentCodes`, {
      body: {
        name: '深圳某货代',
        uscc: '9144030071526726XG',
        organisationCode: '71526726X',
        enrolmentCode: 'SZ-1',
      },
    });
    await call(`${endpoint.url()}/control/operators`, {
      body: {
        userName: 'sunli',
        displayName: '孙丽',
        password: 'Kakou2026',
        cardNumber: null,
        rights: ['clerk'],
        uscc: '9144030071526726XG',
      },
    });
    const desk = await enrolTestDesk(endpoint.url);
    expect((await signIn('sunli', 'Kakou2026')).status).toBe(200);
    expect((await signIn('sunli', 'Kakou2026', undefined, desk.token)).status).toBe(401);
    expect((await signIn('chenmin', 'Kakou2026', undefined, desk.token)).status).toBe(200);
  });
});
