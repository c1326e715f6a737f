// The product's SQLite needs a newer Node-API than this Electron has. This gives every process and
// thread of the app the build that came with the runtime, and the product knows nothing of it.
'use strict';
const Module = require('node:module');
const path = require('node:path');
const workerThreads = require('node:worker_threads');

const replacement = path.join(__dirname, 'node_modules/better-sqlite3');
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  return resolve.call(this, request === 'better-sqlite3' ? replacement : request, ...rest);
};

workerThreads.Worker = class extends workerThreads.Worker {
  constructor(file, options) {
    const execArgv = ['--require', __filename, ...(options?.execArgv ?? [])];
    super(file, { ...options, execArgv });
  }
};
Module.syncBuiltinESMExports();
