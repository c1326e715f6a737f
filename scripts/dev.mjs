import { spawn } from 'node:child_process';
import path from 'node:path';
import { endOnSetUpError, ensureSetUp, projectRoot } from './setup.mjs';
import { SetUpError } from './setup/terminal.mjs';

endOnSetUpError();
const { node, electron } = await ensureSetUp({
  need: ['debian', 'npm', 'electron', 'pcscd', 'screen'],
});
if (!electron) throw new SetUpError('There is no Electron to start.');

// Forge rebuilds what changes and reloads the window; the page's policy is relaxed for its server
// in development only.
const forge = path.join(
  projectRoot,
  'node_modules/@electron-forge/cli/dist/electron-forge-start.js',
);
const own = [...electron.args, '--training', ...process.argv.slice(2)];
const server = spawn(node, [forge, '--', ...own], {
  cwd: projectRoot,
  stdio: 'inherit',
  env: { ...electron.env, ELECTRON_OVERRIDE_DIST_PATH: electron.folder },
});
server.on('close', (code) => process.exit(code ?? 1));
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => server.kill(signal));
}
