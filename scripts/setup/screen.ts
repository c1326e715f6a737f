import { spawn } from 'node:child_process';
import { say, SetUpError } from './terminal.mjs';

const size = '1366x768x24';

/**
 * Where there is no display, starts a virtual one that ends with this process, and names it in the
 * environment. The server chooses a free number itself.
 */
export async function ensureScreen(): Promise<void> {
  const needed =
    process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  if (!needed) return;
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'], {
    // A group of its own: Ctrl-C must reach the program before its screen goes.
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.on('error', reject);
    server.on('exit', () =>
      reject(new SetUpError('The virtual screen (Xvfb) could not be started.')),
    );
    let written = '';
    // The line comes in two writes, and the server dies if its reader goes before the second.
    server.stdio[3]?.on('data', (chunk: Buffer) => {
      written += chunk.toString();
      if (written.endsWith('\n')) resolve(written.trim());
    });
  });
  process.on('exit', () => server.kill());
  // Neither the process nor its pipe may keep this one alive.
  server.unref();
  server.stdio[3]?.destroy();
  process.env['DISPLAY'] = `:${number}`;
  say('screen', `no display here: a virtual one runs as :${number} (${size})`);
}
