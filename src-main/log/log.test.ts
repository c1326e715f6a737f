import fc from 'fast-check';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { createLog } from './log.ts';

const logFile = (folder: string): string => path.join(folder, 'kakou.log');
const writtenIn = (folder: string): string => readFileSync(logFile(folder), 'utf8');

const secretNames = [
  'pin',
  'PIN',
  'cardPin',
  'password',
  'newPassword',
  'token',
  'deskToken',
  'captchaText',
  'authorization',
  'payload',
  'signature',
  'certificate',
  'clientSecret',
  '密码',
];

const secret = fc
  .string({ unit: 'grapheme-ascii', minLength: 6 })
  .map((text) => `s3cr3t-${text}-t3rc3s`);

/** A secret anywhere below one of the names, with other things around it. */
const hidden = (text: string): fc.Arbitrary<unknown> =>
  fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...secretNames).map((name) => ({ [name]: text, kept: 1 })),
      fc.constantFrom(...secretNames).map((name) => ({ [name]: { inner: [text] } })),
      fc.constantFrom(...secretNames).map((name) => ({ [name]: new TextEncoder().encode(text) })),
      fc.tuple(tie('node')).map(([node]) => ({ request: node, list: [node] })),
    ),
  })).node;

it('never writes what travels under the name of a secret', () => {
  const folder = temporaryFolder();
  const log = createLog(folder);
  fc.assert(
    fc.property(
      secret.chain((text) => fc.tuple(fc.constant(text), hidden(text))),
      ([text, details]) => {
        log.write('error', 'something failed', { details });
        const last = writtenIn(folder).trimEnd().split('\n').at(-1) ?? '';
        expect(last).not.toContain(JSON.stringify(text).slice(1, -1));
        expect(last).not.toContain([...new TextEncoder().encode(text)].join(','));
      },
    ),
    { seed: 7, numRuns: 200 },
  );
});

it('takes secrets out of the midst of a text, of an error and of its stack', () => {
  const folder = temporaryFolder();
  const log = createLog(folder);
  const texts = [
    'Authorization: Bearer abc.DEF-123',
    'sent {"password": "abc.DEF-123","user":"chenmin"}',
    'GET /x?token=abc.DEF-123&page=2',
    "pin='abc.DEF-123' was wrong",
    '{"captchaText":"abc.DEF-123"}',
  ];
  for (const text of texts) {
    log.write('error', text, { error: new Error(text), text });
  }
  expect(writtenIn(folder)).not.toContain('abc.DEF-123');
  expect(writtenIn(folder)).toContain('chenmin');
  expect(writtenIn(folder)).toContain('page=2');
});

it('says when, how bad and what, one line an entry', () => {
  const folder = temporaryFolder();
  const log = createLog(folder, () => Date.UTC(2026, 10, 22));
  log.write('warning', 'first\nwith two lines', { count: 3 });
  log.write('information', 'second');
  expect(
    writtenIn(folder)
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toEqual([
    {
      at: '2026-11-22T00:00:00.000Z',
      level: 'warning',
      message: 'first\nwith two lines',
      details: { count: 3 },
    },
    { at: '2026-11-22T00:00:00.000Z', level: 'information', message: 'second' },
  ]);
});

it('stops nothing, whatever it is given and wherever it should write', () => {
  const folder = temporaryFolder();
  const round: Record<string, unknown> = { size: 10n };
  round['self'] = round;
  const traps = {
    get trap(): string {
      throw new Error('trap');
    },
  };
  const log = createLog(folder);
  log.write('error', 'odd', { round, big: 12n, nothing: undefined, symbol: Symbol('s') });
  expect(() => log.write('error', 'trapped', { traps })).not.toThrow();
  expect(writtenIn(folder)).toContain('"big":"12"');
  const file = path.join(folder, 'a-file');
  writeFileSync(file, '');
  expect(() => createLog(path.join(file, 'logs')).write('error', 'nowhere')).not.toThrow();
});

it('keeps the file before when one gets too large, and no more', () => {
  const folder = temporaryFolder();
  const log = createLog(folder);
  for (let entry = 0; entry < 6; entry += 1) log.write('error', 'x'.repeat(900_000));
  expect(existsSync(path.join(folder, 'kakou.earlier.log'))).toBe(true);
  expect(statSync(logFile(folder)).size).toBeLessThan(3_000_000);
});
