import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { call, startTestEndpoint } from './test-desk.ts';
import type { TestEndpoint } from './test-desk.ts';

let parametersDir: string;
let endpoint: TestEndpoint;

const writeTable = (version: string): void =>
  writeFileSync(
    path.join(parametersDir, 'mediumType.json'),
    JSON.stringify({
      name: 'mediumType',
      version,
      rows: [
        {
          code: 'VN',
          name: '车牌号',
          source: '',
          confidence: 'high',
          selectable: true,
          unverified: false,
        },
      ],
    }),
  );

beforeEach(async () => {
  parametersDir = mkdtempSync(path.join(tmpdir(), 'kakou-parameters-'));
  writeTable('1');
  endpoint = await startTestEndpoint({ parametersDir });
});
afterEach(async () => {
  await endpoint.stop();
  rmSync(parametersDir, { recursive: true });
});

const read = (name: string, headers: Record<string, string> = {}): ReturnType<typeof call> =>
  call(`${endpoint.url()}/parameters/${name}`, { headers });

it('lists the tables that are there', async () => {
  expect((await call(`${endpoint.url()}/parameters`)).body).toEqual({
    tables: [{ name: 'mediumType', version: '1' }],
  });
});

it('sends a table once and again only when it has changed', async () => {
  const first = await read('mediumType');
  expect(first).toMatchObject({ status: 200, body: { version: '1', rows: [{ code: 'VN' }] } });
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[0-9a-f]+"$/);

  const same = await read('mediumType', { 'if-none-match': etag });
  expect(same).toMatchObject({ status: 304, body: null });
  expect(same.headers.get('etag')).toBe(etag);

  writeTable('2');
  expect(await read('mediumType', { 'if-none-match': etag })).toMatchObject({
    status: 200,
    body: { version: '2' },
  });
});

it('has no table that is missing, unknown or a way out of the folder', async () => {
  const missing = { status: 404, body: { code: 'unknownTable' } };
  expect(await read('billType')).toMatchObject(missing);
  expect(await read('constructor')).toMatchObject(missing);
  expect((await read('..%2fpackage')).status).toBe(400);
});

it('fails rather than send a table that is damaged or against the contract', async () => {
  const failure = { status: 500, body: { code: 'unexpected' } };
  writeFileSync(path.join(parametersDir, 'mediumType.json'), '{"name":"mediumType"}');
  expect(await read('mediumType')).toMatchObject(failure);
  writeTable('');
  const reply = await read('mediumType');
  expect(reply).toMatchObject(failure);
  expect(JSON.stringify(reply.body)).toContain('against the contract');
});

it('serves the tables that the program ships', async () => {
  await endpoint.restart({ parametersDir: path.resolve('resources/parameters') });
  expect((await read('customsDistrict')).status).toBe(200);
});
