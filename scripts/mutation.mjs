import { endOnSetUpError, ensureSetUp } from './setup.mjs';

endOnSetUpError();
const { node, env } = await ensureSetUp({
  need: ['debian', 'npm', 'electron', 'pcscd', 'screen'],
});
const { runMutation } = await import('./mutation/run-mutation.ts');
process.exit(await runMutation({ node, env }, process.argv.slice(2)));
