import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { endOnSetUpError, ensureSetUp, projectRoot } from './setup.mjs';

/** `npm run torture -- [--rounds 20] [--seed 1] [--json FILE]`: kills the program while it is typed into. */
endOnSetUpError();
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string', default: 'out/torture.json' },
  },
});
const { node, env } = await ensureSetUp({
  need: ['debian', 'npm', 'electron', 'build', 'pcscd', 'screen'],
});
const report = path.resolve(values.json);
mkdirSync(path.dirname(report), { recursive: true });
const runner = path.join(projectRoot, 'node_modules/@playwright/test/cli.js');
const { status } = spawnSync(node, [runner, 'test', 'kill-while-typing', '--workers=1'], {
  cwd: projectRoot,
  stdio: 'inherit',
  env: {
    ...env,
    KAKOU_TORTURE_ROUNDS: values.rounds,
    KAKOU_TORTURE_SEED: values.seed,
    KAKOU_TORTURE_JSON: report,
  },
});
process.exit(status ?? 1);
