import path from 'node:path';

export const projectRoot = path.resolve(import.meta.dirname, '../..');

// What runs in a process or thread of its own is an entry of its own: `.vite/build/<name>.cjs`.
export const mainEntries: Record<string, string> = {
  main: 'src-main/main.ts',
  'card-process': 'src-main/card/card-process.ts',
  'statistics-thread': 'src-main/reports/statistics/statistics-thread.ts',
  'query-thread': 'src-main/query/query-thread.ts',
  'training-world': 'simulators/training-world.ts',
  'excel-worker': 'src-main/excel/excel-worker.ts',
  'export-reader': 'src-main/excel/export/export-reader.ts',
};

export const preloadEntry = 'src-main/preload.ts';
export const rendererFolder = 'src-renderer';
export const rendererName = 'main_window';

/** Compiled modules stay outside the bundles; the packager copies them in beside it. */
export const nativeModules = ['better-sqlite3', 'smartcard', 'node-hid'];
