import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { channels } from '../../src-shared/contract/channels.ts';
import type {
  ChannelInput,
  ChannelName,
  ChannelValue,
} from '../../src-shared/contract/channels.ts';
import { firstView } from '../../src-shared/contract/desk-view.ts';
import type { DeskView } from '../../src-shared/contract/desk-view.ts';
import { resultSchema } from '../../src-shared/contract/schemas.ts';
import { emptyItem } from '../../src-shared/declaration/new-sheet.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import { accepted } from '../../tests/support/accepted.ts';
import { roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { testServices } from '../../tests/support/services.ts';
import type { TestServices } from '../../tests/support/services.ts';
import { kindOf, valueOf } from '../../tests/support/store-desk.ts';
import { answerCall } from './answer-call.ts';

const names = Object.keys(channels) as ChannelName[];

const saveInput = (sheet = seaImport): ChannelInput<'declaration.save'> => ({
  declaration: null,
  sheet: { head: sheet.head, items: [...sheet.items] },
  confirmedWarnings: [],
  workingCopyId: null,
});

/** The value of a call, read as the window reads it. */
const valueFor = async <Name extends ChannelName>(
  services: TestServices,
  name: Name,
  input: ChannelInput<Name>,
): Promise<ChannelValue<Name>> => {
  const value: unknown = valueOf(await services.ask(name, input));
  return channels[name].value.parse(value) as ChannelValue<Name>;
};

const junk: readonly unknown[] = [
  null,
  0,
  'text',
  true,
  [],
  {},
  [undefined],
  { id: '1' },
  { id: 1, version: 1, more: 1 },
  { id: 1.5, version: 1 },
  { id: NaN },
  { id: null, sheet: null },
  { conditions: { status: "' OR 1=1 --", unknown: 1 }, after: null, limit: 10 },
  { conditions: {}, after: null, limit: 1_000_000 },
  { declarations: [] },
  { declarations: Array.from({ length: 501 }, () => ({ id: 1, version: 1 })) },
  { sessionId: 'no uuid' },
  { submissionId: '../../etc/passwd' },
  { userName: '', password: 'x', captchaId: null, captchaText: null },
  { userName: 'x'.repeat(65), password: 'x', captchaId: null, captchaText: null },
  { uscc: 'x'.repeat(19), enrolmentCode: 'x', deskName: '' },
  { ...saveInput(), sheet: { head: {}, items: [] } },
  { ...saveInput(), sheet: { head: { ...seaImport.head, remark: 'x'.repeat(20_001) }, items: [] } },
  { ...saveInput(), sheet: { head: { ...seaImport.head, extra: '' }, items: [] } },
  new Uint8Array(4),
  new Date(0),
  new Map([['id', 1]]),
];

it.each(names)('refuses whatever is no input of %s, and writes down none of it', async (name) => {
  const services = await testServices();
  for (const input of junk) {
    expect([name, input, kindOf(await services.call(name, input))]).toEqual([
      name,
      input,
      'ipc.badPayload',
    ]);
  }
  expect(services.logged).toHaveLength(junk.length);
  expect(services.logged.join('')).not.toContain('OR 1=1');
});

it.each(names)('answers %s with a Result, whatever it is sent', async (name) => {
  const services = await testServices();
  services.operator = null;
  await fc.assert(
    fc.asyncProperty(fc.anything(), async (input) => {
      const answer = resultSchema(z.unknown()).safeParse(await services.call(name, input));
      expect(answer.success).toBe(true);
    }),
    { seed: 11, numRuns: 60 },
  );
});

it('lets nobody reach a sheet who is not signed in', async () => {
  const services = await testServices();
  services.operator = null;
  const sheetAt = { id: 1, version: 1 };
  const calls: [ChannelName, unknown][] = [
    ['view.keep', firstView],
    ['workingCopy.list', undefined],
    ['workingCopy.discard', { id: randomUUID() }],
    ['declaration.save', saveInput()],
    ['declaration.get', { id: 1 }],
    ['declaration.findOthers', { id: null, sheet: saveInput().sheet }],
    ['declaration.delete', sheetAt],
    ['declaration.query', { conditions: {}, after: null, limit: 5 }],
    ['declaration.count', { conditions: {} }],
    ['declaration.operators', undefined],
    ['declaration.receipts', { id: 1 }],
    ['declaring.begin', { declarations: [sheetAt] }],
    ['declaring.sign', { sessionId: randomUUID() }],
    ['declaring.cancel', { sessionId: randomUUID() }],
    ['outbox.takeBack', { submissionId: randomUUID() }],
    ['outbox.release', { submissionId: randomUUID() }],
    ['outbox.sendNow', undefined],
    ['template.list', undefined],
    ['template.get', { id: 1 }],
    ['template.keep', { name: '模板', shared: true, sheet: saveInput().sheet, replace: true }],
    ['template.rename', { id: 1, name: '模板' }],
    ['template.delete', { id: 1 }],
    ['reuse.kept', undefined],
    ['reuse.lock', { locked: [] }],
    ['reuse.earlierValues', { field: 'mediumId', beginning: '' }],
    ['reuse.lastOfMedium', { mediumType: 'VN', mediumId: '沪A12345', exceptId: null }],
    ['statistics.read', { from: '2026-11-01', to: '2026-11-30', unit: 'day', filters: {} }],
    ['statistics.exact', { from: '2026-11-01', to: '2026-11-30', unit: 'day', filters: {} }],
    ['statistics.rebuild', undefined],
    ['table.save', { table: { title: '表', columns: ['列'], rows: [] }, format: 'csv' }],
  ];
  for (const [name, input] of calls) {
    expect([name, kindOf(await services.call(name, input))]).toEqual([name, 'session.signedOut']);
  }
});

it('answers from save to signature in the shapes of the contract', async () => {
  const services = await testServices();
  const { sheet } = await valueFor(services, 'declaration.save', saveInput());
  expect(await valueFor(services, 'declaration.get', { id: sheet.id })).toEqual(sheet);
  const page = await valueFor(services, 'declaration.query', {
    conditions: {},
    after: null,
    limit: 5,
  });
  expect(page?.rows.map(({ tripNo }) => tripNo)).toEqual([sheet.tripNo]);
  expect(await valueFor(services, 'declaration.count', { conditions: {} })).toEqual({
    count: 1,
    isMore: false,
  });
  expect(await valueFor(services, 'declaration.operators', undefined)).toContainEqual({
    id: services.chenmin.id,
    label: services.chenmin.cardNumber,
    name: services.chenmin.displayName,
  });
  const others = await valueFor(services, 'declaration.findOthers', {
    id: null,
    sheet: saveInput().sheet,
  });
  expect(others.map(({ rule }) => rule)).toEqual(['mediumInUse']);
  const declarations = [{ id: sheet.id, version: sheet.version }];
  const begun = await valueFor(services, 'declaring.begin', { declarations });
  const { queued } = await valueFor(services, 'declaring.sign', { sessionId: begun.sessionId });
  const followed = await valueFor(services, 'declaration.receipts', { id: sheet.id });
  expect(followed.submissions).toMatchObject([{ id: queued[0]?.submissionId, state: 'queued' }]);
  await valueFor(services, 'outbox.takeBack', { submissionId: queued[0]?.submissionId ?? '' });
  await valueFor(services, 'declaration.delete', { id: sheet.id, version: sheet.version });
  expect(kindOf(await services.ask('declaration.get', { id: sheet.id }))).toBe('sheet.notFound');
  expect(services.events.filter(({ type }) => type === 'declarationsChanged')).toHaveLength(3);
  await valueFor(services, 'program.state', undefined);
  await valueFor(services, 'parameters.tables', undefined);
});

it('refuses what the status table forbids of 变更 and 删单, even if the window asks', async () => {
  const services = await testServices();
  const { sheet, custody } = accepted(services, roadExport);
  const declaration = { id: sheet.id, version: sheet.version };
  const heavier = { ...roadExport.head, vehicleWeight: '9500' };
  const change = {
    declaration,
    draftVersion: null,
    sheet: { head: heavier, items: [...roadExport.items] },
    confirmedWarnings: [],
    workingCopyId: null,
  };
  const begin = async (request: object): Promise<string> =>
    kindOf(await services.call('declaring.begin', { declarations: [request] }));
  const withdrawal = { ...declaration, function: 'DEL' };
  const changed = { ...declaration, function: 'MOD', draftVersion: 1 };

  expect(await begin(declaration)).toBe('sheet.actionNotAllowed');
  expect(await begin(changed)).toBe('sheet.changedMeanwhile');
  expect(await begin({ ...declaration, function: 'MOD' })).toBe('ipc.badPayload');
  expect(await begin({ ...withdrawal, draftVersion: 1 })).toBe('ipc.badPayload');
  expect(await begin({ ...declaration, function: 'PUT' })).toBe('ipc.badPayload');

  const saved = await valueFor(services, 'amendment.save', change);
  expect(saved.sheet.amendment).toMatchObject({ version: 1, head: heavier });
  expect(services.events).toContainEqual({ type: 'declarationsChanged', ids: [sheet.id] });
  custody('41');
  expect(await begin(changed)).toBe('sheet.actionNotAllowed');
  expect(await begin(withdrawal)).toBe('sheet.actionNotAllowed');
  custody('43');
  expect(kindOf(await services.call('amendment.save', { ...change, draftVersion: 1 }))).toBe(
    'sheet.actionNotAllowed',
  );
  const left = await valueFor(services, 'amendment.discard', { ...declaration, draftVersion: 1 });
  expect(left).toMatchObject({ ...roadExport, status: '43', amendment: null });
  expect(services.card.openSessions.size).toBe(0);
});

it('signs a change and a withdrawal over the channels of a declaration', async () => {
  const services = await testServices();
  const { sheet } = accepted(services, roadExport);
  const declaration = { id: sheet.id, version: sheet.version };
  await valueFor(services, 'amendment.save', {
    declaration,
    draftVersion: null,
    sheet: { head: { ...roadExport.head, remark: '换车' }, items: [...roadExport.items] },
    confirmedWarnings: [],
    workingCopyId: null,
  });
  const request = { ...declaration, function: 'MOD', draftVersion: 1 } as const;
  const { sessionId } = await valueFor(services, 'declaring.begin', { declarations: [request] });
  const { queued } = await valueFor(services, 'declaring.sign', { sessionId });
  expect(queued).toHaveLength(1);
  const { submissions } = await valueFor(services, 'declaration.receipts', { id: sheet.id });
  expect(submissions.map((one) => `${one.function} ${one.state}`)).toEqual([
    'ADD accepted',
    'MOD queued',
  ]);
});

it('keeps how the window looks for each operator, and shows the last look before sign-in', async () => {
  const services = await testServices();
  const view: DeskView = {
    theme: 'dark',
    textSize: 125,
    menuFolded: true,
    tabs: [{ kind: 'query' }, { kind: 'sheet', id: randomUUID(), declarationId: 7, mode: 'view' }],
    activeTab: 1,
    query: {
      asked: { enteredRange: 'today', status: '20' },
      sort: 'lastSaved',
      pageSize: 100,
      columns: [{ key: 'tripNo', width: 260 }],
    },
  };
  expect(await valueFor(services, 'view.read', undefined)).toEqual(firstView);
  await valueFor(services, 'view.keep', view);
  expect(await valueFor(services, 'view.read', undefined)).toEqual(view);
  services.operator = null;
  expect(await valueFor(services, 'view.read', undefined)).toEqual({
    ...view,
    tabs: [],
    activeTab: null,
    query: firstView.query,
  });
  services.operator = services.wangfang;
  expect(await valueFor(services, 'view.read', undefined)).toEqual(firstView);
  services.store.exec(`UPDATE setting SET value = '{"theme":"pink"}' WHERE key = 'view:1'`);
  services.operator = null;
  expect(await valueFor(services, 'view.read', undefined)).toEqual(firstView);
});

it('gives open forms back as they were kept', async () => {
  const services = await testServices();
  const copy = {
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
  await valueFor(services, 'workingCopy.keep', copy);
  expect(await valueFor(services, 'workingCopy.list', undefined)).toEqual([copy]);
  await valueFor(services, 'workingCopy.discard', { id: copy.id });
  expect(await valueFor(services, 'workingCopy.list', undefined)).toEqual([]);
});

it('says why there is no store wherever one is needed, and goes on typing', async () => {
  const services = await testServices({ storeFailure: failureOf('store.damaged', { path: 'f' }) });
  expect(kindOf(await services.ask('declaration.save', saveInput()))).toBe('store.damaged');
  expect(kindOf(await services.ask('workingCopy.list', undefined))).toBe('store.damaged');
  expect(kindOf(await services.ask('parameters.tables', undefined))).toBe('no failure');
  expect(kindOf(await services.ask('program.state', undefined))).toBe('no failure');
  expect(kindOf(await services.ask('session.signOut', undefined))).toBe('no failure');
});

it.each([
  ['no network', () => Promise.reject(new Error('no network'))],
  ['a page in between', () => Promise.resolve(new Response('<html>', { status: 200 }))],
])('asks for no captcha where there is %s', async (_what, fetch) => {
  const services = await testServices({ fetch });
  expect(await valueFor(services, 'session.captcha', undefined)).toBeNull();
});

const takeCard = async (services: TestServices): Promise<void> => {
  const { sheet } = await valueFor(services, 'declaration.save', saveInput());
  const declarations = [{ id: sheet.id, version: sheet.version }];
  await valueFor(services, 'declaring.begin', { declarations });
  expect(services.card.openSessions.size).toBe(1);
};

it('gives the card back when its operator signs out', async () => {
  const services = await testServices();
  await takeCard(services);
  await valueFor(services, 'session.signOut', undefined);
  expect(services.card.openSessions.size).toBe(0);
  expect(services.operator).toBeNull();
});

it('gives the card back when another operator takes the place', async () => {
  const { id: _id, ...wangfang } = (await testServices()).wangfang;
  const services = await testServices({ fetch: () => Promise.resolve(Response.json(wangfang)) });
  await takeCard(services);
  const password = 'Kakou2026';
  await valueFor(services, 'session.signIn', {
    userName: 'wangfang',
    password,
    captchaId: 'captcha',
    captchaText: 'ab12',
  });
  expect(services.card.openSessions.size).toBe(0);
  expect(services.operator?.userName).toBe('wangfang');
});

it('answers what a service throws in the clerk’s words, and logs no payload', async () => {
  const services = await testServices();
  services.store.exec(`CREATE TEMP TRIGGER fails BEFORE INSERT ON declaration
    BEGIN SELECT RAISE(ABORT, 'odd'); END`);
  expect(kindOf(await services.ask('declaration.save', saveInput()))).toBe('program.unexpected');
  expect(services.logged.join('')).not.toContain(seaImport.head.mediumId);
  const coded = Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
  const answer = await answerCall(
    'x',
    z.undefined(),
    () => {
      throw coded;
    },
    undefined,
    { log: { write: () => undefined }, explain: () => failureOf('store.full') },
  );
  expect(kindOf(answer)).toBe('store.full');
});
