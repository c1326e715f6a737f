import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { SetUpError } from '../setup/terminal.mjs';
import { takeMachineLock } from '../setup/machine-lock.mjs';
import { mainEntries, projectRoot, rendererFolder, rendererName } from './entries.ts';

type Bundle = {
  name: string;
  config: string;
  /** Folders whose files decide whether the bundle is still fresh. */
  sources: string[];
  outputs: string[];
};

const bundles: Bundle[] = [
  {
    name: 'main',
    config: 'vite.main.config.ts',
    sources: ['src-main', 'src-shared', 'simulators'],
    outputs: Object.keys(mainEntries).map((name) => `build/${name}.cjs`),
  },
  {
    name: 'preload',
    config: 'vite.preload.config.ts',
    sources: ['src-main/ipc', 'src-main/preload.ts', 'src-shared'],
    outputs: ['build/preload.cjs'],
  },
  {
    name: 'renderer',
    config: 'vite.renderer.config.ts',
    sources: [rendererFolder, 'src-shared'],
    outputs: [`renderer/${rendererName}/index.html`],
  },
];

const outputFolder = path.join(projectRoot, '.vite');
const stampFile = (bundle: Bundle) => path.join(outputFolder, `${bundle.name}.stamp`);

/** A value that changes with every file the bundle may be made of: path, size and time of change. */
function stamp(bundle: Bundle): string {
  const hash = createHash('sha256');
  const shared = ['package-lock.json', 'scripts/build/entries.ts', 'vite.main.config.ts'];
  const sources = bundle.sources.flatMap((source) =>
    path.extname(source) ? [source] : globSync(`${source}/**/*.*`, { cwd: projectRoot }).sort(),
  );
  for (const file of [...shared, bundle.config, ...sources]) {
    if (file.endsWith('.test.ts')) continue;
    const status = statSync(path.join(projectRoot, file), { throwIfNoEntry: false });
    if (status?.isFile()) hash.update(`${file}\0${status.size}\0${status.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function isFresh(bundle: Bundle): boolean {
  const complete = bundle.outputs.every((file) => existsSync(path.join(outputFolder, file)));
  if (!complete || !existsSync(stampFile(bundle))) return false;
  return readFileSync(stampFile(bundle), 'utf8') === stamp(bundle);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Builds what has changed since the last time, and says which bundles that were. */
export async function buildBundles(options: { force?: boolean } = {}): Promise<string[]> {
  const release = await takeMachineLock(
    `build-${createHash('md5').update(projectRoot).digest('hex')}`,
  );
  try {
    const stale = bundles.filter((bundle) => options.force === true || !isFresh(bundle));
    if (stale.length === 0) return [];
    // Loaded only when needed: Vite costs a third of a second.
    const { build } = await import('vite');
    mkdirSync(outputFolder, { recursive: true });
    for (const bundle of stale) {
      const before = stamp(bundle);
      rmSync(stampFile(bundle), { force: true });
      if (bundle.name === 'main')
        rmSync(path.join(outputFolder, 'build/chunks'), { recursive: true, force: true });
      await build({
        configFile: path.join(projectRoot, bundle.config),
        logLevel: 'warn',
        mode: 'production',
      }).catch((error: unknown) => {
        throw new SetUpError(`The ${bundle.name} bundle can't be built.\n${messageOf(error)}`);
      });
      writeFileSync(stampFile(bundle), before);
    }
    return stale.map((bundle) => bundle.name);
  } finally {
    await release();
  }
}
