import { endOnSetUpError, ensureSetUp } from './setup.mjs';

endOnSetUpError();
const { node, env } = await ensureSetUp({
  need: ['debian', 'npm', 'electron', 'pcscd', 'screen'],
});
const { runAllChecks } = await import('./test/checks.ts');
process.exit(await runAllChecks({ node, env }));
