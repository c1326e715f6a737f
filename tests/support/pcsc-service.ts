import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { ensureCardService } from '../../scripts/setup/card-service.ts';

/**
 * The machine's pcscd with the vpcd driver's two readers, started and stopped. Only for whoever
 * holds the lock of `pcscd-lock.ts`.
 */

const isRunning = (): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ path: '/run/pcscd/pcscd.comm' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

export const startPcscd = async (): Promise<void> => {
  if (!(await ensureCardService())) throw new Error('The PC/SC service can’t be started here');
};

export const stopPcscd = async (): Promise<void> => {
  if (!(await isRunning())) return;
  const processId = Number.parseInt(readFileSync('/run/pcscd/pcscd.pid', 'utf8'), 10);
  process.kill(processId, 'SIGTERM');
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (!(await isRunning())) return;
    await wait(100);
  }
  throw new Error('pcscd did not stop within 10 s');
};
