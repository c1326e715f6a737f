import { spawn } from 'node:child_process';
import { endOnSetUpError, ensureSetUp, projectRoot } from './setup.mjs';
import { say, SetUpError } from './setup/terminal.mjs';

endOnSetUpError();
const { electron } = await ensureSetUp({
  need: ['debian', 'npm', 'electron', 'build', 'pcscd', 'screen'],
});
if (!electron) throw new SetUpError('There is no Electron to start.');

const own = process.argv.slice(2).filter((argument, index) => index > 0 || argument !== '--');
say('start', 'Kakou Desk in training mode; Ctrl-C ends it');
const program = spawn(electron.path, [...electron.args, projectRoot, '--training', ...own], {
  stdio: 'inherit',
  env: electron.env,
});
program.on('error', (error) => {
  say('start', `Electron can't be started: ${error.message}`);
  process.exit(1);
});
program.on('close', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 0 : 1)));
// A terminal sends Ctrl-C to Electron too; a process manager signals only this process.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => program.kill(signal));
}
