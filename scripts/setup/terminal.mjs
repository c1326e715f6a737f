// Runs on the system's Node before `npm ci` has finished: Node 20 built-ins only.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const runtimeFolder = path.join(projectRoot, '.runtime');

/** @param {string} step @param {string} text */
export function say(step, text) {
  process.stderr.write(`${step.padEnd(9)} ${text}\n`);
}

/** A set-up step that can't go on; its message is all the reader needs, so no stack is shown. */
export class SetUpError extends Error {}

export function endOnSetUpError() {
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${error instanceof SetUpError ? error.message : error.stack}\n`);
    process.exit(1);
  });
}

export const isRoot = process.getuid?.() === 0;

/** How a command is started with root's rights, or null where there is no way without asking in vain. */
export function asRoot() {
  if (isRoot) return [];
  if (spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0) return ['sudo'];
  const canAsk = process.stdin.isTTY && spawnSync('sudo', ['-V'], { stdio: 'ignore' }).status === 0;
  return canAsk ? ['sudo'] : null;
}

export function nodePath() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(projectRoot, 'node_modules/node/bin', name);
}

/** The environment in which the project's own tools and Node 24 come first. */
export function toolEnvironment() {
  const tools = path.join(projectRoot, 'node_modules/.bin');
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const current = process.env[key] ?? '';
  if (current.split(path.delimiter)[0] === tools) return { ...process.env };
  return { ...process.env, [key]: `${tools}${path.delimiter}${current}` };
}

/**
 * Runs a command and shows its output only if it fails.
 * @param {string} command @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, timeout?: number, shell?: boolean }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function runQuietly(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: projectRoot,
      ...options,
      stdio: ['inherit', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (/** @type {Buffer} */ chunk) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ ok: false, output: String(error) }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** npm is a shell script on Windows; everywhere else it is started without a shell. */
export function npmCommand() {
  return process.platform === 'win32'
    ? { command: 'npm.cmd', options: { shell: true } }
    : { command: 'npm', options: {} };
}

/**
 * Goes on under Node 24 when this process runs on the system's older Node. Resolves only when it
 * already is the right one.
 */
export async function continueOnProjectNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24 || !existsSync(nodePath())) return;
  const child = spawn(nodePath(), process.argv.slice(1), {
    stdio: 'inherit',
    env: toolEnvironment(),
  });
  // The terminal sends Ctrl-C to both; this one waits so that the shell gets its prompt last.
  process.on('SIGINT', () => undefined);
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  const code = await new Promise((resolve) =>
    child.on('close', (status, signal) => resolve(status ?? (signal ? 1 : 0))),
  );
  process.exit(code);
}
