import { endOnSetUpError, ensureSetUp } from './setup.mjs';

endOnSetUpError();
const args = process.argv.slice(2);
const withoutWindow = ['mutants', 'page'].some((part) => args.includes(part));
const { node, env } = await ensureSetUp({
  need: withoutWindow ? ['npm'] : ['debian', 'npm', 'electron', 'pcscd', 'screen'],
});
const { runMutation } = await import('./mutation/run-mutation.ts');
process.exit(await runMutation({ node, env }, args));
