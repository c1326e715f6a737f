import path from 'node:path';
import { hashPassword } from '../../src-main/operators/passwords.ts';
import { findOperator } from '../../src-main/store/operators.ts';
import { openStore } from '../../src-main/store/store.ts';
import type { WritableStore } from '../../src-main/store/store.ts';
import { sampleWorld } from '../../simulators/sample-world.ts';
import { keepSampleOperator } from './sample-operator.ts';

/** The training store of a desk whose program is closed, or was never started. */

interface StoreFolder {
  readonly folder: string;
}

export const storeFile = ({ folder }: StoreFolder): string =>
  path.join(folder, 'user-data', 'training', 'kakou.db');

/** Working a hash out takes as long as a guess is meant to. */
const hashes = new Map<string, Promise<string>>();
const hashOf = (password: string): Promise<string> => {
  const hash = hashes.get(password) ?? hashPassword(password);
  hashes.set(password, hash);
  return hash;
};

/** With the operators of training, who can sign in without a network too; the caller closes it. */
export const openClosedStore = async (desk: StoreFolder): Promise<WritableStore> => {
  const store = await openStore(storeFile(desk));
  for (const { userName, password } of sampleWorld.operators) {
    if (findOperator(store, userName) !== null) continue;
    keepSampleOperator(store, userName, await hashOf(password));
  }
  return store;
};
