// Runs on the system's Node before `npm ci` has finished: Node 20 built-ins only.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { asRoot, runQuietly, say, SetUpError } from './terminal.mjs';

const buildTools = ['g++', 'make', 'python3', 'pkg-config', 'libpcsclite-dev'];
const cardReader = ['pcscd', 'vsmartcard-vpcd'];
const electronLibraries = [
  'ca-certificates',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libudev1',
  'libusb-1.0-0',
  'fonts-noto-cjk',
];
const screen = ['xvfb', 'xauth'];

/** Ubuntu 24.04 renamed libraries whose ABI changed with 64-bit time. */
const renamed = new Map([
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libasound2', 'libasound2t64'],
]);

/** @param {string[]} names @returns {Set<string>} */
function installed(names) {
  const query = spawnSync(
    'dpkg-query',
    ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names],
    {
      encoding: 'utf8',
    },
  );
  const lines = query.stdout.split('\n').map((line) => line.split(' '));
  return new Set(lines.filter(([, status]) => status === 'installed').map(([name]) => name ?? ''));
}

/** @param {string} name */
function exists(name) {
  const policy = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  return /Candidate: (?!\(none\))/.test(policy.stdout);
}

/** What `npm run make` calls. */
const packagers = ['fakeroot', 'zip'];

/** @param {{ forPackaging: boolean }} options */
export async function ensureDebianPackages({ forPackaging }) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return;
  const wanted = [...buildTools, ...cardReader, ...electronLibraries];
  if (!process.env['DISPLAY']) wanted.push(...screen);
  if (forPackaging) wanted.push(...packagers);
  const present = installed([...wanted, ...renamed.values()]);
  const missing = wanted.filter(
    (name) => !present.has(name) && !present.has(renamed.get(name) ?? ''),
  );
  if (missing.length === 0) return;

  const root = asRoot();
  if (!root) {
    throw new SetUpError(
      `These Debian packages are missing, and there are no rights to install them:\n` +
        `  sudo apt-get install --no-install-recommends ${missing.join(' ')}`,
    );
  }
  say('debian', `installing ${missing.join(', ')}`);
  await apt(root, ['update']);
  const names = missing.map((name) => (exists(name) ? name : (renamed.get(name) ?? name)));
  await apt(root, ['install', '--yes', '--no-install-recommends', ...names]);
}

/** @param {string[]} root @param {string[]} args */
async function apt(root, args) {
  // sudo resets the environment, so the variable travels as an argument of `env`.
  const command = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args];
  const { ok, output } = await runQuietly(command[0] ?? 'env', command.slice(1));
  if (!ok) throw new SetUpError(`${output}\napt-get ${args[0]} failed; see above.`);
}
