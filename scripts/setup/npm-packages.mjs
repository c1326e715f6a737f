// Runs on the system's Node before `npm ci` has finished: Node 20 built-ins only.
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import {
  nodePath,
  npmCommand,
  projectRoot,
  runQuietly,
  runtimeFolder,
  say,
  SetUpError,
  toolEnvironment,
} from './terminal.mjs';

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockedPackage */

const cardReaderBinary = path.join(
  projectRoot,
  'node_modules/smartcard/build/Release/smartcard_napi.node',
);

/** @param {string} file @returns {Record<string, LockedPackage>} */
function lockedPackages(file) {
  return JSON.parse(readFileSync(path.join(projectRoot, file), 'utf8')).packages;
}

/**
 * Compares what is locked with what npm noted as installed. A hash of the lock file would make
 * every `npm install` of a developer be followed by a needless `npm ci`.
 */
function isUpToDate() {
  if (!existsSync(nodePath())) return false;
  try {
    const installed = lockedPackages('node_modules/.package-lock.json');
    return Object.entries(lockedPackages('package-lock.json')).every(
      ([name, { version, ...kind }]) => {
        if (name === '') return true;
        const present = installed[name];
        // Another platform's optional packages are locked but never installed.
        if (!present) return Boolean(kind.optional ?? kind.devOptional);
        return present.version === version;
      },
    );
  } catch {
    return false;
  }
}

const unpackedHeaders = path.join(runtimeFolder, 'node-headers');

/**
 * node-gyp downloads Node's headers unless it is told where they are. Distributions and the
 * official archives put them beside the running Node. Any version's do: what is compiled here only
 * uses Node-API.
 */
function nodeHeaders() {
  const prefix = path.resolve(realpathSync(process.execPath), '../..');
  const candidates = [prefix, '/usr', '/usr/local', path.join(unpackedHeaders, 'usr')];
  return candidates.find((folder) => existsSync(path.join(folder, 'include/node/node_api.h')));
}

/**
 * Unpacks Debian's headers for this project only: installing their package would bring Debian's
 * older Node along and put it in the place of the present one.
 */
async function fetchNodeHeaders() {
  if (process.platform !== 'linux' || nodeHeaders() !== undefined) return;
  mkdirSync(unpackedHeaders, { recursive: true });
  await runQuietly('apt-get', ['download', 'libnode-dev'], { cwd: unpackedHeaders });
  const archive = readdirSync(unpackedHeaders).find((name) => name.endsWith('.deb'));
  if (!archive) return;
  await runQuietly('dpkg-deb', ['-x', archive, '.'], { cwd: unpackedHeaders });
  if (nodeHeaders() !== undefined) say('npm', "fetched Node's headers for the card reader module");
}

function npmEnvironment() {
  const environment = toolEnvironment();
  const headers = nodeHeaders();
  if (headers) environment['npm_package_config_node_gyp_nodedir'] = headers;
  return environment;
}

/** @param {string[]} args */
function npm(args) {
  const { command, options } = npmCommand();
  return runQuietly(command, args, { ...options, env: npmEnvironment() });
}

export async function ensureNpmPackages() {
  if (!isUpToDate()) {
    say('npm', 'installing the packages of package-lock.json (about a minute)');
    await fetchNodeHeaders();
    const clean = await npm(['ci', '--loglevel=error']);
    if (!clean.ok) await installWithoutCompiling(clean.output);
  }
  if (!existsSync(cardReaderBinary)) {
    say(
      'npm',
      'the card reader module is not built: no PC/SC, the simulated card is used. ' +
        'To build it (it needs a C++ compiler, the PC/SC and Node headers): npm rebuild smartcard',
    );
  }
}

/**
 * The one package that must be compiled on this machine is the card reader's, and the program runs
 * without it; so its failure is told but doesn't end the set-up.
 * @param {string} firstOutput
 */
async function installWithoutCompiling(firstOutput) {
  say('npm', 'that failed; trying again without compiling the card reader module');
  const plain = await npm(['ci', '--ignore-scripts', '--loglevel=error']);
  if (!plain.ok) throw new SetUpError(`${plain.output}\nnpm ci failed; see above.`);
  const rebuilt = await npm(['rebuild', 'node']);
  if (!rebuilt.ok || !existsSync(nodePath())) {
    throw new SetUpError(
      `${rebuilt.output}\nNode 24 could not be installed through npm; see above.`,
    );
  }
  const reason = firstOutput.split('\n').filter((line) => /gyp ERR!|error:/i.test(line));
  for (const line of reason.slice(0, 5)) say('npm', `  ${line.trim()}`);
}
