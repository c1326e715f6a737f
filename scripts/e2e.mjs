import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { endOnSetUpError, ensureSetUp, projectRoot } from './setup.mjs';

endOnSetUpError();
const { node, env } = await ensureSetUp({
  need: ['debian', 'npm', 'electron', 'build', 'pcscd', 'screen'],
});
const runner = path.join(projectRoot, 'node_modules/@playwright/test/cli.js');
const { status } = spawnSync(node, [runner, 'test', ...process.argv.slice(2)], {
  cwd: projectRoot,
  stdio: 'inherit',
  env,
});
process.exit(status ?? 1);
