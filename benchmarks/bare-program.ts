import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes an Electron program that does nothing but show `page`: the floor under ours. */
export const writeBareProgram = (folder: string, page: string): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'bare', version: '1.0.0', main: 'main.cjs' }),
  );
  writeFileSync(
    path.join(folder, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron');
     app.whenReady().then(() => {
       const window = new BrowserWindow({ width: 1366, height: 768 });
       window.loadFile(require('node:path').join(__dirname, 'index.html'));
     });
     app.on('window-all-closed', () => app.quit());`,
  );
  writeFileSync(path.join(folder, 'index.html'), page);
};
