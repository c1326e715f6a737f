import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { endOnSetUpError, ensureSetUp, projectRoot } from './setup.mjs';

endOnSetUpError();
const { node, env, electron } = await ensureSetUp({
  need: ['debian', 'packagers', 'npm', 'electron'],
});
const [command = 'package', ...rest] = process.argv.slice(2);
if (electron && !electron.declared) {
  const { packagingEnvironment } = await import('./build/package-on-registry-electron.ts');
  Object.assign(env, await packagingEnvironment(electron.folder));
}
const forge = path.join(projectRoot, 'node_modules/@electron-forge/cli/dist/electron-forge.js');
const { status } = spawnSync(node, [forge, command, ...rest], {
  cwd: projectRoot,
  stdio: 'inherit',
  env,
});
process.exit(status ?? 1);
