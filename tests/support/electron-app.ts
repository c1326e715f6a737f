import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { ensureSetUp, projectRoot } from '../../scripts/setup.mjs';

export type LaunchOptions = {
  /** The folder of the program; ours where left out. */
  program?: string;
  /** Arguments after the app's folder, such as `--training`. */
  args?: string[];
  env?: Record<string, string>;
  /** The inner size of the first window. */
  size?: { width: number; height: number };
  /** A data folder of an earlier launch; it is then the caller's to remove. */
  userData?: string;
};

export type RunningApp = {
  app: ElectronApplication;
  window: Page;
  userData: string;
  /** What the main process has written so far to its standard output and error. */
  output: () => string;
  /** Quits the program as a user does. */
  close: () => Promise<void>;
  /** Ends it as a power cut does, with all its processes. */
  kill: () => Promise<void>;
};

const quitLimit = 10_000;
const setUp = once(() => {
  // The focus and the clipboard belong to a screen: two programs under test can't share one.
  if (Number(process.env['TEST_PARALLEL_INDEX'] ?? '0') > 0) {
    delete process.env['DISPLAY'];
    delete process.env['WAYLAND_DISPLAY'];
  }
  return ensureSetUp({ need: ['electron', 'screen'] });
});

function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => (result ??= work());
}

export async function launchApp(options: LaunchOptions = {}): Promise<RunningApp> {
  const { electron } = await setUp();
  if (!electron) throw new Error('there is no Electron runtime');
  const userData = options.userData ?? (await mkdtemp(path.join(os.tmpdir(), 'kakou-desk-e2e-')));
  // Playwright finds the runtime by the electron package. Told the executable's path instead, it
  // leaves out the module that holds `ready` back until it is attached, and then hangs now and then.
  if (!electron.declared) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.folder;
  const app = await _electron.launch({
    args: [
      ...electron.args,
      // A virtual screen has none: Chromium would start a process for it, and one more without.
      '--disable-gpu',
      `--user-data-dir=${userData}`,
      options.program ?? projectRoot,
      ...(options.args ?? []),
    ],
    env: { ...definedValues(electron.env), ...options.env },
    chromiumSandbox: electron.args.length === 0,
  });
  const child = app.process();
  let written = '';
  const collect = (chunk: Buffer) => (written += chunk.toString());
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const gone = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  const removeData = async () => {
    if (options.userData === undefined) {
      await rm(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
  };
  const kill = async () => {
    const family = await descendants(child.pid);
    for (const pid of [child.pid, ...family]) end(pid);
    await gone;
  };
  const close = async () => {
    const late = setTimeout(() => void kill(), quitLimit);
    const family = await descendants(child.pid);
    await app.close().catch(() => undefined);
    await gone;
    clearTimeout(late);
    for (const pid of family) end(pid);
    await removeData();
  };
  try {
    const window = await app.firstWindow();
    if (options.size) await resize(app, options.size);
    return { app, window, userData, output: () => written, close, kill };
  } catch (error) {
    await kill();
    await removeData();
    throw new Error(`The program did not open a window.\n${written}`, { cause: error });
  }
}

function resize(app: ElectronApplication, size: { width: number; height: number }): Promise<void> {
  return app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, size);
}

function definedValues(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

function end(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It has gone by itself.
  }
}

/** The processes below one, so that none of them outlives a test. Windows ends them itself. */
async function descendants(pid: number | undefined): Promise<number[]> {
  if (pid === undefined || process.platform !== 'linux') return [];
  const { readFile } = await import('node:fs/promises');
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const direct = children.trim().split(/\s+/).filter(Boolean).map(Number);
  const deeper = await Promise.all(direct.map(descendants));
  return [...direct, ...deeper.flat()];
}

/** `test` with a `launch` whose programs are gone when the test is, however it ends. */
export const test = base.extend<{ launch: (options?: LaunchOptions) => Promise<RunningApp> }>({
  // Playwright insists on the pattern, also where a fixture needs no other.
  // eslint-disable-next-line no-empty-pattern
  launch: async ({}, use, testInfo) => {
    const running: RunningApp[] = [];
    await use(async (options) => {
      const started = await launchApp(options);
      running.push(started);
      return started;
    });
    for (const [index, started] of running.entries()) {
      await started.close();
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach(`program-${index + 1}-output.txt`, { body: started.output() });
      }
    }
  },
});
export { expect } from '@playwright/test';
