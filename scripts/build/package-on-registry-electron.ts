import { globSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { createZip } from '../setup/zip.ts';
import { runtimeFolder, say } from '../setup/terminal.mjs';
import { projectRoot } from './entries.ts';

/**
 * Lets the packager work where only the older runtime can be had: the packager asks for a zip under
 * the declared version's name. What comes out is for tests only.
 */
export async function packagingEnvironment(
  electronFolder: string,
): Promise<Record<string, string>> {
  const lock = readFileSync(path.join(projectRoot, 'node_modules/electron/package.json'), 'utf8');
  const { version } = JSON.parse(lock) as { version: string };
  const folder = path.join(runtimeFolder, 'packaging');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  say('package', 'this package carries the older runtime: for tests only');
  const files = globSync('**/*', { cwd: electronFolder })
    .filter((name) => !name.startsWith('resources/app'))
    .filter((name) => statSync(path.join(electronFolder, name)).isFile());
  const name = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  createZip(path.join(folder, name), electronFolder, files.sort());
  return {
    KAKOU_PACKAGE_ELECTRON_ZIP: folder,
    KAKOU_PACKAGE_SQLITE: path.join(electronFolder, 'resources/app/node_modules'),
  };
}
