import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseTripNo } from '../../src-shared/declaration/numbers.ts';
import { roadExport } from '../../tests/support/sample-sheets.ts';
import { keepSampleOperator } from '../../tests/support/sample-operator.ts';
import { enrolAs, kindOf, openTestStore, storeDesk } from '../../tests/support/store-desk.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { lastCounter, writeSetting } from '../store/settings.ts';
import { openStore } from '../store/store.ts';
import { checkIdentity, enrolmentOf, giveCounters } from './desk-identity.ts';

const identityFile = (file: string): string => path.join(path.dirname(file), 'desk-identity.json');

/** A desk at work: an enrolled store that was started once, and is closed. */
const closedDesk = async (sheets = 3): Promise<string> => {
  const desk = await storeDesk();
  expect(checkIdentity(desk.store, desk.file)).toBe('enrolled');
  for (let count = 0; count < sheets; count += 1) desk.saved(roadExport);
  desk.store.close();
  return desk.file;
};

const startAgain = async (file: string, machine?: string): Promise<string> => {
  const store = await openStore(file);
  try {
    return machine === undefined ? checkIdentity(store, file) : checkIdentity(store, file, machine);
  } finally {
    store.close();
  }
};

it('goes on giving numbers start after start', async () => {
  const file = await closedDesk();
  for (let start = 0; start < 4; start += 1) expect(await startAgain(file)).toBe('enrolled');
});

it('asks a desk that never enrolled to enrol', async () => {
  const desk = await storeDesk(null);
  expect(checkIdentity(desk.store, desk.file)).toBe('notEnrolled');
  expect(kindOf(desk.save(roadExport))).toBe('desk.notEnrolled');
});

it('gives no number after an older copy of the store was put back', async () => {
  const file = await closedDesk();
  const backup = path.join(temporaryFolder(), 'backup.db');
  copyFileSync(file, backup);
  expect(await startAgain(file)).toBe('enrolled');
  copyFileSync(backup, file);
  expect(await startAgain(file)).toBe('mustEnrolAgain');
});

it('gives no number after a copy of the same day was put back, whose numbers are used', async () => {
  const desk = await storeDesk();
  checkIdentity(desk.store, desk.file);
  desk.saved(roadExport);
  const backup = path.join(temporaryFolder(), 'backup.db');
  await desk.store.backup(backup);
  for (let count = 0; count < 3; count += 1) desk.saved(roadExport);
  desk.store.close();
  copyFileSync(backup, desk.file);
  expect(await startAgain(desk.file)).toBe('mustEnrolAgain');
});

it('never gives again the one number that a copy of just before lacks', async () => {
  const desk = await storeDesk();
  checkIdentity(desk.store, desk.file);
  desk.saved(roadExport);
  const backup = path.join(temporaryFolder(), 'backup.db');
  await desk.store.backup(backup);
  const lost = desk.saved(roadExport);
  desk.store.close();
  copyFileSync(backup, desk.file);
  const store = await openTestStore(desk.file);
  expect(checkIdentity(store, desk.file)).toBe('enrolled');
  expect(giveCounters(store, 1)).toBeGreaterThan(parseTripNo(lost.tripNo)?.counter ?? Infinity);
});

it('takes a crash in the middle of an import for no restore, and leaves its numbers out', async () => {
  const desk = await storeDesk();
  checkIdentity(desk.store, desk.file);
  desk.saved(roadExport);
  // The numbers are noted beside the store, and the power is cut before it has them.
  desk.store.exec('BEGIN');
  expect(giveCounters(desk.store, 40)).toBe(2);
  desk.store.exec('ROLLBACK');
  desk.store.close();
  const store = await openTestStore(desk.file);
  expect(checkIdentity(store, desk.file)).toBe('enrolled');
  expect(giveCounters(store, 1)).toBe(42);
});

it('gives no number after a copy of before an import and a save was put back', async () => {
  const desk = await storeDesk();
  checkIdentity(desk.store, desk.file);
  desk.saved(roadExport);
  const backup = path.join(temporaryFolder(), 'backup.db');
  await desk.store.backup(backup);
  giveCounters(desk.store, 40);
  desk.saved(roadExport);
  desk.store.close();
  copyFileSync(backup, desk.file);
  expect(await startAgain(desk.file)).toBe('mustEnrolAgain');
});

it('gives no number where the folder was copied, on this machine or to another', async () => {
  const file = await closedDesk();
  const copy = path.join(temporaryFolder(), 'copy');
  cpSync(path.dirname(file), copy, { recursive: true });
  expect(await startAgain(path.join(copy, 'kakou.db'))).toBe('mustEnrolAgain');
  expect(await startAgain(file, 'another machine')).toBe('mustEnrolAgain');
  expect(await startAgain(file)).toBe('enrolled');
});

it.each([
  ['is missing', (file: string) => rmSync(file)],
  ['is broken', (file: string) => writeFileSync(file, '{"instanceId":')],
  [
    'is of another desk',
    (file: string) =>
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace('instance of desk', 'another instance of desk'),
      ),
  ],
])('gives no number where desk-identity.json %s', async (_what, change) => {
  const file = await closedDesk();
  change(identityFile(file));
  expect(await startAgain(file)).toBe('mustEnrolAgain');
});

it('takes a crash between the two writes of a start for no restore', async () => {
  const file = await closedDesk();
  const started = path.join(temporaryFolder(), 'identity');
  const store = await openStore(file);
  // The power is cut after the file was renewed and before the store was.
  store.exec(`CREATE TEMP TRIGGER cut BEFORE UPDATE ON setting
    BEGIN SELECT RAISE(ABORT, 'power cut'); END`);
  expect(() => checkIdentity(store, file)).toThrow('power cut');
  store.close();
  copyFileSync(identityFile(file), started);
  expect(await startAgain(file)).toBe('enrolled');
  // And after the store was renewed, before the file forgot the generation before.
  const again = await openTestStore(file);
  const { generation } = JSON.parse(readFileSync(started, 'utf8')) as { generation: string };
  writeSetting(again, 'generation', generation);
  copyFileSync(started, identityFile(file));
  expect(checkIdentity(again, file)).toBe('enrolled');
});

it('refuses to number a new sheet while the desk must enrol again, and saves the old ones', async () => {
  const desk = await storeDesk();
  const sheet = desk.saved(roadExport);
  expect(kindOf(desk.save(roadExport, { desk: 'mustEnrolAgain' }))).toBe('desk.mustEnrolAgain');
  expect(kindOf(desk.save(roadExport, { desk: 'notEnrolled' }))).toBe('desk.notEnrolled');
  expect(lastCounter(desk.store)).toBe(1);
  expect(kindOf(desk.save(roadExport, { desk: 'mustEnrolAgain', existing: sheet }))).toBe(
    'no failure',
  );
});

it('goes on with the new desk number and the same counter after enrolling again', async () => {
  const file = await closedDesk(3);
  rmSync(identityFile(file));
  const store = await openTestStore(file);
  expect(checkIdentity(store, file)).toBe('mustEnrolAgain');
  enrolAs(store, '00099');
  expect(enrolmentOf(store)?.deskNumber).toBe('00099');
  expect(checkIdentity(store, file)).toBe('enrolled');
  expect(giveCounters(store, 1)).toBe(4);
  expect(keepSampleOperator(store, 'chenmin').userName).toBe('chenmin');
});
