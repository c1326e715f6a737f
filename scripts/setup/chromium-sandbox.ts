import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { asRoot, isRoot, say, SetUpError } from './terminal.mjs';

/**
 * Sees to it that the pages' processes are sandboxed, and returns the switches Electron needs.
 * Chromium refuses to run sandboxed as root; that happens on test machines only, and only here may
 * the switch be given.
 */
export function ensureChromiumSandbox(runtimeFolder: string): string[] {
  if (process.platform !== 'linux') return [];
  if (isRoot) return ['--no-sandbox'];
  const helper = path.join(runtimeFolder, 'chrome-sandbox');
  if (isSetUp(helper) || namespacesWork()) return [];
  const root = asRoot();
  const command = ['chown', 'root:root', helper];
  const done =
    root !== null &&
    spawnSync('sudo', command, { stdio: 'inherit' }).status === 0 &&
    spawnSync('sudo', ['chmod', '4755', helper], { stdio: 'inherit' }).status === 0;
  if (!done) {
    throw new SetUpError(
      `Chromium's sandbox needs rights that are missing here. Once, as root:\n` +
        `  chown root:root ${helper} && chmod 4755 ${helper}`,
    );
  }
  say('sandbox', `gave Chromium's sandbox helper its rights`);
  return [];
}

function isSetUp(helper: string): boolean {
  const { uid, mode } = statSync(helper);
  return uid === 0 && (mode & 0o4755) === 0o4755;
}

function namespacesWork(): boolean {
  return (
    spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' }).status === 0
  );
}
