// Stands in for Electron's own default_app, which the registry's runtime doesn't carry: starts the
// app whose folder is given on the command line. Everything here is synchronous, since an app must
// register its protocol's privileges before `ready`.
'use strict';
const { app, utilityProcess } = require('electron');
const fs = require('node:fs');
const path = require('node:path');
const hook = path.join(__dirname, 'resolve-native.cjs');
require(hook);

// A utility process ignores `--require` in its execArgv but obeys NODE_OPTIONS.
const fork = utilityProcess.fork;
utilityProcess.fork = (modulePath, args, options) => {
  if (!Array.isArray(args)) [args, options] = [[], args];
  const env = { ...(options?.env ?? process.env) };
  env.NODE_OPTIONS = `${env.NODE_OPTIONS ?? ''} --require ${JSON.stringify(hook)}`.trim();
  return fork(modulePath, args, { ...options, env });
};

// The same `-r` as default_app's: Playwright holds `ready` back with it until it is attached.
const argv = process.argv.slice(1);
const preloads = [];
let position = 0;
for (; position < argv.length && argv[position].startsWith('-'); position += 1) {
  if (argv[position] === '-r' || argv[position] === '--require') preloads.push(argv[++position]);
}
if (position >= argv.length) {
  process.stderr.write('Usage: electron [switches] [-r module] <app folder> [arguments]\n');
  process.exit(1);
}
const folder = path.resolve(argv[position]);
const description = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
process.argv = [process.argv[0], folder, ...argv.slice(position + 1)];
app.setAppPath(folder);
app.setName(description.productName ?? description.name);
app.setVersion?.(description.version);
if (!app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
}
for (const file of preloads) require(path.resolve(file));
require(path.resolve(folder, description.main));
