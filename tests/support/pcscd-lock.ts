import { takeMachineLock } from '../../scripts/setup/machine-lock.mjs';

/**
 * There is one PC/SC service and one pair of virtual readers per machine. Whoever puts a card into
 * one, or restarts the service, holds this lock meanwhile; it waits for the others, whatever test
 * runner they are of, and ends by itself with its process.
 */
export function takeCardService(): Promise<() => Promise<void>> {
  return takeMachineLock('pcscd');
}

export async function withCardService<Result>(work: () => Promise<Result>): Promise<Result> {
  const release = await takeCardService();
  try {
    return await work();
  } finally {
    await release();
  }
}
