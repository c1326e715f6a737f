import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { call } from './test-desk.ts';

it('prints its URL, serves there, and ends cleanly when it is told to', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'kakou-endpoint-'));
  const script = path.resolve('simulators/single-window/main.ts');
  const child = spawn(process.execPath, [script, '--port', '0', '--data', dataDir], {
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    child.stdout.setEncoding('utf8');
    const line = String(await once(child.stdout, 'data'));
    expect(line).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    expect((await call(`${line.trim()}/clock`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
    rmSync(dataDir, { recursive: true });
  }
});
