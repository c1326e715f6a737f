import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { findDesk } from '../store/desks.ts';
import {
  lastCounter,
  raiseCounter,
  readSetting,
  takeCounters,
  writeSetting,
} from '../store/settings.ts';
import { transaction } from '../store/store.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';

/**
 * Tells a store that is still this desk's own from one that was restored or copied, in which the
 * counter would give numbers a second time (design.md, Numbers without a network).
 *
 * A file beside the database holds the same instance id and, renewed at each start, the same
 * generation; it also names machine and folder. A copy of the database from before this start has
 * an older generation, one from since then a lower counter.
 */
const identitySchema = z.object({
  instanceId: z.string(),
  generation: z.string(),
  /** Set while a start renews the generation: a crash between the two writes is no restore. */
  previousGeneration: z.string().nullable(),
  machine: z.string(),
  /** Where the store lies: a copied folder brings this file along. */
  folder: z.string(),
  /** The last number of the desk's counter, written before the sheet that takes it. */
  counter: z.number().int(),
  /** How many numbers were written here at once, the last time. */
  step: z.number().int().default(1),
});
type Identity = z.infer<typeof identitySchema>;

/** A fingerprint, not the id itself, of the machine. */
const thisMachine = (): string => {
  const machineIdFile = '/etc/machine-id';
  const id = existsSync(machineIdFile) ? readFileSync(machineIdFile, 'utf8').trim() : '';
  return createHash('sha256').update(`${id}|${os.hostname()}`).digest('hex');
};

const readIdentity = (file: string): Identity | null => {
  if (!existsSync(file)) return null;
  try {
    return identitySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
};

const writeIdentity = (file: string, identity: Identity): void => {
  const draft = `${file}.new`;
  writeFileSync(draft, JSON.stringify(identity, null, 2), { flush: true });
  renameSync(draft, file);
};

const identityFile = (storeFile: string): string =>
  path.join(path.dirname(storeFile), 'desk-identity.json');

const folderOf = (storeFile: string): string => realpathSync(path.dirname(storeFile));

/** What the store itself says, and where it is found. */
interface Found {
  readonly instanceId: string;
  readonly generation: string | null;
  readonly counter: number;
  readonly machine: string;
  readonly folder: string;
}

const belongsTogether = (identity: Identity | null, found: Found): identity is Identity =>
  identity?.instanceId === found.instanceId &&
  identity.machine === found.machine &&
  identity.folder === found.folder &&
  (identity.generation === found.generation ||
    (identity.previousGeneration !== null && identity.previousGeneration === found.generation)) &&
  // The last numbers may have been written here for sheets whose save then failed.
  identity.counter - found.counter <= identity.step;

/**
 * The next numbers of the desk's counter, the first of `count`. They are noted beside the store
 * before their sheets are committed, so that a backup of before is known by its lower counter.
 */
export const giveCounters = (store: WritableStore, count: number): number => {
  const counter = takeCounters(store, count);
  const file = identityFile(store.name);
  const identity = readIdentity(file);
  if (identity !== null) writeIdentity(file, { ...identity, counter, step: count });
  return counter - count + 1;
};

/** Gives store and file the instance id that the desk enrolled with. */
export const makeOwn = (store: WritableStore, storeFile: string, instanceId: string): void => {
  const generation = randomUUID();
  writeIdentity(identityFile(storeFile), {
    instanceId,
    generation,
    previousGeneration: null,
    machine: thisMachine(),
    folder: folderOf(storeFile),
    counter: lastCounter(store),
    step: 1,
  });
  writeSetting(store, 'instanceId', instanceId);
  writeSetting(store, 'generation', generation);
};

/**
 * Compares store and file at start, and renews the generation where they agree.
 * `machine` is given by tests only.
 */
export const checkIdentity = (
  store: WritableStore,
  storeFile: string,
  machine = thisMachine(),
): 'enrolled' | 'notEnrolled' | 'mustEnrolAgain' => {
  const instanceId = readSetting(store, 'instanceId');
  if (instanceId === null || readSetting(store, 'deskNumber') === null) return 'notEnrolled';
  const file = identityFile(storeFile);
  const identity = readIdentity(file);
  const generation = readSetting(store, 'generation');
  const found = {
    instanceId,
    generation,
    counter: lastCounter(store),
    machine,
    folder: folderOf(storeFile),
  };
  if (!belongsTogether(identity, found)) return 'mustEnrolAgain';
  const renewed = {
    ...found,
    generation: randomUUID(),
    counter: Math.max(identity.counter, found.counter),
    step: 1,
  };
  writeIdentity(file, { ...renewed, previousGeneration: generation });
  transaction(store, (writable) => {
    writeSetting(writable, 'generation', renewed.generation);
    raiseCounter(writable, renewed.counter);
  });
  writeIdentity(file, { ...renewed, previousGeneration: null });
  return 'enrolled';
};

/** The desk number and token of the last enrolment; null before the first. */
export const enrolmentOf = (
  store: ReadableStore,
): { readonly deskNumber: string; readonly token: string } | null => {
  const deskNumber = readSetting(store, 'deskNumber');
  const desk = deskNumber === null ? null : findDesk(store, deskNumber);
  return desk === null ? null : { deskNumber: desk.deskNumber, token: desk.token };
};
