import { ensureDebianPackages } from './setup/debian-packages.mjs';
import { takeMachineLock } from './setup/machine-lock.mjs';
import { ensureNpmPackages } from './setup/npm-packages.mjs';
import {
  continueOnProjectNode,
  endOnSetUpError,
  nodePath,
  projectRoot,
  say,
  toolEnvironment,
} from './setup/terminal.mjs';

/**
 * @typedef {'debian' | 'npm' | 'electron' | 'pcscd' | 'build' | 'screen' | 'packagers'} Need
 * @typedef {object} ElectronStart how Electron is started: `path`, then `args`, then the app's folder
 * @property {string} path
 * @property {string} version
 * @property {boolean} declared
 * @property {string} folder
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} env
 * @typedef {object} SetUp
 * @property {string} node the path of Node 24
 * @property {NodeJS.ProcessEnv} env the environment for the project's own tools
 * @property {ElectronStart} [electron] present when 'electron' was needed
 * @property {boolean} [cardService] whether the PC/SC service answers, when 'pcscd' was needed
 */

/**
 * Brings this machine to the point where the named things are there, saying what it does; when
 * nothing is missing it says and costs next to nothing. The caller's script is run again under Node
 * 24 if it was started by an older one, so call it before doing anything else. Throws a SetUpError
 * whose message is meant for the reader; scripts call `endOnSetUpError` first to show just that.
 * @param {{ need: Need[] }} options
 * @returns {Promise<SetUp>}
 */
export async function ensureSetUp({ need }) {
  const release = await takeMachineLock('set-up', {
    onWait: () => say('set-up', 'waiting for another set-up on this machine'),
  });
  /** @type {SetUp} */
  let setUp;
  try {
    if (need.includes('debian')) {
      await ensureDebianPackages({ forPackaging: need.includes('packagers') });
    }
    if (need.includes('npm')) await ensureNpmPackages();
    if (Number(process.versions.node.split('.')[0]) < 24) {
      await release();
      await continueOnProjectNode();
    }
    setUp = { node: nodePath(), env: toolEnvironment() };
    if (need.includes('electron')) setUp.electron = await electron();
  } finally {
    await release();
  }
  if (need.includes('build')) {
    const { buildBundles } = await import('./build/bundles.ts');
    const built = await buildBundles();
    if (built.length > 0) say('build', `built ${built.join(', ')}`);
  }
  if (need.includes('pcscd')) {
    const { ensureCardService } = await import('./setup/card-service.ts');
    setUp.cardService = await ensureCardService();
  }
  if (need.includes('screen')) {
    const { ensureScreen } = await import('./setup/screen.ts');
    await ensureScreen();
    setUp.env = toolEnvironment();
    if (setUp.electron) setUp.electron.env = electronEnvironment();
  }
  return setUp;
}

/** @returns {Promise<ElectronStart>} */
async function electron() {
  const { ensureElectron, describeElectron } = await import('./setup/electron-runtime.ts');
  const { ensureChromiumSandbox } = await import('./setup/chromium-sandbox.ts');
  const runtime = await ensureElectron();
  say('runtime', `${describeElectron(runtime)}; Node ${process.versions.node}`);
  return { ...runtime, args: ensureChromiumSandbox(runtime.folder), env: electronEnvironment() };
}

function electronEnvironment() {
  const environment = toolEnvironment();
  delete environment['ELECTRON_RUN_AS_NODE'];
  return environment;
}

export { endOnSetUpError, projectRoot };
