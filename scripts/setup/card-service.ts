import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { takeMachineLock } from './machine-lock.mjs';
import { asRoot, say } from './terminal.mjs';

const socketPath = '/run/pcscd/pcscd.comm';
const virtualReaderPort = 35963;
const startLimit = 10_000;

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(socketPath);
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    setTimeout(() => socket.destroy(), 100).unref();
  });
}

/** Looks only: a connection to this port would put a card into the virtual reader. */
function virtualReaderListens(): boolean {
  const port = virtualReaderPort.toString(16).toUpperCase();
  const listening = new RegExp(`^\\s*\\d+: [0-9A-F]+:${port} [0-9A-F]+:0000 0A `, 'm');
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].filter((file) => existsSync(file));
  return tables.some((file) => listening.test(readFileSync(file, 'utf8')));
}

/** Starts the PC/SC service where none answers. It is the machine's, so it stays after this process. */
export async function ensureCardService(): Promise<boolean> {
  if (process.platform !== 'linux' || (await answers())) return true;
  const release = await takeMachineLock('pcscd-start');
  try {
    return (await answers()) || (await start());
  } finally {
    await release();
  }
}

async function start(): Promise<boolean> {
  const root = asRoot();
  const program = '/usr/sbin/pcscd';
  if (!root || !existsSync(program)) {
    say(
      'pcscd',
      'the PC/SC service does not run and cannot be started: the simulated card is used',
    );
    return false;
  }
  const log = path.join(os.tmpdir(), `kakou-desk-pcscd-${os.userInfo().uid}.log`);
  const sink = openSync(log, 'a');
  const command = [...root, program, '--foreground'];
  const service = spawn(command[0] ?? program, command.slice(1), {
    detached: true,
    stdio: ['ignore', sink, sink],
  });
  service.on('error', () => undefined);
  service.unref();
  closeSync(sink);
  for (const end = Date.now() + startLimit; Date.now() < end; await pause(50)) {
    if ((await answers()) && virtualReaderListens()) {
      say('pcscd', `started the PC/SC service (log: ${log})`);
      return true;
    }
  }
  const running = await answers();
  say(
    'pcscd',
    running
      ? 'started, but without virtual readers'
      : `did not start, see ${log}: the simulated card is used`,
  );
  return running;
}
